import { isNftTable } from "../nft-chains.ts";
import type { Fate, Packet } from "../packet-fate.ts";
import { parseRule } from "../parse-rule.ts";
import { firstAddress } from "../routing.ts";
import type { Network, Rule } from "../snapshot.ts";
import type { Counters, Rewriting, RouteAnswer } from "./way.ts";

/** The answer to a packet, as its receiver sends it. */
export function answerTo(packet: Packet): Packet {
  return {
    in: "",
    out: "",
    source: packet.destination,
    destination: packet.source,
    protocol: packet.protocol,
    state: "ESTABLISHED",
    ...withPort("sourcePort", packet.destinationPort),
    ...withPort("destinationPort", packet.sourcePort),
  };
}

export function withPort(which: "sourcePort" | "destinationPort", port: number | undefined): Partial<Packet> {
  return port === undefined ? {} : { [which]: port };
}

/**
 * A packet as a rule of the table nat leaves it (iptables-extensions(8)); the same one where the rule rewrites nothing.
 *
 * @param network where the rule is: MASQUERADE and REDIRECT put in an address of it
 */
export function rewritten(packet: Packet, { target, to, rule }: Fate, network: Network): Packet {
  switch (target) {
    case "MASQUERADE":
      return { ...packet, source: addressOf(network, packet.out) || packet.source };
    case "SNAT":
      return { ...packet, source: firstOf(to) || packet.source };
    case "DNAT":
      return {
        ...packet,
        destination: firstOf(to) || packet.destination,
        ...withPort("destinationPort", portOf(to) ?? packet.destinationPort),
      };
    case "REDIRECT": {
      const ports = rule === null ? undefined : parseRule(rule.rule).options.get("--to-ports");
      const port = ports === undefined ? packet.destinationPort : Number(ports.split("-")[0]);
      return {
        ...packet,
        destination: packet.in === "" ? "127.0.0.1" : addressOf(network, packet.in),
        ...withPort("destinationPort", port),
      };
    }
    default:
      return packet;
  }
}

/** A rule or policy that would drop a packet but did not count one was not reached: something before it is to blame. */
export function isCounted(
  { moved, policyMoved }: Counters,
  network: Network,
  { table, chain, rule }: { readonly table: string; readonly chain: string; readonly rule: Rule | null },
): boolean {
  if (moved === null) return true;
  if (rule !== null) return moved(rule) !== false;
  return isNftTable(table) || policyMoved(network, table, chain); // nft counts no policies
}

/** What conntrack makes of an answer: the addresses of the request as they were before a rule there rewrote them. */
export function undone(
  given: Packet,
  network: Network,
  rewritings: readonly Rewriting[],
  which: "source" | "destination",
): Packet {
  return rewritings
    .filter((each) => each.network === network)
    .toReversed()
    .reduce<Packet>((answer, { before, after }) => {
      if (which === "destination" && before.source !== after.source && answer.destination === after.source)
        return { ...answer, destination: before.source };
      if (which === "source" && before.destination !== after.destination && answer.source === after.destination)
        return { ...answer, source: before.destination, ...withPort("sourcePort", before.destinationPort) };
      if (which === "source" && before.destinationPort !== after.destinationPort && answer.sourcePort === after.destinationPort)
        return { ...answer, ...withPort("sourcePort", before.destinationPort) };
      return answer;
    }, given);
}

/** The first address of `172.17.0.2-172.17.0.9:3000`. */
function firstOf(to: string | null): string {
  return to?.split(":")[0]?.split("-")[0] ?? "";
}

function portOf(to: string | null): number | undefined {
  const ports = to?.split(":")[1];
  return ports === undefined ? undefined : Number(ports.split("-")[0]);
}

/** A route as `ip route get` words it. */
export function routeWords({ source, destination }: Packet, route: Exclude<RouteAnswer, { type: "unknown" }>): string {
  switch (route.type) {
    case "local":
      return `local ${destination} from ${source}`;
    case "route":
      return `${destination} from ${source}${route.gateway === null ? "" : ` via ${route.gateway}`} dev ${route.device}`;
    case "refused":
      return route.says;
  }
}

/** The first address of a link, by which a namespace sends what has no source yet; empty without one. */
export function addressOf(network: Network, device: string): string {
  const link = network.links.find((each) => each.name === device);
  return link === undefined ? "" : (firstAddress(link) ?? "");
}
