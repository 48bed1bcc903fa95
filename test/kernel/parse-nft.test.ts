import { describe, expect, test } from "vitest";
import { parseIptablesSave } from "../../src/kernel/parse-iptables-save.ts";
import { parseNft } from "../../src/kernel/parse-nft.ts";
import type { NftTable } from "../../src/kernel/snapshot.ts";
import { fixture } from "./fixture.ts";
import { nftTablesOf } from "./nft-tables.ts";

const NO_RULES = parseIptablesSave("");

/** `FAMILY NAME CHAIN` and its rules as they are shown. */
function shown(tables: readonly NftTable[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    tables.flatMap(({ family, name, chains }) =>
      chains.map((chain) => [
        [family, name, chain.name].join(" "),
        chain.rules.map((forms) => forms.map(({ nft }) => nft?.text)[0] ?? ""),
      ]),
    ),
  );
}

describe("tables of nft beside those of an iptables that keeps its rules in nftables", () => {
  const tables = nftTablesOf(fixture("nft-beside-iptables.json"), parseIptablesSave(fixture("iptables-save-beside-nft.txt")));

  test("are those that iptables-save has not told", () => {
    expect(shown(tables)).toEqual({
      "ip docker out": ['ip saddr 172.17.0.0/16 oifname != "docker0" masquerade'],
      "inet fw forward": ["ct state established,related accept", 'iifname "docker0" jump web', "meta mark 1 accept"],
      "inet fw web": ['tcp dport { 80, 443 } accept comment "web only"'],
    });
  });

  test("have what the kernel asks their chains for, counters and handles", () => {
    expect(tables[0]?.chains).toEqual([
      {
        name: "out",
        base: { type: "nat", hook: "postrouting", priority: 100, policy: "ACCEPT" },
        rules: [
          [
            {
              table: "ip docker",
              chain: "out",
              rule: "-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
              packets: 0,
              bytes: 0,
              nft: { text: 'ip saddr 172.17.0.0/16 oifname != "docker0" masquerade', handle: 2, counts: true },
            },
          ],
        ],
      },
    ]);
    expect(tables[1]?.chains.map(({ base }) => base?.policy)).toEqual(["DROP", undefined]);
  });

  test("are all there is where iptables is the other one, or missing", () => {
    expect(Object.keys(shown(nftTablesOf(fixture("nft-beside-iptables.json"), NO_RULES)))).toEqual([
      "ip nat POSTROUTING",
      "ip filter mine",
      "ip filter FORWARD",
      "ip docker out",
      "inet fw forward",
      "inet fw web",
    ]);
  });
});

test("a chain of nft's own in a table of iptables' name is one of nft's", () => {
  const saved = parseIptablesSave(fixture("iptables-save-beside-nat.txt"));
  expect(saved.isOfNftables).toBe(true);
  expect(shown(nftTablesOf(fixture("nft-in-nat.json"), saved))).toEqual({
    "ip nat postrouting": ['ip saddr 172.17.0.0/16 oifname != "docker0" masquerade'],
  });
});

