import { type Packet, packetFate } from "../src/kernel/packet-fate.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { firstAddress, linkWithAddress, routeTo } from "../src/kernel/routing.ts";
import type { Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type BrokenHop, isStopped, nameOf, NOT_FORWARDING, noWayBack } from "./hops.ts";
import { WORLD } from "./world.ts";

/** Where a published port sends a connection on to. */
interface Sent {
  readonly to: string;
  readonly port: number;
  /** Device of the host behind which that address is. */
  readonly device: string;
}

const connection = (source: string, destination: string, destinationPort: number): Packet => ({
  in: "",
  out: "",
  source,
  destination,
  protocol: "tcp",
  sourcePort: 40_000,
  destinationPort,
  state: "NEW",
});

/** Where a connection from the LAN to a port of the host is likely to end; null when the snapshot shows nothing. */
export function brokenFromLan(snapshot: Snapshot, port: number): BrokenHop | null {
  const host = hostNetwork(snapshot);
  if (host === undefined) return null;
  const packet: Packet = { ...connection(WORLD.neighbor, WORLD.host, port), in: WORLD.hostDevice };
  const sent = sentOn(host, "PREROUTING", packet);
  if ("cause" in sent) return sent;
  if (!host.forwarding) return NOT_FORWARDING;
  if (isStopped(host, { ...packet, out: sent.device, destination: sent.to, destinationPort: sent.port })) {
    return {
      cause: `Port ${port} is sent on to ${sent.to}:${sent.port}, but the host's firewall stops it: no rule of FORWARD lets it in.`,
      next: `Type in the terminal host: iptables -t filter -A FORWARD -p tcp -m tcp --dport ${sent.port} -j ACCEPT`,
    };
  }
  const container = [...snapshot.networks.values()].find((network) => linkWithAddress(network, sent.to) !== undefined);
  if (container === undefined)
    return { cause: `Nothing has the address ${sent.to}.`, next: "See the addresses, in the terminal container: ip addr" };
  return noWayBack(snapshot, container, WORLD.neighbor);
}

/** The same for a connection that the host opens to one of its own addresses. */
export function brokenFromHost(snapshot: Snapshot, address: string, port: number): BrokenHop | null {
  const host = hostNetwork(snapshot);
  if (host === undefined) return null;
  const packet: Packet = { ...connection(address, address, port), out: "lo" };
  const sent = sentOn(host, "OUTPUT", packet);
  if ("cause" in sent) return sent;
  if (!address.startsWith("127.")) return null;
  if (isRewritten(host, { ...packet, out: sent.device, destination: sent.to, destinationPort: sent.port })) {
    // the snapshot does not hold this switch; it is the one thing left that is off unless somebody sets it
    return {
      cause: `The kernel may route addresses of 127.0.0.0/8 by lo alone: route_localnet of ${sent.device} is 0.`,
      next: `Type in the terminal host: echo 1 > /proc/sys/net/ipv4/conf/${sent.device}/route_localnet`,
    };
  }
  return {
    cause: `The packet is sent on to ${sent.to} with the source ${address}: the kernel lets no packet with such a source leave by ${sent.device}, and nobody could answer it.`,
    next: `Type in the terminal host: echo 1 > /proc/sys/net/ipv4/conf/${sent.device}/route_localnet; iptables -t nat -A POSTROUTING -s 127.0.0.0/8 -o ${sent.device} -j MASQUERADE`,
  };
}

/** The same for a connection from a container, whose own network the port leads back into. */
export function brokenFromContainer(snapshot: Snapshot, sender: Network, port: number): BrokenHop | null {
  const host = hostNetwork(snapshot);
  const route = routeTo(sender, WORLD.host);
  const device = sender.links.find((link) => link.name === route?.device);
  const source = device === undefined ? null : firstAddress(device);
  if (host === undefined || source === null) return null;
  const inside = routeTo(host, source)?.device ?? "";
  const packet: Packet = { ...connection(source, WORLD.host, port), in: inside };
  const sent = sentOn(host, "PREROUTING", packet);
  if ("cause" in sent) return sent;
  if (
    sent.device !== inside ||
    isRewritten(host, { ...packet, in: "", out: inside, destination: sent.to, destinationPort: sent.port })
  )
    return null;
  return {
    cause: `The connection is sent back into ${inside} with its source ${source}: ${source === sent.to ? `${nameOf(snapshot, sender)} drops a packet that claims to come from itself` : "the answer goes straight to that address, past the host that would have to rewrite it"}.`,
    next: `Let the host put its own address in: iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -d ${sent.to} -o ${inside} -p tcp -m tcp --dport ${sent.port} -j MASQUERADE`,
  };
}

function sentOn(host: Network, chain: "PREROUTING" | "OUTPUT", packet: Packet): Sent | BrokenHop {
  const { target, to } = packetFate(host, "nat", chain, packet);
  const see = `See the rules, on the host: iptables -t nat -S ${chain}`;
  if (target !== "DNAT" || to === null)
    return {
      cause: `No rule of ${chain} sends port ${packet.destinationPort} on, and no program on the host listens there.`,
      next: see,
    };
  const [address = "", port = packet.destinationPort] = to.split(":");
  const device = routeTo(host, address)?.device;
  if (device === undefined || device === WORLD.hostDevice)
    return {
      cause: `The rule sends port ${packet.destinationPort} on to ${address}, and the host has no container network with that address.`,
      next: see,
    };
  return { to: address, port: Number(port), device };
}

function isRewritten(host: Network, packet: Packet): boolean {
  const { target } = packetFate(host, "nat", "POSTROUTING", packet);
  return target === "MASQUERADE" || target === "SNAT";
}
