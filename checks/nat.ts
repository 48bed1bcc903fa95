import type { Fate, Packet } from "../src/kernel/packet-fate.ts";
import type { Check } from "./check.ts";
import { type FateWanted, rulesDecide } from "./rules.ts";
import { WORLD } from "./world.ts";

/** The course's container network. */
const SUBNET = "172.17.0.0/16";
/** Its first container, and the last address of it: a rule for one of them is not one for both. */
const SAMPLES = ["172.17.0.2", "172.17.255.254"];
/** The course's two containers. */
const CONTAINERS = ["172.17.0.2", "172.17.0.3"];
const BRIDGE = "docker0";
/** A device the host could get some day: a tunnel, say. */
const OTHER_DEVICE = "tun0";

const isRewritten = ({ target }: Fate) => target === "MASQUERADE" || target === "SNAT";
const isLeftAlone = (fate: Fate) => !isRewritten(fate);

/** Whatever leaves the containers' network gets the host's address, by whichever device it leaves the host. */
export function masquerades(): Check {
  return rulesDecide({
    place: "host",
    expected: `what comes from ${SUBNET} and leaves the host by any device but ${BRIDGE} gets another source address`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [...leaving(WORLD.hostDevice, isRewritten), ...leaving(OTHER_DEVICE, isRewritten), ...staying()],
    cause: "The rule is missing, stands in another chain or namespace, or its conditions are others.",
    right: `iptables -t nat -A POSTROUTING -s ${SUBNET} ! -o ${BRIDGE} -j MASQUERADE`,
  });
}

/** The same for one device alone. */
export function masqueradesOnly(device: string): Check {
  return rulesDecide({
    place: "host",
    expected: `what comes from ${SUBNET} gets another source address when it leaves by ${device}, and only then`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [...leaving(device, isRewritten), ...leaving(OTHER_DEVICE, isLeftAlone), ...staying()],
    cause: "The rule is missing, or an older rule that also fits other devices stands before it.",
    right: `iptables -t nat -A POSTROUTING -s ${SUBNET} -o ${device} -j MASQUERADE`,
  });
}

/** What the two containers send to the outside gets another source, whatever else a rule fits; what they send each other keeps its own. */
export function masqueradesContainers(): Check {
  return rulesDecide({
    place: "host",
    expected: `what ${CONTAINERS.join(" and ")} send to the outside gets another source address, and what they send each other does not`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [...leaving(WORLD.hostDevice, isRewritten, CONTAINERS), ...staying()],
    cause: "The rule is missing, stands in another chain or namespace, or its conditions are others.",
    right: `iptables -t nat -A POSTROUTING -s ${SUBNET} ! -o ${BRIDGE} -j MASQUERADE`,
  });
}

/**
 * The source becomes exactly this address.
 *
 * @param isGoal what a challenge asks for: how containers talk to each other is left to the learner, and no command is told
 */
export function rewritesSourceTo(address: string, { isGoal = false } = {}): Check {
  return rulesDecide({
    place: "host",
    expected: `what comes from ${SUBNET} and leaves by ${WORLD.hostDevice} gets the source address ${address} by SNAT`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [...leaving(WORLD.hostDevice, ({ target, to }) => target === "SNAT" && to === address), ...(isGoal ? [] : staying())],
    cause: "The rule is missing, or an older one stands before it: the first that fits decides.",
    right: `iptables -t nat -A POSTROUTING -s ${isGoal ? "NETWORK" : SUBNET} -o ${isGoal ? "DEVICE" : WORLD.hostDevice} -j SNAT --to-source ${isGoal ? "ADDRESS" : address}`,
  });
}

/** What strangers send to a container's server keeps its source: nothing but what the host or containers send there is rewritten. */
export function keepsStrangersSource(server: string, port: number): Check {
  return rulesDecide({
    place: "host",
    expected: `what the neighbor sends to ${server}:${port} keeps its source address`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [
      toServer(`tcp from the neighbor to ${server}:${port}, leaving by ${BRIDGE}`, WORLD.neighbor, server, port, isLeftAlone),
    ],
    cause: "A rule of POSTROUTING rewrites more than it should.",
    right: null,
  });
}

/** What a container sends to its own server, by way of the host, gets another source; what strangers send there keeps its own. */
export function rewritesHairpins(server: string, port: number): Check {
  return rulesDecide({
    place: "host",
    expected: `what comes from ${SUBNET} and is sent back to ${server}:${port} gets another source address, and what the neighbor sends there keeps its own`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [
      toServer(`tcp from ${server} to ${server}:${port}, leaving by ${BRIDGE}`, server, server, port, isRewritten),
      toServer(`tcp from the neighbor to ${server}:${port}, leaving by ${BRIDGE}`, WORLD.neighbor, server, port, isLeftAlone),
    ],
    cause: "The rule is missing, stands in another chain or namespace, or its conditions are others.",
    right: `iptables -t nat -A POSTROUTING -s ${SUBNET} -d ${server} -o ${BRIDGE} -p tcp -m tcp --dport ${port} -j MASQUERADE`,
  });
}

