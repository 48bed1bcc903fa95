import { allOf } from "../../checks/all-of.ts";
import { sawTranslation } from "../../checks/conntrack.ts";
import { keepsOut, letsIn } from "../../checks/firewall.ts";
import { answersHttp, noHttp, refusesHttp, seenAs, silentHttp } from "../../checks/http.ts";
import { keepsStrangersSource, publishes, publishesLocally, rewritesHairpins } from "../../checks/nat.ts";
import { REFUSED, TIMED_OUT } from "../../checks/network-failures.ts";
import { INTERNET, NEIGHBOR, netns, ROUTER } from "../../checks/networks.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { listensOn } from "../../checks/ports.ts";
import { WORLD } from "../../checks/world.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import type { Network } from "../../src/kernel/snapshot.ts";
import { listeners } from "../../src/kernel/listening-ports.ts";
import { hostNetwork, networkNamed } from "../../src/kernel/queries.ts";
import { asks, rulesOf } from "../network-states.ts";
import { APP } from "./app.ts";
import { questions } from "./questions.ts";
import { CONTAINER, sendingOn, SERVER, targetOf, wrongGuest, wrongHairpin } from "./states.ts";

const NS1 = netns("ns1");
const DIRECT = `${SERVER}/news/all`;
const PUBLISHED = `${WORLD.host}:3033/news/all`;
const LOCAL = "localhost:3033/news/all";

/** The header, or the line of JSON. */
const ANSWER = /HTTP\/1\.[01] 200|"you":"/;

/** In vain: without a word, or refused where the rule that sends the port on leaves containers out, as Docker's own does. */
const FAILED_HAIRPIN = {
  code: REFUSED.code,
  pattern: new RegExp(`${TIMED_OUT.pattern?.source}|${REFUSED.pattern?.source}`, "i"),
  fact: say`that the container got no answer`,
};

