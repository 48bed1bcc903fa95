import { hasAddress } from "../../checks/addresses.ts";
import { allOf } from "../../checks/all-of.ts";
import { hasCarrier, isBridge, isNoPort, isPort, linkNamed, linkUp } from "../../checks/links.ts";
import { UNREACHABLE } from "../../checks/network-failures.ts";
import { containerIn, inNamespace } from "../../checks/network-namespaces.ts";
import { netns } from "../../checks/networks.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { pings } from "../../checks/ping.ts";
import { showsAnswer } from "../../checks/ping-shown.ts";
import { hasRoute, noRoute } from "../../checks/routes.ts";
import { showsOnlyLoopback } from "../../checks/shown-network.ts";
import { WORLD } from "../../checks/world.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import { classic, type Situation } from "../../src/course/command.ts";
import { hostNetwork, networkNamed, networkOf, processByHostPid } from "../../src/kernel/queries.ts";
import type { TerminalName } from "../../src/terminal/names.ts";
import { hasAddressThere, hostLink, ns1Link } from "../network-states.ts";
import { questions } from "./questions.ts";

const NS1 = netns("ns1");
const NS2 = netns("ns2");

export default defineLesson({
  id: "bridge",
  startsFrom: [{ lesson: "veth", steps: ["netns", "lo-up", "pair", "move", "up"] }],
  steps: [
    {
      id: "bridge",
      terminal: "host",
      command: classic("brctl", "brctl addbr docker0", "ip link add docker0 type bridge"),
      also: ["ip link add docker0 type bridge"],
      checks: [isBridge("host", "docker0")],
      hint: (snapshot) => {
        const link = hostLink(snapshot, "docker0");
        if (link !== undefined) return link.kind === "bridge" ? null : "no-bridge";
        return ns1Link(snapshot, "docker0") === undefined ? null : "inside";
      },
    },
    {
      id: "port",
      terminal: "host",
      command: classic("brctl", "brctl addif docker0 veth0", "ip link set veth0 master docker0"),
      also: ["ip link set veth0 master docker0"],
      checks: [
        allOf("only-veth0-is-port", say`veth0 is a port of the bridge docker0 on the host, and the host's own cable is not`, [
          isPort("host", "veth0", "docker0"),
          isNoPort("host", WORLD.hostDevice),
        ]),
      ],
      hint: (snapshot) => {
        if ((hostLink(snapshot, WORLD.hostDevice)?.master ?? null) !== null) return "uplink";
        const master = hostLink(snapshot, "veth0")?.master ?? null;
        return master === null || master === "docker0" ? null : "other-bridge";
      },
    },
    {
      id: "bridge-address",
      terminal: "host",
      command: classic(
        "ifconfig",
        "ifconfig docker0 172.17.0.1",
        "ip addr add 172.17.0.1/16 brd + dev docker0 && ip link set docker0 up",
      ),
      also: ["ip addr add 172.17.0.1/16 brd + dev docker0 && ip link set docker0 up"],
      checks: [
        hasAddress("host", "docker0", "172.17.0.1/16"),
        linkUp("host", "docker0"),
        hasRoute("host", "172.17.0.2", "docker0"),
      ],
      hint: (snapshot) => {
        const addresses = hostLink(snapshot, "docker0")?.addresses ?? [];
        if (hostLink(snapshot, "veth0")?.addresses.some(({ family }) => family === "inet") === true) return "on-port";
        if (addresses.some(({ address }) => address === "172.17.0.2")) return "containers";
        return addresses.some(({ address, prefix }) => address === "172.17.0.1" && prefix !== 16) ? "other-size" : null;
      },
    },
    {
      id: "look",
      terminal: "host",
      command: "ip addr",
      also: ["brctl show", "bridge link"],
      checks: [
        allOf("bridge-and-port-shown", say`docker0 and its port veth0 were shown`, [
          shown("host", /veth0.*\bmaster docker0\b|^docker0\s.*\bveth0\b/m, say`veth0 as a port of docker0`),
          isPort("host", "veth0", "docker0"),
        ]),
      ],
    },
    {
      id: "enter-netns",
      terminal: "container",
      command: "ip netns exec ns1 bash",
      checks: [inNamespace("container", "ns1")],
      hint: (_, situation) => (isInUnnamed(situation, "container") ? "unnamed" : null),
    },
    {
      id: "unshare",
      terminal: "container",
      command: "unshare -fpmui --mount-proc bash",
      checks: [containerIn("container", "ns1")],
      hint: (_, situation) => (isInUnnamed(situation, "container") ? "net-too" : null),
    },
    {
      id: "unshare-net",
      terminal: "container",
      command: "unshare -n ip addr",
      checks: [
        allOf("nameless-network-shown", say`a network namespace made by unshare -n was shown, and the shell is still in ns1`, [
          showsOnlyLoopback("container"),
          containerIn("container", "ns1"),
        ]),
      ],
    },
    {
      id: "container-address",
      terminal: "container",
      command: classic(
        "ifconfig",
        "ifconfig veth1 172.17.0.2",
        "ip addr add 172.17.0.2/16 brd + dev veth1 && ip link set veth1 up",
      ),
      also: ["ip addr add 172.17.0.2/16 brd + dev veth1 && ip link set veth1 up"],
      checks: [hasAddress(NS1, "veth1", "172.17.0.2/16"), linkUp(NS1, "veth1"), hasCarrier("host", "docker0")],
      hint: (snapshot) => {
        if (hasAddressThere(hostNetwork(snapshot), "172.17.0.2")) return "on-host";
        const addresses = ns1Link(snapshot, "veth1")?.addresses ?? [];
        if (addresses.some(({ address }) => address === "172.17.0.1")) return "bridges";
        return addresses.some(({ address, prefix }) => address === "172.17.0.2" && prefix !== 16) ? "other-size" : null;
      },
    },
    {
      id: "ping",
      terminal: "container",
      command: "ping -c 1 -W 1 172.17.0.1",
      needs: ["program:ping"],
      checks: [
        allOf("answer-shown:172.17.0.1", say`an answer from the bridge was shown`, [
          showsAnswer("container", "172.17.0.1"),
          pings(NS1, "172.17.0.1"),
        ]),
      ],
    },
    {
      id: "outside",
      terminal: "container",
      command: `ping -c 1 -W 1 ${WORLD.web}`,
      fails: true,
      needs: ["program:ping"],
      checks: [
        allOf("unreachable-without-route", say`the container cannot reach ${{ server: WORLD.web }}: it has no route`, [
          commandFailed("container", UNREACHABLE),
          noRoute(NS1, WORLD.web),
        ]),
      ],
    },
  ],
  questions,
  challenge: {
    terminal: "host",
    command: [
      "ip netns add ns2",
      "ip link add veth2 type veth peer name veth3 netns ns2",
      "ip link set veth2 master docker0",
      "ip link set dev veth2 up",
      "ip -n ns2 addr add 172.17.0.3/16 dev veth3",
      "ip -n ns2 link set veth3 up",
    ],
    checks: [
      hasAddress(NS2, "veth3", "172.17.0.3/16"),
      isPort("host", "veth2", "docker0"),
      pings(NS1, "172.17.0.3"),
      pings(NS2, "172.17.0.1"),
    ],
    hint: (snapshot) => {
      if (hasAddressThere(hostNetwork(snapshot), "172.17.0.3")) return "on-host";
      if (linkNamed(networkNamed(snapshot, "ns2"), "veth2") !== undefined) return "wrong-end";
      const master = hostLink(snapshot, "veth2")?.master ?? null;
      return master === null || master === "docker0" ? null : "other-bridge";
    },
  },
});

/** The terminal's shell is in a network namespace without a name, as unshare makes it with -n. */
function isInUnnamed(situation: Situation, terminal: TerminalName): boolean {
  const { snapshot } = situation;
  const front = processByHostPid(snapshot, situation.front(terminal));
  const network = front === undefined ? undefined : networkOf(snapshot, front);
  return network !== undefined && network !== hostNetwork(snapshot) && network.names.length === 0;
}
