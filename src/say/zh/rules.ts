import type { Phrases } from "../words.ts";

/** What rules of iptables and nft do to packets. */
export const RULES: Phrases = {
  // checks/rules.ts
  "{what}: {fate}": "{what}：{fate}",
  "{what}, and {count} more tried: {fate}": "{what}（以及另外试过的 {count} 种）：{fate}",
  "no rule of {chain} rewrites it": "{chain} 里没有规则改写它",
  "no rule fits, and the policy of {chain} is {policy}": "没有匹配的规则，{chain} 的默认策略是 {policy}",
  "{target}, by the rule {rule}": "{target}，由规则 {rule} 决定",
  "{target} to {address}, by the rule {rule}": "{target}，改成 {address}，由规则 {rule} 决定",
  "{chain} in nft's table {table}": "nft 的表 {table} 里 {chain}",
  "Restart the lesson for the starting point of this step.": "重新开始这一课，就会回到这一步的起点。",
  "a rule of nft is there that may decide about it, and is not judged: {rule}":
    "有一条 nft 规则可能会决定它的去向，而这里判断不了：{rule}",
  "Of nft's rules those are judged that match addresses, devices, ports, protocols and the state of a connection, and accept, drop, masquerade, snat, dnat, redirect or jump.":
    "这里能判断的 nft 规则，条件限于地址、接口、端口、协议和连接状态，动作限于 accept、drop、masquerade、snat、dnat、redirect 和 jump。",
  "Write it in these words, or delete it. {next}": "请改用这些写法，或者删除它。{next}",
  "the policy of the chain {chain} is {policy}": "链 {chain} 的默认策略是 {policy}",
  "it is {policy}": "默认策略是 {policy}",
  "The policy was not set, or was set for another chain.": "默认策略没有设置，或者设到了另一条链上。",
  "A chain of nft at the same place has the policy DROP: {chain}.": "nft 在同一位置还有一条链，默认策略是 DROP：{chain}。",
  "The policy of {chain} is {policy}: that chain is for packets to the host itself.":
    "{chain} 的默认策略是 {policy}：那条链管的是发给宿主机自己的包。",
  "The policy of {chain} is {policy}: that chain is for packets from the host itself.":
    "{chain} 的默认策略是 {policy}：那条链管的是宿主机自己发出的包。",
  "The policy was set in another network namespace, {network}, which has rules of its own.":
    "默认策略设到了另一个网络命名空间里：{network}，那里有自己的一套规则。",
  "A rule that drops everything is not the policy: rules appended after it are never reached.":
    "丢弃一切的规则不是默认策略：在它之后追加的规则永远轮不到。",

  // checks/rule-mistakes.ts
  "The first rule that fits decides, and it is this one.": "第一条匹配的规则说了算，这里就是这一条。",
  "No rule decides about it, so the policy of {chain} in nft's table {table} does, whatever a rule of another table accepts.":
    "没有规则管它，于是由 nft 的表 {table} 里 {chain} 的默认策略决定，其他表里的规则放行也没有用。",
  "The rule {rule} accepts it, but the kernel asks iptables' chain {chain} as well, and its policy {policy} decides there, whatever nft accepts.":
    "规则 {rule} 放行了它，但内核还要查 iptables 的链 {chain}，在那里由默认策略 {policy} 决定，nft 放行也没有用。",
  "The new rule {rule} does not fit it: it asks for {condition}.": "新规则 {rule} 与它不匹配：规则要求 {condition}。",
  "The new rule {rule} does not fit it.": "新规则 {rule} 与它不匹配。",
  "The new rule is in another network namespace, {network}, which has rules of its own.":
    "新规则加到了另一个网络命名空间里：{network}，那里有自己的一套规则。",
  "No rule decides about it, so the policy of {chain} does, and that was changed to {policy}.":
    "没有规则管它，于是由 {chain} 的默认策略决定，而它已改成 {policy}。",
  "The new rule stands in the chain {chain}, and such a packet passes {wanted}.":
    "新规则在链 {chain} 里，而这样的包经过的是 {wanted}。",
  "The new rule {rule} is never asked: its chain has no hook, and no rule jumps to it.":
    "新规则 {rule} 永远不会被查到：它所在的链没有挂在钩子上，也没有规则跳转到那里。",
  "The new rule {rule} stands in a chain that such a packet does not meet: its family is {family}, its type {type}, its hook {hook}. The packet passes the hook {wanted}.":
    "新规则 {rule} 所在的链遇不到这样的包：那条链的协议族是 {family}，类型是 {type}，钩子是 {hook}，而这个包经过的钩子是 {wanted}。",

  // checks/nat.ts
  "what comes from {network} and leaves the host by any device but {bridge} gets another source address":
    "来自 {network} 的包，从 {bridge} 以外的任何接口离开宿主机时，源地址都会改写",
  "what comes from {network} gets another source address when it leaves by {device}, and only then":
    "来自 {network} 的包，只有从 {device} 出去时才改写源地址",
  "what {containers} send to the outside gets another source address, and what they send each other does not":
    "{containers} 发往外面的包会改写源地址，它们互相发的包不会",
  "what comes from {network} and leaves by {device} gets the source address {address} by SNAT":
    "来自 {network}、从 {device} 出去的包，由 SNAT 把源地址改成 {address}",
  "what the neighbor sends to {server} keeps its source address": "邻居发往 {server} 的包，源地址不变",
  "what comes from {network} and is sent back to {server} gets another source address, and what the neighbor sends there keeps its own":
    "来自 {network}、又发回 {server} 的包会改写源地址，邻居发往那里的包不会",
  "no rule changes the source of what comes from {network}": "没有规则改写来自 {network} 的包的源地址",
  "tcp that arrives at the host for port {port} is sent on to {target}": "到达宿主机、发往端口 {port} 的 tcp 包会转给 {target}",
  "tcp from the host to port {port} of its own addresses is sent on to {target}, and to no other machine's":
    "宿主机发往自己任何地址的端口 {port} 的 tcp 包会转给 {target}，发往其他机器的不会",
  "{protocol} from {source} leaving by {device}": "来自 {source}、从 {device} 出去的 {protocol} 包",
  "{protocol} from {source} leaving by another device, such as {device}":
    "来自 {source}、从另一个接口（例如 {device}）出去的 {protocol} 包",
  "tcp from {source} to {destination}, leaving by {device}": "{source} 发往 {destination}、从 {device} 出去的 tcp 包",
  "tcp from the neighbor to {server}, leaving by {device}": "邻居发往 {server}、从 {device} 出去的 tcp 包",
  "tcp from the neighbor to {address}": "邻居发往 {address} 的 tcp 包",
  "tcp from a container to {address}, arriving by {device}": "容器发往 {address}、从 {device} 进来的 tcp 包",
  "tcp from the host to {address}": "宿主机发往 {address} 的 tcp 包",
  "The rule is missing, stands in another chain or namespace, or its conditions are others.":
    "没有这条规则，或者它在另一条链、另一个命名空间里，或者条件不对。",
  "The rule is missing, or an older rule that also fits other devices stands before it.":
    "没有这条规则，或者它前面有一条旧规则，连其他接口也匹配。",
  "The rule is missing, or an older one stands before it: the first that fits decides.":
    "没有这条规则，或者它前面有一条旧规则：第一条匹配的规则说了算。",
  "The rule is missing, stands in another chain or namespace, or names another port, address or interface.":
    "没有这条规则，或者它在另一条链、另一个命名空间里，或者写了别的端口、地址或接口。",
  "A rule of POSTROUTING rewrites more than it should.": "POSTROUTING 里有一条规则改写了不该改写的包。",
  "A rule is left in the chain POSTROUTING.": "链 POSTROUTING 里还留着一条规则。",
  "Packets that the host itself sends go through the chain OUTPUT; there is no rule there that fits.":
    "宿主机自己发出的包经过链 OUTPUT，那里没有匹配的规则。",

  // checks/firewall.ts
  "FORWARD lets containers open connections to the outside, and nobody there to them":
    "FORWARD 放行容器向外发起的连接，不放行从外面发起的连接",
  "FORWARD lets containers talk to each other, and nobody from the outside to them":
    "FORWARD 放行容器之间的连接，不放行从外面发起的连接",
  "FORWARD lets the answers come back, and nothing else come in": "FORWARD 放行回来的应答，其他的都不放进来",
  "FORWARD lets others connect to port {port} of {address}, and to no port else":
    "FORWARD 放行别处到 {address} 端口 {port} 的连接，其他端口不放行",
  "FORWARD stops connections from the neighbor to {address}": "FORWARD 拦住邻居到 {address} 的连接",
  "a request from 172.17.0.2 to the internet": "172.17.0.2 发往互联网的请求",
  "a ping from 172.17.0.2 to the internet": "从 172.17.0.2 到互联网的 ping",
  "a request from 172.17.0.3 to 172.17.0.2": "172.17.0.3 发往 172.17.0.2 的请求",
  "a connection from the outside to port 22 of a container": "从外面到容器端口 22 的连接",
  "an answer from the internet to 172.17.0.2": "互联网发给 172.17.0.2 的应答",
  "an ICMP error about a connection of 172.17.0.2": "关于 172.17.0.2 的连接的 ICMP 错误消息",
  "a connection from the neighbor to {address}": "邻居到 {address} 的连接",
  "A rule already lets them in.": "已经有规则放行了。",
  "The rule is missing, its conditions are others, or an earlier rule decides first.":
    "没有这条规则，或者条件不对，或者前面有规则先作了决定。",
};
