import type { Said } from "../src/say/message.ts";
import { isNftTable, nftChainsAt, nftRules, nftTableName } from "../src/kernel/nft-chains.ts";
import { misfit, type Packet, type Fate } from "../src/kernel/packet-fate.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { parseRule, type RuleMatch } from "../src/kernel/parse-rule.ts";
import { acceptingPolicy, deletion, ruleWords } from "../src/kernel/rule-words.ts";
import type { Network, Rule, Snapshot } from "../src/kernel/snapshot.ts";
import { nameOfNetwork, typeIn } from "./networks.ts";

/** A packet that did not meet what it should, and where. */
interface WrongFate {
  readonly snapshot: Snapshot;
  /** The lab when the step began, or null where that is not known. */
  readonly before: Snapshot | null;
  readonly network: Network;
  readonly table: string;
  readonly chain: string;
  readonly wrong: { readonly what: string; readonly packet: Packet; readonly fate: Fate };
  /** The command that makes the right rule, once no wrong one is in the way; null when nothing is left to do then. */
  readonly right: string | null;
}

/** A rule, and the network namespace it is in. */
interface PlacedRule {
  readonly network: Network;
  readonly rule: Rule;
}

/**
 * Why the rules do what they do: the rule that decided; or, when none did, the one the learner has
 * made in this step, which stands elsewhere or asks for something else. Null when there is no such.
 */
export function explainRules(found: WrongFate): { readonly cause: Said; readonly next: Said } | null {
  const { snapshot, network, table, chain, wrong } = found;
  if (wrong.fate.rule !== null)
    return {
      cause: "The first rule that fits decides, and it is this one.",
      next: instead(found, { network, rule: wrong.fate.rule }),
    };
  const { policyOf } = wrong.fate;
  if (policyOf !== undefined)
    return {
      cause: `No rule decides about it, so the policy of ${policyOf.chain} in nft's table ${policyOf.table} does, whatever a rule of another table accepts.`,
      next: commands(found, acceptingPolicy(policyOf.table, policyOf.chain)),
    };
  const made = newRules(found);
  const isAsked = askedIn(network, table, chain);
  const here = made.filter((each) => each.network === network && (each.rule.table === table || isAsked(each.rule)));
  const misfits = here.filter(({ rule }) => isAsked(rule));
  const other = here.find(({ rule }) => !isAsked(rule) && isBuiltIn(network, rule));
  const stranger = made.find((each) => each.network !== network && each.rule.table === table && each.rule.chain === chain);
  const [missed] = misfits.flatMap((each) => {
    const match = misfit(network, each.rule, wrong.packet);
    return match === null ? [] : [{ ...each, match }];
  });
  if (missed !== undefined)
    return {
      cause: `The new rule ${ruleWords(missed.rule)} does not fit it${missed.rule.nft === undefined ? `: it asks for ${describe(missed.match)}` : ""}.`,
      next: instead(found, missed),
    };
  if (other !== undefined)
    return {
      cause: `The new rule stands in the chain ${other.rule.chain}, and such a packet passes ${chain}.`,
      next: instead(found, other),
    };
  if (stranger !== undefined)
    return {
      cause: `The new rule is in another network namespace, ${nameOfNetwork(snapshot, stranger.network)}, which has rules of its own.`,
      next: instead(found, stranger),
    };
  return isPolicy(found)
    ? {
        cause: `No rule decides about it, so the policy of ${chain} does, and that was changed to ${wrong.fate.target}.`,
        next: commands(found, `iptables -P ${chain} DROP`),
      }
    : null;
}

/** Whether a rule stands in this chain, or in one of nft that is asked at the same place. */
function askedIn(network: Network, table: string, chain: string): (rule: Rule) => boolean {
  const { before, after } = nftChainsAt(network, table, chain);
  const names = [...before, ...after].map((place) => `${nftTableName(place.table)}/${place.chain.name}`);
  return (rule) =>
    isNftTable(rule.table) ? names.includes(`${rule.table}/${rule.chain}`) : rule.table === table && rule.chain === chain;
}

/** The policy lets through what no rule accepts, and did not when the step began. */
function isPolicy({ before, table, chain, wrong }: WrongFate): boolean {
  const was = before === null ? undefined : hostNetwork(before)?.policies.get(`${table}/${chain}`);
  return was === "DROP" && wrong.fate.target === "ACCEPT";
}

/** Rules that were not there when the step began. */
function newRules({ snapshot, before }: WrongFate): readonly PlacedRule[] {
  if (before === null) return [];
  return [...snapshot.networks.values()].flatMap((network) => {
    const earlier = before.networks.get(network.inode);
    const old = earlier === undefined ? [] : [...earlier.rules, ...nftRules(earlier)].map(textOf);
    return [...network.rules, ...nftRules(network)]
      .filter((rule) => !old.includes(textOf(rule)))
      .map((rule) => ({ network, rule }));
  });
}

function textOf({ table, chain, rule, nft }: Rule): string {
  return `${table} ${chain} ${nft?.text ?? rule}`;
}

function isBuiltIn(network: Network, { table, chain, rule }: Rule): boolean {
  return network.policies.has(`${table}/${chain}`) && parseRule(rule).target !== null;
}

function describe({ option, value, negated }: RuleMatch): string {
  return `${negated ? "! " : ""}${option} ${value}`;
}

/** A rule is deleted by repeating it after -D: a number could be that of another one by then (iptables(8)). */
function instead(found: WrongFate, { network, rule }: PlacedRule): string {
  const [named] = network === hostNetwork(found.snapshot) ? [] : network.names;
  const inside = named === undefined ? "" : `ip netns exec ${named} `;
  return commands(
    found,
    `${inside}${rule.nft === undefined ? `iptables -t ${rule.table} -D ${rule.chain} ${rule.rule}` : deletion(rule)}`,
  );
}

function commands({ right }: WrongFate, undo: string): string {
  return typeIn("host", undo, ...(right === null ? [] : [right]));
}