/** Refused at that port and no other: each program names it. */
const REFUSED_THERE = { ...REFUSED, pattern: /3033[^]*(refused|Could(n't| not) connect)/i };

export default defineLesson({
  id: "dnat",
  needs: ["program:iptables", "program:iptables-save", "program:curl"],
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
      hint: (snapshot) => {
        const listensIn = (network: Network | undefined) => {
          const inside = snapshot.processes.find((process) => process.namespaces.net === network?.inode);
          return inside === undefined ? [] : listeners(inside).filter(({ port }) => port === 3000);
        };
        const found = listensIn(networkNamed(snapshot, "ns1"));
        if (found.length > 0) return found.every(({ isLoopback }) => isLoopback) ? "loopback" : null;
        return listensIn(hostNetwork(snapshot)).length > 0 ? "on-host" : null;
      },
    },
    {
      id: "by-address",
      terminal: "host",
      command: `curl -I ${DIRECT}`,
      checks: [
        allOf("server-answer-shown:host", say`the host was shown an answer of the server`, [
          shown("host", ANSWER, say`an answer of the server`),
          answersHttp("host", DIRECT),
        ]),
      ],
    },
    {
      id: "refused",
      terminal: "neighbor",
      command: `curl -I -m 1 ${PUBLISHED}`,
      fails: true,
      checks: [
        allOf("refused-at-published-port:neighbor", say`the neighbor is refused at port 3033 of the host`, [
          commandFailed("neighbor", REFUSED_THERE),
          refusesHttp(NEIGHBOR, PUBLISHED),
        ]),
      ],
    },
    {
      id: "dnat",
      terminal: "host",
      command: `iptables -t nat -A PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination ${SERVER}`,
      checks: [publishes(3033, SERVER)],
      hint: (snapshot) => {
        const rules = sendingOn(snapshot);
        const arriving = rules.filter(({ chain }) => chain === "PREROUTING");
        if (arriving.some((rule) => asks(rule, "--dport", "3033") && targetOf(rule) === SERVER)) return null;
        if (arriving.some((rule) => asks(rule, "--dport", "3000"))) return "reversed";
        if (arriving.some((rule) => !targetOf(rule).includes(":"))) return "no-port";
        return rules.some(({ chain }) => chain === "OUTPUT") ? "wrong-chain" : null;
      },
    },
    {
      id: "dropped",
      terminal: "neighbor",
      command: `curl -I -m 0.5 ${PUBLISHED}`,
      fails: true,
      checks: [
        allOf("dropped-after-dnat", say`the neighbor waited in vain: FORWARD drops what DNAT has sent on`, [
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
      hint: (snapshot) => {
        const rules = rulesOf(hostNetwork(snapshot), "filter", "FORWARD", "INPUT").filter(({ target }) => target === "ACCEPT");
        const accepts = (port: string, chain: string) =>
          rules.some((rule) => rule.chain === chain && asks(rule, "--dport", port));
        if (accepts("3000", "FORWARD")) return null;
        if (accepts("3033", "FORWARD")) return "outer-port";
        return accepts("3000", "INPUT") || accepts("3033", "INPUT") ? "input" : null;
      },
    },
    {
      id: "published",
      terminal: "neighbor",
      command: `curl -I ${PUBLISHED}`,
      checks: [
        allOf("server-answer-shown:neighbor", say`the neighbor was shown an answer of the server`, [
          shown("neighbor", ANSWER, say`an answer of the server`),
          answersHttp(NEIGHBOR, PUBLISHED),
        ]),
      ],
    },
    {
      id: "who-asks",
      terminal: "neighbor",
      command: `curl -s ${PUBLISHED}`,
      checks: [
        allOf("neighbor-address-seen-by-server", say`the server was shown to see the neighbor's own address`, [
          shown("neighbor", /"you":"192\.168\.102\.10"/, say`the address the server saw`),
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
        allOf("refused-at-published-port:host", say`the host itself is refused at its own port 3033`, [
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
      hint: (snapshot) => {
        const own = sendingOn(snapshot).filter(({ chain }) => chain === "OUTPUT");
        const narrow = ["--dst-type", "-d", "-o"];
        if (own.some((rule) => !rule.matches.some(({ option }) => narrow.includes(option)))) return "everywhere";
        return own.some((rule) => asks(rule, "-d")) && !own.some((rule) => asks(rule, "--dst-type")) ? "one-address" : null;
      },
    },
    {
      id: "localhost",
      terminal: "host",
      command: `curl -I -m 0.5 ${LOCAL}`,
      fails: true,
      checks: [
        allOf("localhost-in-vain", say`by the name localhost the host waits in vain`, [
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
      checks: [
        allOf(
          "localhost-answered",
          say`the host is answered by the name localhost, and nobody else's packets are rewritten for it`,
          [answersHttp("host", "127.0.0.1:3033/news/all"), keepsStrangersSource(CONTAINER, 3000)],
        ),
      ],
    },
    {
      id: "hairpin-fails",
      terminal: "host",
      command: `ip netns exec ns1 curl -I -m 0.5 ${PUBLISHED}`,
      fails: true,
      checks: [
        allOf("hairpin-in-vain", say`the container gets no answer at its own published port`, [
          commandFailed("host", FAILED_HAIRPIN),
          noHttp(NS1, PUBLISHED, say`The container already gets an answer: a rule of POSTROUTING rewrites its packets as well.`),
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
      checks: [answersHttp(NS1, PUBLISHED), rewritesHairpins(CONTAINER, 3000)],
      hint: wrongHairpin,
    },
  ],
  questions,
  challenge: {
    terminal: "host",
    command: `iptables -t nat -A PREROUTING -s ${WORLD.neighbor} -p tcp -m tcp --dport 8080 -j DNAT --to-destination ${SERVER}`,
    checks: [
      allOf(
        "second-port-for-neighbor-alone",
        say`the neighbor gets an answer at port 8080 of the host, no other machine gets one there, and port 3033 serves all`,
        [
          answersHttp(NEIGHBOR, `${WORLD.host}:8080/news/all`),
          noHttp(ROUTER, `${WORLD.host}:8080/news/all`),
          noHttp(INTERNET, `${WORLD.host}:8080/news/all`),
          answersHttp(NEIGHBOR, PUBLISHED),
          answersHttp(ROUTER, PUBLISHED),
        ],
      ),
    ],
    hint: wrongGuest,
  },
});
