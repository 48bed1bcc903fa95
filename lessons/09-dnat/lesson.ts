import { allOf } from "../../checks/all-of.ts";
import { sawTranslation } from "../../checks/conntrack.ts";
import { keepsOut, letsIn } from "../../checks/firewall.ts";
import { answersHttp, noHttp, refusesHttp, seenAs, silentHttp } from "../../checks/http.ts";
import { publishes, publishesLocally } from "../../checks/nat.ts";
import { REFUSED, TIMED_OUT } from "../../checks/network-failures.ts";
import { INTERNET, NEIGHBOR, netns, ROUTER } from "../../checks/networks.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { listensOn } from "../../checks/ports.ts";
import { WORLD } from "../../checks/world.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { hostNetwork } from "../../src/kernel/queries.ts";
import { APP } from "./app.ts";
import { questions } from "./questions.ts";

const NS1 = netns("ns1");
const CONTAINER = "172.17.0.2";
const SERVER = `${CONTAINER}:3000`;
const DIRECT = `${SERVER}/news/all`;
const PUBLISHED = `${WORLD.host}:3033/news/all`;
const LOCAL = "localhost:3033/news/all";

const OK = /HTTP\/1\.[01] 200/;

export default defineLesson({
  id: "dnat",
  startsFrom: [
    { lesson: "veth", steps: ["netns", "lo-up", "pair", "move", "up"] },
    { lesson: "bridge", steps: ["bridge", "port", "bridge-address", "enter-netns", "unshare", "container-address"] },
    { lesson: "snat", steps: ["gateway", "forward", "masquerade"] },
    { terminal: "host", command: "iptables -P FORWARD DROP" },
    { lesson: "snat", steps: ["accept-out", "accept-between", "accept-back"] },
    { terminal: "host", command: `printf '%s\\n' ${APP.map((line) => `'${line}'`).join(" ")} > app.js` },
  ],
  steps: [
    {
      id: "server",
      terminal: "container",
      command: "node app.js",
      leaves: "running",
      checks: [listensOn(NS1, 3000)],
    },
    {
      id: "by-address",
      terminal: "host",
      command: `curl -I ${DIRECT}`,
      checks: [
        allOf("the host was shown an answer of the server", [shown("host", OK, "HTTP/1.1 200 OK"), answersHttp("host", DIRECT)]),
      ],
    },
    {
      id: "refused",
      terminal: "neighbor",
      command: `curl -I -m 1 ${PUBLISHED}`,
      fails: true,
      checks: [
        allOf("the neighbor is refused at port 3033 of the host", [
          commandFailed("neighbor", REFUSED),
          refusesHttp(NEIGHBOR, PUBLISHED),
        ]),
      ],
    },
    {
      id: "dnat",
      terminal: "host",
      command: `iptables -t nat -A PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination ${SERVER}`,
      checks: [publishes(3033, SERVER, { alsoFromContainers: true })],
      hint: (snapshot) => (hasNatRule(snapshot, "DNAT", (chain) => chain !== "PREROUTING") ? "wrong-chain" : null),
    },
    {
      id: "dropped",
      terminal: "neighbor",
      command: `curl -I -m 0.5 ${PUBLISHED}`,
      fails: true,
      checks: [
        allOf("the neighbor waited in vain: FORWARD drops what DNAT has sent on", [
          commandFailed("neighbor", TIMED_OUT),
          publishes(3033, SERVER),
          keepsOut(CONTAINER, 3000),
        ]),
      ],
    },
    {
      id: "forward-port",
      terminal: "host",
      command: "iptables -t filter -A FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT",
      checks: [letsIn(CONTAINER, 3000), answersHttp(NEIGHBOR, PUBLISHED)],
      hint: (snapshot) => (acceptsPort(snapshot, 3033) ? "outer-port" : null),
    },
    {
      id: "published",
      terminal: "neighbor",
      command: `curl -I ${PUBLISHED}`,
      checks: [
        allOf("the neighbor was shown an answer of the server", [
          shown("neighbor", OK, "HTTP/1.1 200 OK"),
          answersHttp(NEIGHBOR, PUBLISHED),
        ]),
      ],
    },
    {
      id: "who-asks",
      terminal: "neighbor",
      command: `curl -s ${PUBLISHED}`,
      checks: [
        allOf("the server was shown to see the neighbor's own address", [
          shown("neighbor", /"you":"192\.168\.102\.10"/, "the address the server saw"),
          seenAs(NEIGHBOR, PUBLISHED, WORLD.neighbor),
        ]),
      ],
    },
    {
      id: "conntrack",
      terminal: "host",
      command: (situation) => [
        { in: "neighbor", line: `curl -s ${PUBLISHED}` },
        situation.has("conntrack") ? "conntrack -L -p tcp --dport 3033" : "grep 3033 /proc/net/nf_conntrack",
      ],
      also: ["grep 3033 /proc/net/nf_conntrack"],
      checks: [sawTranslation("host", { source: WORLD.neighbor, sentTo: `${WORLD.host}:3033`, answeredBy: SERVER })],
    },
    {
      id: "from-host",
      terminal: "host",
      command: `curl -I -m 1 ${LOCAL}`,
      fails: true,
      checks: [
        allOf("the host itself is refused at its own port 3033", [
          commandFailed("host", REFUSED),
          refusesHttp("host", `127.0.0.1:3033/news/all`),
          refusesHttp("host", PUBLISHED),
        ]),
      ],
    },
    {
      id: "output",
      terminal: "host",
      command: `iptables -t nat -A OUTPUT -p tcp -m tcp --dport 3033 -m addrtype --dst-type LOCAL -j DNAT --to-destination ${SERVER}`,
      checks: [publishesLocally(3033, SERVER), answersHttp("host", PUBLISHED)],
    },
    {
      id: "localhost",
      terminal: "host",
      command: `curl -I -m 0.5 ${LOCAL}`,
      fails: true,
      checks: [
        allOf("by the name localhost the host waits in vain", [
          commandFailed("host", TIMED_OUT),
          publishesLocally(3033, SERVER),
          silentHttp("host", "127.0.0.1:3033/news/all"),
        ]),
      ],
    },
    {
      id: "route-localnet",
      terminal: "host",
      command: [
        "echo 1 > /proc/sys/net/ipv4/conf/docker0/route_localnet",
        "iptables -t nat -A POSTROUTING -s 127.0.0.0/8 -o docker0 -j MASQUERADE",
        `curl -I -m 1 ${LOCAL}`,
      ],
      checks: [answersHttp("host", "127.0.0.1:3033/news/all")],
      hint: (snapshot) =>
        hasNatRule(snapshot, "MASQUERADE", (_, rule) => rule.includes("127.0.0.0/8")) ? "no-route-localnet" : null,
    },
    {
      id: "hairpin-fails",
      terminal: "host",
      command: `ip netns exec ns1 curl -I -m 0.5 ${PUBLISHED}`,
      fails: true,
      checks: [
        allOf("the container waits in vain at its own published port", [
          commandFailed("host", TIMED_OUT),
          silentHttp(NS1, PUBLISHED),
        ]),
      ],
    },
    {
      id: "hairpin",
      terminal: "host",
      command: [
        `iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -d ${CONTAINER} -o docker0 -p tcp -m tcp --dport 3000 -j MASQUERADE`,
        `ip netns exec ns1 curl -s -m 1 ${PUBLISHED}`,
      ],
      checks: [seenAs(NS1, PUBLISHED, "172.17.0.1")],
    },
  ],
  questions,
  challenge: {
    terminal: "host",
    command: `iptables -t nat -A PREROUTING -s ${WORLD.neighbor} -p tcp -m tcp --dport 8080 -j DNAT --to-destination ${SERVER}`,
    checks: [
      allOf("the neighbor gets an answer at port 8080 of the host, no other machine gets one there, and port 3033 serves all", [
        answersHttp(NEIGHBOR, `${WORLD.host}:8080/news/all`),
        noHttp(ROUTER, `${WORLD.host}:8080/news/all`),
        noHttp(INTERNET, `${WORLD.host}:8080/news/all`),
        answersHttp(NEIGHBOR, PUBLISHED),
        answersHttp(ROUTER, PUBLISHED),
      ]),
    ],
    hint: (snapshot) =>
      hasNatRule(snapshot, "DNAT", (_, rule) => rule.includes("8080") && !rule.includes("-s ")) ? "for-everybody" : null,
  },
});

function hasNatRule(snapshot: Snapshot, target: string, fits: (chain: string, rule: string) => boolean): boolean {
  return (
    hostNetwork(snapshot)?.rules.some(
      ({ table, chain, rule }) => table === "nat" && rule.includes(`-j ${target}`) && fits(chain, rule),
    ) ?? false
  );
}

function acceptsPort(snapshot: Snapshot, port: number): boolean {
  return (
    hostNetwork(snapshot)?.rules.some(({ chain, rule }) => chain === "FORWARD" && rule.includes(`--dport ${port} -j ACCEPT`)) ??
    false
  );
}
