import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answersHttp } from "../../../checks/http.ts";
import { netns } from "../../../checks/networks.ts";
import { pings } from "../../../checks/ping.ts";
import { type Break, breakAndCure, networkToBreak, NS1, PROBES, TO_SERVER } from "../../support/broken-network.ts";
import { canTest } from "../../support/must-work.ts";

// One lab with two containers: what the kernel refuses because of a setting, or because it is meant for somebody else.
const rig = await networkToBreak();
const NS2 = netns("ns2");

beforeAll(() =>
  rig.type(
    "host",
    "ip netns add ns2; ip link add veth2 type veth peer name veth3 netns ns2; ip link set veth2 master docker0 up",
    "ip -n ns2 addr add 172.17.0.3/16 dev veth3; ip -n ns2 link set veth3 up; ip -n ns2 route add default via 172.17.0.1",
    // a second cable to ns1, with a network of its own
    "ip link add veth4 type veth peer name veth5 netns ns1; ip addr add 10.9.0.1/24 dev veth4; ip link set veth4 up",
    "ip -n ns1 addr add 10.9.0.2/24 dev veth5; ip -n ns1 link set veth5 up",
  ),
);
afterAll(() => rig.down());

const BY_SECOND_CABLE =
  "iptables -I FORWARD -i veth4 -j ACCEPT; ip -n ns1 route replace default via 10.9.0.1 dev veth5 src 172.17.0.2";
const setting = (name: string, value: string) => `echo ${value} > /proc/sys/net/ipv4/conf/${name}`;
const TO_SERVER_FROM_HOST = `iptables -t nat -A OUTPUT ${TO_SERVER.replace("-j", "-m addrtype --dst-type LOCAL -j")}`;
const LOCALHOST = answersHttp("host", "127.0.0.1:3033/news/all");

describe("rp_filter", () => {
  test.each<Break>([
    {
      name: "of the host, for the request",
      break: `${setting("all/rp_filter", "1")}; ${BY_SECOND_CABLE}`,
      check: PROBES.out,
      cause:
        /^the host checks the sources of packets \(rp_filter is 1\): the way back to 172\.17\.0\.2 does not lead through veth4/,
      at: /ns1 veth5, then veth4 of the host, the source 172\.17\.0\.2 is not believed/,
    },
    {
      name: "of the host's one device",
      break: `${setting("veth4/rp_filter", "1")}; ${BY_SECOND_CABLE}`,
      check: PROBES.out,
      cause: /rp_filter is 1/,
      at: /veth4 of the host/,
    },
    {
      name: "of the container, for the answer",
      break: `ip netns exec ns1 bash -c '${setting("veth1/rp_filter", "1")}'; ${BY_SECOND_CABLE}`,
      check: PROBES.out,
      cause: /^The packet arrives; its answer does not come back\. ns1 checks the sources .* does not lead through veth1/,
      at: /veth1 of ns1, the source 203\.0\.113\.80 is not believed/,
    },
  ])("$name is told, and cured", async (broken) => {
    expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
  });
});

describe("route_localnet", () => {
  // 127.0.0.1 is answered from the beginning only by a server on the host
  const asked = (lines: string) => rig.type("host", `${TO_SERVER_FROM_HOST}; ${lines}`).then(() => rig.explained(LOCALHOST));
  const cured = async (next: string) => {
    await rig.type("host", next.replace(/^Type in the terminal host: /, ""));
    expect(await rig.judge(LOCALHOST)).toMatchObject({ type: "pass" });
    await rig.type(
      "host",
      `${setting("docker0/route_localnet", "0")}; iptables -t nat -F OUTPUT; iptables -t nat -D POSTROUTING -s 127.0.0.0/8 -o docker0 -j MASQUERADE`,
    );
  };

  test("and another source are missing where localhost leads to a container", async () => {
    const verdict = await asked("true");
    expect(verdict).toMatchObject({
      type: "fail",
      cause: expect.stringMatching(/with the source 127\.0\.0\.1: the kernel lets no packet with such a source leave by docker0/),
      at: { text: expect.stringMatching(/the host, the source 127\.0\.0\.1 is not believed/) },
    });
    if (verdict.type === "fail") await cured(verdict.next);
  });

  test("alone is missing where the source is translated", async () => {
    const verdict = await asked("iptables -t nat -A POSTROUTING -s 127.0.0.0/8 -o docker0 -j MASQUERADE");
    expect(verdict).toMatchObject({ type: "fail", cause: expect.stringMatching(/by lo alone: route_localnet of docker0 is 0/) });
    if (verdict.type === "fail") await cured(verdict.next);
  });
});

