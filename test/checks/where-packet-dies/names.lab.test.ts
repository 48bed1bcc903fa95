import { afterAll, describe, expect, test } from "vitest";
import { resolves } from "../../../checks/dns.ts";
import { type Break, breakAndCure, networkToBreak, WEB } from "../../support/broken-network.ts";

// One lab: a name is not resolved because the packet to the name server dies, or for a reason of its own.
const rig = await networkToBreak();
afterAll(() => rig.down());

const CHECK = resolves("container", "example.com", WEB);
const name = (server: string) => `sed -i 's/^nameserver .*/nameserver ${server}/' /etc/resolv.conf`;

describe("the packet to the name server", () => {
  test.each<Break>([
    {
      name: "a rule stops the question",
      break: "iptables -I FORWARD -p udp --dport 53 -j DROP",
      check: CHECK,
      cause: /stops the request: -A FORWARD -p udp -m udp --dport 53 -j DROP/,
      at: /docker0 of the host, FORWARD rule 1/,
    },
    {
      name: "a rule stops the answer",
      break: "iptables -I FORWARD -p udp --sport 53 -j DROP",
      check: CHECK,
      cause: /its answer does not come back\. A rule of the host stops the answer/,
      at: /enp0s3 of the host, FORWARD rule 1/,
    },
    {
      name: "its source is not translated",
      break: "iptables -t nat -F POSTROUTING",
      check: CHECK,
      cause: /leaves the host with the source 172\.17\.0\.2/,
      at: /enp0s3 of the host, it leaves with the source/,
    },
    {
      name: "there is no route",
      break: "ip -n ns1 route del default",
      check: CHECK,
      cause: /No route leads from ns1 to 203\.0\.113\.53/,
      at: /ns1, no route to 203\.0\.113\.53/,
    },
    {
      name: "forwarding is off",
      break: "echo 0 > /proc/sys/net/ipv4/ip_forward",
      check: CHECK,
      cause: /ip_forward is 0/,
      at: /docker0 of the host, forwarding is off/,
    },
  ])("dies: $name; that is told, and cured", async (broken) => {
    expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
  });
});

describe("the wrong name server", () => {
  test.each<Break>([
    {
      name: "the bridge, which knows no names",
      break: name("172.17.0.1"),
      check: CHECK,
      cause: /resolv\.conf names 172\.17\.0\.1, and there is no name server at that address/,
      at: /docker0 of the host, nobody listens on port 53/,
    },
    {
      name: "an address in the containers' network that nobody has",
      break: name("172.17.0.9"),
      check: CHECK,
      cause: /names 172\.17\.0\.9, and there is no name server/,
      at: /veth1 of ns1, ARP for 172\.17\.0\.9/,
    },
    {
      name: "a machine that is no name server",
      break: name(WEB),
      check: CHECK,
      cause: /names 203\.0\.113\.80, and there is no name server/,
      at: /internet, nobody listens on port 53/,
    },
    {
      name: "an address that nobody in this world has",
      break: name("8.8.8.8"),
      check: CHECK,
      cause: /names 8\.8\.8\.8, and there is no name server/,
      at: /8\.8\.8\.8/,
    },
  ])("is told, and the right one cures it: $name", async (broken) => {
    expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
  });
});

test("a name that there is not is no packet that died", async () => {
  const verdict = await rig.explained(resolves("container", "nowhere.example.com", WEB));
  expect(verdict).toMatchObject({
    type: "fail",
    observed: "the name server 203.0.113.53 says: ENOTFOUND",
    cause: "The name server 203.0.113.53 answers: there is no such name as nowhere.example.com.",
  });
  expect(verdict).not.toHaveProperty("at");
});
