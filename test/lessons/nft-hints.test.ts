import { describe, expect, test } from "vitest";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import type { Network, NftTable, Snapshot } from "../../src/kernel/snapshot.ts";
import { CONTAINER, courseSnapshot, HOST_NETWORK, withLink, withoutRules } from "../checks/course-network.ts";
import {
  accept,
  dnat,
  drop,
  filterTable,
  from,
  inBy,
  jump,
  marked,
  masquerade,
  natTable,
  nftTable,
  outBy,
  overIpv6,
  snat,
  to,
  toOwnAddress,
  toPort,
} from "../kernel/build-nft.ts";
import { courseLesson } from "../support/course-lesson.ts";

const FROM = from("172.17.0.0", 16);
const BARE = withoutRules(HOST_NETWORK, "MASQUERADE");
const OPEN: Network = { ...BARE, policies: new Map(), rules: [] };
const TO_SERVER = dnat("172.17.0.2", 3000);
const NEIGHBOR = "192.168.102.10";

const on = (network: Network, ...nftTables: readonly NftTable[]): Snapshot => courseSnapshot({ ...network, nftTables });
const inContainer = (host: Network, table: NftTable): Snapshot => courseSnapshot(host, { ...CONTAINER, nftTables: [table] });
const WITH_200 = withLink(OPEN, "enp0s3", {
  addresses: [{ family: "inet", address: "192.168.102.200", prefix: 24, scope: "global" }],
});
const post = (...rules: readonly (readonly object[])[]) => natTable("postrouting", ...rules);
const pre = (...rules: readonly (readonly object[])[]) => natTable("prerouting", ...rules);
const out = (...rules: readonly (readonly object[])[]) => natTable("output", ...rules);

type Case = readonly [lesson: string, step: string, lab: Snapshot, state: string | null];

