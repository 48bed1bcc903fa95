import { inPrefix } from "../src/kernel/ipv4.ts";
import { type Packet, packetFate } from "../src/kernel/packet-fate.ts";
import { hostNetwork, type LinkPlace, peerOf } from "../src/kernel/queries.ts";
import { firstAddress, linkWithAddress, routeTo } from "../src/kernel/routing.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";
import { WORLD } from "./world.ts";

/** Where a packet's way is likely to end, and what to do there. */
export interface BrokenHop {
  readonly cause: string;
  readonly next: string;
}

/** What to say when a probe fails and every hop looks right. */
export const BEYOND: BrokenHop = {
  cause: "Links, routes, forwarding and rules look right; something else on the way drops the packet or its answer.",
  next: "Look at each hop: ip addr; ip route; iptables-save, in the namespace and on the host.",
};

/**
 * Follows a packet and its answer hop by hop through the snapshot.
 *
 * @returns the first hop that does not pass it on, or null when the snapshot shows none
 */
export function brokenHop(snapshot: Snapshot, sender: Network, destination: string): BrokenHop | null {
  const host = hostNetwork(snapshot);
  if (inPrefix(destination, "127.0.0.0/8") || linkWithAddress(sender, destination) !== undefined)
    return brokenLoopback(snapshot, sender);
  const route = routeTo(sender, destination);
  const device = sender.links.find((link) => link.name === route?.device);
  if (route === undefined || device === undefined) return noRoute(snapshot, sender, destination);
  if (sender === host && device.name === WORLD.hostDevice) return null; // beyond the snapshot
  const nextAddress = route.gateway ?? destination;
  const receiver = [...snapshot.networks.values()].find(
    (network) => network !== sender && linkWithAddress(network, nextAddress) !== undefined,
  );
  const entrance = receiver === undefined ? undefined : linkWithAddress(receiver, nextAddress);
  if (receiver === undefined || entrance === undefined) {
    return {
      cause: `Packets from ${nameOf(snapshot, sender)} to ${nextAddress} find nobody: nothing has this address.`,
      next: "See who has which address: ip addr, on both sides.",
    };
  }
  const source = firstAddress(device) ?? "";
  return (
    brokenCable(snapshot, { network: sender, link: device }, { network: receiver, link: entrance }) ??
    noWayBack(snapshot, receiver, source) ??
    (receiver !== host || linkWithAddress(host, destination) !== undefined ? null : brokenForwarding(host, source, destination))
  );
}

function brokenLoopback(snapshot: Snapshot, sender: Network): BrokenHop | null {
  if (sender.links.some((link) => link.name === "lo" && link.up)) return null;
  return {
    cause: `lo is down in ${nameOf(snapshot, sender)}: what a namespace sends to itself goes through lo.`,
    next: typeThere(snapshot, sender, "link set dev lo up"),
  };
}

function noRoute(snapshot: Snapshot, sender: Network, destination: string): BrokenHop {
  const name = nameOf(snapshot, sender);
  const links = sender.links.filter((link) => link.name !== "lo" && firstAddress(link) !== null);
  const down = links.find((link) => !link.up);
  const up = links.filter((link) => link.up);
  if (down !== undefined && (up.length === 0 || attachedTo(down, destination))) return linkDown(snapshot, sender, down);
  if (up.length === 0)
    return {
      cause: `No link of ${name} has an address.`,
      next: `Give one an address and switch it on. ${typeThere(snapshot, sender, "addr add ADDRESS/BITS dev LINK", "link set dev LINK up")}`,
    };
  const isOnBridge = up.some((link) => inPrefix(firstAddress(link) ?? "", "172.17.0.0/16"));
  return {
    cause: `No route leads from ${name} to ${destination}: it knows only its own network.`,
    next: isOnBridge
      ? `Give it a gateway. ${typeThere(snapshot, sender, "route add default via 172.17.0.1")}`
      : `Give the link that leads there an address of the same network. ${typeThere(snapshot, sender, "addr add ADDRESS/BITS dev LINK", "link set dev LINK up")}`,
  };
}

/** The destination is in a network of which the link has an address. */
function attachedTo(link: Link, destination: string): boolean {
  return link.addresses.some(({ family, address, prefix }) => family === "inet" && inPrefix(destination, `${address}/${prefix}`));
}

function linkDown(snapshot: Snapshot, network: Network, link: Link): BrokenHop {
  return {
    cause: `The link ${link.name} of ${nameOf(snapshot, network)} is down.`,
    next: typeThere(snapshot, network, `link set dev ${link.name} up`),
  };
}

