import { type Message, say } from "../src/say/message.ts";
import type { Packet } from "../src/kernel/packet-fate.ts";
import { type Check, checkId } from "./check.ts";
import { type FateWanted, rulesDecide } from "./rules.ts";
import { WORLD } from "./world.ts";

const BRIDGE = "docker0";

const REQUEST: Packet = {
  in: BRIDGE,
  out: WORLD.hostDevice,
  source: "172.17.0.2",
  destination: WORLD.web,
  protocol: "tcp",
  sourcePort: 40_000,
  destinationPort: 80,
  state: "NEW",
};
const ANSWER: Packet = {
  in: WORLD.hostDevice,
  out: BRIDGE,
  source: WORLD.web,
  destination: "172.17.0.2",
  protocol: "tcp",
  sourcePort: 80,
  destinationPort: 40_000,
  state: "ESTABLISHED",
};
/** The router says that a packet of the container's has died there: what traceroute(8) waits for. */
const COMPLAINT: Packet = {
  in: WORLD.hostDevice,
  out: BRIDGE,
  source: WORLD.router,
  destination: "172.17.0.2",
  protocol: "icmp",
  state: "RELATED",
};
/** A stranger's own attempt: what a firewall is there for. */
export const STRANGER: Packet = { ...ANSWER, sourcePort: 41_000, destinationPort: 22, state: "NEW" };
const BETWEEN: Packet = {
  in: BRIDGE,
  out: BRIDGE,
  source: "172.17.0.3",
  destination: "172.17.0.2",
  protocol: "tcp",
  sourcePort: 40_000,
  destinationPort: 80,
  state: "NEW",
};

const passes = (what: Message, packet: Packet): FateWanted => ({ what, packet, wanted: (fate) => fate.target === "ACCEPT" });
const isStopped = (what: Message, packet: Packet): FateWanted => ({ what, packet, wanted: (fate) => fate.target !== "ACCEPT" });

const KEEPS_OUT = isStopped(say`a connection from the outside to port 22 of a container`, STRANGER);

/** FORWARD lets containers open connections to the outside, and still nobody in. */
export function letsOut(): Check {
  return forwardRule(
    checkId("lets-out"),
    say`FORWARD lets containers open connections to the outside, and nobody there to them`,
    [
      passes(say`a request from 172.17.0.2 to the internet`, REQUEST),
      passes(say`a ping from 172.17.0.2 to the internet`, { ...REQUEST, protocol: "icmp" }),
      KEEPS_OUT,
    ],
    `-i ${BRIDGE} ! -o ${BRIDGE} -j ACCEPT`,
  );
}

/** … lets containers talk to each other. */
export function letsBetween(): Check {
  return forwardRule(
    checkId("lets-between"),
    say`FORWARD lets containers talk to each other, and nobody from the outside to them`,
    [passes(say`a request from 172.17.0.3 to 172.17.0.2`, BETWEEN), KEEPS_OUT],
    `-i ${BRIDGE} -o ${BRIDGE} -j ACCEPT`,
  );
}

/** … lets the answers back in. */
export function letsAnswersBack(): Check {
  return forwardRule(
    checkId("lets-answers-back"),
    say`FORWARD lets the answers come back, and nothing else come in`,
    [
      passes(say`an answer from the internet to 172.17.0.2`, ANSWER),
      passes(say`an ICMP error about a connection of 172.17.0.2`, COMPLAINT),
      KEEPS_OUT,
    ],
    `-o ${BRIDGE} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
  );
}

/** … lets strangers open connections to one port of a container. */
export function letsIn(address: string, port: number): Check {
  const packet: Packet = { ...STRANGER, source: WORLD.neighbor, destination: address, destinationPort: port };
  return forwardRule(
    checkId("lets-in", address, port),
    say`FORWARD lets others connect to port ${{ port }} of ${{ address }}, and to no port else`,
    [passes(say`a connection from the neighbor to ${{ address: `${address}:${port}` }}`, packet), KEEPS_OUT],
    `-p tcp -m tcp --dport ${port} -j ACCEPT`,
  );
}

/** FORWARD stops what others send to one port of a container. */
export function keepsOut(address: string, port: number): Check {
  const packet: Packet = { ...STRANGER, source: WORLD.neighbor, destination: address, destinationPort: port };
  return forwardRule(
    checkId("keeps-out", address, port),
    say`FORWARD stops connections from the neighbor to ${{ address: `${address}:${port}` }}`,
    [isStopped(say`a connection from the neighbor to ${{ address: `${address}:${port}` }}`, packet)],
    null,
  );
}

function forwardRule(id: string, expected: Message, cases: readonly FateWanted[], rule: string | null): Check {
  return rulesDecide({
    id,
    place: "host",
    expected,
    table: "filter",
    chain: "FORWARD",
    cases,
    cause:
      rule === null
        ? say`A rule already lets them in.`
        : say`The rule is missing, its conditions are others, or an earlier rule decides first.`,
    right: rule === null ? null : `iptables -t filter -A FORWARD ${rule}`,
  });
}
