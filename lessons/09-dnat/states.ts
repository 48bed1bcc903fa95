import { WORLD } from "../../checks/world.ts";
import { parseRule } from "../../src/kernel/parse-rule.ts";
import { nftRules } from "../../src/kernel/nft-chains.ts";
import { hostNetwork } from "../../src/kernel/queries.ts";
import type { Network, Rule, Snapshot } from "../../src/kernel/snapshot.ts";
import { asks, type PlacedParts, rulesOf } from "../network-states.ts";

// The mistakes of this lesson that the state of the lab gives away: each tells the name of a state, or null.

export const CONTAINER = "172.17.0.2";
/** The server of the lesson, as rules name it. */
export const SERVER = `${CONTAINER}:3000`;

/** The rule for a container that asks for its own published port. */
export function wrongHairpin(snapshot: Snapshot): string | null {
  const rules = rulesOf(hostNetwork(snapshot), "nat", "POSTROUTING");
  if (rules.some((rule) => asks(rule, "--dport", "3033")) && !rules.some((rule) => asks(rule, "--dport", "3000")))
    return "outer-port";
  return rules.some(isForAll) ? "everybody" : null;
}

/** The rule of the challenge, for the neighbor alone. */
export function wrongGuest(snapshot: Snapshot): string | null {
  const rules = sendingOn(snapshot).filter((rule) => rule.chain === "PREROUTING" && asks(rule, "--dport", "8080"));
  if (rules.some((rule) => asks(rule, "-d", WORLD.neighbor))) return "as-destination";
  if (rules.some((rule) => targetOf(rule) !== SERVER)) return "other-port";
  // a rule elsewhere may tell the guests apart
  const host = hostNetwork(snapshot);
  const isToldApart = host !== undefined && rulesElsewhere(host).some((rule) => (rule.nft?.text ?? rule.rule).includes("8080"));
  return !isToldApart && rules.some((rule) => !rule.matches.some(({ option }) => SOURCES.includes(option)))
    ? "for-everybody"
    : null;
}

/** Whatever goes to the containers gets the bridge's address, whoever sends it. */
function isForAll({ target, matches }: PlacedParts): boolean {
  return (
    target === "MASQUERADE" &&
    matches.some(({ option, value, negated }) => option === "-o" && value === "docker0" && !negated) &&
    !matches.some(({ option }) => SOURCES.includes(option) || option === "--src-type")
  );
}

/** Conditions that can tell one guest from another. */
const SOURCES = ["-s", "--src-range", "--mac-source"];

/** Rules that rewrite nothing. */
function rulesElsewhere(host: Network): readonly Rule[] {
  return [...host.rules, ...nftRules(host)].filter(({ table, rule }) => table !== "nat" && parseRule(rule).target !== "DNAT");
}

/** The rules of the host that rewrite a destination. */
export function sendingOn(snapshot: Snapshot): readonly PlacedParts[] {
  return rulesOf(hostNetwork(snapshot), "nat", "PREROUTING", "OUTPUT").filter(({ target }) => target === "DNAT");
}

/** Where it sends them. */
export function targetOf({ options }: PlacedParts): string {
  return options.get("--to-destination") ?? "";
}
