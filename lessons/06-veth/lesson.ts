import { hasAddress } from "../../checks/addresses.ts";
import { allOf } from "../../checks/all-of.ts";
import { hasCarrier, linkNamed, linkUp, onlyDeadLoopback } from "../../checks/links.ts";
import { UNREACHABLE } from "../../checks/network-failures.ts";
import { namespaceNamed } from "../../checks/network-namespaces.ts";
import { netns } from "../../checks/networks.ts";
import { commandFailed } from "../../checks/output.ts";
import { pings } from "../../checks/ping.ts";
import { showsAnswer } from "../../checks/ping-shown.ts";
import { showsNamespaces, showsOnlyLoopback } from "../../checks/shown-network.ts";
import { linksGone, pairBetween, vethPair } from "../../checks/veth.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import { hostNetwork, networkNamed } from "../../src/kernel/queries.ts";
import type { Network, Snapshot } from "../../src/kernel/snapshot.ts";
import { hasAddressThere, hostLink, ns1Link } from "../network-states.ts";
import { questions } from "./questions.ts";

const NS1 = netns("ns1");
const NS2 = netns("ns2");

const onHost = (snapshot: Snapshot, name: string) => hostLink(snapshot, name) !== undefined;
const inNs1 = (snapshot: Snapshot, name: string) => ns1Link(snapshot, name) !== undefined;

