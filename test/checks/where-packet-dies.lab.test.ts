import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import { answersHttp } from "../../checks/http.ts";
import { NEIGHBOR, netns } from "../../checks/networks.ts";
import { pings } from "../../checks/ping.ts";
import { wayOf } from "../../checks/where-packet-dies.ts";
import { APP } from "../../lessons/09-dnat/app.ts";
import { CheckRig } from "../support/check-rig.ts";
import { NETWORK } from "../support/container-network.ts";

// One lab with the network of lesson 9; each case breaks one hop, and the advice puts it right again.
const rig = await CheckRig.start();
const NS1 = netns("ns1");
const WEB = "203.0.113.80";
const PUBLISHED = "192.168.102.253:3033/news/all";
const TO_SERVER = "-p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000";

beforeAll(async () => {
  await rig.session.lab.worldReady();
  await rig.type(
    "host",
    Object.values(NETWORK).join("; "),
    `iptables -t nat -A PREROUTING ${TO_SERVER}; iptables -A FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT`,
    `printf '%s\\n' ${APP.map((line) => `'${line}'`).join(" ")} > app.js`,
  );
  await rig.type("container", "ip netns exec ns1 bash");
  await rig.leave("container", "node app.js");
});
afterAll(() => rig.down());

const OUT = pings(NS1, WEB);
const BRIDGE = pings(NS1, "172.17.0.1");
const IN = pings("host", "172.17.0.2");
const HTTP = answersHttp(NEIGHBOR, PUBLISHED);
const FETCH = answersHttp(NS1, `${WEB}/`);

interface Break {
  readonly name: string;
  readonly break: string;
  readonly check: Check;
  /** In the cause. */
  readonly cause: RegExp;
  /** In the place. */
  readonly at: RegExp;
}

