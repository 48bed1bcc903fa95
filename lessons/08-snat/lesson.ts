import { allOf } from "../../checks/all-of.ts";
import { knowsNoNameServer, resolves } from "../../checks/dns.ts";
import { farEndSaw } from "../../checks/far-end.ts";
import { letsAnswersBack, letsBetween, letsOut } from "../../checks/firewall.ts";
import { doesNotForward, forwards } from "../../checks/forwarding.ts";
import { seenAs } from "../../checks/http.ts";
import { masquerades, masqueradesOnly, rewritesNoSource, rewritesSourceTo } from "../../checks/nat.ts";
import { LOST, NO_NAME } from "../../checks/network-failures.ts";
import { netns } from "../../checks/networks.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { pings } from "../../checks/ping.ts";
import { showsAnswer } from "../../checks/ping-shown.ts";
import { defaultRoute } from "../../checks/routes.ts";
import { chrooted } from "../../checks/roots.ts";
import { policy } from "../../checks/rules.ts";
import { WORLD } from "../../checks/world.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import { classic } from "../../src/course/command.ts";
import {
  forwardingInContainer,
  openToAll,
  SECOND_ADDRESS,
  wrongFace,
  wrongGateway,
  wrongMasquerade,
  wrongNameServer,
  wrongPolicy,
  wrongSource,
} from "./states.ts";
import { questions } from "./questions.ts";

const NS1 = netns("ns1");

/** A ping that nothing answers takes as long as it waits. */
const PING_IN_VAIN = `ping -c 1 -W 0.5 ${WORLD.web}`;
const LOST_IN_CONTAINER = commandFailed("container", LOST);

/** The machine's programs at the same places below /root/docker, and no etc: a root file system without settings. */
const ROOT_FILE_SYSTEM =
  "for d in usr bin sbin lib lib64; do if [ -L /$d ]; then cp -P /$d .; elif [ -d /$d ]; then mkdir -p $d && mount --rbind /$d $d; fi; done";

/** A ping or getent says it, or the server to curl. */
const NAME_WORKS =
  /bytes from .*203\.0\.113\.80|^PING example\.com \(203\.0\.113\.80\)[^]*?\b[1-9]\d* (?:packets )?received|^203\.0\.113\.80\s.*example\.com|you are 192\.168\.102\.253/m;

/** traceroute by hand: a packet with so many hops to live comes back from the last of them. */
const HOP_BY_HOP = [1, 2, 3].map((hops) => `ping -n -c 1 -W 1 -t ${hops} ${WORLD.web}`);