function toServer(what: string, source: string, server: string, port: number, wanted: (fate: Fate) => boolean): FateWanted {
  const packet: Packet = {
    in: source === WORLD.neighbor ? WORLD.hostDevice : BRIDGE,
    out: BRIDGE,
    source,
    destination: server,
    protocol: "tcp",
    sourcePort: 40_000,
    destinationPort: port,
    state: "NEW",
  };
  return { what, packet, wanted };
}

/** No rule touches the source of what containers send. */
export function rewritesNoSource(): Check {
  return rulesDecide({
    place: "host",
    expected: `no rule changes the source of what comes from ${SUBNET}`,
    table: "nat",
    chain: "POSTROUTING",
    cases: leaving(WORLD.hostDevice, isLeftAlone),
    cause: "A rule is left in the chain POSTROUTING.",
    right: null,
  });
}

function leaving(device: string, wanted: (fate: Fate) => boolean, sources: readonly string[] = SAMPLES): readonly FateWanted[] {
  const protocols = ["icmp", "tcp", "udp"] as const;
  return sources.flatMap((source) =>
    protocols.map((protocol) => ({
      what: `${protocol} from ${source} leaving by ${device === OTHER_DEVICE ? `another device, such as ${device}` : device}`,
      packet: {
        in: BRIDGE,
        out: device,
        source,
        destination: WORLD.web,
        protocol,
        ...(protocol === "icmp" ? {} : { sourcePort: 40_000, destinationPort: 80 }),
        state: "NEW" as const,
      },
      wanted,
    })),
  );
}

/** From one container to another: nothing to rewrite. */
function staying(): readonly FateWanted[] {
  const [source = "", destination = ""] = CONTAINERS;
  const packet: Packet = {
    in: BRIDGE,
    out: BRIDGE,
    source,
    destination,
    protocol: "tcp",
    sourcePort: 40_000,
    destinationPort: 80,
    state: "NEW",
  };
  return [{ what: `tcp from ${source} to ${destination}, leaving by ${BRIDGE}`, packet, wanted: isLeftAlone }];
}

/**
 * What arrives at this port of the host goes to another address and port: `172.17.0.2:3000`.
 *
 * @param alsoFromContainers whether that must hold for what containers send to the host, too
 */
export function publishes(port: number, to: string, { alsoFromContainers = false } = {}): Check {
  const arriving = (destinationPort: number, source: string = WORLD.neighbor, device: string = WORLD.hostDevice): Packet => ({
    in: device,
    out: "",
    source,
    destination: WORLD.host,
    protocol: "tcp",
    sourcePort: 40_000,
    destinationPort,
    state: "NEW",
  });
  const isSentOn = (fate: Fate) => fate.target === "DNAT" && fate.to === to;
  return rulesDecide({
    place: "host",
    expected: `tcp that arrives at the host for port ${port} is sent on to ${to}`,
    table: "nat",
    chain: "PREROUTING",
    cases: [
      { what: `tcp from the neighbor to ${WORLD.host}:${port}`, packet: arriving(port), wanted: isSentOn },
      ...(alsoFromContainers
        ? [
            {
              what: `tcp from a container to ${WORLD.host}:${port}, arriving by ${BRIDGE}`,
              packet: arriving(port, "172.17.0.2", BRIDGE),
              wanted: isSentOn,
            },
          ]
        : []),
      { what: `tcp from the neighbor to ${WORLD.host}:22`, packet: arriving(22), wanted: (fate) => fate.target !== "DNAT" },
    ],
    cause: "The rule is missing, stands in another chain or namespace, or names another port, address or interface.",
    right: `iptables -t nat -A PREROUTING -p tcp -m tcp --dport ${port} -j DNAT --to-destination ${to}`,
  });
}

/** The same for connections that the host itself opens to any address of its own, and to no other. */
export function publishesLocally(port: number, to: string): Check {
  const opened = (source: string, destination: string): Packet => ({
    in: "",
    out: source === destination ? "lo" : WORLD.hostDevice,
    source,
    destination,
    protocol: "tcp",
    sourcePort: 40_000,
    destinationPort: port,
    state: "NEW",
  });
  return rulesDecide({
    place: "host",
    expected: `tcp from the host to port ${port} of its own addresses is sent on to ${to}, and to no other machine's`,
    table: "nat",
    chain: "OUTPUT",
    cases: [
      ...[WORLD.host, "127.0.0.1"].map((own) => ({
        what: `tcp from the host to ${own}:${port}`,
        packet: opened(own, own),
        wanted: (fate: Fate) => fate.target === "DNAT" && fate.to === to,
      })),
      {
        what: `tcp from the host to ${WORLD.web}:${port}`,
        packet: opened(WORLD.host, WORLD.web),
        wanted: (fate) => fate.target !== "DNAT",
      },
    ],
    cause: "Packets that the host itself sends go through the chain OUTPUT; there is no rule there that fits.",
    right: `iptables -t nat -A OUTPUT -p tcp -m tcp --dport ${port} -m addrtype --dst-type LOCAL -j DNAT --to-destination ${to}`,
  });
}
