import { describe, expect, test } from "vitest";
import { hasAddress } from "../../checks/addresses.ts";
import { doesNotForward, forwards } from "../../checks/forwarding.ts";
import { hasCarrier, isBridge, isNoPort, isPort, linkUp, onlyDeadLoopback } from "../../checks/links.ts";
import { containerIn, inNamespace, namespaceNamed } from "../../checks/network-namespaces.ts";
import { netns } from "../../checks/networks.ts";
import { linksGone, pairBetween, vethPair } from "../../checks/veth.ts";
import { aLink, aNetwork, aProcess, aSnapshot, HOST, LO } from "../kernel/build-snapshot.ts";
import { aScene } from "../support/a-scene.ts";
import { verdictInChinese } from "../support/in-chinese.ts";
import { verdictInEnglish } from "../support/in-english.ts";

const NS1 = netns("ns1");
const SHELL = aProcess(1012, { pids: [12], terminal: 0, foreground: 1012, namespaces: { ...HOST, net: 30 } });

function anAddress(address: string, prefix: number) {
  return { family: "inet", address, prefix, scope: "global" } as const;
}

// veth0 is up and in the bridge docker0 of the host, its other end veth1 in ns1 down; each end has the address of the other.
const WIRED = aSnapshot({
  processes: [SHELL],
  networks: [
    aNetwork(HOST.net, {
      links: [
        LO,
        aLink(2, "docker0", { kind: "bridge", up: true }),
        aLink(3, "veth0", {
          up: true,
          state: "LOWERLAYERDOWN",
          master: "docker0",
          peerIndex: 4,
          peerNamespaceId: 0,
          addresses: [anAddress("10.0.0.2", 32)],
        }),
      ],
    }),
    aNetwork(20, { names: ["ns1"], links: [LO, aLink(4, "veth1", { peerIndex: 3, peerNamespaceId: 0 })] }),
    aNetwork(30, { forwarding: true }),
  ],
});

const READ = ["expected", "observed", "look", "cause", "next"] as const;

