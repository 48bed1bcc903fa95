import { linkNamed } from "../checks/links.ts";
import { filterPolicy } from "../src/kernel/nft-chains.ts";
import { hostNetwork, networkNamed } from "../src/kernel/queries.ts";
import { parseRule, type RuleParts } from "../src/kernel/parse-rule.ts";
import { linkWithAddress } from "../src/kernel/routing.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";

/** What the hints of the lessons on networks look for. */

/** A link of the host. */
export function hostLink(snapshot: Snapshot, name: string): Link | undefined {
  return linkNamed(hostNetwork(snapshot), name);
}

/** A link of the network namespace ns1. */
export function ns1Link(snapshot: Snapshot, name: string): Link | undefined {
  return linkNamed(networkNamed(snapshot, "ns1"), name);
}

/** Some link there has this address, whatever its prefix length. */
export function hasAddressThere(network: Network | undefined, address: string): boolean {
  return network !== undefined && linkWithAddress(network, address) !== undefined;
}

export interface PlacedParts extends RuleParts {
  readonly chain: string;
}

/** The rules of a table taken apart, in their order; none where there is no such network namespace. */
export function rulesOf(network: Network | undefined, table: "nat" | "filter", chain?: string): readonly PlacedParts[] {
  return (network?.rules ?? [])
    .filter((rule) => rule.table === table && (chain === undefined || rule.chain === chain))
    .map((rule) => ({ chain: rule.chain, ...parseRule(rule.rule) }));
}

/** A condition of a rule, without `!`: `-o docker0`. */
export function asks({ matches }: RuleParts, option: string, value?: string): boolean {
  return matches.some((match) => match.option === option && !match.negated && (value === undefined || match.value === value));
}

/** Policy of a built-in chain of the table filter. */
export function policyOf(network: Network | undefined, chain: string): string {
  return network?.policies.get(`filter/${chain}`) ?? "ACCEPT";
}

/** The same with that of nft's chains at the same place: whoever has it drop there needs no other policy. */
export function policyWithNft(network: Network | undefined, chain: string): string {
  return network === undefined ? "ACCEPT" : filterPolicy(network, chain);
}
