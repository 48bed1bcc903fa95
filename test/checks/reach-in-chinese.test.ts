import { expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import { sawTranslation } from "../../checks/conntrack.ts";
import { netns } from "../../checks/networks.ts";
import { pings } from "../../checks/ping.ts";
import { showsAnswer } from "../../checks/ping-shown.ts";
import { listensOn } from "../../checks/ports.ts";
import { defaultRoute, hasRoute, noRoute } from "../../checks/routes.ts";
import { showsNamespaces, showsOnlyLoopback } from "../../checks/shown-network.ts";
import type { Network, Snapshot } from "../../src/kernel/snapshot.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";
import { aScene } from "../support/a-scene.ts";
import { verdictInChinese } from "../support/in-chinese.ts";
import { CONTAINER, courseSnapshot, HOST_NETWORK, likelyDeathIn, withLink } from "./course-network.ts";

const NS1_PLACE = netns("ns1");
const PACKET = { from: NS1_PLACE, destination: "203.0.113.80", protocol: "icmp", port: null } as const;
const [DEFAULT, SUBNET] = CONTAINER.routes;
if (DEFAULT === undefined || SUBNET === undefined) throw new Error("the container has two routes");

/** ns1 with these routes. */
function routed(...routes: Network["routes"]): Snapshot {
  return courseSnapshot(undefined, { ...CONTAINER, routes });
}

test.each<[string, Check, Snapshot, object]>([
  [
    "a default route that is missing",
    defaultRoute(NS1_PLACE, "172.17.0.1"),
    routed(SUBNET),
    {
      expected: "ns1 的默认路由经过 172.17.0.1",
      observed: "现有的路由：172.17.0.0/16 dev veth1",
      look: "在宿主机上：ip netns exec ns1 ip route",
      cause: "还没有添加这条路由，或者没有加在 ns1 的网络命名空间里。",
      next: "在终端 host 里输入：ip netns exec ns1 ip route replace default via 172.17.0.1",
    },
  ],
  [
    "a default route without a gateway",
    defaultRoute(NS1_PLACE, "172.17.0.1"),
    routed({ ...DEFAULT, gateway: null }, SUBNET),
    {
      observed: "现有的路由：default dev veth1；172.17.0.0/16 dev veth1",
      cause:
        "默认路由没有写网关（default dev veth1）：这样一来，任何地址都直接在那个接口上询问，而那里只有同一网络里的机器会应答。",
    },
  ],
  [
    "the host's own address as the gateway",
    defaultRoute("host", "192.168.102.253"),
    courseSnapshot(),
    { expected: "宿主机的默认路由经过 192.168.102.253", cause: "192.168.102.253 是宿主机自己的地址，而网关必须是另一端的地址。" },
  ],
  [
    "a gateway in another network",
    defaultRoute(NS1_PLACE, "10.0.0.1"),
    routed(),
    {
      observed: "路由表是空的",
      cause: "10.0.0.1 不在 ns1 接入的任何网络里，不能作那里的网关。",
      next: "请先给接口一个网关所在网络的地址，并启用它。",
    },
  ],
  [
    "a route that was not to be there",
    noRoute("host", "203.0.113.80"),
    courseSnapshot(),
    {
      expected: "宿主机没有到 203.0.113.80 的路由",
      observed: "发往 203.0.113.80 的包走这条路由：default via 192.168.102.1 dev enp0s3",
      cause: "已经添加过一条路由。",
      next: "在终端 host 里输入：ip route del default",
    },
  ],
  [
    "a route by another link",
    hasRoute("host", "203.0.113.80", "docker0"),
    courseSnapshot(),
    {
      expected: "宿主机把发往 203.0.113.80 的包从 docker0 送出",
      cause: "docker0 没有那个网络里前缀长度正确的地址，或者没有启用：两样都有了，内核就会自己添加路由。",
      next: "请给 docker0 地址并启用它；这一步讲了做法。",
    },
  ],
  [
    "a ping to oneself",
    pings("host", "172.17.0.1"),
    courseSnapshot(),
    {
      expected: "宿主机能 ping 通 172.17.0.1",
      observed: "172.17.0.1 是宿主机自己的地址，在 docker0 上：ping 它的包哪里也不去",
      cause: "地址给错了端。",
      next: "在终端 host 里输入：ip addr del 172.17.0.1/16 dev docker0",
    },
  ],
  [
    "a server that does not run",
    listensOn(NS1_PLACE, 3000),
    courseSnapshot(),
    {
      expected: "ns1 里有程序监听端口 3000",
      observed: "ns1 里没有程序在运行",
      cause: "服务器没有启动，或者已经结束，或者监听的是另一个端口：请看它的输出。",
      next: "在终端 container 里启动它，那里的 shell 就在这个命名空间里：node app.js",
    },
  ],
])("%s is told in Chinese", async (_, check, snapshot, said) => {
  expect(verdictInChinese(await check.judge(aScene(snapshot, null)))).toMatchObject({ type: "fail", ...said });
});

test.each<[string, Check, string, object]>([
  [
    "a ping of other addresses",
    showsAnswer("host", "10.0.0.2"),
    "PING 10.0.0.1 (10.0.0.1) 56(84) bytes of data.\nPING 10.0.0.3 (10.0.0.3) 56(84) bytes of data.",
    {
      expected: "终端 host 里显示了来自 10.0.0.2 的应答",
      observed: "ping 的是 10.0.0.1 和 10.0.0.3，不是 10.0.0.2",
      cause: "ping 的是另一个地址：10.0.0.3。",
      next: "在终端 host 里输入：ping -c 1 -W 1 10.0.0.2",
    },
  ],
  [
    "the numbers of namespaces",
    showsNamespaces("host", "ns1"),
    "20 ns1",
    {
      expected: "终端 host 里显示了两个网络命名空间的编号，ns1 的和宿主机的",
      observed: "ns1 的命名空间编号是 20，宿主机的是 2",
      cause: "只显示了其中一个，或者 ls 没有带 -i。",
    },
  ],
  [
    "a list of links",
    showsOnlyLoopback("host"),
    "1: lo: <LOOPBACK,UP> mtu 65536\n2: enp0s3: <BROADCAST> mtu 1500",
    {
      expected: "终端 host 里显示了只有 lo 的接口列表，而且 lo 没有启用",
      observed: "显示的接口：lo（启用）、enp0s3（未启用）",
      cause: "那份列表是在另一个网络命名空间里得到的。",
    },
  ],
])("%s that shows something else is told in Chinese", async (_, check, output, said) => {
  expect(verdictInChinese(await check.judge(aScene(courseSnapshot(), output)))).toMatchObject({ type: "fail", ...said });
});

test("a list of connections that nobody here has seen is told in Chinese", async () => {
  const check = sawTranslation("host", {
    source: "192.168.102.10",
    sentTo: "192.168.102.253:3033",
    answeredBy: "172.17.0.2:3000",
  });
  expect(verdictInChinese(await check.judge(aScene(courseSnapshot(), null)))).toEqual({
    type: "error",
    expected: "终端 host 里显示了从 192.168.102.10 到 192.168.102.253:3033、由 172.17.0.2:3000 应答的连接",
    observed: "那里输出过什么，这里无从知道",
    look: "在宿主机上：conntrack -L，或 cat /proc/net/nf_conntrack",
    cause: "只有在进行这一步时才看得到输出。",
    next: "请把这一步再做一次。",
  });
});

test.each<[string, Network, string, string]>([
  [
    "its link is down",
    { ...withLink(CONTAINER, "veth1", { up: false }), routes: [] },
    "ns1 的网络接口 veth1 已停用，它的路由也随之消失。",
    "在终端 host 里输入：ip -n ns1 link set dev veth1 up",
  ],
  [
    "it has no default route",
    { ...CONTAINER, routes: [SUBNET] },
    "ns1 没有到 203.0.113.80 的路由：Network is unreachable。",
    "在终端 host 里输入：ip -n ns1 route add default via 172.17.0.1",
  ],
  [
    "its link has no address",
    { ...withLink(CONTAINER, "veth1", { addresses: [] }), routes: [] },
    "ns1 的 veth1 没有地址。",
    "在终端 host 里输入：ip -n ns1 addr add 172.17.0.2/16 dev veth1",
  ],
])("why a container has no way out is told in Chinese where %s", async (_, container, cause, next) => {
  const death = await likelyDeathIn(courseSnapshot(undefined, container), PACKET);
  expect([death?.cause ?? "", death?.next ?? ""].map((said) => inWords(said, CHINESE_WORDS))).toEqual([cause, next]);
});

test("what is to be typed in one place and then in another is one sentence", async () => {
  const [host, container] = [
    withLink(HOST_NETWORK, "veth0", {
      addresses: [{ family: "inet", address: "172.17.0.2", prefix: 16, scope: "global" }],
    }),
    { ...withLink(CONTAINER, "veth1", { addresses: [] }), routes: [] },
  ];
  const { next = "" } = (await likelyDeathIn(courseSnapshot(host, container), PACKET)) ?? {};
  expect(inEnglish(next)).toBe(
    "Type in the terminal host: ip addr del 172.17.0.2/16 dev veth0; then type in the terminal host: ip -n ns1 addr add 172.17.0.2/16 dev veth1",
  );
  expect(inWords(next, CHINESE_WORDS)).toBe(
    "在终端 host 里输入：ip addr del 172.17.0.2/16 dev veth0；然后在终端 host 里输入：ip -n ns1 addr add 172.17.0.2/16 dev veth1",
  );
});
