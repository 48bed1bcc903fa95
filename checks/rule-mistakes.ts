import { type Message, say } from "../src/say/message.ts";
import {
  changeable,
  droppingPolicy,
  formsOf,
  isNftTable,
  nftChainOf,
  nftChainsAt,
  nftRules,
  nftTableName,
  type PolicyHolder,
} from "../src/kernel/nft-chains.ts";
import { acceptedByNft, type Fate, misfit, type Packet } from "../src/kernel/packet-fate.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { parseRule, type RuleMatch } from "../src/kernel/parse-rule.ts";
import { adding, appending, deletion, policyCommand, ruleWords } from "../src/kernel/rule-words.ts";
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
  readonly wrong: { readonly what: Message; readonly packet: Packet; readonly fate: Fate };
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
export function explainRules(found: WrongFate): { readonly cause: Message; readonly next: Message } | null {
  const { snapshot, network, table, chain, wrong } = found;
  if (wrong.fate.rule !== null)
    return {
      cause: say`The first rule that fits decides, and it is this one.`,
      next: instead(found, { network, rule: wrong.fate.rule }),
    };
  const { policyOf } = wrong.fate;
  if (policyOf !== undefined)
    return {
      cause: say`No rule decides about it, so the policy of ${{ chain: policyOf.chain }} in nft's table ${{ table: policyOf.table }} does, whatever a rule of another table accepts.`,
      next: inItsWords(found, policyOf) ?? commands(found, policyCommand(policyOf, "ACCEPT")),
    };
  const accepting = wrong.fate.target === "DROP" ? acceptedByNft(network, table, chain, wrong.packet) : null;
  const right = rightCommand(network, found.right);
  if (accepting !== null && right !== null)
    return {
      cause: say`The rule ${{ rule: ruleWords(accepting) }} accepts it, but the kernel asks iptables' chain ${{ chain }} as well, and its policy ${{ policy: wrong.fate.target }} decides there, whatever nft accepts.`,
      next: typeIn("host", right),
    };
  const made = newRules(found);
  const isAsked = askedIn(network, table, chain);
  const here = made.filter((each) => each.network === network && isOfKind(each.rule, table));
  const [missed] = here.flatMap((each) => {
    const match = isAsked(each.rule) ? misfitOfAll(network, each.rule, wrong.packet) : null;
    return match === null ? [] : [{ ...each, match }];
  });
  const [other] = here.flatMap((each) => {
    const cause = isAsked(each.rule) ? null : strayWords(network, each.rule, chain);
    return cause === null ? [] : [{ ...each, cause }];
  });
  const stranger = made.find((each) => each.network !== network && askedIn(each.network, table, chain)(each.rule));
  if (missed !== undefined)
    return {
      cause:
        missed.rule.nft === undefined
          ? say`The new rule ${{ rule: ruleWords(missed.rule) }} does not fit it: it asks for ${{ condition: describe(missed.match) }}.`
          : say`The new rule ${{ rule: ruleWords(missed.rule) }} does not fit it.`,
      next: instead(found, missed),
    };
  if (other !== undefined) return { cause: other.cause, next: instead(found, other) };
  if (stranger !== undefined)
    return {
      cause: say`The new rule is in another network namespace, ${{ network: nameOfNetwork(snapshot, stranger.network) }}, which has rules of its own.`,
      next: instead(found, stranger),
    };
  const set = settingPolicyBack(found);
  return set === null
    ? null
    : {
        cause: say`No rule decides about it, so the policy of ${{ chain }} does, and that was changed to ${{ policy: wrong.fate.target }}.`,
        next: commands(found, set),
      };
}

/** The command that makes the right rule, by the program that can; null where there is none. */
export function rightCommand(network: Network, right: string | null): string | null {
  const [, table = "", chain = "", rule = ""] = /^iptables -t (\S+) -A (\S+) (.*)$/.exec(right ?? "") ?? [];
  return rule === "" ? right : adding(network, { table, chain }, rule);
}

