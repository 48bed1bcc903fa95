import { afterAll, expect, test } from "vitest";
import { type Break, breakAndCure, networkToBreak, PROBES, TO_SERVER } from "../../support/broken-network.ts";

// One lab; each case breaks one hop, and the advice puts it right again.
const rig = await networkToBreak();
afterAll(() => rig.down());

const CASES: readonly Break[] = [
  {
    name: "no MASQUERADE",
    break: `iptables -t nat -F POSTROUTING`,
    check: PROBES.out,
    cause: /with the source 172\.17\.0\.2/,
    at: /enp0s3 of the host, it leaves with/,
  },
  {
    name: "MASQUERADE for another source",
    break: "iptables -t nat -F POSTROUTING; iptables -t nat -A POSTROUTING -s 172.18.0.0/16 ! -o docker0 -j MASQUERADE",
    check: PROBES.out,
    cause: /with the source 172\.17\.0\.2/,
    at: /enp0s3 of the host/,
  },
  {
    name: "MASQUERADE for another device",
    break: "iptables -t nat -F POSTROUTING; iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -o docker0 -j MASQUERADE",
    check: PROBES.out,
    cause: /with the source 172\.17\.0\.2/,
    at: /enp0s3 of the host/,
  },
  {
    name: "SNAT to an address nobody has",
    break: "iptables -t nat -I POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.99",
    check: PROBES.fetch,
    cause: /source 192\.168\.102\.99, which is not an address of the host/,
    at: /POSTROUTING rule 1/,
  },
  {
    name: "DNAT to the wrong port",
    break: `iptables -t nat -F PREROUTING; iptables -t nat -A PREROUTING ${TO_SERVER.replace("2:3000", "2:3001")}; iptables -I FORWARD -p tcp --dport 3001 -j ACCEPT`,
    check: PROBES.published,
    cause: /to 172\.17\.0\.2:3001, where nobody listens/,
    at: /of ns1, nobody listens on port 3001/,
  },
  {
    name: "DNAT to the wrong address",
    break: `iptables -t nat -F PREROUTING; iptables -t nat -A PREROUTING ${TO_SERVER.replace("0.2:", "0.9:")}`,
    check: PROBES.published,
    cause: /to 172\.17\.0\.9:3000, and 172\.17\.0\.9 cannot be reached/,
    at: /docker0 of the host, ARP/,
  },
];

test.each(CASES)("an address that is translated wrongly is told, and the advice cures it: $name", async (broken) => {
  expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
});
