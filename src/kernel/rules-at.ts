import { nftChainsAt, type NftPlace } from "./nft-chains.ts";
import { NEVER_MET, UNKNOWN_MATCH } from "./nft-plain.ts";
import { parseRule, type RuleMatch, type RuleParts } from "./parse-rule.ts";
import type { Network, Rule } from "./snapshot.ts";

/** A rule taken apart, with the conditions under which a packet comes by it among its own. */
export interface MetRule extends RuleParts {
  readonly rule: Rule;
}

/**
 * The rules that a packet of IPv4 may come by at a built-in chain, in the order in which the kernel asks them: those of
 * iptables(8), those of nft(8) at the same place, and those that they jump to. Without rules of nft of which a condition
 * is not known here: nothing is said of them.
 */
export function rulesAt(network: Network, table: string, chain: string): readonly MetRule[] {
  const { before, after } = nftChainsAt(network, table, chain);
  const inNft = ({ table: { chains }, chain: { name } }: NftPlace) =>
    walk((each) => chains.find((other) => other.name === each)?.rules.flat() ?? [], name);
  const own = walk((each) => network.rules.filter((rule) => rule.table === table && rule.chain === each), chain);
  return [...before.flatMap(inNft), ...own, ...after.flatMap(inNft)];
}

/** Each chain is walked once, from where it is called first. */
function walk(
  rulesOf: (chain: string) => readonly Rule[],
  chain: string,
  reached: readonly RuleMatch[] = [],
  walked: Set<string> = new Set(),
): readonly MetRule[] {
  if (walked.has(chain)) return [];
  walked.add(chain);
  return rulesOf(chain).flatMap((rule): readonly MetRule[] => {
    const parts = parseRule(rule.rule);
    const matches = [...reached, ...parts.matches];
    if (rule.nft !== undefined && parts.matches.some(isBeyondUs)) return [];
    const inside = parts.target === null ? [] : walk(rulesOf, parts.target, matches, walked);
    return [{ ...parts, matches, rule }, ...inside];
  });
}

function isBeyondUs({ option, value, negated }: RuleMatch): boolean {
  const words = `${negated ? "! " : ""}${option} ${value}`;
  return words === UNKNOWN_MATCH || words === NEVER_MET;
}
