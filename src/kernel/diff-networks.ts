import type { NetworkChange } from "./changes.ts";
import { differenceOf, sequenceDifference } from "./compare.ts";
import { diffLinks } from "./diff-links.ts";
import { diffNft } from "./diff-nft.ts";
import type { Network, Route, Rule, Snapshot } from "./snapshot.ts";

/** Changes inside network namespaces. What could not be read in one of the two snapshots is not compared. */
export function diffNetworks(before: Snapshot, after: Snapshot): readonly NetworkChange[] {
  return [
    ...diffLinks(before, after),
    ...[...after.networks.values()].flatMap((network) => {
      const earlier = before.networks.get(network.inode);
      return [
        ...(earlier === undefined ? [] : diffNames(earlier, network)),
        ...diffRoutes(earlier, network),
        ...diffRules(earlier, network),
        ...diffPolicies(earlier, network),
        ...diffNft(earlier, network),
        ...(earlier === undefined ? [] : diffForwarding(earlier, network)),
      ];
    }),
  ];
}

function diffNames(before: Network, network: Network): readonly NetworkChange[] {
  return before.names.join("\0") === network.names.join("\0") ? [] : [{ type: "network-names", network, before: before.names }];
}

function diffRoutes(before: Network | undefined, network: Network): readonly NetworkChange[] {
  if (!network.linksReadable || before?.linksReadable === false) return [];
  const { removed, added } = differenceOf<Route>(before?.routes ?? [], network.routes, (route) => JSON.stringify(route));
  return [
    ...removed.map((route) => ({ type: "route-removed" as const, network, route })),
    ...added.map((route) => ({ type: "route-added" as const, network, route })),
  ];
}

function diffRules(before: Network | undefined, network: Network): readonly NetworkChange[] {
  if (!network.rulesReadable || before?.rulesReadable === false) return [];
  const earlier = before?.rules ?? [];
  const { removed, added } = sequenceDifference<Rule>(earlier, network.rules, ({ table, chain, rule }) =>
    JSON.stringify([table, chain, rule]),
  );
  return [
    ...removed.map((rule) => ({ type: "rule-removed" as const, network, rule, position: positionOf(rule, earlier) })),
    ...added.map((rule) => ({ type: "rule-added" as const, network, rule, position: positionOf(rule, network.rules) })),
  ];
}

function positionOf(rule: Rule, rules: readonly Rule[]): number {
  return rules.filter((each) => each.table === rule.table && each.chain === rule.chain).indexOf(rule) + 1;
}

/** The policy of a chain nobody has touched: its table need not even exist. */
const DEFAULT_POLICY = "ACCEPT";

function diffPolicies(before: Network | undefined, network: Network): readonly NetworkChange[] {
  if (!network.rulesReadable || before?.rulesReadable === false) return [];
  const chains = new Set([...(before?.policies.keys() ?? []), ...network.policies.keys()]);
  return [...chains].flatMap((chain): readonly NetworkChange[] => {
    const earlier = before?.policies.get(chain) ?? DEFAULT_POLICY;
    const policy = network.policies.get(chain) ?? DEFAULT_POLICY;
    return earlier === policy ? [] : [{ type: "policy", network, chain, before: earlier, policy }];
  });
}

function diffForwarding(before: Network, network: Network): readonly NetworkChange[] {
  if (!network.linksReadable || !before.linksReadable || before.forwarding === network.forwarding) return [];
  return [{ type: "forwarding", network, on: network.forwarding }];
}
