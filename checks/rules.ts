import type { Said } from "../src/say/message.ts";
import { explainRules, rightCommand } from "./rule-mistakes.ts";
import { changeable, droppingPolicy, filterPolicy, isNftTable, type PolicyHolder } from "../src/kernel/nft-chains.ts";
import { type Fate, NOT_JUDGED, type Packet, packetFate } from "../src/kernel/packet-fate.ts";
import { deletion, policyCommand, ruleWords } from "../src/kernel/rule-words.ts";
import { rulesAt } from "../src/kernel/rules-at.ts";
import type { Network, Rule, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, couldNotLook, type Verdict, verdict } from "./check.ts";
import { isMissing, lookIn, nameOfNetwork, networkAt, typeIn, unreadable } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** What one kind of packet is to meet in a chain. */
export interface FateWanted {
  /** The packet in words: `a packet from 172.17.0.2 to the internet`. */
  readonly what: string;
  readonly packet: Packet;
  readonly wanted: (fate: Fate) => boolean;
}

interface RuleExpectation {
  readonly place: NetworkPlace;
  readonly expected: Said;
  readonly table: "filter" | "nat";
  readonly chain: string;
  readonly cases: readonly FateWanted[];
  readonly cause: Said;
  /** The command that makes it so once no wrong rule is in the way; null when nothing is left to do then. */
  readonly right: string | null;
}

/**
 * What the rules of a chain do to packets, whatever rules they are: a check that compared a rule's
 * text would refuse every other right way to write it.
 */
export function rulesDecide({ place, expected, table, chain, cases, cause, right }: RuleExpectation): Check {
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const network = await networkAt(scene, place, expected);
      if (isMissing(network)) return network;
      if (!network.rulesReadable) return unreadable(place, expected, network);
      const fates = cases.map((each) => ({ ...each, fate: packetFate(network, table, chain, each.packet) }));
      const command = rightCommand(network, right);
      const wrong = fates.find(({ fate, wanted }) => fate.target !== NOT_JUDGED && !wanted(fate));
      const unjudged = fates.find(({ fate }) => fate.target === NOT_JUDGED)?.fate.rule ?? null;
      if (wrong === undefined && unjudged !== null) return notJudged(place, expected, unjudged);
      return verdict(wrong === undefined, {
        expected,
        observed: describeFates(
          (wrong === undefined ? fates : [wrong]).map(({ what, fate }) => [what, describeFate(fate, table, chain)]),
        ),
        look: lookIn(place, `iptables -t ${table} -S ${chain}`, ...nftToo(network)),
        ...((wrong === undefined
          ? null
          : explainRules({ snapshot: await scene.snapshot(), before: scene.before, network, table, chain, wrong, right })) ?? {
          cause,
          next: command === null ? "Restart the lesson for the starting point of this step." : typeIn(place, command),
        }),
      });
    },
  };
}

/** A rule of nft that may meet such a packet asks or does what is not known here. */
function notJudged(place: NetworkPlace, expected: Said, rule: Rule): Verdict {
  return couldNotLook({
    expected,
    observed: `a rule of nft is there that may decide about it, and is not judged: ${ruleWords(rule)}`,
    look: lookIn(place, "nft -a list ruleset"),
    cause:
      "Of nft's rules those are judged that match addresses, devices, ports, protocols and the state of a connection, and accept, drop, masquerade, snat, dnat, redirect or jump.",
    next: `Write it in these words, or delete it. ${typeIn(place, deletion(rule))}`,
  });
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
      const actual = filterPolicy(network, chain);
      return verdict(actual === wanted, {
        expected,
        observed: `it is ${actual}`,
        look: lookIn(place, `iptables -S ${chain}`, ...nftToo(network)),
        ...explainPolicy(await scene.snapshot(), network, place, chain, wanted),
      });
    },
  };
}

function explainPolicy(
  snapshot: Snapshot,
  network: Network,
  place: NetworkPlace,
  chain: string,
  wanted: "ACCEPT" | "DROP",
): { cause: Said; next: Said } {
  const set = policyCommand(changeable(network, { table: "filter", chain }), wanted);
  const dropping = droppingPolicy(network, chain);
  if (wanted === "ACCEPT" && dropping !== null && isNftTable(dropping.table))
    return {
      cause: `A chain of nft at the same place has the policy DROP: ${dropping.table} ${dropping.chain}.`,
      next: typeIn(place, policyCommand(dropping, "ACCEPT")),
    };
  if (wanted === "ACCEPT") return { cause: "The policy was not set, or was set for another chain.", next: typeIn(place, set) };
  const other = ["INPUT", "OUTPUT"].find((each) => each !== chain && filterPolicy(network, each) === "DROP");
  const otherHolder = other === undefined ? null : droppingPolicy(network, other);
  if (other !== undefined && otherHolder !== null)
    return {
      cause: `The policy of ${chainWords(otherHolder)} is ${wanted}: that chain is for packets ${other === "INPUT" ? "to" : "from"} the host itself.`,
      next: typeIn(place, policyCommand(otherHolder, "ACCEPT"), set),
    };
  const elsewhere = [...snapshot.networks.values()].find((each) => each !== network && filterPolicy(each, chain) === "DROP");
  const holderElsewhere = elsewhere === undefined ? null : droppingPolicy(elsewhere, chain);
  if (elsewhere !== undefined && holderElsewhere !== null) {
    const name = nameOfNetwork(snapshot, elsewhere);
    return {
      cause: `The policy was set in another network namespace, ${name}, which has rules of its own.`,
      next:
        elsewhere.names.length === 0
          ? typeIn(place, set)
          : typeIn("host", `ip netns exec ${name} ${policyCommand(holderElsewhere, "ACCEPT")}`, set),
    };
  }
  const rule = rulesAt(network, "filter", chain).find(({ matches, target }) => target === "DROP" && matches.length === 0)?.rule;
  if (rule !== undefined)
    return {
      cause: `A rule that drops everything is not the policy: rules appended after it are never reached.`,
      next: typeIn(place, deletion(rule), set),
    };
  return { cause: "The policy was not set, or was set for another chain.", next: typeIn(place, set) };
}

function chainWords({ table, chain }: PolicyHolder): string {
  return isNftTable(table) ? `${chain} in nft's table ${table}` : chain;
}

/** What shows the rules of nft, where there are any. */
function nftToo({ nftTables }: Network): readonly string[] {
  return nftTables.length > 0 ? ["nft list ruleset"] : [];
}

/** What decided about a packet, in words. */
export function describeFate({ target, to, rule, policyOf: nft }: Fate, table: string, chain: string): string {
  if (rule === null)
    return table === "nat" && nft === undefined
      ? `no rule of ${chain} rewrites it`
      : `no rule fits, and the policy of ${nft === undefined ? chain : `${nft.chain} in nft's table ${nft.table}`} is ${target}`;
  const result = to === null ? target : `${target} to ${to}`;
  return `${result}, by the rule ${ruleWords(rule)}`;
}
