import { linkNamed } from "../checks/links.ts";
import { filterPolicy } from "../src/kernel/nft-chains.ts";
import { hostNetwork, networkNamed } from "../src/kernel/queries.ts";
import { namesDevice, namesPort, type RuleParts } from "../src/kernel/parse-rule.ts";
import { linkWithAddress } from "../src/kernel/routing.ts";
import { rulesAt } from "../src/kernel/rules-at.ts";
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
  /** The built-in chain of iptables(8) at whose place it is asked: a chain of nft may have any name. */
  readonly chain: string;
}

/** The rules asked at these built-in chains taken apart, whatever program made them; none where there is no such network namespace. */
export function rulesOf(
  network: Network | undefined,
  table: "nat" | "filter",
  ...chains: readonly string[]
): readonly PlacedParts[] {
  if (network === undefined) return [];
  return chains.flatMap((chain) => rulesAt(network, table, chain).map((rule) => ({ ...rule, chain })));
}

/** A condition of a rule, without `!`: `-o docker0`, also as one of several; addresses are those of one machine. */
export function asks({ matches }: RuleParts, option: string, value?: string): boolean {
  return matches.some(
    (match) =>
      !match.negated &&
      (match.option === option || match.option === `${option}s`) &&
      (value === undefined || names(option, match.value, value)),
  );
}

function names(option: string, asked: string, value: string): boolean {
  switch (option) {
    case "-i":
    case "-o":
      return namesDevice(asked, value);
    case "--dport":
      return namesPort(asked, Number(value));
    default:
      return asked.replace(/\/32$/, "") === value;
  }
}

/** What becomes at a built-in chain of the table filter of what no rule decides about, by iptables and by nft. */
export function policyOf(network: Network | undefined, chain: string): string {
  return network === undefined ? "ACCEPT" : filterPolicy(network, chain);
}
