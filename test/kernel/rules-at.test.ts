import { describe, expect, test } from "vitest";
import { rulesAt } from "../../src/kernel/rules-at.ts";
import type { Network } from "../../src/kernel/snapshot.ts";
import { accept, drop, filterTable, from, inBy, jump, marked, nftTable, overIpv6 } from "./build-nft.ts";
import { aNetwork, aRule } from "./build-snapshot.ts";

const filterRule = (rule: string, chain = "FORWARD") => aRule(rule, { table: "filter", chain });

/** Conditions and target of each rule, as iptables writes them. */
const wordsAt = (network: Network, table = "filter", chain = "FORWARD") =>
  rulesAt(network, table, chain).map(({ matches, target }) =>
    [...matches.map(({ option, value, negated }) => `${negated ? "! " : ""}${option} ${value}`), `-j ${target}`].join(" "),
  );

describe("the rules asked at a built-in chain", () => {
  test("are iptables' own and those of nft at the same place, in the kernel's order", () => {
    const early = nftTable({ hook: "forward", prio: -5, rules: [[inBy("a"), accept]] });
    const late = nftTable({ hook: "forward", prio: 5, rules: [[inBy("c"), accept]] });
    const network = aNetwork(1, {
      rules: [filterRule("-i b -j ACCEPT")],
      nftTables: [late, early, filterTable("input", "drop", [drop])],
    });
    expect(wordsAt(network)).toEqual(["-i a -j ACCEPT", "-i b -j ACCEPT", "-i c -j ACCEPT"]);
    expect(wordsAt(network, "filter", "INPUT")).toEqual(["-j DROP"]);
    expect(wordsAt(network, "nat", "POSTROUTING")).toEqual([]);
  });

  test("have the conditions of what jumps to them, and stand once, where chains call each other too", () => {
    const iptables = [
      filterRule("-i a -j OWN"),
      filterRule("-j OWN"),
      filterRule("-o b -j DROP", "OWN"),
      filterRule("-j OWN", "OWN"),
    ];
    expect(wordsAt(aNetwork(1, { rules: iptables }))).toEqual(["-i a -j OWN", "-i a -o b -j DROP", "-i a -j OWN", "-j OWN"]);
    const nft = nftTable(
      { hook: "forward", rules: [[inBy("a"), jump("own")]] },
      { name: "own", rules: [[from("1.2.3.4"), drop]] },
    );
    expect(wordsAt(aNetwork(1, { nftTables: [nft] }))).toEqual(["-i a -j own", "-i a -s 1.2.3.4 -j DROP"]);
  });

  test("are without those of nft that ask for what is not known here, or for no packet of IPv4", () => {
    const table = nftTable(
      {
        hook: "forward",
        rules: [
          [marked, drop],
          [overIpv6, drop],
          [marked, jump("own")],
          [inBy("a"), drop],
        ],
      },
      { name: "own", rules: [[accept]] },
    );
    expect(wordsAt(aNetwork(1, { nftTables: [table] }))).toEqual(["-i a -j DROP"]);
  });
});
