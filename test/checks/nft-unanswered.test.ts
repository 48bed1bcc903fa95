import { describe, expect, test } from "vitest";
import { unheardAdvice } from "../../checks/death-advice.ts";
import { typistOf } from "../../checks/typist.ts";
import { inEnglish } from "../../src/say/words.ts";
import { terrainOf } from "../../src/kernel/way/by-snapshot.ts";
import type { Network, NftTable, Snapshot } from "../../src/kernel/snapshot.ts";
import { accept, dnat, drop, filterTable, from, inBy, marked, natTable, nftTable, toPort } from "../kernel/build-nft.ts";
import { allInEnglish } from "../support/in-english.ts";
import { courseSnapshot, foreseenIn, HOST_NETWORK, natRule } from "./course-network.ts";

const TO_SERVER = "-p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000";
const OPEN: Network = { ...HOST_NETWORK, policies: new Map(), rules: [] };
/** Its policy is DROP, and no rule accepts. */
const SHUT: Network = { ...HOST_NETWORK, rules: [] };

const on = (network: Network, ...nftTables: readonly NftTable[]): Snapshot => courseSnapshot({ ...network, nftTables });

describe("of a packet that gets no answer", () => {
  const PING = { from: { named: "ns1" }, destination: "203.0.113.80", protocol: "icmp", port: null } as const;

  test.each<readonly [string, NftTable, RegExp, RegExp]>([
    [
      "a rule of nft that is not judged is named",
      filterTable("forward", "accept", [inBy("docker0"), marked, drop]),
      /^the host has a rule of nft that such a packet may meet, and that is not judged here: ip t c: iifname "docker0" meta mark 1 drop\./,
      /host: nft -a list chain ip t c\. This deletes it: nft delete rule ip t c handle 2$/,
    ],
    [
      "so is a chain where nobody follows it",
      nftTable({ hook: "prerouting", prio: 0, rules: [[drop]] }),
      /^the host has a chain of nft that such a packet may meet, and that is not judged here: ip t c\./,
      /host: nft -a list chain ip t c$/,
    ],
  ])("%s", async (_, table, cause, next) => {
    const { death, otherwise } = await foreseenIn(on(HOST_NETWORK, table), PING);
    expect(death).toBeNull();
    expect(allInEnglish(otherwise)).toEqual({ cause: expect.stringMatching(cause), next: expect.stringMatching(next) });
  });

  test("rules look right only where all were judged", async () => {
    const { otherwise } = await foreseenIn(on(HOST_NETWORK, filterTable("forward", "accept", [from("1.2.3.4"), drop])), PING);
    expect(inEnglish(otherwise.cause)).toMatch(/rules look right/);
  });

  test.each<readonly [string, Network, NftTable, RegExp, RegExp]>([
    [
      "by a policy of nft, what is to be accepted is said in its words",
      OPEN,
      filterTable("forward", "drop"),
      /no rule of c in nft's table ip t lets it through, and the policy is DROP/,
      /host: nft add rule ip t c iifname docker0 oifname != docker0 accept$/,
    ],
    [
      "by iptables' policy, that nft accepts it is said not to help",
      SHUT,
      filterTable("forward", "accept", [inBy("docker0"), accept]),
      /the policy is DROP, whatever nft accepts \(ip t c: iifname "docker0" accept\): the kernel asks both/,
      /host: iptables -t filter -A FORWARD -i docker0 ! -o docker0 -j ACCEPT$/,
    ],
  ])("%s", async (_, host, table, cause, next) => {
    const { death } = await foreseenIn(on(host, table), PING);
    expect(allInEnglish(death)).toMatchObject({ cause: expect.stringMatching(cause), next: expect.stringMatching(next) });
  });

  test.each<readonly [string, Partial<Network>, RegExp, RegExp]>([
    [
      "a rule of nft for another device is told as one of iptables",
      { nftTables: [natTable("prerouting", [inBy("docker0"), toPort(3033), dnat("172.17.0.2", 3000)])] },
      /is not for this packet: it is ip t c: iifname "docker0" tcp dport 3033 dnat to 172\.17\.0\.2:3000\./,
      /-A PREROUTING -i enp0s3 -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172\.17\.0\.2:3000$/,
    ],
    [
      "so is one of iptables in a chain of one's own",
      { rules: [natRule("PREROUTING", "-i docker0 -j OWN"), natRule("OWN", TO_SERVER)] },
      /is not for this packet: it asks for -i docker0\./,
      /-A PREROUTING -i enp0s3/,
    ],
    [
      "a rule for another sender or receiver is told, and is to be looked at",
      { rules: [natRule("PREROUTING", `-d 192.168.102.10/32 ${TO_SERVER}`)] },
      /^The rule that sends port 3033 on is not for this packet: it asks for -d 192\.168\.102\.10\/32\./,
      /See the rules\. .*iptables -t nat -S PREROUTING$/,
    ],
    [
      "and where there is none, both lists are to be read",
      { nftTables: [natTable("prerouting", [toPort(8080), dnat("172.17.0.2", 3000)])] },
      /^No rule of PREROUTING sends port 3033 on/,
      /iptables -t nat -S PREROUTING; nft list ruleset$/,
    ],
  ])("%s", (_, facts, cause, next) => {
    const host = { ...HOST_NETWORK, ...facts };
    const snapshot = courseSnapshot(host);
    const terrain = terrainOf(snapshot, "enp0s3");
    if (terrain === null) throw new Error("no terrain");
    const packet = { in: "enp0s3", out: "", source: "192.168.102.10", destination: "192.168.102.253", destinationPort: 3033 };
    const death = {
      leg: "request",
      network: terrain.host,
      link: "enp0s3",
      rule: null,
      packet: { ...packet, protocol: "tcp", state: "NEW" },
      reason: { type: "not-listening", listeners: [] },
      sentBy: null,
    } as const;
    const advice = unheardAdvice(terrain, typistOf(snapshot, terrain), death, []);
    expect(allInEnglish(advice)).toEqual({ cause: expect.stringMatching(cause), next: expect.stringMatching(next) });
  });
});
