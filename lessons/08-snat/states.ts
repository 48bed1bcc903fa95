import { STRANGER } from "../../checks/firewall.ts";
import { WORLD } from "../../checks/world.ts";
import type { Situation } from "../../src/course/command.ts";
import { packetFate } from "../../src/kernel/packet-fate.ts";
import { parseRule, type RuleMatch } from "../../src/kernel/parse-rule.ts";
import { fileAt } from "../../src/kernel/process-files.ts";
import { hostNetwork, networkNamed, processByHostPid } from "../../src/kernel/queries.ts";
import { nameServersOf } from "../../src/kernel/resolv-conf.ts";
import type { Network, Snapshot } from "../../src/kernel/snapshot.ts";
import { asks, hasAddressThere, type PlacedParts, policyOf, rulesOf } from "../network-states.ts";

// The mistakes of this lesson that the state of the lab gives away: each tells the name of a state, or null.

/** The host's other address, in the challenge. */
export const SECOND_ADDRESS = "192.168.102.200";

/** The container gives packets to itself, or to nobody. */
export function wrongGateway(snapshot: Snapshot): string | null {
  const defaults = networkNamed(snapshot, "ns1")?.routes.filter(({ destination }) => destination === "default") ?? [];
  if (defaults.some(({ gateway }) => gateway === "172.17.0.1")) return null;
  if (defaults.some(({ gateway }) => gateway === "172.17.0.2")) return "own-address";
  return defaults.some(({ gateway }) => gateway === null) ? "no-gateway" : null;
}

/** Forwarding was switched on where nothing is forwarded; where it is on from the beginning, nobody has. */
export function forwardingInContainer(snapshot: Snapshot): string | null {
  const ns1 = networkNamed(snapshot, "ns1");
  return hostNetwork(snapshot)?.forwarding === false && ns1?.forwarding === true && !ns1.forwardingAtFirst
    ? "in-container"
    : null;
}

/** The rule stands in the container's network, or names the wrong way out. */
export function wrongMasquerade(snapshot: Snapshot): string | null {
  const rules = rewriting(hostNetwork(snapshot));
  if (rules.some((rule) => asks(rule, "-o", "docker0"))) return "not-negated";
  if (rules.some((rule) => !asks(rule, "-o"))) return null;
  if (rules.some((rule) => asks(rule, "-o", WORLD.hostDevice))) return "one-device";
  return rewriting(networkNamed(snapshot, "ns1")).length > 0 ? "in-container" : null;
}

/** The older rule decides, or the new one puts in an address of somebody else. */
export function wrongSource(snapshot: Snapshot): string | null {
  const [first, ...others] = rewriting(hostNetwork(snapshot));
  if (first?.target === "MASQUERADE" && others.some(({ target }) => target === "SNAT")) return "behind";
  return first?.target === "SNAT" && !hasAddressThere(hostNetwork(snapshot), sourceOf(first)) ? "not-owned" : null;
}

/** The policy of another chain or network was set, or a rule made in its place. */
export function wrongPolicy(snapshot: Snapshot): string | null {
  const host = hostNetwork(snapshot);
  if (policyOf(host, "INPUT") === "DROP") return "input";
  if (policyOf(host, "FORWARD") === "DROP") return null;
  if (rulesOf(host, "filter", "FORWARD").some(({ target }) => target === "DROP")) return "rule-instead";
  return policyOf(networkNamed(snapshot, "ns1"), "FORWARD") === "DROP" ? "in-container" : null;
}

/** FORWARD lets everybody in: its policy was set back, or a rule without a condition accepts all, or all that goes to containers. */
export function openToAll(snapshot: Snapshot): string | null {
  const host = hostNetwork(snapshot);
  if (host === undefined || policyOf(host, "FORWARD") === "ACCEPT") return "open-policy";
  // what a chain of nft accepts, another one may still drop
  const { target, rule } = packetFate(host, "filter", "FORWARD", STRANGER);
  return target === "ACCEPT" && rule !== null && parseRule(rule.rule).matches.every(isForAll) ? "open-rule" : null;
}

function isForAll({ option, value, negated }: RuleMatch): boolean {
  return option === "-o" && value === "docker0" && !negated;
}

/** The copy is at the wrong place, or names a server that the container does not reach. */
export function wrongNameServer(snapshot: Snapshot, situation: Situation): string | null {
  if (fileAt(snapshot.host, "/root/docker/etc")?.kind === "file") return "etc-is-a-file";
  const front = processByHostPid(snapshot, situation.front("container"));
  const servers = front === undefined ? null : nameServersOf(front);
  return servers?.[0]?.startsWith("127.") === true ? "own-loopback" : null;
}

/** The new address is not there, not put in, or put in for the host too. */
export function wrongFace(snapshot: Snapshot): string | null {
  const host = hostNetwork(snapshot);
  const [first, ...others] = rewriting(host).map(sourceOf);
  if (first !== SECOND_ADDRESS) return others.includes(SECOND_ADDRESS) ? "behind" : null;
  if (!hasAddressThere(host, SECOND_ADDRESS)) return "no-address";
  return rewriting(host)[0]?.matches.every(({ option }) => option === "-o") === true ? "host-too" : null;
}

/** The rules of POSTROUTING that rewrite a source. */
function rewriting(network: Network | undefined): readonly PlacedParts[] {
  return rulesOf(network, "nat", "POSTROUTING").filter(({ target }) => target === "MASQUERADE" || target === "SNAT");
}

/** The address, or the first of several, without ports. */
function sourceOf({ options }: PlacedParts): string {
  return /^[\d.]*/.exec(options.get("--to-source") ?? "")?.[0] ?? "";
}