export default defineLesson({
  id: "snat",
  needs: ["world", "program:ldd", "program:chroot", "program:iptables", "program:iptables-save", "program:ping"],
  startsFrom: [
    { lesson: "veth", steps: ["netns", "lo-up", "pair", "move", "up"] },
    { lesson: "bridge", steps: ["bridge", "port", "bridge-address", "enter-netns", "unshare", "container-address"] },
    { terminal: "container", command: ROOT_FILE_SYSTEM },
  ],
  steps: [
    {
      id: "gateway",
      terminal: "container",
      command: classic("route", "route add default gw 172.17.0.1", "ip route add default via 172.17.0.1"),
      also: ["ip route add default via 172.17.0.1"],
      checks: [defaultRoute(NS1, "172.17.0.1")],
      hint: wrongGateway,
    },
    {
      id: "silence",
      terminal: "container",
      command: PING_IN_VAIN,
      fails: true,
      checks: [
        allOf("lost-without-forwarding", say`nothing came back from ${{ server: WORLD.web }}: the host does not forward`, [
          LOST_IN_CONTAINER,
          defaultRoute(NS1, "172.17.0.1"),
          doesNotForward("host"),
        ]),
      ],
    },
    {
      id: "forward",
      terminal: "host",
      command: "echo 1 > /proc/sys/net/ipv4/ip_forward",
      also: ["sysctl -w net.ipv4.ip_forward=1"],
      checks: [forwards("host")],
      hint: forwardingInContainer,
    },
    {
      id: "no-way-back",
      terminal: "container",
      command: PING_IN_VAIN,
      fails: true,
      checks: [
        allOf("lost-although-forwarded", say`nothing came back from ${{ server: WORLD.web }}, although the host forwards`, [
          LOST_IN_CONTAINER,
          forwards("host"),
          rewritesNoSource(),
        ]),
      ],
    },
    {
      id: "private-source",
      terminal: "container",
      command: [`echo hello > /dev/udp/${WORLD.web}/7`, { in: "host", line: `curl -s http://${WORLD.web}/seen` }],
      needs: ["program:curl"],
      checks: [
        farEndSaw("172.17.0.2"),
        shown("host", /udp 172\.17\.0\.2:\d+/, say`what the server saw: a packet from 172.17.0.2`),
      ],
    },
    {
      id: "masquerade",
      terminal: "host",
      command: "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
      checks: [masquerades(), pings(NS1, WORLD.web)],
      hint: wrongMasquerade,
    },
    {
      id: "ping-out",
      terminal: "container",
      command: `ping -c 1 -W 1 ${WORLD.web}`,
      checks: [
        allOf("answer-shown:203.0.113.80", say`an answer from ${{ server: WORLD.web }} was shown`, [
          showsAnswer("container", WORLD.web),
          pings(NS1, WORLD.web),
        ]),
      ],
    },
    {
      id: "far-end",
      terminal: "container",
      command: `curl -s http://${WORLD.web}/`,
      needs: ["program:curl"],
      checks: [
        allOf("host-address-seen-by-server", say`the server was shown to see the host's address`, [
          shown("container", /(you are |^)192\.168\.102\.253$/m, say`the address the server saw`),
          seenAs(NS1, `${WORLD.web}/`, WORLD.host),
        ]),
      ],
    },
    {
      id: "list",
      terminal: "host",
      command: "iptables -t nat -L POSTROUTING -n -v --line-numbers",
      also: ["iptables -t nat -S POSTROUTING"],
      checks: [
        allOf("source-rule-shown", say`the rule was shown, and is there`, [
          shown("host", /\b(MASQUERADE|SNAT)\b/i, say`the rule of the chain POSTROUTING`),
          masquerades(),
        ]),
      ],
    },
    {
      id: "delete",
      terminal: "host",
      command: "iptables -t nat -D POSTROUTING 1",
      also: ["iptables -t nat -D POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"],
      undoes: ["masquerade"],
      checks: [rewritesNoSource()],
    },
    {
      id: "out-interface",
      terminal: "host",
      command: "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j MASQUERADE",
      undoes: ["delete"],
      checks: [masqueradesOnly(WORLD.hostDevice), pings(NS1, WORLD.web)],
    },
    {
      id: "to-source",
      terminal: "host",
      command: `iptables -t nat -R POSTROUTING 1 -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source ${WORLD.host}`,
      checks: [
        allOf("source-address-seen-by-server", say`SNAT puts ${{ host: WORLD.host }} in, and the server sees it`, [
          rewritesSourceTo(WORLD.host),
          seenAs(NS1, `${WORLD.web}/`, WORLD.host),
        ]),
      ],
      hint: wrongSource,
    },
    {
      id: "firewall",
      terminal: "host",
      command: ["iptables -P FORWARD DROP", { in: "container", line: PING_IN_VAIN }],
      fails: "last",
      checks: [policy("host", "FORWARD", "DROP"), LOST_IN_CONTAINER],
      hint: wrongPolicy,
    },
    {
      id: "accept-out",
      terminal: "host",
      command: "iptables -t filter -A FORWARD -i docker0 ! -o docker0 -j ACCEPT",
      checks: [letsOut()],
      hint: openToAll,
    },
    {
      id: "accept-between",
      terminal: "host",
      command: "iptables -t filter -A FORWARD -i docker0 -o docker0 -j ACCEPT",
      checks: [letsBetween()],
      hint: openToAll,
    },
    {
      id: "accept-back",
      terminal: "host",
      command: "iptables -t filter -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
      checks: [letsAnswersBack(), pings(NS1, WORLD.web)],
      hint: openToAll,
    },
    {
      id: "no-name",
      terminal: "container",
      command: ["chroot . usr/bin/bash", "ping -c 1 -W 1 example.com"],
      fails: "last",
      checks: [
        allOf("name-not-resolved", say`in the chroot, the name example.com could not be resolved`, [
          commandFailed("container", NO_NAME),
          knowsNoNameServer("container"),
        ]),
      ],
    },
    {
      id: "resolv-conf",
      terminal: "host",
      command: ["mkdir -p etc", "cp /etc/resolv.conf etc/"],
      checks: [
        allOf("name-resolved", say`in the chroot, the name example.com is resolved to ${{ server: WORLD.web }}`, [
          chrooted("container", "/root/docker"),
          resolves("container", "example.com", WORLD.web),
        ]),
      ],
      hint: wrongNameServer,
    },
    {
      id: "name",
      terminal: "container",
      command: "ping -c 1 -W 1 example.com",
      checks: [
        allOf("answer-by-name-shown", say`in the chroot, an answer from example.com was shown`, [
          shown("container", NAME_WORKS, say`the address of example.com, or an answer from it`),
          chrooted("container", "/root/docker"),
          resolves("container", "example.com", WORLD.web),
        ]),
      ],
    },
    {
      id: "traceroute",
      terminal: "container",
      command: (situation) => ["exit", ...(situation.has("traceroute") ? [`traceroute -n -q 1 -w 1 ${WORLD.web}`] : HOP_BY_HOP)],
      also: [`for hops in 1 2 3; do ping -n -c 1 -W 1 -t $hops ${WORLD.web}; done`],
      checks: [
        allOf("hops-shown", say`every hop to the server was shown`, [
          shown(
            "container",
            /\b172\.17\.0\.1\b[^]*\b192\.168\.102\.1\b[^]*\b203\.0\.113\.80\b/,
            say`the host, the router and ${{ server: WORLD.web }}, in this order`,
          ),
          pings(NS1, WORLD.web),
        ]),
      ],
    },
  ],
  questions,
  challenge: {
    terminal: "host",
    command: [
      `ip addr add ${SECOND_ADDRESS}/24 dev enp0s3`,
      `iptables -t nat -R POSTROUTING 1 -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source ${SECOND_ADDRESS}`,
    ],
    mayUndo: ["out-interface"],
    checks: [
      allOf(
        "two-faces",
        say`the internet sees the container as ${{ second: SECOND_ADDRESS }} and the host as ${{ host: WORLD.host }}, and FORWARD still drops what no rule accepts`,
        [
          seenAs(NS1, `${WORLD.web}/`, SECOND_ADDRESS),
          rewritesSourceTo(SECOND_ADDRESS, { isGoal: true }),
          seenAs("host", `${WORLD.web}/`, WORLD.host),
          policy("host", "FORWARD", "DROP"),
        ],
      ),
    ],
    hint: wrongFace,
  },
});
