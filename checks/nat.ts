import { listed, type Message, say } from "../src/say/message.ts";
import type { Fate, Packet } from "../src/kernel/packet-fate.ts";
import { type Check, checkId } from "./check.ts";
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
    id: checkId("source-rewritten", SUBNET),
    place: "host",
    expected: say`what comes from ${{ network: SUBNET }} and leaves the host by any device but ${{ bridge: BRIDGE }} gets another source address`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [...leaving(WORLD.hostDevice, isRewritten), ...leaving(OTHER_DEVICE, isRewritten), ...staying()],
    cause: say`The rule is missing, stands in another chain or namespace, or its conditions are others.`,
    right: `iptables -t nat -A POSTROUTING -s ${SUBNET} ! -o ${BRIDGE} -j MASQUERADE`,
  });
}

/** The same for one device alone. */
export function masqueradesOnly(device: string): Check {
  return rulesDecide({
    id: checkId("source-rewritten-only-by", SUBNET, device),
    place: "host",
    expected: say`what comes from ${{ network: SUBNET }} gets another source address when it leaves by ${{ device }}, and only then`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [...leaving(device, isRewritten), ...leaving(OTHER_DEVICE, isLeftAlone), ...staying()],
    cause: say`The rule is missing, or an older rule that also fits other devices stands before it.`,
    right: `iptables -t nat -A POSTROUTING -s ${SUBNET} -o ${device} -j MASQUERADE`,
  });
}

/** What the two containers send to the outside gets another source, whatever else a rule fits; what they send each other keeps its own. */
export function masqueradesContainers(): Check {
  return rulesDecide({
    id: checkId("source-rewritten", ...CONTAINERS),
    place: "host",
    expected: say`what ${{ containers: listed(CONTAINERS, "and") }} send to the outside gets another source address, and what they send each other does not`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [...leaving(WORLD.hostDevice, isRewritten, CONTAINERS), ...staying()],
    cause: say`The rule is missing, stands in another chain or namespace, or its conditions are others.`,
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
    id: checkId("source-rewritten-to", SUBNET, address),
    place: "host",
    expected: say`what comes from ${{ network: SUBNET }} and leaves by ${{ device: WORLD.hostDevice }} gets the source address ${{ address }} by SNAT`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [...leaving(WORLD.hostDevice, ({ target, to }) => target === "SNAT" && to === address), ...(isGoal ? [] : staying())],
    cause: say`The rule is missing, or an older one stands before it: the first that fits decides.`,
    right: `iptables -t nat -A POSTROUTING -s ${isGoal ? "NETWORK" : SUBNET} -o ${isGoal ? "DEVICE" : WORLD.hostDevice} -j SNAT --to-source ${isGoal ? "ADDRESS" : address}`,
  });
}

/** What strangers send to a container's server keeps its source: nothing but what the host or containers send there is rewritten. */
export function keepsStrangersSource(server: string, port: number): Check {
  return rulesDecide({
    id: checkId("strangers-source-kept", server, port),
    place: "host",
    expected: say`what the neighbor sends to ${{ server: `${server}:${port}` }} keeps its source address`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [toServer(fromNeighbor(server, port), WORLD.neighbor, server, port, isLeftAlone)],
    cause: say`A rule of POSTROUTING rewrites more than it should.`,
    right: null,
  });
}

/** What a container sends to its own server, by way of the host, gets another source; what strangers send there keeps its own. */
export function rewritesHairpins(server: string, port: number): Check {
  return rulesDecide({
    id: checkId("hairpins-rewritten", server, port),
    place: "host",
    expected: say`what comes from ${{ network: SUBNET }} and is sent back to ${{ server: `${server}:${port}` }} gets another source address, and what the neighbor sends there keeps its own`,
    table: "nat",
    chain: "POSTROUTING",
    cases: [
      toServer(between(server, `${server}:${port}`), server, server, port, isRewritten),
      toServer(fromNeighbor(server, port), WORLD.neighbor, server, port, isLeftAlone),
    ],
    cause: say`The rule is missing, stands in another chain or namespace, or its conditions are others.`,
    right: `iptables -t nat -A POSTROUTING -s ${SUBNET} -d ${server} -o ${BRIDGE} -p tcp -m tcp --dport ${port} -j MASQUERADE`,
  });
}

