import { describe, expect, test } from "vitest";
import type { Check, Verdict } from "../../checks/check.ts";
import { letsAnswersBack, letsIn, letsOut } from "../../checks/firewall.ts";
import { masquerades, publishes } from "../../checks/nat.ts";
import { noRules } from "../../checks/nothing-left.ts";
import { policy } from "../../checks/rules.ts";
import { inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";
import type { Network, NftTable, Snapshot } from "../../src/kernel/snapshot.ts";
import {
  accept,
  dnat,
  drop,
  filterTable,
  from,
  inBy,
  masquerade,
  natTable,
  nftTable,
  outBy,
  toPort,
} from "../kernel/build-nft.ts";
import { aReach, asNobody } from "../support/a-reach.ts";
import { verdictInEnglish } from "../support/in-english.ts";
import { CONTAINER, courseSnapshot, forwardRule, HOST_NETWORK, natRule, withoutRules } from "./course-network.ts";

const FROM = from("172.17.0.0", 16);
const BARE = withoutRules(HOST_NETWORK, "MASQUERADE");
const OPEN: Network = { ...HOST_NETWORK, policies: new Map(), rules: [] };
/** Its policy is DROP, and no rule accepts. */
const SHUT: Network = { ...HOST_NETWORK, rules: [] };
const FROM_DOCKER = [inBy("docker0"), outBy("docker0", "!="), accept];

/** As iptables calls it; the table `ip nat`. */
const POSTROUTING_BY_NFT = natTable("postrouting", [FROM, masquerade]).chains.map((chain) => ({ ...chain, name: "POSTROUTING" }));

const on = (network: Network, ...nftTables: readonly NftTable[]): Snapshot => courseSnapshot({ ...network, nftTables });

/** The verdict of a check that reads the snapshot alone; the step began with `before`. */
function judged(check: Check, snapshot: Snapshot, before: Snapshot): Promise<Verdict> {
  return check.judge({ lab: aReach(), before, snapshot: async () => snapshot, asLearner: asNobody, terminal: () => null });
}

type Case = readonly [what: string, check: Check, before: Network, after: Snapshot, cause: RegExp, next: RegExp];

const CASES: readonly Case[] = [
  [
    "a rule that decides otherwise",
    masquerades(),
    BARE,
    on(BARE, natTable("postrouting", [FROM, masquerade])),
    /The first rule that fits decides/,
    /host: nft delete rule ip t c handle 2; iptables -t nat -A POSTROUTING/,
  ],
  [
    "a condition that is not met",
    masquerades(),
    BARE,
    on(BARE, natTable("postrouting", [FROM, outBy("docker0"), masquerade])),
    /^The new rule ip t c: ip saddr 172\.17\.0\.0\/16 oifname "docker0" masquerade does not fit it\.$/,
    /nft delete rule ip t c handle 2; iptables/,
  ],
  [
    "a chain at another hook",
    letsOut(),
    SHUT,
    on(SHUT, filterTable("input", "accept", FROM_DOCKER)),
    /stands in a chain that such a packet does not meet: its family is ip, its type filter, its hook input\. The packet passes the hook forward/,
    /nft delete rule ip t c handle 2; iptables -t filter -A FORWARD/,
  ],
  [
    "a chain without a hook",
    publishes(3033, "172.17.0.2:3000"),
    BARE,
    on(BARE, nftTable({ rules: [[toPort(3033), dnat("172.17.0.2", 3000)]] })),
    /is never asked: its chain has no hook, and no rule jumps to it/,
    /nft delete rule ip t c handle 2; iptables -t nat -A PREROUTING/,
  ],
  [
    "another network namespace",
    masquerades(),
    BARE,
    courseSnapshot(BARE, { ...CONTAINER, nftTables: [natTable("postrouting", [FROM, outBy("docker0", "!="), masquerade])] }),
    /The new rule is in another network namespace, ns1/,
    /ip netns exec ns1 nft delete rule ip t c handle 2; iptables/,
  ],
  [
    "what nft accepts and the policy of iptables drops",
    letsOut(),
    SHUT,
    on(SHUT, filterTable("forward", "accept", FROM_DOCKER)),
    /^The rule ip t c: iifname "docker0" oifname != "docker0" accept accepts it, but the kernel asks iptables' chain FORWARD as well, and its policy DROP/,
    /^Type in the terminal host: iptables -t filter -A FORWARD -i docker0 ! -o docker0 -j ACCEPT$/,
  ],
  [
    "what iptables accepts and the policy of nft drops",
    letsOut(),
    { ...SHUT, nftTables: [filterTable("forward", "drop")] },
    on({ ...OPEN, rules: [forwardRule("-i docker0 ! -o docker0 -j ACCEPT")] }, filterTable("forward", "drop")),
    /the policy of c in nft's table ip t does, whatever a rule of another table accepts/,
    /^Type in the terminal host: nft add rule ip t c iifname docker0 oifname != docker0 accept$/,
  ],
  [
    "the same for answers",
    letsAnswersBack(),
    OPEN,
    on(OPEN, filterTable("forward", "drop")),
    /the policy of c in nft's table ip t does/,
    /nft add rule ip t c oifname docker0 ct state related,established accept$/,
  ],
  [
    "the same for a port",
    letsIn("172.17.0.2", 3000),
    OPEN,
    on(OPEN, filterTable("forward", "drop")),
    /the policy of c in nft's table ip t does/,
    /nft add rule ip t c tcp dport 3000 accept$/,
  ],
  [
    "a table of iptables that nft has put a rule in, which iptables refuses by then",
    masquerades(),
    BARE,
    on(BARE, { ...natTable("postrouting", [FROM, masquerade]), name: "nat", chains: POSTROUTING_BY_NFT }),
    /The first rule that fits decides/,
    /host: nft delete rule ip t c handle 2; nft add rule ip nat POSTROUTING ip saddr 172\.17\.0\.0\/16 oifname != docker0 masquerade$/,
  ],
  [
    "a policy that was given up",
    letsOut(),
    { ...OPEN, nftTables: [filterTable("forward", "drop")] },
    on(OPEN, filterTable("forward", "accept")),
    /the policy of FORWARD does, and that was changed to ACCEPT/,
    /host: nft 'add chain ip t c \{ policy drop; \}'; iptables -t filter -A FORWARD/,
  ],
  [
    "the policy of another chain",
    policy("host", "FORWARD", "DROP"),
    OPEN,
    on(OPEN, filterTable("input", "drop")),
    /The policy of c in nft's table ip t is DROP: that chain is for packets to the host itself/,
    /host: nft 'add chain ip t c \{ policy accept; \}'; iptables -P FORWARD DROP/,
  ],
  [
    "the policy of another network namespace",
    policy("host", "FORWARD", "DROP"),
    OPEN,
    courseSnapshot(OPEN, { ...CONTAINER, nftTables: [filterTable("forward", "drop")] }),
    /The policy was set in another network namespace, ns1/,
    /ip netns exec ns1 nft 'add chain ip t c \{ policy accept; \}'; iptables -P FORWARD DROP/,
  ],
  [
    "a rule in place of the policy",
    policy("host", "FORWARD", "DROP"),
    OPEN,
    on(OPEN, filterTable("forward", "accept", [drop])),
    /A rule that drops everything is not the policy/,
    /host: nft delete rule ip t c handle 2; iptables -P FORWARD DROP/,
  ],
  [
    "a policy where none should be",
    policy("host", "FORWARD", "ACCEPT"),
    OPEN,
    on(OPEN, filterTable("forward", "drop")),
    /A chain of nft at the same place has the policy DROP: ip t c/,
    /nft 'add chain ip t c \{ policy accept; \}'$/,
  ],
  [
    "rules that are left",
    noRules(),
    OPEN,
    on({ ...OPEN, rules: [forwardRule("-j DROP")] }, filterTable("forward", "accept")),
    /Not everything has been taken down yet/,
    /host: iptables -D FORWARD -j DROP; nft delete table ip t; echo 0 > \/proc\/sys\/net\/ipv4\/ip_forward$/,
  ],
];

describe("of rules made with nft, a check names the mistake and the command of nft for it:", () => {
  test.each(CASES)("%s", async (_, check, before, after, cause, next) => {
    expect(verdictInEnglish(await judged(check, after, courseSnapshot(before)))).toMatchObject({
      type: "fail",
      cause: expect.stringMatching(cause),
      next: expect.stringMatching(next),
    });
  });

  test("a set is one rule, and fits where one of its forms does", async () => {
    const port = on(HOST_NETWORK, natTable("prerouting", [toPort(3033, 3034), dnat("172.17.0.2", 3000)]));
    expect((await judged(publishes(3033, "172.17.0.2:3000"), port, courseSnapshot())).type).toBe("pass");
  });
});

describe("of rules, a check tells in Chinese what is wrong, why and what to do:", () => {
  test.each<readonly [string, Check, Network, Snapshot, string, string, string]>([
    [
      "来自 172.17.0.0/16 的包，从 docker0 以外的任何接口离开宿主机时，源地址都会改写",
      masquerades(),
      BARE,
      courseSnapshot({ ...BARE, rules: [natRule("POSTROUTING", "-s 172.17.0.2/32 ! -o docker0 -j MASQUERADE")] }),
      "来自 172.17.255.254、从 enp0s3 出去的 icmp 包：POSTROUTING 里没有规则改写它",
      "新规则 -A POSTROUTING -s 172.17.0.2/32 ! -o docker0 -j MASQUERADE 与它不匹配：规则要求 -s 172.17.0.2/32。",
      "在终端 host 里输入：iptables -t nat -D POSTROUTING -s 172.17.0.2/32 ! -o docker0 -j MASQUERADE; iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
    ],
    [
      "到达宿主机、发往端口 3033 的 tcp 包会转给 172.17.0.2:3000",
      publishes(3033, "172.17.0.2:3000"),
      BARE,
      courseSnapshot({
        ...BARE,
        rules: [natRule("PREROUTING", "-p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:80")],
      }),
      "邻居发往 192.168.102.253:3033 的 tcp 包：DNAT，改成 172.17.0.2:80，由规则 -A PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:80 决定",
      "第一条匹配的规则说了算，这里就是这一条。",
      "在终端 host 里输入：iptables -t nat -D PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:80; iptables -t nat -A PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000",
    ],
    [
      "FORWARD 放行容器向外发起的连接，不放行从外面发起的连接",
      letsOut(),
      OPEN,
      on(OPEN, filterTable("forward", "drop")),
      "172.17.0.2 发往互联网的请求：没有匹配的规则，nft 的表 ip t 里 c 的默认策略是 DROP",
      "没有规则管它，于是由 nft 的表 ip t 里 c 的默认策略决定，其他表里的规则放行也没有用。",
      "在终端 host 里输入：nft add rule ip t c iifname docker0 oifname != docker0 accept",
    ],
    [
      "链 FORWARD 的默认策略是 DROP",
      policy("host", "FORWARD", "DROP"),
      OPEN,
      courseSnapshot({ ...OPEN, policies: new Map([["filter/INPUT", "DROP"]]) }),
      "默认策略是 ACCEPT",
      "INPUT 的默认策略是 DROP：那条链管的是发给宿主机自己的包。",
      "在终端 host 里输入：iptables -P INPUT ACCEPT; iptables -P FORWARD DROP",
    ],
  ])("%s", async (expected, check, before, after, observed, cause, next) => {
    const found = await judged(check, after, courseSnapshot(before));
    if (found.type !== "fail") throw new Error(found.type);
    expect([found.expected, found.observed, found.cause, found.next].map((said) => inWords(said, CHINESE_WORDS))).toEqual([
      expected,
      observed,
      cause,
      next,
    ]);
  });

  test("and names packets of one fate by the first of them", async () => {
    const { observed } = await judged(masquerades(), courseSnapshot(), courseSnapshot());
    expect(inWords(observed, CHINESE_WORDS)).toMatch(
      /^来自 172\.17\.0\.2、从 enp0s3 出去的 icmp 包（以及另外试过的 11 种）：MASQUERADE，由规则 .* 决定；172\.17\.0\.2 发往 172\.17\.0\.3、从 docker0 出去的 tcp 包：POSTROUTING 里没有规则改写它$/,
    );
  });
});