const CASES: readonly Break[] = [
  {
    name: "the container's link is down",
    break: "ip -n ns1 link set veth1 down",
    check: IN,
    cause: /link veth1 of ns1 is down/,
    at: /veth1 of ns1, down/,
  },
  {
    name: "the link is down, and its routes are gone",
    break: "ip -n ns1 link set veth1 down",
    check: OUT,
    cause: /link veth1 of ns1 is down/,
    at: /ns1/,
  },
  {
    name: "the host's end is down",
    break: "ip link set veth0 down",
    check: BRIDGE,
    cause: /link veth0 of the host is down/,
    at: /veth0 of the host, down/,
  },
  {
    name: "the bridge is down",
    break: "ip link set docker0 down",
    check: BRIDGE,
    cause: /link docker0 of the host is down/,
    at: /docker0 of the host, down/,
  },
  {
    name: "the cable is in no bridge",
    break: "ip link set veth0 nomaster",
    check: BRIDGE,
    cause: /veth0 of the host: it is plugged into no bridge/,
    at: /veth0 of the host, no cable/,
  },
  {
    name: "the container has no address",
    break: "ip -n ns1 addr flush dev veth1",
    check: OUT,
    cause: /veth1 of ns1 has no address/,
    at: /ns1/,
  },
  {
    name: "the address has the wrong prefix",
    break: "ip -n ns1 addr flush dev veth1; ip -n ns1 addr add 172.17.0.2/32 dev veth1",
    check: OUT,
    cause: /has the address 172\.17\.0\.2\/32: 172\.17\.0\.1 .* not in that network/,
    at: /ns1, no route/,
  },
  {
    name: "the address is of another network",
    break: "ip -n ns1 addr flush dev veth1; ip -n ns1 addr add 172.18.0.2/16 dev veth1",
    check: OUT,
    cause: /has the address 172\.18\.0\.2\/16/,
    at: /ns1, no route/,
  },
  {
    name: "the address is on the other end",
    break: "ip -n ns1 addr flush dev veth1; ip addr add 172.17.0.2/16 dev veth0",
    check: OUT,
    cause: /given to the other end of its cable, veth0/,
    at: /ns1/,
  },
  {
    name: "nobody has the address",
    break: "ip -n ns1 addr flush dev veth1",
    check: IN,
    cause: /to 172\.17\.0\.2 find nobody/,
    at: /docker0 of the host, ARP for 172\.17\.0\.2/,
  },
  {
    name: "lo is down",
    break: "ip -n ns1 link set lo down",
    check: pings(NS1, "127.0.0.1"),
    cause: /lo is down in ns1/,
    at: /lo of ns1, down/,
  },
  {
    name: "there is no default route",
    break: "ip -n ns1 route del default",
    check: OUT,
    cause: /No route leads from ns1 to 203/,
    at: /ns1, no route to 203/,
  },
  {
    name: "the gateway is wrong",
    break: "ip -n ns1 route replace default via 172.17.0.9",
    check: OUT,
    cause: /to 172\.17\.0\.9, and nobody there has this address/,
    at: /veth1 of ns1, ARP for 172\.17\.0\.9/,
  },
  {
    name: "a blackhole route",
    break: "ip -n ns1 route add blackhole 203.0.113.0/24",
    check: OUT,
    cause: /203\.0\.113\.0\/24 nowhere on purpose: blackhole/,
    at: /ns1, no route/,
  },
  {
    name: "an unreachable route on the host",
    break: "ip route add unreachable 203.0.113.0/24",
    check: OUT,
    cause: /route of the host .* on purpose: unreachable/,
    at: /docker0 of the host, no route/,
  },
  {
    name: "a wrong neighbour entry",
    break: "ip -n ns1 neigh replace 172.17.0.1 lladdr 02:00:00:00:00:99 nud permanent dev veth1",
    check: BRIDGE,
    cause: /02:00:00:00:00:99, by an entry made by hand/,
    at: /veth1 of ns1, ARP/,
  },
  {
    name: "ip_forward is 0",
    break: "echo 0 > /proc/sys/net/ipv4/ip_forward",
    check: OUT,
    cause: /ip_forward is 0/,
    at: /docker0 of the host, forwarding is off/,
  },
  {
    name: "FORWARD lets no request out",
    break: "iptables -D FORWARD -i docker0 ! -o docker0 -j ACCEPT",
    check: OUT,
    cause: /stops the request: no rule of FORWARD/,
    at: /FORWARD, policy DROP/,
  },
  {
    name: "FORWARD lets no answer in",
    break: "iptables -D FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
    check: OUT,
    cause: /stops the answer: no rule of FORWARD/,
    at: /enp0s3 of the host, FORWARD, policy DROP/,
  },
  {
    name: "FORWARD lets the port not in",
    break: "iptables -D FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT",
    check: HTTP,
    cause: /stops the request: no rule of FORWARD/,
    at: /FORWARD, policy DROP/,
  },
  {
    name: "a rule in FORWARD",
    break: "iptables -I FORWARD -p icmp -j DROP",
    check: OUT,
    cause: /stops the request: -A FORWARD -p icmp -j DROP/,
    at: /docker0 of the host, FORWARD rule 1/,
  },
  {
    name: "a rule that refuses",
    break: "iptables -I FORWARD -p icmp -j REJECT",
    check: OUT,
    cause: /-j REJECT/,
    at: /FORWARD rule 1/,
  },
  {
    name: "a rule in INPUT",
    break: "iptables -A INPUT -i docker0 -j DROP",
    check: BRIDGE,
    cause: /-A INPUT -i docker0 -j DROP/,
    at: /docker0 of the host, INPUT rule 1/,
  },
  {
    name: "the policy of INPUT",
    break: "iptables -P INPUT DROP",
    check: BRIDGE,
    cause: /no rule of INPUT lets it through/,
    at: /INPUT, policy DROP/,
  },
  {
    name: "a rule in the container's OUTPUT",
    break: "ip netns exec ns1 iptables -A OUTPUT -d 203.0.113.0/24 -j DROP",
    check: OUT,
    cause: /rule of ns1 stops the request/,
    at: /of ns1, OUTPUT rule 1/,
  },
  {
    name: "a rule in the container's INPUT, for the answer",
    break: "ip netns exec ns1 iptables -A INPUT -s 203.0.113.0/24 -j DROP",
    check: OUT,
    cause: /rule of ns1 stops the answer/,
    at: /veth1 of ns1, INPUT rule 1/,
  },
  {
    name: "a rule in raw",
    break: "iptables -t raw -A PREROUTING -i docker0 -p icmp -j DROP",
    check: OUT,
    cause: /in the table raw/,
    at: /raw PREROUTING rule 1/,
  },
  {
    name: "a rule in mangle",
    break: "iptables -t mangle -A FORWARD -p icmp -j DROP",
    check: OUT,
    cause: /in the table mangle/,
    at: /mangle FORWARD rule 1/,
  },
  {
    name: "a rule in a chain of one's own",
    break: "iptables -N GUARD; iptables -I FORWARD -j GUARD; iptables -A GUARD -s 172.17.0.2/32 -j DROP",
    check: OUT,
    cause: /-A GUARD -s 172\.17\.0\.2\/32 -j DROP/,
    at: /GUARD rule 1/,
  },
  {
    name: "a match that only the kernel knows",
    break: "iptables -I FORWARD -m ttl --ttl-gt 3 -j DROP",
    check: OUT,
    cause: /--ttl-gt 3 -j DROP/,
    at: /FORWARD rule 1/,
  },
  {
    name: "a match on the length",
    break: "iptables -I FORWARD -p icmp -m length --length 40:1500 -j DROP",
    check: OUT,
    cause: /--length 40:1500/,
    at: /FORWARD rule 1/,
  },
  {
    name: "no MASQUERADE",
    break: `iptables -t nat -F POSTROUTING`,
    check: OUT,
    cause: /with the source 172\.17\.0\.2/,
    at: /enp0s3 of the host, it leaves with/,
  },
  {
    name: "MASQUERADE for another source",
    break: "iptables -t nat -F POSTROUTING; iptables -t nat -A POSTROUTING -s 172.18.0.0/16 ! -o docker0 -j MASQUERADE",
    check: OUT,
    cause: /with the source 172\.17\.0\.2/,
    at: /enp0s3 of the host/,
  },
  {
    name: "MASQUERADE for another device",
    break: "iptables -t nat -F POSTROUTING; iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -o docker0 -j MASQUERADE",
    check: OUT,
    cause: /with the source 172\.17\.0\.2/,
    at: /enp0s3 of the host/,
  },
  {
    name: "SNAT to an address nobody has",
    break: "iptables -t nat -I POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.99",
    check: FETCH,
    cause: /source 192\.168\.102\.99, which is not an address of the host/,
    at: /POSTROUTING rule 1/,
  },
  {
    name: "DNAT to the wrong port",
    break: `iptables -t nat -F PREROUTING; iptables -t nat -A PREROUTING ${TO_SERVER.replace("2:3000", "2:3001")}; iptables -I FORWARD -p tcp --dport 3001 -j ACCEPT`,
    check: HTTP,
    cause: /to 172\.17\.0\.2:3001, where nobody listens/,
    at: /of ns1, nobody listens on port 3001/,
  },
  {
    name: "DNAT to the wrong address",
    break: `iptables -t nat -F PREROUTING; iptables -t nat -A PREROUTING ${TO_SERVER.replace("0.2:", "0.9:")}`,
    check: HTTP,
    cause: /to 172\.17\.0\.9:3000, and 172\.17\.0\.9 cannot be reached/,
    at: /docker0 of the host, ARP/,
  },
  {
    name: "the container has no way back",
    break: "ip -n ns1 route del default",
    check: HTTP,
    cause: /ns1 has no route back to 192\.168\.102\.10/,
    at: /ns1, no route to 192/,
  },
];