describe("what fails in the network is said in Chinese", () => {
  test.each([
    [
      "of a namespace that is not there",
      namespaceNamed("ns2"),
      [
        "有一个名为 ns2 的网络命名空间",
        "带名字的网络命名空间有 ns1",
        "在宿主机上：ip netns",
        "没有名为 ns2 的网络命名空间：可能还没有创建，可能创建时用了别的名字或没有名字（unshare -n），也可能已被删除。",
        "在终端 host 里输入：ip netns add ns2",
      ],
    ],
    [
      "of a shell in another one",
      containerIn("container", "ns1"),
      [
        "终端 container 里的 shell 在网络命名空间 ns1 里",
        "它的网络命名空间是 30，没有名字",
        "在终端 container 里：ip netns identify $$",
        "它是新建的，没有名字：unshare 带 -n 时就会这样。",
        "在终端 container 里输入 exit，直到 ip netns identify $$ 输出 ns1。然后再次 unshare，不带 -n。",
      ],
    ],
    [
      "of a shell that never entered it",
      inNamespace("host", "ns1"),
      [
        "宿主机上的 shell 在网络命名空间 ns1 里",
        "它的网络命名空间是宿主机的",
        "在宿主机上：ip netns identify $$",
        "这个 shell 不是用 ip netns exec 启动的，或者已经用 exit 退出了。",
        "在终端 host 里输入：ip netns exec ns1 bash",
      ],
    ],
    [
      "of a namespace that is not new",
      onlyDeadLoopback(NS1),
      [
        "ns1 只有接口 lo，而且 lo 没有启用",
        "lo 没有启用、veth1 没有启用",
        "在宿主机上：ip netns exec ns1 ip link",
        "这个命名空间已经被改动过。",
        "在终端 host 里输入：ip netns exec ns1 ip link del veth1",
      ],
    ],
    [
      "of a link that is down",
      linkUp(NS1, "veth1"),
      [
        "ns1 里的 veth1 已启用",
        "veth1 没有启用",
        "在宿主机上：ip netns exec ns1 ip -d link show veth1",
        "新的接口要有人启用才会启用。",
        "在终端 host 里输入：ip netns exec ns1 ip link set dev veth1 up",
      ],
    ],
    [
      "of one without a carrier",
      hasCarrier("host", "veth0"),
      [
        "宿主机上的 veth0 已启用，并且有载波（carrier）",
        "veth0 已启用，没有载波（carrier），状态是 LOWERLAYERDOWN",
        "在宿主机上：ip -d link show veth0",
        "它的对端没有启用，也就是 ns1 里的 veth1。",
        "在终端 host 里输入：ip netns exec ns1 ip link set dev veth1 up",
      ],
    ],
    [
      "of one that is elsewhere",
      isPort(NS1, "veth0", "docker0"),
      [
        "ns1 里的 veth0 是网桥 docker0 的端口",
        "ns1 里没有网络接口 veth0：那里的接口有 lo、veth1",
        "在宿主机上：ip netns exec ns1 ip -d link show veth0",
        "veth0 还在宿主机上。",
        "请创建 veth0，或者把它移到那里；这一步或前面的某一步讲过做法。",
      ],
    ],
    [
      "of a port that should be none",
      isNoPort("host", "veth0"),
      [
        "宿主机上的 veth0 不是任何网桥的端口",
        "veth0 是 docker0 的端口",
        "在宿主机上：ip -d link show veth0",
        "从 veth0 进来的包都交给网桥 docker0，不再交给宿主机：它的地址不起作用了。",
        "在终端 host 里输入：ip link set veth0 nomaster",
      ],
    ],
    [
      "of a bridge that is none",
      isBridge(NS1, "veth1"),
      [
        "ns1 里的 veth1 是网桥",
        "veth1 的类型是 veth",
        "在宿主机上：ip netns exec ns1 ip -d link show veth1",
        "名字 veth1 给了别的接口。",
        "在终端 host 里输入：ip netns exec ns1 ip link del veth1; ip netns exec ns1 ip link add veth1 type bridge",
      ],
    ],
    [
      "of a pair with the wrong end inside",
      vethPair({ place: "host", name: "veth0" }, { place: NS1, name: "veth9" }),
      [
        "宿主机上的 veth0 和 ns1 里的 veth9 是同一个 veth 对的两端",
        "ns1 里没有网络接口 veth9：那里的接口有 lo、veth1",
        "在宿主机上：ip link show veth0；在宿主机上：ip netns exec ns1 ip link show veth9",
        "哪个网络命名空间里都没有 veth9：它没有创建，或者已经随对端一起删除。",
        "重新来过。在终端 host 里输入：ip link del veth0; ip link add veth0 type veth peer name veth9; ip link set veth9 netns ns1",
      ],
    ],
    [
      "of an end whose address is elsewhere",
      pairBetween({ place: "host", address: "10.0.0.2/32" }, { place: NS1, address: "10.0.0.2/24" }),
      [
        "一个 veth 对连接宿主机和 ns1，两端的地址分别是 10.0.0.2/32 和 10.0.0.2/24",
        "ns1 里没有接口带有地址 10.0.0.2/24",
        "在宿主机上：ip addr；在宿主机上：ip netns exec ns1 ip addr",
        "地址给了宿主机上的 veth0，而它应当在 ns1 里。",
        "先在那里把它去掉（ip addr del 10.0.0.2/32 dev veth0），再给 ns1 里的那一端。在终端 host 里输入：ip netns exec ns1 ip addr add 10.0.0.2/24 dev LINK",
      ],
    ],
    [
      "of links that are not gone",
      linksGone(["veth0", "veth1"], NS1),
      [
        "宿主机上和 ns1 里都没有 veth0 和 veth1 了",
        "还在的有 veth0、veth1",
        "在宿主机上：ip link；在宿主机上：ip netns exec ns1 ip link",
        "这个 veth 对没有删除。",
        "在终端 host 里输入：ip link del veth0",
      ],
    ],
    [
      "of an address with another prefix length",
      hasAddress("host", "veth0", "10.0.0.2/24"),
      [
        "宿主机上的 veth0 有地址 10.0.0.2/24",
        "veth0 的地址是 10.0.0.2/32",
        "在宿主机上：ip addr show veth0",
        "地址有了，前缀长度却不对：ip addr add 不写前缀长度就是 /32，网络里只有它自己。",
        "在终端 host 里输入：ip addr del 10.0.0.2/32 dev veth0; ip addr add 10.0.0.2/24 brd + dev veth0",
      ],
    ],
    [
      "of an address in another namespace",
      hasAddress(NS1, "veth1", "10.0.0.2/24"),
      [
        "ns1 里的 veth1 有地址 10.0.0.2/24",
        "veth1 没有 IPv4 地址",
        "在宿主机上：ip netns exec ns1 ip addr show veth1",
        "地址给了宿主机上的 veth0。",
        "先在宿主机上把它去掉（ip addr del 10.0.0.2/32 dev veth0）。在终端 host 里输入：ip netns exec ns1 ip addr add 10.0.0.2/24 brd + dev veth1",
      ],
    ],
    [
      "of a switch that another namespace has",
      forwards("host"),
      [
        "宿主机转发发往别处的包",
        "宿主机上的 net.ipv4.ip_forward 是 0",
        "在宿主机上：cat /proc/sys/net/ipv4/ip_forward",
        "每个网络命名空间都有自己的开关，而打开的是另一个命名空间的：30。",
        "在终端 host 里输入：sysctl -w net.ipv4.ip_forward=1",
      ],
    ],
    [
      "of a switch that is on",
      doesNotForward("container"),
      [
        "终端 container 不转发发往别处的包",
        "终端 container 里的 net.ipv4.ip_forward 是 1",
        "在终端 container 里：cat /proc/sys/net/ipv4/ip_forward",
        "IPv4 的那个文件里应当是 0：conf/DEVICE/forwarding 和 IPv6 的是另外的文件。",
        "在终端 container 里输入：sysctl -w net.ipv4.ip_forward=0",
      ],
    ],
  ])("%s", async (_, check, words) => {
    const verdict = verdictInChinese(await check.judge(aScene(WIRED, "", 12)));
    expect(READ.map((part) => (verdict as Readonly<Record<string, unknown>>)[part])).toEqual(words);
  });

  test("of a namespace that could not be looked into", async () => {
    const tools = aNetwork(20, { names: ["ns1"], linksReadable: false, complaint: null });
    const snapshot = aSnapshot({ networks: [aNetwork(HOST.net), tools] });
    expect(verdictInChinese(await linkUp(NS1, "lo").judge(aScene(snapshot, "", 12)))).toMatchObject({
      type: "error",
      observed: "无法读取 ns1 的网络命名空间：没有给出原因",
      next: "查看这台机器缺少什么：nslab doctor",
    });
  });
});

