import { afterAll, expect, test } from "vitest";
import { NEIGHBOR } from "../../../checks/networks.ts";
import { wayOf } from "../../../checks/where-packet-dies.ts";
import { type Break, breakAndCure, networkToBreak, NS1, PROBES, WEB } from "../../support/broken-network.ts";

// One lab; each case breaks one hop, and the advice puts it right again.
const rig = await networkToBreak();
afterAll(() => rig.down());

const CASES: readonly Break[] = [
  {
    name: "there is no default route",
    break: "ip -n ns1 route del default",
    check: PROBES.out,
    cause: /No route leads from ns1 to 203/,
    at: /ns1, no route to 203/,
  },
  {
    name: "the gateway is wrong",
    break: "ip -n ns1 route replace default via 172.17.0.9",
    check: PROBES.out,
    cause: /to 172\.17\.0\.9, and nobody there has this address/,
    at: /veth1 of ns1, ARP for 172\.17\.0\.9/,
  },
  {
    name: "a blackhole route",
    break: "ip -n ns1 route add blackhole 203.0.113.0/24",
    check: PROBES.out,
    cause: /203\.0\.113\.0\/24 nowhere on purpose: blackhole/,
    at: /ns1, no route/,
  },
  {
    name: "an unreachable route on the host",
    break: "ip route add unreachable 203.0.113.0/24",
    check: PROBES.out,
    cause: /route of the host .* on purpose: unreachable/,
    at: /docker0 of the host, no route/,
  },
  {
    name: "ip_forward is 0",
    break: "echo 0 > /proc/sys/net/ipv4/ip_forward",
    check: PROBES.out,
    cause: /ip_forward is 0/,
    at: /docker0 of the host, forwarding is off/,
  },
  {
    name: "the container has no way back",
    break: "ip -n ns1 route del default",
    check: PROBES.published,
    cause: /ns1 has no route back to 192\.168\.102\.10/,
    at: /ns1, no route to 192/,
  },
];

test.each(CASES)("a route or a switch that stops a packet is told, and the advice cures it: $name", async (broken) => {
  expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
});

test("a network that works loses nothing", async () => {
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
