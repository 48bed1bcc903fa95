import type { Phrases } from "../words.ts";

/** Names of checks and advice that stand in the lessons themselves. */
export const LESSONS: Phrases = {
  // 01-mounts
  "the terminal container showed the mount of data, and it is there": "终端 container 里显示了 data 上的挂载，它确实存在",
  "the host's list of mounts was searched, and holds nothing of data": "查找过宿主机的挂载列表，其中没有 data 上的挂载",
  "the mount made in the terminal container is also on the host": "终端 container 里的挂载也出现在宿主机上",
  "the host showed the mount of data, and it is there": "宿主机上显示了 data 上的挂载，它确实存在",
  "the mount of data": "data 上的挂载",
  "Type on the host: {lines}": "在宿主机上输入：{lines}",
  "In the terminal container, in /root/docker: {lines}": "在终端 container 里，当前目录为 /root/docker：{lines}",
  "In the terminal container2, once the tmpfs is mounted: {lines}": "挂载好 tmpfs 之后，在终端 container2 里：{lines}",
  "In the terminal container2, in /root/docker: {lines}": "在终端 container2 里，当前目录为 /root/docker：{lines}",

  // 02-chroot
  "chroot said that there is no usr/bin/bash, although there is: its loader is missing":
    "chroot 说没有 usr/bin/bash，可是这个文件就在那里：缺少的是它的加载器",
  "in the chroot there was no ls to be found": "在 chroot 里找不到 ls",
  "pwd said /, in the chroot": "在 chroot 里，pwd 显示 /",
  "in the chroot, ps could not work without /proc": "在 chroot 里，没有 /proc，ps 无法工作",
  "in the chroot, the host's own init was seen": "在 chroot 里看到了宿主机的 init",
  "that chroot could not run usr/bin/bash": "chroot 无法运行 usr/bin/bash",
  "that bash found no ls": "bash 找不到 ls",
  "the working directory /": "当前目录 /",
  "that ps asks for /proc": "ps 需要 /proc",
  "in {tree}, {what}": "在 {tree} 里，{what}",
  "bash runs": "bash 能够运行",
  "{programs} run, and ps is found": "{programs} 都能运行，ps 也找得到",
  "cat can show /motd": "cat 能够显示 /motd",
  "On the host, in /root/docker: {lines}": "在宿主机上，当前目录为 /root/docker：{lines}",
  "In the terminal container, inside the chroot: {lines}": "在终端 container 的 chroot 里：{lines}",
  "Copy what ldd lists for bash and for cat to the same paths below /root/tiny.":
    "把 ldd 为 bash 和 cat 列出的文件复制到 /root/tiny 下的相同路径。",

  // 03-pid
  "the shell could start no second program, and is not in the new PID namespace itself":
    "shell 不能再启动第二个程序，它自己也不在新的 PID 命名空间里",
  "the terminal container has a PID namespace of its own, and a /proc that belongs to it":
    "终端 container 有自己的 PID 命名空间，也有与之对应的 /proc",
  "that bash cannot fork": "bash 无法 fork",
  "date, as often as it takes": "date，必要时多输入几次",

  // 04-uts
  "the terminal container has a PID namespace of its own, and has renamed the host":
    "终端 container 有自己的 PID 命名空间，却改了宿主机的主机名",
  "the new UTS namespace still had the host's name": "新的 UTS 命名空间里仍是宿主机的主机名",
  "the host showed that its name is unchanged": "宿主机上显示主机名没有变",
  "the terminal container showed the kernel's version, in a UTS namespace of its own":
    "终端 container 在自己的 UTS 命名空间里显示了内核版本",
  "no address was found for the new name": "新主机名查不到地址",
  "the three are called host, container1 and web": "三者的主机名分别是 host、container1 和 web",
  "the kernel's version": "内核版本",
  "the address of container1": "container1 的地址",

  // 05-ipc
  "the terminal container has namespaces of its own, and listed the host's segment and queue":
    "终端 container 有自己的几个命名空间，却列出了宿主机的共享内存段和消息队列",
  "ipcs showed nothing of the host's, in an IPC namespace of its own":
    "在自己的 IPC 命名空间里，ipcs 没有显示宿主机的任何 IPC 对象",
  "what the terminal container left in /dev/shm is on the host": "终端 container 留在 /dev/shm 里的内容也出现在宿主机上",
  "the host's server answered the terminal container, whose IPC namespace is its own":
    "宿主机的服务器响应了终端 container 的请求，尽管后者有自己的 IPC 命名空间",
  "the host holds no System V object, and the terminal container still has its own":
    "宿主机上没有 System V 对象，终端 container 仍有自己的",
  "In the terminal container: {lines}": "在终端 container 里：{lines}",
  "In the terminal host: {lines}": "在终端 host 里：{lines}",
  "the answer of the host's server": "宿主机上服务器的响应",
  "{show}. It must hold something: {write}": "{show}。文件里要有内容：{write}",

  // 06-veth
  "ns1 was shown with lo alone, and lo down": "显示了 ns1：其中只有 lo，而且 lo 没有启用",
  "in ns1 not even 127.0.0.1 is reachable": "在 ns1 里，连 127.0.0.1 也不可达",
  "an answer from 10.0.0.2 was shown": "显示了来自 10.0.0.2 的应答",

  // 07-bridge
  "veth0 is a port of the bridge docker0 on the host, and the host's own cable is not":
    "宿主机上 veth0 是网桥 docker0 的端口，而宿主机通往外面的接口不是",
  "docker0 and its port veth0 were shown": "显示了 docker0 和它的端口 veth0",
  "a network namespace made by unshare -n was shown, and the shell is still in ns1":
    "显示了 unshare -n 新建的网络命名空间，而 shell 仍在 ns1 里",
  "an answer from the bridge was shown": "显示了来自网桥的应答",
  "the container cannot reach {server}: it has no route": "容器无法到达 {server}：没有路由",
  "veth0 as a port of docker0": "veth0 是 docker0 的端口",

  // 08-snat
  "nothing came back from {server}: the host does not forward": "没有收到 {server} 的应答：宿主机不转发",
  "nothing came back from {server}, although the host forwards": "宿主机已经转发，仍没有收到 {server} 的应答",
  "an answer from {server} was shown": "显示了来自 {server} 的应答",
  "the server was shown to see the host's address": "显示了服务器看到的是宿主机的地址",
  "the rule was shown, and is there": "显示了那条规则，它确实存在",
  "SNAT puts {host} in, and the server sees it": "SNAT 填入 {host}，服务器看到的也是它",
  "in the chroot, the name example.com could not be resolved": "在 chroot 里，域名 example.com 无法解析",
  "in the chroot, the name example.com is resolved to {server}": "在 chroot 里，域名 example.com 解析为 {server}",
  "in the chroot, an answer from example.com was shown": "在 chroot 里，显示了来自 example.com 的应答",
  "every hop to the server was shown": "显示了到服务器途中的每一跳",
  "the internet sees the container as {second} and the host as {host}, and FORWARD still drops what no rule accepts":
    "互联网看到容器的地址是 {second}、宿主机的地址是 {host}，而 FORWARD 仍丢弃没有规则放行的包",
  "what the server saw: a packet from 172.17.0.2": "服务器看到的内容：来自 172.17.0.2 的包",
  "the address the server saw": "服务器看到的地址",
  "the rule of the chain POSTROUTING": "POSTROUTING 链里的规则",
  "the address of example.com, or an answer from it": "example.com 的地址，或者它的应答",
  "the host, the router and {server}, in this order": "依次经过宿主机、路由器和 {server}",

  // 09-dnat
  "the host was shown an answer of the server": "宿主机上显示了服务器的响应",
  "the neighbor is refused at port 3033 of the host": "邻居连接宿主机的端口 3033 被拒绝",
  "the neighbor waited in vain: FORWARD drops what DNAT has sent on": "邻居没有等到响应：DNAT 改了目的地址的包被 FORWARD 丢弃",
  "the neighbor was shown an answer of the server": "终端 neighbor 里显示了服务器的响应",
  "the server was shown to see the neighbor's own address": "显示了服务器看到的是邻居自己的地址",
  "the host itself is refused at its own port 3033": "宿主机连接自己的端口 3033 被拒绝",
  "by the name localhost the host waits in vain": "宿主机用 localhost 这个名字访问时等不到响应",
  "the host is answered by the name localhost, and nobody else's packets are rewritten for it":
    "宿主机用 localhost 这个名字能得到响应，而且没有因此改写别处来的包",
  "the container gets no answer at its own published port": "容器访问自己发布的端口得不到响应",
  "the neighbor gets an answer at port 8080 of the host, no other machine gets one there, and port 3033 serves all":
    "邻居在宿主机的端口 8080 能得到响应，其他机器在那里得不到，而端口 3033 对所有机器开放",
  "an answer of the server": "服务器的响应",
  "that the container got no answer": "容器没有得到响应",
  "The container already gets an answer: a rule of POSTROUTING rewrites its packets as well.":
    "容器已经能得到响应：POSTROUTING 里有一条规则也改写了它的包。",
  "The rules let this caller in as well.": "规则也放行了这个访问者。",
  "Start it in the terminal container, whose shell is in the namespace: node app.js":
    "在终端 container 里启动它，那里的 shell 就在这个命名空间里：node app.js",
  "End it there with Ctrl-C. {next}": "先在那里按 Ctrl-C 结束它。{next}",

  // 10-nsenter
  "that there is no /inside.txt here": "这里没有 /inside.txt",
  "the file of the container's own tree": "容器自己的文件树里的文件",
  "that ps does not work without a number in /proc": "/proc 里没有编号目录时 ps 无法工作",

  // 11-cpu
  "that the kernel refuses this quota": "内核拒绝这个配额",

  // 12-memory
  "a program in the terminal container ended with the exit code {code}": "终端 container 里的一个程序以退出码 {code} 结束",
  "a shell in the terminal container ended with the exit code {code}": "终端 container 里的一个 shell 以退出码 {code} 结束",
  "a shell in the cgroup /tiny ended with the exit code 0": "cgroup /tiny 里的一个 shell 以退出码 0 结束",
  "the shell ended with the exit code 0": "shell 以退出码 0 结束",

  // 13-container
  "the shell in the terminal container has namespaces of its own, the network of ns1, and a /proc for its processes":
    "终端 container 里的 shell 有自己的几个命名空间，使用 ns1 的网络，/proc 显示的是自己的进程",
  "an answer from container 2 was shown, and the two share no namespace": "显示了来自容器 2 的应答，两个容器没有共用的命名空间",
  "bash runs, and so do ls and sleep": "bash 能够运行，ls 和 sleep 也能",
  "Type the lines of this step on the host, in {directory}.": "请在宿主机上，在 {directory} 里输入这一步的各行命令。",
};