describe("a published port, asked from behind the same bridge", () => {
  const masqueraded =
    "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -d 172.17.0.2 -o docker0 -p tcp --dport 3000 -j MASQUERADE";
  const unmasqueraded = masqueraded.replace("-A", "-D");

  test.each<Break>([
    {
      name: "by the container itself, which drops a packet from itself",
      break: unmasqueraded,
      check: PROBES.publishedFromItself,
      cause: /sent back into docker0 with its source: ns1 drops a packet that claims to come from itself/,
      at: /veth1 of ns1, the source 172\.17\.0\.2 is not believed/,
    },
    {
      name: "by the container itself, hairpin mode or not",
      break: `${unmasqueraded}; ip link set veth0 type bridge_slave hairpin on`,
      check: PROBES.publishedFromItself,
      cause: /claims to come from itself/,
      at: /veth1 of ns1/,
      restore: "ip link set veth0 type bridge_slave hairpin off",
    },
    {
      name: "by another container, which is answered past the host",
      break: unmasqueraded,
      check: answersHttp(NS2, "192.168.102.253:3033/news/all"),
      cause: /the answer goes straight to that address, past the host/,
      at: /veth3 of ns2, an answer from 172\.17\.0\.2, which was not asked/,
    },
  ])("$name, is told, and cured", async (broken) => {
    await rig.type("host", masqueraded);
    expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
  });
});

describe("bridge-nf-call-iptables", () => {
  const switchTo = (value: string) => `echo ${value} > /proc/sys/net/bridge/bridge-nf-call-iptables`;
  const isThere = existsSync("/proc/sys/net/bridge/bridge-nf-call-iptables");
  const between = pings(NS1, "172.17.0.3");

  test("off: the firewall does not see what goes from port to port", async () => {
    await rig.type("host", "iptables -D FORWARD -i docker0 -o docker0 -j ACCEPT");
    expect(await rig.judge(between)).toMatchObject({ type: "pass" });
    await rig.type("host", "iptables -A FORWARD -i docker0 -o docker0 -j ACCEPT");
  });

  test.each<Break>([
    {
      name: "policy",
      break: `${switchTo("1")}; iptables -D FORWARD -i docker0 -o docker0 -j ACCEPT`,
      check: between,
      cause: /stops the request: no rule of FORWARD .* meet these rules because bridge-nf-call-iptables is 1\.$/,
      at: /ns1 veth1, then docker0 of the host, FORWARD, policy DROP/,
      restore: switchTo("0"),
    },
    {
      name: "rule",
      break: `${switchTo("1")}; iptables -I FORWARD -s 172.17.0.2 -p icmp -j DROP`,
      check: between,
      cause:
        /A rule of the host stops the request: -A FORWARD -s 172\.17\.0\.2\/32 -p icmp -j DROP\. .* bridge-nf-call-iptables is 1\.$/,
      at: /docker0 of the host, FORWARD rule 1/,
      restore: switchTo("0"),
    },
  ])("on: the $name that stops two containers on one bridge is told, and cured", async (broken) => {
    if (canTest(isThere, "this kernel has no br_netfilter"))
      expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
    else expect(isThere).toBe(false);
  });
});

describe("a server that listens at 127.0.0.1 alone", () => {
  const server = (address: string) =>
    `node -e 'require("http").createServer((q, a) => a.end("hello\\n")).listen(3000${address})'`;

  test("is told from one that is not there, and heard by all once it does what it is told", async () => {
    await rig.type("container", { key: "Ctrl-C" });
    expect(await rig.explained(PROBES.published)).toMatchObject({
      type: "fail",
      cause: "The packet arrives, and no program listens on port 3000 of ns1.",
      at: { text: expect.stringMatching(/veth1 of ns1, nobody listens on port 3000$/) },
    });
    await rig.leave("container", server(', "127.0.0.1"'));
    expect(await rig.judge(answersHttp("container", "127.0.0.1:3000/"))).toMatchObject({ type: "pass" });
    expect(await rig.explained(PROBES.published)).toMatchObject({
      type: "fail",
      cause: "A program of ns1 listens on port 3000, but at 127.0.0.1 alone: packets to 172.17.0.2 find nobody.",
      next: expect.stringMatching(/listens at 0\.0\.0\.0, every address of its namespace\. .*ip netns exec ns1 ss -ltn/),
      at: { text: expect.stringMatching(/veth1 of ns1, nobody listens on port 3000$/) },
    });
    await rig.type("container", { key: "Ctrl-C" });
    await rig.leave("container", server(', "0.0.0.0"'));
    expect(await rig.judge(PROBES.published)).toMatchObject({ type: "pass" });
  });

  test("on the host, to which a port is sent on, needs route_localnet", async () => {
    await rig.leave("host", server(', "127.0.0.1"'));
    await rig.type("container", { key: "Ctrl-C" });
    const rules =
      "iptables -t nat -F PREROUTING; iptables -t nat -A PREROUTING -p tcp --dport 3033 -j DNAT --to-destination 127.0.0.1:3000";
    await rig.type("container", rules.replaceAll("iptables", "nsenter -t 1 -n iptables"));
    const verdict = await rig.explained(PROBES.published);
    expect(verdict).toMatchObject({
      type: "fail",
      cause: expect.stringMatching(
        /came in by enp0s3 is sent on to 127\.0\.0\.1: .* from lo alone, while route_localnet of enp0s3 is 0/,
      ),
    });
    await rig.type("host", { key: "Ctrl-C" });
    expect(verdict.type === "fail" ? verdict.next : "").toBe(
      `Type in the terminal host: ${setting("enp0s3/route_localnet", "1")}`,
    );
    await rig.type("host", setting("enp0s3/route_localnet", "1"));
    await rig.leave("host", server(', "127.0.0.1"'));
    expect(await rig.judge(PROBES.published)).toMatchObject({ type: "pass" });
  });
});
