import { hasAddress } from "../../checks/addresses.ts";
import { allOf } from "../../checks/all-of.ts";
import { hasCarrier, isBridge, isPort, linkNamed, linkUp } from "../../checks/links.ts";
import { UNREACHABLE } from "../../checks/network-failures.ts";
import { containerIn, inNamespace } from "../../checks/network-namespaces.ts";
import { netns } from "../../checks/networks.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { pings } from "../../checks/ping.ts";
import { hasRoute, noRoute } from "../../checks/routes.ts";
import { showsOnlyLoopback } from "../../checks/shown-network.ts";
import { WORLD } from "../../checks/world.ts";
import { classic, defineLesson } from "../../src/course/lesson.ts";
import { hostNetwork, networkNamed } from "../../src/kernel/queries.ts";
import type { Link, Snapshot } from "../../src/kernel/snapshot.ts";
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
    },
    {
      id: "port",
      terminal: "host",
      command: classic("brctl", "brctl addif docker0 veth0", "ip link set veth0 master docker0"),
      also: ["ip link set veth0 master docker0"],
      checks: [isPort("host", "veth0", "docker0")],
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
      hint: (snapshot) => (isAddressedOnly(onHost(snapshot, "docker0")) ? "down" : null),
    },
    {
      id: "look",
      terminal: "host",
      command: "ip addr",
      also: ["brctl show", "bridge link"],
      checks: [
        allOf("docker0 and its port veth0 were shown", [
          shown("host", /veth0.*\bmaster docker0\b|^docker0\s.*\bveth0\b/m, "veth0 as a port of docker0"),
          isPort("host", "veth0", "docker0"),
        ]),
      ],
    },
    {
      id: "enter-netns",
      terminal: "container",
      command: "ip netns exec ns1 bash",
      checks: [inNamespace("container", "ns1")],
    },
    {
      id: "unshare",
      terminal: "container",
      command: "unshare -fpmui --mount-proc bash",
      checks: [containerIn("container", "ns1")],
    },
    {
      id: "unshare-net",
      terminal: "container",
      command: "unshare -n ip addr",
      checks: [
        allOf("a network namespace made by unshare -n was shown, and the shell is still in ns1", [
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
      hint: (snapshot) => (isAddressedOnly(linkNamed(networkNamed(snapshot, "ns1"), "veth1")) ? "down" : null),
    },
    {
      id: "ping",
      terminal: "container",
      command: "ping -c 1 -W 1 172.17.0.1",
      checks: [
        allOf("an answer from the bridge was shown", [
          shown("container", /bytes from 172\.17\.0\.1/, "an answer from 172.17.0.1"),
          pings(NS1, "172.17.0.1"),
        ]),
      ],
    },
    {
      id: "outside",
      terminal: "container",
      command: `ping -c 1 -W 1 ${WORLD.web}`,
      fails: true,
      checks: [
        allOf(`the container cannot reach ${WORLD.web}: it has no route`, [
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
      if (networkNamed(snapshot, "ns2") === undefined) return "no-ns2";
      return onHost(snapshot, "veth2")?.master === null ? "unplugged" : null;
    },
  },
});

function onHost(snapshot: Snapshot, name: string): Link | undefined {
  return linkNamed(hostNetwork(snapshot), name);
}

/** `ip addr add` gives an address and no more; ifconfig would have switched the link on. */
function isAddressedOnly(link: Link | undefined): boolean {
  return link !== undefined && !link.up && link.addresses.some(({ family, prefix }) => family === "inet" && prefix === 16);
}