function fromNeighbor(server: string, port: number): Message {
  return say`tcp from the neighbor to ${{ server: `${server}:${port}` }}, leaving by ${{ device: BRIDGE }}`;
}

function between(source: string, destination: string): Message {
  return say`tcp from ${{ source }} to ${{ destination }}, leaving by ${{ device: BRIDGE }}`;
}

function toServer(what: Message, source: string, server: string, port: number, wanted: (fate: Fate) => boolean): FateWanted {
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
    id: checkId("no-source-rewritten", SUBNET),
    place: "host",
    expected: say`no rule changes the source of what comes from ${{ network: SUBNET }}`,
    table: "nat",
    chain: "POSTROUTING",
    cases: leaving(WORLD.hostDevice, isLeftAlone),
    cause: say`A rule is left in the chain POSTROUTING.`,
    right: null,
  });
}

function leaving(device: string, wanted: (fate: Fate) => boolean, sources: readonly string[] = SAMPLES): readonly FateWanted[] {
  const protocols = ["icmp", "tcp", "udp"] as const;
  return sources.flatMap((source) =>
    protocols.map((protocol) => ({
      what:
        device === OTHER_DEVICE
          ? say`${{ protocol }} from ${{ source }} leaving by another device, such as ${{ device }}`
          : say`${{ protocol }} from ${{ source }} leaving by ${{ device }}`,
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
  return [{ what: between(source, destination), packet, wanted: isLeftAlone }];
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
    id: checkId("port-published", port, to),
    place: "host",
    expected: say`tcp that arrives at the host for port ${{ port }} is sent on to ${{ target: to }}`,
    table: "nat",
    chain: "PREROUTING",
    cases: [
      { what: say`tcp from the neighbor to ${{ address: `${WORLD.host}:${port}` }}`, packet: arriving(port), wanted: isSentOn },
      ...(alsoFromContainers
        ? [
            {
              what: say`tcp from a container to ${{ address: `${WORLD.host}:${port}` }}, arriving by ${{ device: BRIDGE }}`,
              packet: arriving(port, "172.17.0.2", BRIDGE),
              wanted: isSentOn,
            },
          ]
        : []),
      {
        what: say`tcp from the neighbor to ${{ address: `${WORLD.host}:22` }}`,
        packet: arriving(22),
        wanted: (fate) => fate.target !== "DNAT",
      },
    ],
    cause: say`The rule is missing, stands in another chain or namespace, or names another port, address or interface.`,
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
    id: checkId("port-published-locally", port, to),
    place: "host",
    expected: say`tcp from the host to port ${{ port }} of its own addresses is sent on to ${{ target: to }}, and to no other machine's`,
    table: "nat",
    chain: "OUTPUT",
    cases: [
      ...[WORLD.host, "127.0.0.1"].map((own) => ({
        what: say`tcp from the host to ${{ address: `${own}:${port}` }}`,
        packet: opened(own, own),
        wanted: (fate: Fate) => fate.target === "DNAT" && fate.to === to,
      })),
      {
        what: say`tcp from the host to ${{ address: `${WORLD.web}:${port}` }}`,
        packet: opened(WORLD.host, WORLD.web),
        wanted: (fate) => fate.target !== "DNAT",
      },
    ],
    cause: say`Packets that the host itself sends go through the chain OUTPUT; there is no rule there that fits.`,
    right: `iptables -t nat -A OUTPUT -p tcp -m tcp --dport ${port} -m addrtype --dst-type LOCAL -j DNAT --to-destination ${to}`,
  });
}
