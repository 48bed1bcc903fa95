import { describe, expect, test } from "vitest";
import { deathWords, type DeathWords } from "../../checks/death-words.ts";
import type { Packet } from "../../src/kernel/packet-fate.ts";
import type { Network } from "../../src/kernel/snapshot.ts";
import { terrainOf } from "../../src/kernel/way/by-snapshot.ts";
import type { Death, Reason } from "../../src/kernel/way/way.ts";
import { inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";
import { accept, filterTable, inBy } from "../kernel/build-nft.ts";
import { aLink } from "../kernel/build-snapshot.ts";
import { englishIn } from "../support/english-left.ts";
import { CONTAINER, courseSnapshot, HOST_NETWORK, likelyDeathIn, natRule, withLink, withoutRules } from "./course-network.ts";

type Told = Readonly<Record<"cause" | "next" | "text" | "reason", string>>;

function inChinese({ cause, next, at }: DeathWords): Told {
  const say = (text: Parameters<typeof inWords>[0]) => inWords(text, CHINESE_WORDS);
  return { cause: say(cause), next: say(next), text: say(at.text), reason: say(at.reason) };
}

describe("where a container's packet dies by the snapshot is told in Chinese", () => {
  const nftAccepts = {
    ...withoutRules(HOST_NETWORK, "ACCEPT"),
    nftTables: [filterTable("forward", "accept", [inBy("docker0"), accept])],
  };
  const badSource = natRule("POSTROUTING", "-j SNAT --to-source 192.168.102.9");

  test.each<readonly [string, { readonly host?: Network; readonly container?: Network }, Told]>([
    [
      "a link is down",
      { container: withLink(CONTAINER, "veth1", { up: false }) },
      {
        cause: "ns1 的网络接口 veth1 没有启用。",
        next: "在终端 host 里输入：ip -n ns1 link set dev veth1 up",
        text: "ns1 的 veth1，没有启用",
        reason: "没有启用",
      },
    ],
    [
      "a cable is in no bridge",
      { host: withLink(HOST_NETWORK, "veth0", { master: null }) },
      {
        cause: "从宿主机的 veth0 再往前没有网线：它没有插在任何网桥上。",
        next: "在终端 host 里输入：ip link set dev veth0 master docker0",
        text: "ns1 的 veth1，再到宿主机的 veth0，没有网线",
        reason: "没有网线",
      },
    ],
    [
      "a bridge has no address",
      { host: withLink(HOST_NETWORK, "docker0", { addresses: [] }) },
      {
        cause: "ns1 发往 172.17.0.1 的包没有人收：谁也没有这个地址，对它的 ARP 询问也就没有应答。",
        next: "在终端 host 里输入：ip addr add 172.17.0.1/16 dev docker0",
        text: "ns1 的 veth1，对 172.17.0.1 的 ARP 询问",
        reason: "对 172.17.0.1 的 ARP 询问",
      },
    ],
    [
      "the host does not forward",
      { host: { ...HOST_NETWORK, forwarding: false } },
      {
        cause: "宿主机丢弃不是发给自己的包：ip_forward 是 0。",
        next: "在终端 host 里输入：echo 1 > /proc/sys/net/ipv4/ip_forward",
        text: "ns1 的 veth1，再到宿主机的 docker0，没有打开转发",
        reason: "没有打开转发",
      },
    ],
    [
      "the firewall stops the answer",
      { host: withoutRules(HOST_NETWORK, "RELATED") },
      {
        cause: "数据包到达了，应答却没有回来。宿主机的防火墙拦住了应答：FORWARD 里没有规则放行它，默认策略是 DROP。",
        next: "在终端 host 里输入：iptables -t filter -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        text: "宿主机的 enp0s3，FORWARD，默认策略 DROP",
        reason: "FORWARD，默认策略 DROP",
      },
    ],
    [
      "iptables stops what nft accepts",
      { host: nftAccepts },
      {
        cause:
          '宿主机的防火墙拦住了请求：FORWARD 里没有规则放行它，默认策略是 DROP。nft 放行（ip t c: iifname "docker0" accept）也没有用：内核两边都要查。',
        next: "在终端 host 里输入：iptables -t filter -A FORWARD -i docker0 ! -o docker0 -j ACCEPT",
        text: "ns1 的 veth1，再到宿主机的 docker0，FORWARD，默认策略 DROP",
        reason: "FORWARD，默认策略 DROP",
      },
    ],
    [
      "its source is put in wrong",
      { host: { ...HOST_NETWORK, rules: [badSource, ...HOST_NETWORK.rules.slice(1)] } },
      {
        cause: "POSTROUTING 里有一条规则把源地址换成了 192.168.102.9，而宿主机没有这个地址：应答会送到别处。",
        next: "在终端 host 里输入：iptables -t nat -D POSTROUTING -j SNAT --to-source 192.168.102.9",
        text: "ns1 的 veth1，再到宿主机的 enp0s3，nat POSTROUTING 的第 1 条规则：-j SNAT --to-source 192.168.102.9",
        reason: "nat POSTROUTING 的第 1 条规则：-j SNAT --to-source 192.168.102.9",
      },
    ],
  ])("%s", async (_, { host, container }, wanted) => {
    const packet = { from: { named: "ns1" }, destination: "203.0.113.80", protocol: "icmp", port: null } as const;
    const death = await likelyDeathIn(courseSnapshot(host, container), packet);
    expect(death === null ? null : inChinese(death)).toEqual(wanted);
  });
});

describe("each reason for which a packet dies is told in Chinese alone", () => {
  const snapshot = courseSnapshot();
  const terrain = terrainOf(snapshot, "enp0s3");
  if (terrain === null) throw new Error("no terrain");
  const [container] = terrain.networks.filter(({ names }) => names.includes("ns1"));
  if (container === undefined) throw new Error("no container");
  const link = aLink(7, "veth7", {});
  const packet: Packet = {
    in: "docker0",
    out: "",
    source: "172.17.0.2",
    destination: "172.17.0.3",
    protocol: "tcp",
    sourcePort: 40_000,
    destinationPort: 3000,
    state: "NEW",
  };
  const sentBy = { network: terrain.host, rule: null, before: packet, after: packet };
  const dropped = { type: "dropped", table: "filter", chain: "FORWARD", target: "DROP", bridged: true } as const;
  const local = { type: "local-source", setting: "net/ipv4/conf/docker0/route_localnet", isRewritten: false } as const;

  const cases: readonly (readonly [name: string, reason: Reason, facts?: Partial<Death>])[] = [
    ["lo is down", { type: "link-down", link: { ...link, name: "lo" } }],
    ["no other end", { type: "no-peer", link }],
    ["another bridge", { type: "unplugged", link: { ...link, master: "docker1" }, bridge: "docker0" }],
    ["a wrong bridge", { type: "unplugged", link: { ...link, master: "docker1" }, bridge: null }],
    ["no cable", { type: "no-cable", to: "veth1" }],
    ["nobody there", { type: "nobody", address: "172.17.0.9", isGateway: true, neighbour: null }],
    ["a deaf neighbour", { type: "deaf-neighbour", address: "172.17.0.3", holder: { network: container, link } }],
    ["a wrong neighbour", { type: "wrong-neighbour", address: "172.17.0.3", mac: "02:00", right: "02:01" }],
    ["no forwarding", { type: "not-forwarding", setting: "net/ipv4/ip_forward" }],
    ["a policy", dropped],
    ["a policy of another table", { ...dropped, table: "mangle" }],
    ["a policy of nft", { ...dropped, table: "ip t", chain: "c" }],
    ["a policy elsewhere", { ...dropped, chain: "INPUT" }],
    ["a rule", dropped, { rule: natRule("PREROUTING", "-j DROP") }],
    ["a rule of the table filter", dropped, { rule: { ...natRule("FORWARD", "-j DROP"), table: "filter" } }],
    ["a source check", { type: "source-check", settings: ["net/ipv4/conf/all/rp_filter"] }],
    ["a source of lo's", local],
    ["a source of lo's, rewritten", { ...local, isRewritten: true }],
    ["a destination of lo's", local, { packet: { ...packet, destination: "127.0.0.1" } }],
    ["its own source", { type: "own-source" }],
    ["its own source, sent back", { type: "own-source" }, { sentBy }],
    ["a source of lo's, sent back", { type: "own-source" }, { sentBy, packet: { ...packet, source: "127.0.0.1" } }],
    ["a way past the host", { type: "not-recognised", sender: "172.17.0.3" }, { sentBy }],
    ["no answers to pings", { type: "echo-ignored" }],
    ["no listener", { type: "not-listening", listeners: [] }],
    ["another listener", { type: "not-listening", listeners: [{ address: "127.0.0.1", port: 3000 }] }],
    ["no listener, for the host", { type: "not-listening", listeners: [] }, { network: terrain.host }],
    ["a private source", { type: "not-translated", through: "enp0s3" }],
    ["a wrong source", { type: "wrong-source", source: "192.168.102.9" }],
  ];

  test.each(cases.map(([name, reason, facts]) => ({ name, reason, facts })))("$name", ({ reason, facts }) => {
    const death: Death = {
      leg: "request",
      network: container,
      link: "veth1",
      rule: null,
      packet,
      reason,
      sentBy: null,
      ...facts,
    };
    const told = Object.values(inChinese(deathWords(snapshot, terrain, { hops: [], unjudged: null, death }, death)));
    for (const text of told) {
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(englishIn(text)).toEqual([]);
      expect(text).not.toMatch(/undefined|\p{Script=Han} +\p{Script=Han}/u);
    }
  });
});