describe("an address that belongs on the host", () => {
  test("is not put there by ip netns exec", async () => {
    const inside = aLink(4, "veth1", { peerIndex: 3, addresses: [anAddress("10.0.0.1", 24)] });
    const networks = [
      aNetwork(HOST.net, { links: [LO, aLink(3, "veth0")] }),
      aNetwork(20, { names: ["ns1"], links: [LO, inside] }),
    ];
    const check = pairBetween({ place: "host", address: "10.0.0.1/24" }, { place: NS1, address: "10.0.0.2/24" });
    expect(verdictInEnglish(await check.judge(aScene(aSnapshot({ networks }), "", 12)))).toMatchObject({
      cause: "The address was given to veth1, in ns1: it belongs on the host.",
      next: "Take it away there (ip netns exec ns1 ip addr del 10.0.0.1/24 dev veth1), and give it to the end that is on the host. Type in the terminal host: ip addr add 10.0.0.1/24 dev LINK",
    });
  });
});

describe("a check of the network", () => {
  test("has an id that says what it is about", () => {
    const checks = [
      namespaceNamed("ns1"),
      containerIn("container", "ns1"),
      inNamespace("container", "ns1"),
      onlyDeadLoopback(NS1),
      linkUp("host", "docker0"),
      hasCarrier("host", "docker0"),
      isBridge("host", "docker0"),
      isPort("host", "veth0", "docker0"),
      isNoPort("host", "enp0s3"),
      vethPair({ place: "host", name: "veth0" }, { place: NS1, name: "veth1" }),
      pairBetween({ place: "host", address: "10.0.0.1/24" }, { place: NS1, address: "10.0.0.2/24" }),
      linksGone(["veth0", "veth1"], NS1),
      hasAddress("host", "docker0", "172.17.0.1/16"),
      forwards("host"),
      doesNotForward("host"),
    ];
    expect(checks.map(({ id }) => id)).toEqual([
      "network-namespace:ns1",
      "container-in:ns1:container",
      "in-network-namespace:ns1:container",
      "only-dead-loopback:ns1",
      "link-up:docker0:host",
      "carrier:docker0:host",
      "bridge:docker0:host",
      "port:veth0:docker0:host",
      "no-port:enp0s3:host",
      "veth-pair:veth0:host:veth1:ns1",
      "pair-between:host:10.0.0.1/24:ns1:10.0.0.2/24",
      "links-gone:veth0:veth1:ns1",
      "address:docker0:172.17.0.1/16:host",
      "forwards:host",
      "does-not-forward:host",
    ]);
  });
});
