import { describe, expect, test } from "vitest";
import { parseIptablesSave } from "../../src/kernel/parse-iptables-save.ts";
import { fixture } from "./fixture.ts";

describe("parseIptablesSave", () => {
  test("reads rules in order, with a comment that spans two lines", () => {
    expect(parseIptablesSave(fixture("iptables-save-nft.txt")).rules).toEqual([
      {
        table: "filter",
        chain: "FORWARD",
        rule: '-o docker0 -m comment --comment "he said \\"x\\"␊line" -j ACCEPT',
        packets: 0,
        bytes: 0,
      },
      { table: "filter", chain: "FORWARD", rule: "-i docker0 -j ACCEPT", packets: 0, bytes: 0 },
      { table: "nat", chain: "POSTROUTING", rule: "-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE", packets: 0, bytes: 0 },
    ]);
  });

  test("reads policies of built-in chains", () => {
    expect(Object.fromEntries(parseIptablesSave(fixture("iptables-save-nft.txt")).policies)).toEqual({
      "filter/INPUT": "ACCEPT",
      "filter/FORWARD": "DROP",
      "filter/OUTPUT": "ACCEPT",
      "nat/PREROUTING": "ACCEPT",
      "nat/INPUT": "ACCEPT",
      "nat/OUTPUT": "ACCEPT",
      "nat/POSTROUTING": "ACCEPT",
    });
  });

  test("keeps counters out of the rule, and chains of one's own out of the policies", () => {
    const text = [
      "*filter",
      ":INPUT ACCEPT [12:840]",
      ":mine - [0:0]",
      "[3:252] -A INPUT -j mine",
      "[7:588] -A mine",
      "COMMIT",
      "",
    ].join("\n");
    expect(parseIptablesSave(text)).toEqual({
      rules: [
        { table: "filter", chain: "INPUT", rule: "-j mine", packets: 3, bytes: 252 },
        { table: "filter", chain: "mine", rule: "", packets: 7, bytes: 588 },
      ],
      policies: new Map([["filter/INPUT", "ACCEPT"]]),
      policyPackets: new Map([["filter/INPUT", 12]]),
      isOfNftables: false,
    });
  });

  test("a quoted line that looks like a rule is none", () => {
    const text = ["*filter", '[0:0] -A INPUT -m comment --comment "a', "[0:0] -A INPUT -j DROP", 'b" -j ACCEPT', "COMMIT"].join(
      "\n",
    );
    expect(parseIptablesSave(text).rules.map((rule) => rule.rule)).toEqual([
      '-m comment --comment "a␊[0:0] -A INPUT -j DROP␊b" -j ACCEPT',
    ]);
  });

  test("a namespace without tables has no rules", () => {
    expect(parseIptablesSave("")).toEqual({ rules: [], policies: new Map(), policyPackets: new Map(), isOfNftables: false });
  });
});
