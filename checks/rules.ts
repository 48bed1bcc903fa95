import { listed, type Message, say, verbatim } from "../src/say/message.ts";
import { explainRules, rightCommand } from "./rule-mistakes.ts";
import { changeable, droppingPolicy, filterPolicy, isNftTable, type PolicyHolder } from "../src/kernel/nft-chains.ts";
import { type Fate, NOT_JUDGED, type Packet, packetFate } from "../src/kernel/packet-fate.ts";
import { deletion, policyCommand, ruleWords } from "../src/kernel/rule-words.ts";
import { rulesAt } from "../src/kernel/rules-at.ts";
import type { Network, Rule, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId, couldNotLook, type Verdict, verdict } from "./check.ts";
import { isMissing, lookIn, networkAt, nameOfNetwork, placeId, typeIn, unreadable } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** What one kind of packet is to meet in a chain. */
export interface FateWanted {
  /** The packet in words: `a packet from 172.17.0.2 to the internet`. */
  readonly what: Message;
  readonly packet: Packet;
  readonly wanted: (fate: Fate) => boolean;
}

interface RuleExpectation {
  readonly id: string;
  readonly place: NetworkPlace;
  readonly expected: Message;
  readonly table: "filter" | "nat";
  readonly chain: string;
  readonly cases: readonly FateWanted[];
  readonly cause: Message;
  /** The command that makes it so once no wrong rule is in the way; null when nothing is left to do then. */
  readonly right: string | null;
}

/**
 * What the rules of a chain do to packets, whatever rules they are: a check that compared a rule's
 * text would refuse every other right way to write it.
 */
export function rulesDecide({ id, place, expected, table, chain, cases, cause, right }: RuleExpectation): Check {
  return {
    id,
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
          (wrong === undefined ? fates : [wrong]).map(({ what, fate }) => ({ what, fate: describeFate(fate, table, chain) })),
        ),
        look: lookIn(place, `iptables -t ${table} -S ${chain}`, ...nftToo(network)),
        ...((wrong === undefined
          ? null
          : explainRules({ snapshot: await scene.snapshot(), before: scene.before, network, table, chain, wrong, right })) ?? {
          cause,
          next: command === null ? say`Restart the lesson for the starting point of this step.` : typeIn(place, command),
        }),
      });
    },
  };
}

/** A rule of nft that may meet such a packet asks or does what is not known here. */
function notJudged(place: NetworkPlace, expected: Message, rule: Rule): Verdict {
  return couldNotLook({
    expected,
    observed: say`a rule of nft is there that may decide about it, and is not judged: ${{ rule: ruleWords(rule) }}`,
    look: lookIn(place, "nft -a list ruleset"),
    cause: say`Of nft's rules those are judged that match addresses, devices, ports, protocols and the state of a connection, and accept, drop, masquerade, snat, dnat, redirect or jump.`,
    next: say`Write it in these words, or delete it. ${{ next: typeIn(place, deletion(rule)) }}`,
  });
}

/** A packet in words, and what becomes of it. */
interface FateSaid {
  readonly what: Message;
  readonly fate: Message;
}

/** Packets with the same fate are named by the first of them. */
function describeFates(fates: readonly FateSaid[]): Message {
  const alike = fates.reduce((groups, each) => {
    const key = JSON.stringify(each.fate);
    return groups.set(key, [...(groups.get(key) ?? []), each]);
  }, new Map<string, readonly FateSaid[]>());
  return say`${{ fates: listed(Array.from(alike.values(), describeAlike), ";") }}`;
}

function describeAlike([first, ...others]: readonly FateSaid[]): Message {
  if (first === undefined) return verbatim("");
  const { what, fate } = first;
  return others.length === 0
    ? say`${{ what }}: ${{ fate }}`
    : say`${{ what }}, and ${{ count: others.length }} more tried: ${{ fate }}`;
}

/** The policy of a built-in chain: what happens to packets that no rule decides about. */
export function policy(place: NetworkPlace, chain: string, wanted: "ACCEPT" | "DROP"): Check {
  const expected = say`the policy of the chain ${{ chain }} is ${{ policy: wanted }}`;
  return {
    id: checkId("policy", placeId(place), chain, wanted),
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
        observed: say`it is ${{ policy: actual }}`,
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
): { readonly cause: Message; readonly next: Message } {
  const set = policyCommand(changeable(network, { table: "filter", chain }), wanted);
  const dropping = droppingPolicy(network, chain);
  if (wanted === "ACCEPT" && dropping !== null && isNftTable(dropping.table))
    return {
      cause: say`A chain of nft at the same place has the policy DROP: ${{ chain: `${dropping.table} ${dropping.chain}` }}.`,
      next: typeIn(place, policyCommand(dropping, "ACCEPT")),
    };
  if (wanted === "ACCEPT") return { cause: NOT_SET, next: typeIn(place, set) };
  const other = ["INPUT", "OUTPUT"].find((each) => each !== chain && filterPolicy(network, each) === "DROP");
  const otherHolder = other === undefined ? null : droppingPolicy(network, other);
  if (other !== undefined && otherHolder !== null)
    return {
      cause:
        other === "INPUT"
          ? say`The policy of ${{ chain: chainWords(otherHolder) }} is ${{ policy: wanted }}: that chain is for packets to the host itself.`
          : say`The policy of ${{ chain: chainWords(otherHolder) }} is ${{ policy: wanted }}: that chain is for packets from the host itself.`,
      next: typeIn(place, policyCommand(otherHolder, "ACCEPT"), set),
    };
  const elsewhere = [...snapshot.networks.values()].find((each) => each !== network && filterPolicy(each, chain) === "DROP");
  const holderElsewhere = elsewhere === undefined ? null : droppingPolicy(elsewhere, chain);
  if (elsewhere !== undefined && holderElsewhere !== null) {
    const [name] = elsewhere.names;
    return {
      cause: say`The policy was set in another network namespace, ${{ network: nameOfNetwork(snapshot, elsewhere) }}, which has rules of its own.`,
      next:
        name === undefined
          ? typeIn(place, set)
          : typeIn("host", `ip netns exec ${name} ${policyCommand(holderElsewhere, "ACCEPT")}`, set),
    };
  }
  const rule = rulesAt(network, "filter", chain).find(({ matches, target }) => target === "DROP" && matches.length === 0)?.rule;
  if (rule !== undefined)
    return {
      cause: say`A rule that drops everything is not the policy: rules appended after it are never reached.`,
      next: typeIn(place, deletion(rule), set),
    };
  return { cause: NOT_SET, next: typeIn(place, set) };
}

const NOT_SET = say`The policy was not set, or was set for another chain.`;

function chainWords({ table, chain }: PolicyHolder): Message {
  return isNftTable(table) ? say`${{ chain }} in nft's table ${{ table }}` : verbatim(chain);
}

/** What shows the rules of nft, where there are any. */
function nftToo({ nftTables }: Network): readonly string[] {
  return nftTables.length > 0 ? ["nft list ruleset"] : [];
}

/** What decided about a packet, in words. */
function describeFate({ target, to, rule, policyOf: nft }: Fate, table: string, chain: string): Message {
  if (rule === null)
    return table === "nat" && nft === undefined
      ? say`no rule of ${{ chain }} rewrites it`
      : say`no rule fits, and the policy of ${{ chain: nft === undefined ? verbatim(chain) : chainWords(nft) }} is ${{ policy: target }}`;
  return to === null
    ? say`${{ target }}, by the rule ${{ rule: ruleWords(rule) }}`
    : say`${{ target }} to ${{ address: to }}, by the rule ${{ rule: ruleWords(rule) }}`;
}
