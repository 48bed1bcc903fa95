import { inPrefix } from "../ipv4.ts";
import type { Packet } from "../packet-fate.ts";
import { routeTo } from "../routing.ts";
import type { Network, Route } from "../snapshot.ts";
import { hasAddress } from "./cable.ts";
import type { Kernel, Reason } from "./way.ts";

interface Refused {
  readonly packet: Packet;
  /** The kernel's words. */
  readonly says: string;
  /** Device by which the packet came in, or null for one that the namespace sends itself. */
  readonly in: string | null;
  /** Device whose settings count. */
  readonly device: string;
  /** A rule puts another source in, once the packet is on its way. */
  readonly isRewritten: boolean;
}

/**
 * Why the kernel finds no way for a packet. It says so in one of four words (`Network is
 * unreachable`, `No route to host`, `Permission denied`, `Invalid argument`), each of which has
 * several reasons (fib_validate_source and ip_route_input_slow in net/ipv4).
 */
export async function refusal(kernel: Kernel, network: Network, refused: Refused): Promise<Reason> {
  const { packet, says, device, isRewritten } = refused;
  if (refused.in !== null && hasAddress(network, packet.source)) return { type: "own-source" };
  const isLoopback = [packet.source, packet.destination].some((address) => inPrefix(address, "127.0.0.0/8"));
  if (isLoopback && device !== "" && device !== "lo")
    return { type: "local-source", setting: `net/ipv4/conf/${device}/route_localnet`, isRewritten };
  const dead = deadRoute(network, packet.destination);
  if (dead !== null) return { type: "no-route", says, route: dead };
  if (refused.in !== null && /Invalid|cross-device/.test(says)) {
    const settings = await valued(kernel, network, "1", `net/ipv4/conf/all/rp_filter`, `net/ipv4/conf/${device}/rp_filter`);
    if (settings.length > 0) return { type: "source-check", settings };
  }
  if (refused.in !== null && says.includes("No route to host")) {
    const [setting] = await valued(kernel, network, "0", `net/ipv4/conf/${device}/forwarding`);
    if (setting !== undefined) return { type: "not-forwarding", setting };
  }
  return { type: "no-route", says, route: null };
}

/** Why the one that a packet is meant for does not answer, or null: as far as is known, he does. */
export async function deafness(kernel: Kernel, network: Network, packet: Packet): Promise<Reason | null> {
  const { protocol, destinationPort, destination } = packet;
  if (protocol === "icmp")
    return (await kernel.setting(network, "net/ipv4/icmp_echo_ignore_all")) === "1" ? { type: "echo-ignored" } : null;
  const listeners = await kernel.listeners(network, protocol);
  const isHeard = listeners?.some(
    ({ address, port }) => port === destinationPort && (address === "0.0.0.0" || address === "::" || address === destination),
  );
  return listeners === null || isHeard === true ? null : { type: "not-listening", listeners };
}

async function valued(kernel: Kernel, network: Network, value: string, ...names: readonly string[]): Promise<readonly string[]> {
  const values = await Promise.all(names.map((name) => kernel.setting(network, name)));
  return names.filter((_, at) => values[at] === value);
}

/** The route for that address when it is one that leads nowhere on purpose: blackhole, unreachable, prohibit. */
function deadRoute(network: Network, destination: string): Route | null {
  const route = routeTo(network, destination);
  return route === undefined || route.type === "unicast" ? null : route;
}
