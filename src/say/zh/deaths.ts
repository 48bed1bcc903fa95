import type { Phrases } from "../words.ts";

/** Where a packet dies, why, and what to do there. */
export const DEATHS: Phrases = {
  // the place, and what happens there in a few words
  "{here}, {what}": "{here}，{what}",
  "{start} {link}, then {here}, {what}": "{start} 的 {link}，再到 {here}，{what}",
  "{link} of {name}": "{name} 的 {link}",
  "{chain} rule {number}: {rule}": "{chain} 的第 {number} 条规则：{rule}",
  "{chain}, policy {target}": "{chain}，默认策略 {target}",
  down: "没有启用",
  "no cable": "没有网线",
  "ARP for {address}": "对 {address} 的 ARP 询问",
  "no route to {destination}": "没有到 {destination} 的路由",
  "forwarding is off": "没有打开转发",
  "the source {source} is not believed": "不接受源地址 {source}",
  "answers no ping": "不应答 ping",
  "nobody listens on port {port}": "没有程序监听端口 {port}",
  "it leaves with the source {source}": "出去时源地址是 {source}",
  "an answer from {source}, which was not asked": "应答来自 {source}，而请求不是发给它的",

  // links and cables
  "lo is down in {name}: what a namespace sends to itself goes through lo.":
    "{name} 的 lo 没有启用：命名空间发给自己的包都要经过 lo。",
  "The link {link} of {name} is down.": "{name} 的网络接口 {link} 没有启用。",
  "The other end of {link} is in no namespace that can be seen.": "{link} 的对端不在任何看得见的命名空间里。",
  "No cable leads on from {link} of {name}: it is plugged into no bridge.":
    "从 {name} 的 {link} 再往前没有网线：它没有插在任何网桥上。",
  "No cable leads on from {link} of {name}: it is plugged into {master}, not into the right bridge.":
    "从 {name} 的 {link} 再往前没有网线：它插在 {master} 上，没有插在该插的网桥上。",
  "No cable leads on from {link} of {name}: it is plugged into {master}, not into {bridge}.":
    "从 {name} 的 {link} 再往前没有网线：它插在 {master} 上，没有插在 {bridge} 上。",
  "No cable leads from {link} to {other}.": "{link} 和 {other} 之间没有网线相连。",
  "See the ports of the bridges. {look}": "查看各个网桥的端口。{look}",

  // ARP
  "{name} has the address {address}, and does not answer the ARP question for it.":
    "{name} 有地址 {address}，却不应答对它的 ARP 询问。",
  "See who asked and was not answered, then try again. {look}": "先看看谁的询问没有得到应答，然后再试一次。{look}",
  "{name} sends packets for {address} to {mac}, by an entry made by hand; who has that address is {right}.":
    "{name} 按一条手工添加的条目，把发往 {address} 的包交给 {mac}；实际有这个地址的是 {right}。",
  "{name} sends what leaves its network to {address}, and nobody there has this address: nothing answers its ARP questions.":
    "{name} 把去往其他网络的包都交给 {address}，而那里谁也没有这个地址：ARP 询问没有应答。",
  "Packets from {name} to {address} find nobody: nothing has this address, so nothing answers the ARP question for it.":
    "{name} 发往 {address} 的包没有人收：谁也没有这个地址，对它的 ARP 询问也就没有应答。",
  "See who has which address: ip addr, on both sides.": "在两端分别查看地址：ip addr。",

  // no way there, or not passed on
  "The link {link} of the host is down, and its route is gone with it; so the host gave the packet for {destination} to its default gateway, where nobody knows that address.":
    "宿主机的网络接口 {link} 已停用，它的路由也随之消失；于是宿主机把发往 {destination} 的包交给了默认网关，而那边谁也不认识这个地址。",
  "{link} of the host has no address in the network of {destination}, and the host no route to it; so the host gave the packet for {destination} to its default gateway, where nobody knows that address.":
    "宿主机的 {link} 没有 {destination} 所在网络里的地址，宿主机也没有到那里的路由；于是宿主机把发往 {destination} 的包交给了默认网关，而那边谁也不认识这个地址。",
  "The host throws away what is not for itself: {setting} is 0.": "宿主机丢弃不是发给自己的包：{setting} 是 0。",
  "{name} throws away what is not for itself: {setting} is 0.": "{name} 丢弃不是发给自己的包：{setting} 是 0。",

  // firewalls
  "the request": "请求",
  "the answer": "应答",
  "A rule of {name} stops {packet}: {rule}.": "{name} 有一条规则拦住了 {packet}：{rule}。",
  "A rule of {name} stops {packet}: {rule}, in the table {table}.": "{name} 的表 {table} 里有一条规则拦住了 {packet}：{rule}。",
  "{name} stops {packet}: no rule of {chain} lets it through, and the policy is {target}.":
    "{name} 拦住了 {packet}：{chain} 里没有规则放行它，默认策略是 {target}。",
  "{name} stops {packet}: no rule of {chain} in the table {table} lets it through, and the policy is {target}.":
    "{name} 拦住了 {packet}：表 {table} 的 {chain} 里没有规则放行它，默认策略是 {target}。",
  "{name} stops {packet}: no rule of {chain} in nft's table {table} lets it through, and the policy is {target}.":
    "{name} 拦住了 {packet}：nft 的表 {table} 的 {chain} 里没有规则放行它，默认策略是 {target}。",
  "The host's firewall stops {packet}: no rule of FORWARD lets it through, and the policy is {target}.":
    "宿主机的防火墙拦住了 {packet}：FORWARD 里没有规则放行它，默认策略是 {target}。",
  "The host's firewall stops {packet}: no rule of FORWARD lets it through, and the policy is {target}, whatever nft accepts ({rule}): the kernel asks both.":
    "宿主机的防火墙拦住了 {packet}：FORWARD 里没有规则放行它，默认策略是 {target}。nft 放行（{rule}）也没有用：内核两边都要查。",
  "{cause} Frames between two ports of a bridge meet these rules because bridge-nf-call-iptables is 1.":
    "{cause}bridge-nf-call-iptables 是 1，所以网桥两个端口之间的帧也要过这些规则。",
  "{name} has a rule of nft that such a packet may meet, and that is not judged here: {rule}. It may be what stops it.":
    "{name} 有一条 nft 规则可能会遇到这样的包，而这里判断不了：{rule}。拦住包的可能就是它。",
  "See whether it is. {look}. This deletes it: {deletion}": "看看是不是它。{look}。这样可以删除它：{deletion}",
  "{name} has a chain of nft that such a packet may meet, and that is not judged here: {chain}. It may be what stops it.":
    "{name} 有一条 nft 的链可能会遇到这样的包，而这里判断不了：{chain}。拦住包的可能就是它。",
  "See what it does. {look}": "看看它做什么。{look}",

  // sent on by a rule, or heard by nobody
  "A rule of {chain} sends port {port} on to {to}, where nobody listens.":
    "{chain} 里有一条规则把端口 {port} 转给 {to}，而那里没有程序在监听。",
  "A rule of {chain} sends port {port} on to {to}, and {address} cannot be reached.":
    "{chain} 里有一条规则把端口 {port} 转给 {to}，而 {address} 无法到达。",
  "The rule that sends port {port} on is not for this packet: it asks for {condition}. And no program on the host listens there.":
    "转发端口 {port} 的规则管不到这个包：规则要求 {condition}。宿主机上也没有程序监听这个端口。",
  "The rule that sends port {port} on is not for this packet: it is {rule}. And no program on the host listens there.":
    "转发端口 {port} 的规则管不到这个包：规则是 {rule}。宿主机上也没有程序监听这个端口。",
  "No rule of {chain} sends port {port} on, and no program on the host listens there.":
    "{chain} 里没有规则转发端口 {port}，宿主机上也没有程序监听它。",
  "See the rules. {look}": "查看规则。{look}",
  "A program of {name} listens on port {port}, but at {address} alone: packets to {destination} find nobody.":
    "{name} 里有程序监听端口 {port}，但只监听 {address}：发往 {destination} 的包没有人收。",
  "Start it so that it listens at 0.0.0.0, every address of its namespace. {look}":
    "重新启动它，让它监听 0.0.0.0，也就是所在命名空间的所有地址。{look}",
  "The packet arrives, and no program listens on port {port} of {name}.": "包到达了，但 {name} 里没有程序监听端口 {port}。",
  "Start the server there; see what listens. {look}": "在那里启动服务器；查看有哪些程序在监听。{look}",
  "{name} is told to answer no ping: icmp_echo_ignore_all is 1.": "{name} 设成了不应答 ping：icmp_echo_ignore_all 是 1。",

  // source addresses
  "{name} checks the sources of packets (rp_filter is 1): the way back to {source} does not lead through {link}, by which this one came.":
    "{name} 会检查包的源地址（rp_filter 是 1）：这个包从 {link} 进来，而返回 {source} 的路不走那里。",
  "The packet leaves the host with the source {source}, and nobody out there knows a way back to that address: no rule of POSTROUTING that fits puts the host's own in.":
    "包离开宿主机时源地址是 {source}，而外面谁也不知道怎样把应答送回这个地址：POSTROUTING 里没有匹配的规则把它换成宿主机自己的地址。",
  "A rule of POSTROUTING gives the packet the source {source}, which is not an address of the host: the answer goes elsewhere.":
    "POSTROUTING 里有一条规则把源地址换成了 {source}，而宿主机没有这个地址：应答会送到别处。",
  "A packet that came in by {device} is sent on to {destination}: the kernel takes packets for 127.0.0.0/8 from lo alone, while route_localnet of {device} is 0.":
    "从 {device} 进来的包转给了 {destination}：只要 {device} 的 route_localnet 是 0，发往 127.0.0.0/8 的包内核就只接受从 lo 进来的。",
  "The kernel may route addresses of 127.0.0.0/8 by lo alone: route_localnet of {device} is 0.":
    "127.0.0.0/8 里的地址，内核只让它们走 lo：{device} 的 route_localnet 是 0。",
  "The packet is sent on to {destination} with the source {source}: the kernel lets no packet with such a source leave by {device}, and nobody could answer it.":
    "包转给了 {destination}，源地址却是 {source}：内核不让带着这种源地址的包从 {device} 出去，而且谁也无法应答它。",
  "{name} does not believe the source {source}: it is its own address.": "{name} 不接受源地址 {source}：这是它自己的地址。",
  "The packet arrives in {name} with the source {source}, which means {name} itself there: no rule of POSTROUTING has put another one in.":
    "包到达 {name} 时源地址是 {source}，在那里指的就是 {name} 自己：POSTROUTING 里没有规则把它换成别的地址。",
  "the network": "原来的网络",
  "The connection is sent back into {network} with its source: {name} drops a packet that claims to come from itself.":
    "这个连接又发回了 {network}，源地址没有变：{name} 收到自称由自己发出的包，就把它丢弃。",
  "The connection is sent back into {network} with its source: the answer goes straight to that address, past the host that would have to rewrite it.":
    "这个连接又发回了 {network}，源地址没有变：应答直接送到那个地址，没有经过本该改写它的宿主机。",
};