export default defineLesson({
  id: "veth",
  startsFrom: [],
  steps: [
    {
      id: "netns",
      terminal: "host",
      command: "ip netns add ns1",
      checks: [namespaceNamed("ns1")],
    },
    {
      id: "file",
      terminal: "host",
      command: ["ls -i /var/run/netns", "readlink /proc/self/ns/net"],
      checks: [showsNamespaces("host", "ns1")],
    },
    {
      id: "inside",
      terminal: "host",
      command: "ip netns exec ns1 ip addr",
      also: ["ip -n ns1 addr", "ip netns exec ns1 ifconfig -a"],
      checks: [
        allOf("only-dead-loopback-shown", say`ns1 was shown with lo alone, and lo down`, [
          showsOnlyLoopback("host"),
          onlyDeadLoopback(NS1),
        ]),
      ],
    },
    {
      id: "dead-lo",
      terminal: "host",
      command: "ip netns exec ns1 ping -c 1 -W 1 127.0.0.1",
      fails: true,
      needs: ["program:ping"],
      checks: [
        allOf("loopback-unreachable", say`in ns1 not even 127.0.0.1 is reachable`, [
          commandFailed("host", UNREACHABLE),
          onlyDeadLoopback(NS1),
        ]),
      ],
    },
    {
      id: "lo-up",
      terminal: "host",
      command: "ip netns exec ns1 ip link set dev lo up",
      also: ["ip -n ns1 link set lo up", "ip netns exec ns1 ifconfig lo up"],
      checks: [linkUp(NS1, "lo"), pings(NS1, "127.0.0.1")],
    },
    {
      id: "pair",
      terminal: "host",
      command: ["ip link add veth0 type veth peer name veth1", "ip addr | grep veth"],
      checks: [vethPair({ place: "host", name: "veth0" }, { place: "host", name: "veth1" })],
      hint: (snapshot) => {
        if (inNs1(snapshot, "veth0") && inNs1(snapshot, "veth1")) return "inside";
        if (onHost(snapshot, "veth0") === onHost(snapshot, "veth1")) return null;
        return inNs1(snapshot, "veth0") || inNs1(snapshot, "veth1") ? "moved-already" : "other-name";
      },
    },
    {
      id: "move",
      terminal: "host",
      command: ["ip link set veth1 netns ns1", "ip addr | grep veth"],
      undoes: ["pair"],
      checks: [vethPair({ place: "host", name: "veth0" }, { place: NS1, name: "veth1" })],
      hint: (snapshot) => {
        if (inNs1(snapshot, "veth0")) return "wrong-end";
        return isElsewhere(snapshot, "veth1") ? "wrong-namespace" : null;
      },
    },
    {
      id: "delete",
      terminal: "host",
      command: "ip link del veth0",
      also: ["ip -n ns1 link del veth1"],
      undoes: ["move"],
      checks: [linksGone(["veth0", "veth1"], NS1)],
      hint: (snapshot) => (networkNamed(snapshot, "ns1") === undefined ? "namespace-gone" : null),
    },
    {
      id: "again",
      terminal: "host",
      command: ["ip link add veth0 type veth peer name veth1", "ip link set veth1 netns ns1"],
      also: ["ip link add veth0 type veth peer name veth1 netns ns1"],
      undoes: ["delete"],
      checks: [vethPair({ place: "host", name: "veth0" }, { place: NS1, name: "veth1" })],
      hint: (snapshot) => (inNs1(snapshot, "veth0") ? "wrong-end" : null),
    },
    {
      id: "up",
      terminal: "host",
      command: ["ip link set dev veth0 up", "ip addr show veth0"],
      also: ["ifconfig veth0 up"],
      checks: [linkUp("host", "veth0")],
    },
    {
      id: "up-inside",
      terminal: "host",
      command: "ip netns exec ns1 ip link set dev veth1 up",
      also: ["ip -n ns1 link set veth1 up", "ip netns exec ns1 ifconfig veth1 up"],
      checks: [linkUp(NS1, "veth1"), hasCarrier("host", "veth0")],
    },
    {
      id: "address",
      terminal: "host",
      command: ["ip addr add 10.0.0.1/24 dev veth0", "ip route"],
      also: ["ifconfig veth0 10.0.0.1 netmask 255.255.255.0"],
      checks: [hasAddress("host", "veth0", "10.0.0.1/24")],
      hint: (snapshot) => {
        if (hasAddressThere(networkNamed(snapshot, "ns1"), "10.0.0.1")) return "wrong-side";
        return hasAddressThere(hostNetwork(snapshot), "10.0.0.2") ? "other-ends" : null;
      },
    },
    {
      id: "address-inside",
      terminal: "host",
      command: "ip netns exec ns1 ip addr add 10.0.0.2/24 dev veth1",
      also: ["ip -n ns1 addr add 10.0.0.2/24 dev veth1", "ip netns exec ns1 ifconfig veth1 10.0.0.2 netmask 255.255.255.0"],
      checks: [hasAddress(NS1, "veth1", "10.0.0.2/24"), pings("host", "10.0.0.2")],
      hint: (snapshot) => {
        if (hasAddressThere(hostNetwork(snapshot), "10.0.0.2")) return "wrong-side";
        return hasAddressThere(networkNamed(snapshot, "ns1"), "10.0.0.1") ? "same-address" : null;
      },
    },
    {
      id: "ping",
      terminal: "host",
      command: "ping -c 1 -W 1 10.0.0.2",
      needs: ["program:ping"],
      checks: [
        allOf("answer-shown:10.0.0.2", say`an answer from 10.0.0.2 was shown`, [
          showsAnswer("host", "10.0.0.2"),
          pings("host", "10.0.0.2"),
        ]),
      ],
    },
  ],
  questions,
  challenge: {
    terminal: "host",
    command: [
      "ip netns add ns2",
      "ip link add a1 netns ns1 type veth peer name a2 netns ns2",
      "ip -n ns1 addr add 10.0.1.1/24 dev a1",
      "ip -n ns2 addr add 10.0.1.2/24 dev a2",
      "ip -n ns1 link set a1 up",
      "ip -n ns2 link set a2 up",
    ],
    checks: [
      pairBetween({ place: NS1, address: "10.0.1.1/24" }, { place: NS2, address: "10.0.1.2/24" }),
      pings(NS1, "10.0.1.2"),
      pings(NS2, "10.0.1.1"),
    ],
    hint: (snapshot) => {
      const has = (network: Network | undefined, end: 1 | 2) => hasAddressThere(network, `10.0.1.${end}`);
      const [ns1, ns2, host] = [networkNamed(snapshot, "ns1"), networkNamed(snapshot, "ns2"), hostNetwork(snapshot)];
      if (has(ns1, 2) || has(ns2, 1)) return "swapped";
      return has(host, 1) || has(host, 2) ? "on-host" : null;
    },
  },
});

/** In a network namespace that is neither the host's nor ns1. */
function isElsewhere(snapshot: Snapshot, name: string): boolean {
  return [...snapshot.networks.values()].some(
    (network) => network !== hostNetwork(snapshot) && !network.names.includes("ns1") && linkNamed(network, name) !== undefined,
  );
}