/** The commands of a `Type in the terminal host: …` sentence. */
function commandsOf(next: string): string {
  const commands = [...next.matchAll(/ype in the terminal host: (.+?)(?=; then type in|$)/g)].map(([, line]) => line ?? "");
  expect(commands.length, next).toBeGreaterThan(0);
  return commands.join("; ");
}

describe("where a packet dies", () => {
  test("is nowhere in a network that works", async () => {
    for (const [from, destination, port] of [
      [NS1, WEB, null],
      [NS1, "172.17.0.1", null],
      [NS1, "192.168.102.253", null],
      [NS1, "192.168.102.10", null],
      ["host", "172.17.0.2", null],
      ["host", WEB, null],
      [NEIGHBOR, "192.168.102.253", null],
      [NS1, WEB, 80],
      ["host", "172.17.0.2", 3000],
      [NEIGHBOR, "192.168.102.253", 3033],
    ] as const) {
      const found = await wayOf(rig.session.scene(null), { from, destination, port, protocol: port === null ? "icmp" : "tcp" });
      expect(found?.way.death, `${JSON.stringify(from)} ${destination}`).toBeNull();
      expect(found?.way.hops.at(-1)).toMatchObject({ leg: "answer", stage: "arrived" });
    }
  });

  test.each(CASES)("is told, and cured: $name", async ({ break: broken, check, cause, at }) => {
    expect((await rig.judge(check)).type).toBe("pass");
    await rig.type("host", broken);
    const told: string[] = [];
    let verdict = await rig.explained(check);
    expect(verdict).toMatchObject({ type: "fail", cause: expect.stringMatching(cause), at: { text: expect.stringMatching(at) } });
    // a link that goes down takes its routes with it, so one cure may show the next thing to do
    while (verdict.type === "fail" && told.length < 3) {
      told.push(verdict.next);
      await rig.type("host", commandsOf(verdict.next));
      verdict = await rig.explained(check);
    }
    expect(verdict.type, told.join("\n")).toBe("pass");
    await rig.type("host", RESTORE);
  });
});

/** Puts right what a cure need not. */
const RESTORE =
  "ip route del unreachable 203.0.113.0/24 2>&-; ip -n ns1 route replace default via 172.17.0.1; iptables -F; iptables -X; iptables -t nat -F; iptables -t raw -F; iptables -t mangle -F; ip netns exec ns1 iptables -F; " +
  `iptables -P INPUT ACCEPT; ${NETWORK.masquerade}; ${NETWORK.firewall}; iptables -t nat -A PREROUTING ${TO_SERVER}; iptables -A FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT`;
