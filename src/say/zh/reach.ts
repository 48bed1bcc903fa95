import type { Phrases } from "../words.ts";

/** Routes, pings, names, ports and servers, and what conntrack keeps of them. */
export const REACH: Phrases = {
  // routes
  "the default route of {place} goes via {gateway}": "{place} 的默认路由经过 {gateway}",
  "{place} has no route to {destination}": "{place} 没有到 {destination} 的路由",
  "{place} sends packets to {destination} by {device}": "{place} 把发往 {destination} 的包从 {device} 送出",
  "packets to {destination} take the route {route}": "发往 {destination} 的包走这条路由：{route}",
  "the routing table is empty": "路由表是空的",
  "the routes are: {routes}": "现有的路由：{routes}",
  "{gateway} is an address of {place} itself: the gateway must be at the other end.":
    "{gateway} 是 {place} 自己的地址，而网关必须是另一端的地址。",
  "{gateway} is in no network that {place} is attached to, so it cannot be a gateway there.":
    "{gateway} 不在 {place} 接入的任何网络里，不能作那里的网关。",
  "Give the link an address of the gateway's network first, and switch the link on.":
    "请先给接口一个网关所在网络的地址，并启用它。",
  "The default route names no gateway ({route}): every address is then asked for on that link, where only neighbors answer.":
    "默认路由没有写网关（{route}）：这样一来，任何地址都直接在那个接口上询问，而那里只有同一网络里的机器会应答。",
  "There is another default route, and it decides: {route}.": "还有另一条默认路由，而且起作用的是它：{route}。",
  "The route via {gateway} is for {destination} alone; a default route is for every other address.":
    "经过 {gateway} 的路由只用于 {destination}；默认路由才用于其余的所有地址。",
  "The route was not added, or not in the network namespace of {place}.":
    "还没有添加这条路由，或者没有加在 {place} 的网络命名空间里。",
  "A route was added already.": "已经添加过一条路由。",
  "{device} has no address of that network with the right prefix length, or is down: when it has both, the kernel adds the route by itself.":
    "{device} 没有那个网络里前缀长度正确的地址，或者没有启用：两样都有了，内核就会自己添加路由。",
  "Give {device} its address and switch it on; the step shows how.": "请给 {device} 地址并启用它；这一步讲了做法。",

  // why there is no route
  "A route of {name} sends packets for {destination} nowhere on purpose: {type}.":
    "{name} 有一条路由特意不让发往 {destination} 的包通过：{type}。",
  "The link {link} of {name} is down, and its routes are gone with it.": "{name} 的网络接口 {link} 已停用，它的路由也随之消失。",
  "{name} has no route back to {destination}.": "{name} 没有返回 {destination} 的路由。",
  "No route leads from {name} to {destination}: {says}.": "{name} 没有到 {destination} 的路由：{says}。",
  "{link} of {name} has no address: {address} was given to the other end of its cable, {far} of {place}.":
    "{name} 的 {link} 没有地址：{address} 配给了它的对端，即 {place} 的 {far}。",
  "{undo}; then {give}": "{undo}；然后{give}",
  "{link} of {name} has no address.": "{name} 的 {link} 没有地址。",
  "{link} of {name} has the address {address}: {other} at the other end of its cable is not in that network.":
    "{name} 的 {link} 的地址是 {address}：对端的 {other} 不在这个网络里。",

  // pings
  "{place} can ping {address}": "{place} 能 ping 通 {address}",
  "{address} answers": "{address} 有应答",
  "no answer within {patience} ms": "{patience} ms 内没有应答",
  "{address} is an address of {place} itself, on {link}: a ping to it goes nowhere":
    "{address} 是 {place} 自己的地址，在 {link} 上：ping 它的包哪里也不去",
  "The address was given to the wrong end.": "地址给错了端。",
  "an answer from {address}": "来自 {address} 的应答",
  "No answer to a ping of that address was printed.": "没有输出 ping 那个地址得到的应答。",
  "{address} was pinged, and no answer came": "ping 过 {address}，没有应答",
  "no ping was seen": "没有看到 ping",
  "{others} was pinged, not {address}": "ping 的是 {others}，不是 {address}",
  "The ping went to another address, {last}.": "ping 的是另一个地址：{last}。",

  // probes
  "the probe could not be run: {program} did not start": "无法执行探测：{program} 没有启动",
  "the probe could not be run: {complaint}": "无法执行探测：{complaint}",
  "The program {program} is missing on this machine, or the lab has just ended.":
    "这台机器上没有程序 {program}，或者实验环境刚刚结束。",
  "Links, routes, forwarding and rules look right; something else on the way drops the packet or its answer.":
    "接口、路由、转发和规则看起来都没有问题；途中有别的东西丢弃了包，或者丢弃了它的应答。",
  "Look at each hop: ip addr; ip route; iptables-save; nft list ruleset, in the namespace and on the host.":
    "逐跳检查，命名空间里和宿主机上都要看：ip addr; ip route; iptables-save; nft list ruleset",
  "a packet with the source {source} has arrived at {server}": "源地址为 {source} 的包到达了 {server}",
  "the last it saw: nothing yet": "服务器还没有看到过包",
  "the last it saw: {last}": "服务器最近看到的：{last}",
  "No UDP packet was sent from the container, or it did not leave the host, or its source was rewritten on the way.":
    "容器没有发出 UDP 包，或者包没有离开宿主机，或者源地址在途中被改写了。",

  // names
  "in {place}, the name {name} is resolved to {address}": "在 {place} 里，域名 {name} 解析为 {address}",
  "{file} names {server}, and there is no name server at that address.": "{file} 里写的是 {server}，而那个地址上没有域名服务器。",
  "no answer from the name server {server}: {answer}": "域名服务器 {server} 没有应答：{answer}",
  "the name server {server} says: {answer}": "域名服务器 {server} 的应答：{answer}",
  "The name server {server} answers: there is no such name as {name}.": "域名服务器 {server} 的应答是：没有 {name} 这个域名。",
  "The name server {server} answers something else about {name}.": "对于 {name}，域名服务器 {server} 的应答是别的内容。",
  "Look at the letters of the name, and at which server is asked: cat /etc/resolv.conf":
    "请检查域名的拼写，再看看问的是哪台服务器：cat /etc/resolv.conf",
  "there is no etc/resolv.conf in the root directory of {place}": "{place} 的根目录里没有 etc/resolv.conf",
  "The file was copied already, or the shell is not in the chroot.": "文件已经复制过去，或者 shell 不在 chroot 里。",
  "Enter the root file system: chroot . usr/bin/bash, in /root/docker":
    "进入那个根文件系统：在 /root/docker 里输入 chroot . usr/bin/bash",
  "its root directory is {root}, and there is no {file}": "它的根目录是 {root}，没有文件 {file}",
  "{file} names no name server": "{file} 里没有写域名服务器",
  "{file} names {servers}": "{file} 里写的是 {servers}",
  "Something else than a plain file stands under that name.": "占用这个名字的不是普通文件。",
  "Programs read the address of the name server from /etc/resolv.conf of their own root directory; without one they ask 127.0.0.1.":
    "程序从自己根目录的 /etc/resolv.conf 里读取域名服务器的地址；没有这个文件，就去问 127.0.0.1。",
  "Copy the host's, on the host: {lines}": "在宿主机上复制宿主机的文件：{lines}",

  // servers
  "a program listens on port {port} in {place}": "{place} 里有程序监听端口 {port}",
  "no program runs in {place}": "{place} 里没有程序在运行",
  "the ports listened on there: none": "那里没有监听任何端口",
  "the ports listened on there: {ports}": "那里监听的端口：{ports}",
  "{port} (on 127.0.0.1 alone)": "{port}（只在 127.0.0.1 上）",
  "The server listens on 127.0.0.1 alone, which only {place} itself can reach.":
    "服务器只监听 127.0.0.1，除了 {place} 自己，谁也连不上。",
  "End it with Ctrl-C, let it listen on 0.0.0.0 (in app.js: the last line), and start it again.":
    "按 Ctrl-C 结束它，让它监听 0.0.0.0（app.js 的最后一行），再启动一次。",
  "The server was not started, has ended, or listens on another port: read what it printed.":
    "服务器没有启动，或者已经结束，或者监听的是另一个端口：请看它的输出。",
  "A program listens on port {port} in another network namespace, {network}, which has ports of its own.":
    "有程序监听端口 {port}，却在另一个网络命名空间里：{network}，那里的端口是另一套。",
  "{place} gets an answer from {url}": "{place} 访问 {url} 能得到响应",
  "the server at {url} sees {place} as {address}": "{url} 的服务器看到 {place} 的地址是 {address}",
  "{place} is refused at {url}": "{place} 访问 {url} 被拒绝",
  "{place} gets neither an answer nor a refusal from {url}": "{place} 访问 {url}，既得不到响应，也没有被拒绝",
  "{place} gets no answer from {url}": "{place} 访问 {url} 得不到响应",
  "HTTP status {status}": "HTTP 状态码 {status}",
  "HTTP status {status}; the server saw {peer}": "HTTP 状态码 {status}；服务器看到的地址是 {peer}",
  "The request arrives with another source: on its way another rule of POSTROUTING rewrites it, or none does.":
    "请求到达时源地址不对：途中改写它的是 POSTROUTING 里的另一条规则，或者没有规则改写它。",
  "See them, on the host: iptables-save; of nft: nft list ruleset. A condition on the source tells callers apart: -s ADDRESS, or ip saddr ADDRESS":
    "在宿主机上查看规则：iptables-save；nft 的规则：nft list ruleset。用源地址作条件就能区分访问者：-s ADDRESS，或 ip saddr ADDRESS",
  "Something answers, but it is another server, or has no such page.": "有响应，但那是另一个服务器，或者没有这个页面。",
  "See the answer with the command above, and what listens there: ss -ltn":
    "用上面的命令看看响应，再看看那里有什么在监听：ss -ltn",
  "It is answered: a rule that a later step adds is there already, or another server runs.":
    "得到了响应：后面的步骤才添加的规则已经在了，或者运行着另一个服务器。",
  "See the rules, on the host: iptables-save; of nft: nft list ruleset. Restart the lesson for a fresh start.":
    "在宿主机上查看规则：iptables-save；nft 的规则：nft list ruleset。想从头来过，就重新开始这一课。",
  "The packet arrives, and no program listens on that port there.": "数据包到达了，但那里没有程序监听这个端口。",
  "Start the server, or see what listens: ss -ltn, in the namespace where it runs.":
    "请启动服务器，或者在它运行的命名空间里看看有什么在监听：ss -ltn",

  // what conntrack keeps
  "the terminal {terminal} showed a connection from {source} to {sentTo} that {answeredBy} answers":
    "终端 {terminal} 里显示了从 {source} 到 {sentTo}、由 {answeredBy} 应答的连接",
  "on the host: conntrack -L, or cat /proc/net/nf_conntrack": "在宿主机上：conntrack -L，或 cat /proc/net/nf_conntrack",
  "{from} → {to}, answered by {by}": "{from} → {to}，由 {by} 应答",
  "no such line was printed; the kernel has {count} connections": "没有输出这样的行；内核里有 {count} 个连接",
  "a line was printed that the kernel does not have; the kernel has {count} connections":
    "输出了这样的行，内核里却没有这个连接；内核里有 {count} 个连接",
  "Nothing has used the published port for two minutes, so the kernel has forgotten it; or the list was not shown in this terminal.":
    "已发布的端口有两分钟没人用过，内核把连接忘掉了；或者没有在这个终端里显示连接列表。",
  "Type in the terminal neighbor: {command}. Then show the list in the terminal {terminal}.":
    "在终端 neighbor 里输入：{command}。然后在终端 {terminal} 里显示连接列表。",
  "the kernel's list of connections could not be read: {complaint}": "无法读取内核的连接列表：{complaint}",
  "This kernel offers no /proc/net/nf_conntrack, and the program conntrack is missing.":
    "这个内核不提供 /proc/net/nf_conntrack，也没有安装程序 conntrack。",
  "Install it (its package is conntrack or conntrack-tools): nslab doctor --fix":
    "请安装它（软件包名为 conntrack 或 conntrack-tools）：nslab doctor --fix",

  // what was shown of networks
  "the numbers of two network namespaces, that of {name} and that of the host": "两个网络命名空间的编号，{name} 的和宿主机的",
  "Only one of the two was shown, or ls was used without -i.": "只显示了其中一个，或者 ls 没有带 -i。",
  "{name} is the namespace {named}, the host has {host}": "{name} 的命名空间编号是 {named}，宿主机的是 {host}",
  "a list of links with lo alone, and lo down": "只有 lo 的接口列表，而且 lo 没有启用",
  "That list was made in another network namespace.": "那份列表是在另一个网络命名空间里得到的。",
  "no list of links was shown": "没有显示接口列表",
  "the links shown: {links}": "显示的接口：{links}",
  "{link} (up)": "{link}（启用）",
  "{link} (down)": "{link}（未启用）",
};