/** Commands of ip for a network namespace: a named one is reached from the host. */
function typeThere(snapshot: Snapshot, network: Network, ...commands: readonly string[]): string {
  const [name] = network.names;
  const isHost = network === hostNetwork(snapshot);
  const ip = isHost || name === undefined ? "ip" : `ip -n ${name}`;
  const where = isHost || name !== undefined ? "Type in the terminal host" : `Type in ${nameOf(snapshot, network)}`;
  return `${where}: ${commands.map((command) => `${ip} ${command}`).join("; ")}`;
}

/** The cable between two links: the veth ends, and the bridge they may meet in. */
function brokenCable(snapshot: Snapshot, from: LinkPlace, to: LinkPlace): BrokenHop | null {
  const pieces = [from, to]
    .flatMap((end) => [end, peer(snapshot, end), bridgeOf(snapshot, end)])
    .filter((piece) => piece !== undefined);
  const dead = pieces.find((piece) => !piece.link.up);
  if (dead !== undefined) return linkDown(snapshot, dead.network, dead.link);
  const meeting = bridgeOf(snapshot, from)?.link;
  const isConnected =
    peer(snapshot, from)?.link === to.link || (meeting !== undefined && meeting === bridgeOf(snapshot, to)?.link);
  if (isConnected) return null;
  const loose = [from, to].map((end) => peer(snapshot, end)).find((end) => end !== undefined && end.link.master === null);
  return {
    cause: `No cable leads from ${from.link.name} to ${to.link.name}${loose === undefined ? "" : `: ${loose.link.name} is plugged into no bridge`}.`,
    next:
      loose === undefined
        ? "See the ports of the bridge: bridge link, on the host."
        : typeThere(snapshot, loose.network, `link set ${loose.link.name} master docker0`),
  };
}

function peer(snapshot: Snapshot, { network, link }: LinkPlace): LinkPlace | undefined {
  return peerOf(snapshot, network, link);
}

/** The bridge a link is, or whose port its other end is. */
function bridgeOf(snapshot: Snapshot, end: LinkPlace): LinkPlace | undefined {
  if (end.link.kind === "bridge") return end;
  const other = peer(snapshot, end);
  const bridge = other?.network.links.find((link: Link) => link.name === other.link.master);
  return other === undefined || bridge === undefined ? undefined : { network: other.network, link: bridge };
}

export function noWayBack(snapshot: Snapshot, receiver: Network, source: string): BrokenHop | null {
  if (routeTo(receiver, source) !== undefined) return null;
  const name = nameOf(snapshot, receiver);
  return {
    cause: `The packet arrives, but ${name} has no route back to ${source || "its sender"}.`,
    next: `See the routes, in ${name}: ip route`,
  };
}

/** The host passes a packet on to the outside, and the answer back. */
function brokenForwarding(host: Network, source: string, destination: string): BrokenHop | null {
  const outside = routeTo(host, destination)?.device;
  if (outside === undefined)
    return { cause: `The host itself has no route to ${destination}.`, next: "See its routes, on the host: ip route" };
  const inside = routeTo(host, source)?.device ?? "";
  const request: Packet = { in: inside, out: outside, source, destination, protocol: "icmp", state: "NEW" };
  const answer: Packet = {
    in: outside,
    out: inside,
    source: destination,
    destination: source,
    protocol: "icmp",
    state: "ESTABLISHED",
  };
  const rewriting = packetFate(host, "nat", "POSTROUTING", { ...request, in: "" }).target;
  if (!host.forwarding) return NOT_FORWARDING;
  if (isStopped(host, request))
    return {
      cause: "The host's firewall stops the request: no rule of FORWARD lets it out.",
      next: "See the rules in their order, on the host: iptables -S FORWARD",
    };
  if (isStopped(host, answer)) {
    return {
      cause: "The request gets out, but the host's firewall stops the answer: no rule of FORWARD lets it back in.",
      next: "Let answers in, on the host: iptables -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
    };
  }
  if (outside !== WORLD.hostDevice || rewriting === "MASQUERADE" || rewriting === "SNAT") return null;
  return {
    cause: `The packet leaves the host with the source ${source}, and nobody out there knows a way back to that address.`,
    next: "Let the host put its own address in: iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
  };
}

export const NOT_FORWARDING: BrokenHop = {
  cause: "The host throws away what is not for itself: ip_forward is 0.",
  next: "Type in the terminal host: echo 1 > /proc/sys/net/ipv4/ip_forward",
};

export function isStopped(host: Network, packet: Packet): boolean {
  const { target } = packetFate(host, "filter", "FORWARD", packet);
  return target === "DROP" || target === "REJECT";
}

export function nameOf(snapshot: Snapshot, network: Network): string {
  return network === hostNetwork(snapshot) ? "the host" : (network.names[0] ?? `the namespace ${network.inode}`);
}