test("rules are shown as nft prints them, and what is not known is shown to be there", () => {
  expect(shown(nftTablesOf(fixture("nft-many.json"), NO_RULES))).toEqual({
    "ip nat postrouting": ["ip saddr 10.0.0.0/8 masquerade"],
    "ip my postrouting": [
      'ip saddr 172.17.0.0/16 oifname != "docker0" masquerade',
      'ip saddr 172.17.0.0/16 oifname "enp0s3" snat to 192.168.102.200 comment "a b"',
      "oif lo masquerade random",
      "ip saddr { 172.17.0.2, 172.17.0.3 } ip daddr != 172.17.0.0/16 masquerade",
      "ip saddr 10.0.0.0/8 tcp dport 5 snat to 1.2.3.4:1000-2000",
      "snat to ip saddr map { 1.2.3.4 : 5.6.7.8 }",
      'iifname "veth*" masquerade',
    ],
    "ip my pre": [
      'iifname "enp0s3" tcp dport 8080 dnat to 172.17.0.2:3000',
      "tcp dport { 80, 443, 1000-2000 } redirect to :3000",
      "fib daddr type local tcp dport 8080 dnat to 172.17.0.2:3000",
      "tcp dport 8081 dnat to 172.17.0.2:3000",
      "ip saddr 172.17.0.2-172.17.0.9 accept",
      "tcp dport 81 dnat to :3000",
      "tcp dport vmap { 22 : drop, 23 : accept }",
    ],
    "inet fw other": ["drop"],
    "inet fw forward": [
      "ct state established,related accept",
      "ct state vmap { invalid : drop, established : accept, related : accept }",
      "ct state new",
      'iifname "docker0" oifname "enp0s3" accept',
      "iifname { docker0, veth* } accept",
      "iifname vmap { lo : accept, docker0 : jump other }",
      "meta l4proto icmp accept",
      "meta l4proto { tcp, udp } accept",
      "ip protocol icmp drop",
      "icmp type echo-request accept",
      "ip6 saddr ::1 drop",
      "meta nfproto ipv4 accept",
      "ip saddr @s drop",
      "meta mark 1 drop",
      "tcp flags syn drop",
      'udp dport 53 log prefix "x" reject',
      "meta l4proto tcp reject with tcp reset",
      "limit rate 1/second accept",
      "tcp dport 22 jump other",
      "tcp sport 1000-2000 return",
      "ct state { established, related } accept",
      "ct status dnat accept",
      "ct state != established drop",
      "tcp dport != 22 drop",
      "tcp dport != { 22, 23 } drop",
      "ip daddr 0.0.0.0/0 drop",
      "iifname . oifname { a . b } drop",
      "goto other",
    ],
    "inet fw out": [],
    "inet fw prn": ["dnat ip to 172.17.0.2", "tcp dport 80 dnat ip to 172.17.0.2:80", "meta mark set 1"],
    "netdev nd i": [],
    "ip6 v6 input": [],
    "bridge br f": [],
  });
});

test.each(["", "null", "[]", "{}", '{"nftables":{}}', "Error: no such option", '{"nftables":[{"table":'])(
  "what is no ruleset is none: %s",
  (text) => {
    expect(parseNft(text, NO_RULES)).toBeNull();
  },
);

test("fields that are missing or something else do no harm, and names do nothing to a terminal", () => {
  const text = JSON.stringify({
    nftables: [
      null,
      7,
      { table: { family: "ip", name: "a\u001b[2J" } },
      { chain: { family: "ip", table: "a\u001b[2J", name: 5, type: 3, hook: null } },
      { rule: { family: "ip", table: "a\u001b[2J", chain: 5, expr: "none" } },
      { rule: { family: "ip", table: "a\u001b[2J", expr: [null, 3, {}, { match: 1 }, { vmap: { data: { set: [[], 4] } } }] } },
    ],
  });
  const tables = nftTablesOf(text, NO_RULES);
  expect(tables.map(({ name }) => name)).toEqual(["a␛[2J"]);
  expect(JSON.stringify(tables)).not.toContain("\\u001b");
});

test("more than is read is told to be, and takes no time", () => {
  const objects = Array.from({ length: 3000 }, (_, at) => ({ table: { family: "ip", name: `t${at}` } }));
  expect(parseNft(JSON.stringify({ nftables: objects }), NO_RULES)).toBe("too-many");
});

test("a rule of any length is shown in part, and its form is no longer than a person's", () => {
  const set = Array.from({ length: 5000 }, (_, at) => at + 1);
  const match = { match: { op: "==", left: { payload: { protocol: "tcp", field: "dport" } }, right: { set } } };
  const of = { family: "ip", table: "t", chain: "c" };
  const text = JSON.stringify({
    nftables: [
      { table: { family: "ip", name: "t" } },
      { chain: { family: "ip", table: "t", name: "c" } },
      { rule: { ...of, handle: 1, expr: [match, { drop: null }] } },
    ],
  });
  const [rule] = nftTablesOf(text)[0]?.chains[0]?.rules.flat() ?? [];
  expect(rule?.nft?.text.length).toBeLessThan(5000);
  expect(rule?.rule).toBe("-p tcp --unknown condition -j DROP");
});