/** The mistakes of network-hints.test.ts, made with nft. */
const CASES: readonly Case[] = [
  ["snat", "masquerade", on(BARE, post([FROM, outBy("docker0"), masquerade])), "not-negated"],
  ["snat", "masquerade", on(BARE, post([FROM, outBy("docker*"), masquerade])), "not-negated"],
  ["snat", "masquerade", on(BARE, post([FROM, outBy("enp0s3"), masquerade])), "one-device"],
  ["snat", "masquerade", on(BARE, post([FROM, outBy("docker0", "!="), masquerade])), null],
  ["snat", "masquerade", on(BARE, post([FROM, outBy("enp0s3"), marked, masquerade])), null], // not judged, says the check
  ["snat", "masquerade", on(BARE, post([overIpv6, outBy("enp0s3"), masquerade])), null],
  ["snat", "masquerade", on(BARE, natTable("prerouting", [FROM, outBy("enp0s3"), masquerade])), null],
  [
    "snat",
    "masquerade",
    on(
      BARE,
      nftTable(
        { hook: "postrouting", type: "nat", prio: 100, rules: [[FROM, jump("own")]] },
        { name: "own", rules: [[outBy("enp0s3"), masquerade]] },
      ),
    ),
    "one-device",
  ],
  ["snat", "masquerade", inContainer(BARE, post([FROM, outBy("docker0", "!="), masquerade])), "in-container"],
  ["snat", "to-source", on(BARE, post([FROM, masquerade], [FROM, snat("192.168.102.253")])), "behind"],
  ["snat", "to-source", on(BARE, post([FROM, snat("192.168.102.9")])), "not-owned"],
  ["snat", "to-source", on(BARE, post([FROM, snat("192.168.102.253")])), null],
  ["snat", "to-source", on(BARE, post([FROM, { snat: { addr: "192.168.102.253", port: { range: [1024, 2048] } } }])), null],
  ["snat", "firewall", on(OPEN, filterTable("input", "drop")), "input"],
  ["snat", "firewall", on(OPEN, filterTable("forward", "accept", [drop])), "rule-instead"],
  ["snat", "firewall", on(OPEN, filterTable("input", "accept", [drop])), null],
  ["snat", "firewall", inContainer(OPEN, filterTable("forward", "drop")), "in-container"],
  ["snat", "firewall", on(OPEN, filterTable("forward", "drop")), null],
  ...["accept-out", "accept-between", "accept-back"].flatMap((step): readonly Case[] => [
    ["snat", step, on(OPEN, filterTable("forward", "accept", [inBy("docker0"), accept])), "open-policy"],
    ["snat", step, on(OPEN, filterTable("forward", "drop", [accept])), "open-rule"],
    ["snat", step, on(OPEN, filterTable("forward", "drop", [outBy("docker0"), accept])), "open-rule"],
    ["snat", step, on(OPEN, filterTable("forward", "drop", [inBy("docker0"), accept])), null],
    // what nft accepts, the policy of iptables' chain still drops
    ["snat", step, on(HOST_NETWORK, filterTable("forward", "accept", [accept])), null],
  ]),
  ["snat", "challenge", on(WITH_200, post([FROM, snat("192.168.102.253")], [FROM, snat("192.168.102.200")])), "behind"],
  ["snat", "challenge", on(OPEN, post([FROM, snat("192.168.102.200")])), "no-address"],
  ["snat", "challenge", on(WITH_200, post([outBy("enp0s3"), snat("192.168.102.200")])), "host-too"],
  ["snat", "challenge", on(WITH_200, post([FROM, snat("192.168.102.200")])), null],
  ["dnat", "dnat", on(HOST_NETWORK, out([toPort(3033), TO_SERVER])), "wrong-chain"],
  ["dnat", "dnat", on(HOST_NETWORK, pre([toPort(3000), TO_SERVER])), "reversed"],
  ["dnat", "dnat", on(HOST_NETWORK, pre([toPort(3033), dnat("172.17.0.2")])), "no-port"],
  ["dnat", "dnat", on(HOST_NETWORK, pre([toPort(3033), TO_SERVER])), null],
  ["dnat", "dnat", on(HOST_NETWORK, pre([toPort(3033, 3034), TO_SERVER])), null],
  ["dnat", "forward-port", on(HOST_NETWORK, filterTable("forward", "drop", [toPort(3033), accept])), "outer-port"],
  ["dnat", "forward-port", on(HOST_NETWORK, filterTable("input", "drop", [toPort(3000), accept])), "input"],
  ["dnat", "forward-port", on(HOST_NETWORK, filterTable("forward", "drop", [toPort(3000), accept])), null],
  ["dnat", "output", on(HOST_NETWORK, out([toPort(3033), TO_SERVER])), "everywhere"],
  ["dnat", "output", on(HOST_NETWORK, out([to("127.0.0.1"), toPort(3033), TO_SERVER])), "one-address"],
  ["dnat", "output", on(HOST_NETWORK, out([toOwnAddress, toPort(3033), TO_SERVER])), null],
  ["dnat", "hairpin", on(BARE, post([to("172.17.0.2"), outBy("docker0"), toPort(3033), masquerade])), "outer-port"],
  ["dnat", "hairpin", on(BARE, post([outBy("docker0"), masquerade])), "everybody"],
  ["dnat", "hairpin", on(BARE, post([from("127.0.0.0", 8), outBy("docker0"), masquerade])), null],
  ["dnat", "challenge", on(HOST_NETWORK, pre([toPort(8080), TO_SERVER])), "for-everybody"],
  [
    "dnat",
    "challenge",
    on(
      HOST_NETWORK,
      pre([toPort(8080), TO_SERVER]),
      filterTable("prerouting", "accept", [from("192.168.102.1"), toPort(8080), drop]),
    ),
    null,
  ],
  ["dnat", "challenge", on(HOST_NETWORK, pre([to(NEIGHBOR), toPort(8080), TO_SERVER])), "as-destination"],
  ["dnat", "challenge", on(HOST_NETWORK, pre([from(NEIGHBOR), toPort(8080), dnat("172.17.0.2", 8080)])), "other-port"],
  ["dnat", "challenge", on(HOST_NETWORK, pre([from(NEIGHBOR), toPort(8080), TO_SERVER])), null],
];

describe("hints on rules see those of nft as those of iptables", () => {
  test.each(CASES)("%s, %s", async (id, step, snapshot, state) => {
    const lesson = await courseLesson(id);
    const definition = stepsWithChallenge(lesson.definition).find((each) => each.id === step);
    expect(definition?.hint?.(snapshot, { snapshot, cgroup: "v1", has: () => true, front: () => 0 })).toBe(state);
  });
});
