import { hasAddress } from "../../checks/addresses.ts";
import { allOf } from "../../checks/all-of.ts";
import { containersApart, ownFiles, wholeContainer } from "../../checks/container.ts";
import { resolves } from "../../checks/dns.ts";
import { forwards } from "../../checks/forwarding.ts";
import { answersHttp } from "../../checks/http.ts";
import { isPort, linkUp } from "../../checks/links.ts";
import { mounted } from "../../checks/mounts.ts";
import { masqueradesContainers, publishes } from "../../checks/nat.ts";
import { containerIn, namespaceNamed } from "../../checks/network-namespaces.ts";
import { NEIGHBOR, netns } from "../../checks/networks.ts";
import { noCgroups, noContainers, noNetworks, noRules, nothingLeft } from "../../checks/nothing-left.ts";
import { pings } from "../../checks/ping.ts";
import { showsAnswer } from "../../checks/ping-shown.ts";
import { procIsOwn } from "../../checks/processes.ts";
import { runsIn } from "../../checks/root-trees.ts";
import { defaultRoute } from "../../checks/routes.ts";
import { vethPair } from "../../checks/veth.ts";
import { WORLD } from "../../checks/world.ts";
import { containerCommands, containerNames, NAME_SERVER_LINE, ROOT_TREE_LINES } from "../../src/course/container-script.ts";
import { exitLines } from "../../src/course/exit-lines.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import { classic, type Line, type Situation } from "../../src/course/command.ts";
import { groupDirectories, limitChecks, limitLines } from "./limits.ts";
import { questions } from "./questions.ts";

const DIRECTORY = "/root/docker";

/** What a port is mapped to: a server in the container's namespaces, with the host's node. */
const SERVER = `node -e 'require("http").createServer((request, answer) => answer.end("container 1\\n")).listen(3000)'`;

const addBridge = classic("brctl", "brctl addbr docker0", "ip link add docker0 type bridge");
const plug = (link: string) => classic("brctl", `brctl addif docker0 ${link}`, `ip link set ${link} master docker0`);
const giveAddress = (link: string, address: string) =>
  classic("ifconfig", `ifconfig ${link} ${address}`, `ip addr add ${address}/16 brd + dev ${link} && ip link set dev ${link} up`);
const LO_UP = "ip link set dev lo up";
const addRoute = classic("route", "route add default gw 172.17.0.1", "ip route add default via 172.17.0.1");

