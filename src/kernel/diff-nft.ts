import type { NetworkChange } from "./changes.ts";
import { differenceOf, sequenceDifference } from "./compare.ts";
import { nftRules, nftTableName } from "./nft-chains.ts";
import { asShown } from "./rule-words.ts";
import type { Network, NftChain, Rule } from "./snapshot.ts";

/** Chains and rules of nft that were made or are gone. A chain that is gone took its rules with it, which is not told again. */
export function diffNft(before: Network | undefined, network: Network): readonly NetworkChange[] {
  if (!network.rulesReadable || before?.rulesReadable === false) return [];
  const [old, now] = [before === undefined ? [] : chainsOf(before), chainsOf(network)];
  const chains = differenceOf(old, now, keyOf);
  const earlier = before === undefined ? [] : nftRules(before).map(shown);
  const later = nftRules(network).map(shown);
  const isLeft = ({ table, chain }: Rule) => now.some((each) => each.table === table && each.chain.name === chain);
  const { removed, added } = sequenceDifference(earlier, later, ({ table, chain, rule }) => JSON.stringify([table, chain, rule]));
  return [
    ...chains.removed.map(({ table, chain }) => ({ type: "nft-chain-removed" as const, network, table, chain })),
    ...removed
      .filter(isLeft)
      .map((rule) => ({ type: "rule-removed" as const, network, rule, position: positionOf(rule, earlier) })),
    ...chains.added.map(({ table, chain }) => ({ type: "nft-chain-added" as const, network, table, chain })),
    ...added.map((rule) => ({ type: "rule-added" as const, network, rule, position: positionOf(rule, later) })),
  ];
}

interface Placed {
  readonly table: string;
  readonly chain: NftChain;
}

function chainsOf(network: Network): readonly Placed[] {
  return network.nftTables.flatMap((table) => table.chains.map((chain) => ({ table: nftTableName(table), chain })));
}

/** Another policy makes another chain: it is said what it has become. */
function keyOf({ table, chain: { name, base } }: Placed): string {
  return JSON.stringify([table, name, base]);
}

/** With the text that is shown in place of its words in iptables. */
function shown(rule: Rule): Rule {
  return { ...rule, ...asShown(rule) };
}

function positionOf(rule: Rule, rules: readonly Rule[]): number {
  return rules.filter((each) => each.table === rule.table && each.chain === rule.chain).indexOf(rule) + 1;
}