/** The right rule for the chain of nft whose policy drops, so that the rest stays stopped; null where the right one is none that accepts. */
function inItsWords({ right }: WrongFate, holder: PolicyHolder): Message | null {
  const rule = /-A \S+ (.* -j ACCEPT)$/.exec(right ?? "")?.[1];
  const command = rule === undefined ? null : appending(holder, rule);
  return command === null ? null : typeIn("host", command);
}

/** Whether a rule stands in this chain, or in one of nft that is asked at the same place. */
function askedIn(network: Network, table: string, chain: string): (rule: Rule) => boolean {
  const { before, after } = nftChainsAt(network, table, chain);
  const names = [...before, ...after].map((place) => `${nftTableName(place.table)}/${place.chain.name}`);
  return (rule) =>
    isNftTable(rule.table) ? names.includes(`${rule.table}/${rule.chain}`) : rule.table === table && rule.chain === chain;
}

/** Targets of the table nat. */
const REWRITING: ReadonlySet<string> = new Set(["MASQUERADE", "SNAT", "DNAT", "REDIRECT"]);

/** Whether such a rule is one for this table; tables of nft may have any name. */
function isOfKind({ table: own, rule }: Rule, table: string): boolean {
  return isNftTable(own) ? REWRITING.has(parseRule(rule).target ?? "") === (table === "nat") : own === table;
}

/** The condition that the packet does not meet, where it meets no form of the rule. */
function misfitOfAll(network: Network, rule: Rule, packet: Packet): RuleMatch | null {
  const found = formsOf(network, rule).map((form) => misfit(network, parseRule(form.rule).matches, packet));
  return found.includes(null) ? null : (found[0] ?? null);
}

/** Why such a packet does not come by a rule; null where a rule leads to its chain, or it decides nothing. */
function strayWords(network: Network, rule: Rule, chain: string): Message | null {
  if (parseRule(rule.rule).target === null) return null;
  const place = nftChainOf(network, rule);
  if (place === null)
    return network.policies.has(`${rule.table}/${rule.chain}`)
      ? say`The new rule stands in the chain ${{ chain: rule.chain }}, and such a packet passes ${{ wanted: chain }}.`
      : null;
  const { family, chains } = place.table;
  const { base, name } = place.chain;
  const isCalled = chains.some(({ rules }) => rules.flat().some((each) => parseRule(each.rule).target === name));
  if (base === null)
    return isCalled
      ? null
      : say`The new rule ${{ rule: ruleWords(rule) }} is never asked: its chain has no hook, and no rule jumps to it.`;
  return say`The new rule ${{ rule: ruleWords(rule) }} stands in a chain that such a packet does not meet: its family is ${{ family }}, its type ${{ type: base.type }}, its hook ${{ hook: base.hook }}. The packet passes the hook ${{ wanted: chain.toLowerCase() }}.`;
}

/** What sets the policy back that lets through what no rule accepts, and did not when the step began; null where none does. */
function settingPolicyBack({ before, network, table, chain, wrong }: WrongFate): string | null {
  const earlier = before === null || table !== "filter" || wrong.fate.target !== "ACCEPT" ? undefined : hostNetwork(before);
  const holder = earlier === undefined ? null : droppingPolicy(earlier, chain);
  if (holder === null) return null;
  const isLeft = !isNftTable(holder.table) || network.nftTables.some((each) => nftTableName(each) === holder.table);
  return policyCommand(isLeft ? holder : changeable(network, { table, chain }), "DROP");
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

function describe({ option, value, negated }: RuleMatch): string {
  return `${negated ? "! " : ""}${option} ${value}`;
}

/** A rule is deleted by repeating it after -D: a number could be that of another one by then (iptables(8)). */
function instead(found: WrongFate, { network, rule }: PlacedRule): Message {
  const [named] = network === hostNetwork(found.snapshot) ? [] : network.names;
  const inside = named === undefined ? "" : `ip netns exec ${named} `;
  return commands(
    found,
    `${inside}${rule.nft === undefined ? `iptables -t ${rule.table} -D ${rule.chain} ${rule.rule}` : deletion(rule)}`,
  );
}

function commands({ network, right }: WrongFate, undo: string): Message {
  const command = rightCommand(network, right);
  return typeIn("host", undo, ...(command === null ? [] : [command]));
}