export default defineLesson({
  id: "container",
  needs: ["world", "program:ldd", "program:chroot", "program:iptables", "program:iptables-save"],
  mapAfter: "each-other",
  startsFrom: [],
  steps: [
    {
      id: "netns",
      terminal: "host",
      command: "ip netns add ns1",
      checks: [namespaceNamed("ns1")],
    },
    {
      id: "veth",
      terminal: "host",
      command: ["ip link add veth0 type veth peer name veth1", "ip link set veth1 netns ns1"],
      checks: [vethPair({ place: "host", name: "veth0" }, { place: netns("ns1"), name: "veth1" })],
    },
    {
      id: "bridge",
      terminal: "host",
      command: (machine) => [
        addBridge(machine),
        plug("veth0")(machine),
        "ip link set dev veth0 up",
        giveAddress("docker0", "172.17.0.1")(machine),
      ],
      also: [
        "ip link add docker0 type bridge",
        "ip link set veth0 master docker0",
        "ip addr add 172.17.0.1/16 brd + dev docker0 && ip link set dev docker0 up",
      ],
      checks: [
        hasAddress("host", "docker0", "172.17.0.1/16"),
        isPort("host", "veth0", "docker0"),
        linkUp("host", "veth0"),
        linkUp("host", "docker0"),
      ],
    },
    {
      id: "root-tree",
      terminal: "host",
      command: ROOT_TREE_LINES,
      checks: [
        runsIn(
          DIRECTORY,
          "usr/bin/bash",
          "ls / && sleep 0",
          say`bash runs, and so do ls and sleep`,
          say`Type the lines of this step on the host, in ${{ directory: DIRECTORY }}.`,
        ),
      ],
    },
    {
      id: "start",
      terminal: "container",
      command: ["ip netns exec ns1 bash", "unshare -fpmui --mount-proc bash"],
      checks: [
        allOf(
          "own-namespaces-in-ns1",
          say`the shell in the terminal container has namespaces of its own, the network of ns1, and a /proc for its processes`,
          [containerIn("container", "ns1"), procIsOwn("container", "-fpmui")],
        ),
      ],
    },
    {
      id: "limits",
      terminal: "host",
      needs: ["cpu", "memory"],
      command: (situation) => limitLines("container1", situation.front("container"), situation),
      checks: limitChecks("container", "/container1"),
    },
    {
      id: "address",
      terminal: "container",
      command: (machine) => [LO_UP, giveAddress("veth1", "172.17.0.2")(machine), addRoute(machine)],
      also: ["ip addr add 172.17.0.2/16 brd + dev veth1 && ip link set dev veth1 up", "ip route add default via 172.17.0.1"],
      checks: [
        linkUp("container", "lo"),
        hasAddress("container", "veth1", "172.17.0.2/16"),
        defaultRoute("container", "172.17.0.1"),
        pings("container", "172.17.0.1"),
      ],
    },
    {
      id: "way-out",
      terminal: "host",
      command: [
        "echo 1 > /proc/sys/net/ipv4/ip_forward",
        "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
      ],
      checks: [forwards("host"), masqueradesContainers(), pings("container", WORLD.web)],
    },
    {
      id: "port",
      terminal: "host",
      command: (situation) => [
        `nsenter -t ${situation.front("container")} -m -u -i -n -p ${SERVER} &`,
        "iptables -t nat -A PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000",
      ],
      checks: [publishes(3033, "172.17.0.2:3000"), answersHttp(NEIGHBOR, `${WORLD.host}:3033/`)],
    },
    {
      id: "proc",
      terminal: "container",
      command: "mount --bind /proc proc",
      checks: [mounted("container", `${DIRECTORY}/proc`, DIRECTORY)],
    },
    {
      id: "chroot",
      terminal: "container",
      command: ["chroot . usr/bin/bash", "ps -ef"],
      checks: [ownFiles("container")],
    },
    {
      id: "names",
      terminal: "host",
      // What is copied is needed later, by container 2 too; the ping only shows it.
      command: ({ has }) => [
        NAME_SERVER_LINE,
        ...(has("ping") ? [{ in: "container", line: "ping -c 1 -W 1 example.com" } as const] : []),
      ],
      checks: [resolves("container", "example.com", WORLD.web)],
    },
    {
      id: "second-network",
      terminal: "host",
      command: (machine) => [
        "ip netns add ns2",
        "ip link add veth2 type veth peer name veth3",
        "ip link set veth3 netns ns2",
        plug("veth2")(machine),
        "ip link set dev veth2 up",
      ],
      also: ["ip link set veth2 master docker0"],
      checks: [
        vethPair({ place: "host", name: "veth2" }, { place: netns("ns2"), name: "veth3" }),
        isPort("host", "veth2", "docker0"),
        linkUp("host", "veth2"),
      ],
    },
    {
      id: "second-start",
      terminal: "container2",
      command: (machine) => [
        "ip netns exec ns2 bash",
        "unshare -fpmui --mount-proc bash",
        LO_UP,
        giveAddress("veth3", "172.17.0.3")(machine),
        addRoute(machine),
        "mount --bind /proc proc",
        "chroot . usr/bin/bash",
      ],
      also: ["ip addr add 172.17.0.3/16 brd + dev veth3 && ip link set dev veth3 up", "ip route add default via 172.17.0.1"],
      checks: wholeContainer("container2", "172.17.0.3"),
    },
    {
      id: "second-limits",
      terminal: "host",
      needs: ["cpu", "memory"],
      command: (situation) => limitLines("container2", situation.front("container2"), situation),
      checks: limitChecks("container2", "/container2"),
    },
    {
      id: "each-other",
      terminal: "container",
      command: "ping -c 1 -W 1 172.17.0.3",
      checks: [
        allOf("containers-apart-and-connected", say`an answer from container 2 was shown, and the two share no namespace`, [
          showsAnswer("container", "172.17.0.3"),
          containersApart("container", "container2"),
          pings("container", "172.17.0.3"),
          pings("container2", "172.17.0.2"),
        ]),
      ],
    },
    {
      id: "leave",
      terminal: "container",
      command: leaveBoth,
      undoes: ["start", "limits", "address", "proc", "chroot", "second-start", "second-limits"],
      checks: [noContainers()],
    },
    {
      id: "remove-networks",
      terminal: "host",
      command: ["ip netns del ns1", "ip netns del ns2", "ip link del docker0"],
      undoes: ["netns", "veth", "bridge", "second-network"],
      checks: [noNetworks()],
    },
    {
      id: "remove-rules",
      terminal: "host",
      command: ["iptables -t nat -D PREROUTING 1", "iptables -t nat -D POSTROUTING 1", "echo 0 > /proc/sys/net/ipv4/ip_forward"],
      also: ["iptables -t nat -F"],
      undoes: ["way-out", "port"],
      checks: [noRules()],
    },
    {
      id: "remove-groups",
      terminal: "host",
      needs: ["cpu", "memory"],
      command: ({ cgroup }) =>
        `rmdir ${groupDirectories("container1", cgroup).join(" ")} ${groupDirectories("container2", cgroup).join(" ")}`,
      undoes: ["limits", "second-limits"],
      checks: [noCgroups()],
    },
    {
      id: "remove-files",
      terminal: "host",
      command: "rm -r *",
      checks: [nothingLeft(DIRECTORY)],
    },
  ],
  questions,
  challenge: {
    terminal: "container",
    command: containerCommands(containerNames(1)).map(({ line }) => line),
    undoes: ["leave", "remove-networks", "remove-rules", "remove-files"],
    checks: wholeContainer("container", "172.17.0.2"),
  },
});

/** As many `exit` as there are shells of containers; where none is left, a look at what still runs. */
function leaveBoth(situation: Situation): readonly Line[] {
  const lines = [
    ...exitLines(situation, "container"),
    ...exitLines(situation, "container2").map((line) => ({ in: "container2", line }) as const),
  ];
  return lines.length === 0 ? ["ps -ef"] : lines;
}
