import { describe, expect, test } from "vitest";
import { plainForms } from "../../src/kernel/nft-plain.ts";
import { fixture } from "./fixture.ts";
import { nftTablesOf } from "./nft-tables.ts";

const UNKNOWN = "--unknown condition";

/** The plain forms of a rule of the fixture, by its text. */
const FORMS = new Map(
  nftTablesOf(fixture("nft-many.json"))
    .flatMap(({ chains }) => chains.flatMap(({ rules }) => rules))
    .map((forms) => [forms[0]?.nft?.text ?? "", forms.map(({ rule }) => rule)]),
);

describe("a rule of nft in words of iptables", () => {
  test.each<[string, readonly string[]]>([
    ['ip saddr 172.17.0.0/16 oifname != "docker0" masquerade', ["-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"]],
    [
      'ip saddr 172.17.0.0/16 oifname "enp0s3" snat to 192.168.102.200 comment "a b"',
      ["-s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.200"],
    ],
    ["oif lo masquerade random", ["-o lo -j MASQUERADE"]],
    [
      "ip saddr { 172.17.0.2, 172.17.0.3 } ip daddr != 172.17.0.0/16 masquerade",
      ["-s 172.17.0.2 ! -d 172.17.0.0/16 -j MASQUERADE", "-s 172.17.0.3 ! -d 172.17.0.0/16 -j MASQUERADE"],
    ],
    [
      "ip saddr 10.0.0.0/8 tcp dport 5 snat to 1.2.3.4:1000-2000",
      ["-s 10.0.0.0/8 -p tcp --dport 5 -j SNAT --to-source 1.2.3.4:1000-2000"],
    ],
    ['iifname "veth*" masquerade', ["-i veth+ -j MASQUERADE"]],
    [
      'iifname "enp0s3" tcp dport 8080 dnat to 172.17.0.2:3000',
      ["-i enp0s3 -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:3000"],
    ],
    ["tcp dport { 80, 443, 1000-2000 } redirect to :3000", ["-p tcp --dport 80,443,1000:2000 -j REDIRECT --to-ports 3000"]],
    [
      "fib daddr type local tcp dport 8080 dnat to 172.17.0.2:3000",
      ["--dst-type LOCAL -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:3000"],
    ],
    ["tcp dport 81 dnat to :3000", ["-p tcp --dport 81 -j DNAT --to-destination :3000"]],
    ["tcp dport vmap { 22 : drop, 23 : accept }", ["-p tcp --dport 22 -j DROP", "-p tcp --dport 23 -j ACCEPT"]],
    ["drop", ["-j DROP"]],
    ["ct state established,related accept", ["--ctstate ESTABLISHED,RELATED -j ACCEPT"]],
    [
      "ct state vmap { invalid : drop, established : accept, related : accept }",
      ["--ctstate INVALID -j DROP", "--ctstate ESTABLISHED -j ACCEPT", "--ctstate RELATED -j ACCEPT"],
    ],
    ["ct state new", ["--ctstate NEW"]],
    ["iifname { docker0, veth* } accept", ["-i docker0 -j ACCEPT", "-i veth+ -j ACCEPT"]],
    ["iifname vmap { lo : accept, docker0 : jump other }", ["-i lo -j ACCEPT", "-i docker0 -j other"]],
    ["meta l4proto { tcp, udp } accept", ["-p tcp -j ACCEPT", "-p udp -j ACCEPT"]],
    ["ip protocol icmp drop", ["-p icmp -j DROP"]],
    ["ip6 saddr ::1 drop", ["! -p all -j DROP"]],
    ["meta nfproto ipv4 accept", ["-j ACCEPT"]],
    ['udp dport 53 log prefix "x" reject', ["-p udp --dport 53 -j REJECT"]],
    ["tcp dport 22 jump other", ["-p tcp --dport 22 -j other"]],
    ["tcp sport 1000-2000 return", ["-p tcp --sport 1000:2000 -j RETURN"]],
    ["ct state != established drop", ["! --ctstate ESTABLISHED -j DROP"]],
    ["tcp dport != { 22, 23 } drop", ["-p tcp ! --dport 22,23 -j DROP"]],
    ["ip daddr 0.0.0.0/0 drop", ["-d 0.0.0.0/0 -j DROP"]],
    ["goto other", ["-j other", "-j RETURN"]],
    ["dnat ip to 172.17.0.2", ["-j DNAT --to-destination 172.17.0.2"]],
  ])("%s", (text, forms) => {
    expect(FORMS.get(text)).toEqual(forms);
  });

  test.each<[string, readonly string[]]>([
    ["icmp type echo-request accept", [`-p icmp ${UNKNOWN} -j ACCEPT`]],
    ["tcp flags syn drop", [`-p tcp ${UNKNOWN} -j DROP`]],
    ["ip saddr 172.17.0.2-172.17.0.9 accept", [`${UNKNOWN} -j ACCEPT`]],
    ["ip saddr @s drop", [`${UNKNOWN} -j DROP`]],
    ["meta mark 1 drop", [`${UNKNOWN} -j DROP`]],
    ["limit rate 1/second accept", [`${UNKNOWN} -j ACCEPT`]],
    ["ct status dnat accept", [`${UNKNOWN} -j ACCEPT`]],
    ["iifname . oifname { a . b } drop", [`${UNKNOWN} -j DROP`]],
    ["snat to ip saddr map { 1.2.3.4 : 5.6.7.8 }", ["-j ?"]],
    ["meta mark set 1", ["-j ?"]],
  ])("says where it asks or does what is not known: %s", (text, forms) => {
    expect(FORMS.get(text)).toEqual(forms);
  });

  test.each<[readonly object[], readonly string[]]>([
    [[xt("match", "comment"), xt("target", "MASQUERADE")], ["-j MASQUERADE"]],
    [[xt("match", "conntrack"), { accept: null }], [`${UNKNOWN} -j ACCEPT`]],
    [[xt("target", "LOG"), { drop: null }], ["-j DROP"]],
    [[xt("target", "DNAT")], ["-j ?"]],
  ])("tells of what iptables has made in a table that it refuses by now what its name tells: %j", (expressions, forms) => {
    expect(plainForms(expressions.map((each) => ({ ...each })))).toEqual(forms);
  });
});

/** A part of a rule that nft knows by its name alone. */
function xt(type: "match" | "target", name: string): object {
  return { xt: { type, name } };
}
