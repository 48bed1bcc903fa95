import { type Fate, type Packet, packetFate } from "../src/kernel/packet-fate.ts";
import type { Network } from "../src/kernel/snapshot.ts";
import { type Check, verdict } from "./check.ts";
import { isMissing, lookIn, networkAt, type NetworkPlace, typeIn, unreadable } from "./networks.ts";

/** What one kind of packet is to meet in a chain. */
export interface FateWanted {
  /** The packet in words: `a packet from 172.17.0.2 to the internet`. */
  readonly what: string;
  readonly packet: Packet;
  readonly wanted: (fate: Fate) => boolean;
}

interface RuleExpectation {
  readonly place: NetworkPlace;
  readonly expected: string;
  readonly table: "filter" | "nat";
  readonly chain: string;
  readonly cases: readonly FateWanted[];
  readonly cause: string;
  readonly next: string;
}

/**
 * What the rules of a chain do to packets, whatever rules they are: a check that compared a rule's
 * text would refuse every other right way to write it.
 */
export function rulesDecide({ place, expected, table, chain, cases, cause, next }: RuleExpectation): Check {
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const network = await networkAt(scene, place, expected);
      if (isMissing(network)) return network;
      if (!network.rulesReadable) return unreadable(place, expected, network);
      const fates = cases.map((each) => ({ ...each, fate: packetFate(network, table, chain, each.packet) }));
      const wrong = fates.find((each) => !each.wanted(each.fate));
      return verdict(wrong === undefined, {
        expected,
        observed: describeFates(
          (wrong === undefined ? fates : [wrong]).map(({ what, fate }) => [what, describeFate(fate, table, chain)]),
        ),
        look: lookIn(place, `iptables -t ${table} -S ${chain}`),
        ...(wrong === undefined || wrong.fate.rule === null
          ? { cause, next }
          : {
              cause: "The first rule that fits decides, and it is this one.",
              next: `${deleteRule(table, wrong.fate.rule)}. ${next}`,
            }),
      });
    },
  };
}

/** A rule is deleted by repeating it after -D: a number could be that of another one by then (iptables(8)). */
function deleteRule(table: string, { chain, rule }: NonNullable<Fate["rule"]>): string {
  return `Delete it first (iptables -t ${table} -D ${chain} ${rule})`;
}

/** Packets with the same fate are named by the first of them. */
function describeFates(fates: readonly (readonly [what: string, fate: string])[]): string {
  return [...new Set(fates.map(([, fate]) => fate))]
    .map((fate) => {
      const [first, ...others] = fates.filter(([, each]) => each === fate).map(([what]) => what);
      return `${first}${others.length === 0 ? "" : `, and ${others.length} more tried`}: ${fate}`;
    })
    .join("; ");
}

/** The policy of a built-in chain: what happens to packets that no rule decides about. */
export function policy(place: NetworkPlace, chain: string, wanted: "ACCEPT" | "DROP"): Check {
  const expected = `the policy of the chain ${chain} is ${wanted}`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const network = await networkAt(scene, place, expected);
      if (isMissing(network)) return network;
      if (!network.rulesReadable) return unreadable(place, expected, network);
      const actual = policyOf(network, chain);
      return verdict(actual === wanted, {
        expected,
        observed: `it is ${actual}`,
        look: lookIn(place, `iptables -S ${chain}`),
        cause: "The policy was not set, or was set for another chain or in another network namespace.",
        next: typeIn(place, `iptables -P ${chain} ${wanted}`),
      });
    },
  };
}

function policyOf(network: Network, chain: string): string {
  return network.policies.get(`filter/${chain}`) ?? "ACCEPT"; // no table, no chain, no objection
}

/** What decided about a packet, in words. */
export function describeFate({ target, to, rule }: Fate, table: string, chain: string): string {
  if (rule === null)
    return table === "nat" ? `no rule of ${chain} rewrites it` : `no rule fits, and the policy of ${chain} is ${target}`;
  const result = to === null ? target : `${target} to ${to}`;
  return `${result}, by the rule -A ${rule.chain} ${rule.rule}`;
}
