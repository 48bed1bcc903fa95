import { afterAll, expect, test } from "vitest";
import { pings } from "../../../checks/ping.ts";
import { type Break, breakAndCure, networkToBreak, NS1, PROBES } from "../../support/broken-network.ts";

// One lab; each case breaks one hop, and the advice puts it right again.
const rig = await networkToBreak();
afterAll(() => rig.down());

const CASES: readonly Break[] = [
  {
    name: "the container's link is down",
    break: "ip -n ns1 link set veth1 down",
    check: PROBES.toContainer,
    cause: /link veth1 of ns1 is down/,
    at: /veth1 of ns1, down/,
  },
  {
    name: "the link is down, and its routes are gone",
    break: "ip -n ns1 link set veth1 down",
    check: PROBES.out,
    cause: /link veth1 of ns1 is down/,
    at: /ns1/,
  },
  {
    name: "the host's end is down",
    break: "ip link set veth0 down",
    check: PROBES.toBridge,
    cause: /link veth0 of the host is down/,
    at: /veth0 of the host, down/,
  },
  {
    name: "the bridge is down",
    break: "ip link set docker0 down",
    check: PROBES.toBridge,
    cause: /link docker0 of the host is down/,
    at: /docker0 of the host, down/,
  },
  {
    name: "the cable is in no bridge",
    break: "ip link set veth0 nomaster",
    check: PROBES.toBridge,
    cause: /veth0 of the host: it is plugged into no bridge/,
    at: /veth0 of the host, no cable/,
  },
  {
    name: "the container has no address",
    break: "ip -n ns1 addr flush dev veth1",
    check: PROBES.out,
    cause: /veth1 of ns1 has no address/,
    at: /ns1/,
  },
  {
    name: "the address has the wrong prefix",
    break: "ip -n ns1 addr flush dev veth1; ip -n ns1 addr add 172.17.0.2/32 dev veth1",
    check: PROBES.out,
    cause: /has the address 172\.17\.0\.2\/32: 172\.17\.0\.1 .* not in that network/,
    at: /ns1, no route/,
  },
  {
    name: "the address is of another network",
    break: "ip -n ns1 addr flush dev veth1; ip -n ns1 addr add 172.18.0.2/16 dev veth1",
    check: PROBES.out,
    cause: /has the address 172\.18\.0\.2\/16/,
    at: /ns1, no route/,
  },
  {
    name: "the address is on the other end",
    break: "ip -n ns1 addr flush dev veth1; ip addr add 172.17.0.2/16 dev veth0",
    check: PROBES.out,
    cause: /given to the other end of its cable, veth0/,
    at: /ns1/,
  },
  {
    name: "nobody has the address",
    break: "ip -n ns1 addr flush dev veth1",
    check: PROBES.toContainer,
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
    name: "a wrong neighbour entry",
    break: "ip -n ns1 neigh replace 172.17.0.1 lladdr 02:00:00:00:00:99 nud permanent dev veth1",
    check: PROBES.toBridge,
    cause: /02:00:00:00:00:99, by an entry made by hand/,
    at: /veth1 of ns1, ARP/,
  },
];

test.each(CASES)("a link, a cable or an address that stops a packet is told, and the advice cures it: $name", async (broken) => {
  expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
});
