import type { Phrases } from "../words.ts";

const NAMESPACES: Readonly<Record<string, string>> = {
  mnt: "挂载命名空间",
  uts: "UTS 命名空间",
  ipc: "IPC 命名空间",
  net: "网络命名空间",
  pid: "PID 命名空间",
};

/** Containers as a whole, and processes that join them. */
export const CONTAINERS: Phrases = {
  // joining one
  "the process in front in the terminal {terminal} has joined the container in the terminal {into}":
    "终端 {terminal} 的前台进程加入了终端 {into} 里的容器",
  "the process in front in the terminal {terminal} has joined the container in the terminal {into}, without {without}":
    "终端 {terminal} 的前台进程加入了终端 {into} 里的容器，但 {without} 除外",
  "the {kind} namespace": ({ kind = "" }) => NAMESPACES[kind] ?? `${kind} 命名空间`,
  "the root directory": "根目录",
  "root directory": "根目录",
  "{process} shares with the container: {shared}; not: {apart}": "{process} 与容器共用的有：{shared}；不共用的有：{apart}",
  "{process} shares with the container: {shared}; not: nothing": "{process} 与容器全部共用：{shared}",
  "{process} shares with the container: nothing; not: {apart}": "{process} 与容器一样也不共用：{apart}",
  "The shell there is the host's own: nsenter has not run yet, or failed (its flags are written apart: -m -u), was given the PID of a process on the host, or its shell has been left with exit.":
    "那里的 shell 在宿主机上：nsenter 还没有执行，或者失败了（选项要分开写：-m -u），或者给它的是宿主机上某个进程的 PID，或者已经用 exit 退出了它启动的 shell。",
  "nsenter ran without {flags} or with the PID of another process, or the shell of a step before is still in front.":
    "执行 nsenter 时没有带 {flags}，或者 PID 是别的进程的；也可能前台还是前面某一步的 shell。",
  "nsenter ran with {flags} too, or the shell of a step before is still in front.":
    "执行 nsenter 时还带了 {flags}；也可能前台还是前面某一步的 shell。",
  "nsenter ran without -r or with the PID of a process outside the chroot, or the shell of a step before is still in front.":
    "执行 nsenter 时没有带 -r，或者 PID 是 chroot 之外某个进程的；也可能前台还是前面某一步的 shell。",
  "In the terminal {terminal}: exit, until the prompt is [root@host docker]#, then {lines}":
    "在终端 {terminal} 里：反复输入 exit，直到提示符是 [root@host docker]#，再输入 {lines}",
  "in the terminal {terminal} stands {process}, which shares with the host: {shared}":
    "终端 {terminal} 的前台是 {process}，它与宿主机共用：{shared}",
  "The container's shell in the terminal {terminal} has ended.": "终端 {terminal} 里容器的 shell 已经结束。",
  "Open the lesson again: it begins with a fresh container.": "请重新打开这一课：开始时会有一个新的容器。",

  // started from outside
  "a process {name}, started on the host, runs in all five namespaces and in the root directory of the container in the terminal {into}":
    "从宿主机上启动的进程 {name} 在终端 {into} 里容器的全部五个命名空间和根目录中运行",
  "no process {name} runs": "没有进程 {name} 在运行",
  "{joining}; working directory: {directory}, as the host names it": "{joining}；当前目录：{directory}（宿主机看到的路径）",
  "It has not been started yet, or has ended.": "它还没有启动，或者已经结束。",
  "A namespace, the root or the working directory was not joined, or it was started by the container's own shell.":
    "命名空间、根目录、当前目录没有全部加入，或者它是由容器自己的 shell 启动的。",
  "Start it from the terminal host, by nsenter with all flags of this lesson, and with -w for the working directory.":
    "在终端 host 里用 nsenter 启动它，带上这一课的全部选项，再加上表示当前目录的 -w。",

  // where a shell stands
  "the working directory of the process in front in the terminal {terminal} is below its root directory":
    "终端 {terminal} 的前台进程，当前目录在它的根目录之下",
  "{process} stands in {directory} and has the root directory {root}, as the host names them":
    "{process} 的当前目录是 {directory}，根目录是 {root}（宿主机看到的路径）",
  "nsenter -r changes the root directory and leaves the working directory where it was.":
    "nsenter -r 改变根目录，当前目录则留在原处。",
  "The shell there is not in the container: its root directory is the host's.": "那里的 shell 不在容器里：它的根目录是宿主机的。",
  "In the terminal {terminal}: nsenter with -r, as in the step before, then {lines}":
    "在终端 {terminal} 里：像上一步那样用带 -r 的 nsenter，再输入 {lines}",
  "that pwd cannot name the directory the shell stands in": "pwd 说不出 shell 的当前目录",
  "The shell is not in the container, or stands below its root directory already, or pwd was not asked.":
    "shell 不在容器里，或者当前目录已经在它的根目录之下，或者没有执行 pwd。",
  "In the terminal {terminal}, right after nsenter with -r (and without -w): {lines}":
    "在终端 {terminal} 里，用 nsenter 带 -r（不带 -w）进入之后立即输入：{lines}",

  // what was seen of a container
  "the shell of the terminal {of} with its PID on the host": "终端 {of} 的 shell 和它在宿主机上的 PID",
  "a line with {command} and its PID on the host, {pid}, was printed": "输出里有一行是 {command} 和它在宿主机上的 PID {pid}",
  "no line with {command} and its PID on the host, {pid}, was printed": "输出里没有 {command} 和它在宿主机上的 PID {pid}",
  "The list leaves this process out, as ps without -e does, or it was made inside a PID namespace.":
    "列表里没有这个进程（不带 -e 的 ps 就是这样），或者列表是在某个 PID 命名空间里生成的。",
  "In the terminal {terminal}: ps -ef, or pgrep -af usr/bin/bash": "在终端 {terminal} 里：ps -ef，或者 pgrep -af usr/bin/bash",
  "the five namespaces of the process in the terminal {of}": "终端 {of} 里的进程的五个命名空间",
  "{count} of their five inode numbers were printed: {inodes}": "五个 inode 编号中显示了 {count} 个：{inodes}",
  "1 of their five inode numbers was printed: {inodes}": "五个 inode 编号中只显示了 1 个：{inodes}",
  "none of their five inode numbers were printed": "五个 inode 编号一个也没有显示",
  "The namespaces of another process were listed.": "列出的是别的进程的命名空间。",
  "In the terminal {terminal}, list those of the PID you found: {lines}":
    "在终端 {terminal} 里，列出找到的那个 PID 的命名空间：{lines}",
  "the address of the container in the terminal {of}": "终端 {of} 里容器的地址",
  "the container has {addresses}": "容器的地址是 {addresses}",
  "the container has {addresses}, which was not shown": "容器的地址是 {addresses}，没有显示出来",
  "the container has no address of its own": "容器没有自己的地址",
  "The addresses of another network namespace were listed: the host's own, without -n.":
    "列出的是别的网络命名空间的地址：没有带 -n，就是宿主机自己的。",
  "In the terminal {terminal}: nsenter -t PID -n ip -br addr, with the PID you found.":
    "在终端 {terminal} 里：nsenter -t PID -n ip -br addr，其中 PID 是找到的那个。",
  "the shell itself among the container's processes": "容器的进程中有这个 shell 自己",
  "{process} has the PID {pid} in its own PID namespace": "{process} 在自己的 PID 命名空间里的 PID 是 {pid}",
  "ps was not run, or in another shell.": "没有执行 ps，或者是在别的 shell 里执行的。",
  "the different cgroups of the processes in the terminals {container} and {other}":
    "终端 {container} 和 {other} 里的进程所在的不同控制组",
  "{process} is in {path}, {other} in {otherPath}": "{process} 在 {path} 里，{other} 在 {otherPath} 里",
  "The file of only one of the two was read, or of other processes, or both are in one cgroup by now.":
    "只读了其中一个的文件，或者读的是别的进程的，或者两者现在已经在同一个控制组里。",
  "On the host, read /proc/PID/cgroup of both; ps -ef shows the PIDs.":
    "在宿主机上查看两者的 /proc/PID/cgroup；PID 用 ps -ef 查。",

  // namespaces of its own
  "the shell in {place} has mount, UTS, IPC, network and PID namespaces of its own":
    "{place} 里的 shell 有自己的挂载、UTS、IPC、网络和 PID 命名空间",
  "{process} shares none of the five with the host": "这五个命名空间，{process} 一个也不与宿主机共用",
  "{process} shares with the host: {shared}": "{process} 与宿主机共用：{shared}",
  "The shell was not started by ip netns exec, or it has been left with exit.":
    "shell 不是用 ip netns exec 启动的，或者已经用 exit 退出。",
  "unshare was not run, or without some of its flags, or its shell has been left with exit.":
    "没有执行 unshare，或者少带了选项，或者已经用 exit 退出了它启动的 shell。",
  "In the terminal {terminal}: ip netns exec NAME bash, and in it: {lines}":
    "在终端 {terminal} 里：ip netns exec NAME bash，再在其中：{lines}",
  "the containers in {place} and {other} share none of the five namespaces":
    "{place} 和 {other} 里的容器，五个命名空间一个也不共用",
  "{process} and {other} share none": "{process} 和 {other} 没有共用的命名空间",
  "{process} and {other} share: {shared}": "{process} 和 {other} 共用：{shared}",
  "One of the two was entered from the other, or both were started in one network namespace.":
    "其中一个是从另一个里面进入的，或者两个都是在同一个网络命名空间里启动的。",
  "Leave the shells of the second one (exit) and start it with a network namespace of its own.":
    "用 exit 退出第二个容器的各个 shell，再用它自己的网络命名空间启动。",

  // files of its own
  "the container in {place} has a root directory and a /proc of its own": "{place} 里的容器有自己的根目录和 /proc",
  "the root directory of the shell in {place} is a tree of its own, and /proc in it lists the container's processes":
    "{place} 里的 shell 以自己的文件树为根目录，其中的 /proc 列出容器的进程",
  "the root directory of {process} is {root}; {proc}": "{process} 的根目录是 {root}；{proc}",
  "no proc file system is mounted on its /proc": "它的 /proc 上没有挂载 proc 文件系统",
  "its /proc lists its own PID namespace": "它的 /proc 列出的是自己的 PID 命名空间",
  "its /proc lists another PID namespace": "它的 /proc 列出的是另一个 PID 命名空间",
  "chroot was not run, or its shell has been left with exit.": "没有执行 chroot，或者已经用 exit 退出了它启动的 shell。",
  "chroot was given a directory on which the host's own / is mounted: these are the host's files.":
    "给 chroot 的目录上挂载着宿主机自己的 /：里面是宿主机的文件。",
  "The container's /proc was not mounted in the tree before chroot.": "执行 chroot 之前，没有把容器的 /proc 挂载到文件树里。",
  "In the terminal {terminal}, in /root/docker: {lines}": "在终端 {terminal} 里，当前目录为 /root/docker：{lines}",
  "In the terminal {terminal}, in /root/docker (after exit): {lines}":
    "在终端 {terminal} 里，先 exit，当前目录为 /root/docker：{lines}",

  // its network
  "the container in {place} is plugged into docker0 with the address {address}":
    "{place} 里的容器插在 docker0 上，地址是 {address}",
  "the container in {place} can ping {address} on the internet": "{place} 里的容器能 ping 通互联网上的 {address}",
  "the container in {place} knows a name server that answers": "{place} 里的容器知道一个有应答的域名服务器",
  "{place} has {address} on a link whose other end is a port of docker0, and a default route via 172.17.0.1":
    "{place} 里有一个地址为 {address} 的接口，对端是 docker0 的端口；默认路由的网关是 172.17.0.1",
  "all of it is there": "全都有了",
  "A step of the network's set-up is missing, or was done in the other namespace.":
    "建立网络时漏了一步，或者有一步是在另一个命名空间里做的。",
  "no link there has {address}": "那里没有地址为 {address} 的接口",
  "{link} is not an end of a pair whose other end is on the host": "{link} 不是 veth 对的一端，或者对端不在宿主机上",
  "Make a veth pair on the host, and move one end into the container's network namespace.":
    "在宿主机上创建一个 veth 对，把其中一端移到容器的网络命名空间里。",
  "{link}, the other end, is a port of no bridge": "对端 {link} 不是任何网桥的端口",
  "{link}, the other end, is a port of {bridge}": "对端 {link} 是 {bridge} 的端口",
  "{link}, the other end, is down": "对端 {link} 没有启用",
  "docker0 on the host is down or has not the address 172.17.0.1/16": "宿主机上的 docker0 没有启用，或者没有地址 172.17.0.1/16",
  "there is no default route via 172.17.0.1": "没有以 172.17.0.1 为网关的默认路由",
  "In the container: {lines}": "在容器里：{lines}",
};
