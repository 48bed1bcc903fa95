import type { Phrases } from "../words.ts";

/** Control groups, CPU shares, memory, and what a lesson leaves behind. */
export const GROUPS: Phrases = {
  // cgroups
  "there is a cgroup {path} for {controller}": "有 cgroup {path}（控制器 {controller}）",
  "{path} is there": "{path} 存在",
  "this lab has no cgroups": "这个实验环境没有 cgroup",
  "This machine gives its users no cgroups of their own.": "这台机器没有把 cgroup 委派给用户。",
  "nslab doctor says what this machine would need.": "nslab doctor 会说明这台机器还需要什么。",
  "the lab has no cgroups but its own": "实验环境里只有它自己的 cgroup",
  "there are only: {cgroups}": "只有：{cgroups}",
  "{path} ({controllers})": "{path}（{controllers}）",
  "{path} (no controllers)": "{path}（没有控制器）",
  "The directory has not been made yet, or it was made elsewhere: a cgroup is a directory below the controller's own.":
    "目录还没有建，或者建在了别处：cgroup 是控制器目录下面的一个目录。",
  "the process in front in the terminal {terminal} is in the cgroup {path}": "终端 {terminal} 的前台进程在 cgroup {path} 里",
  "the process in front in the terminal {terminal} is in the cgroup {path} for {controller}":
    "终端 {terminal} 的前台进程在 cgroup {path}（控制器 {controller}）里",
  "{process} is in the cgroup {path}": "{process} 在 cgroup {path} 里",
  "{process} is in the cgroup of another hierarchy": "{process} 在另一个层级的 cgroup 里",
  "Another PID was written, or the process started before its parent was in the cgroup.":
    "写入的是别的 PID，或者这个进程启动的时候，它的父进程还不在 cgroup 里。",
  "Write its PID: {lines}": "写入它的 PID：{lines}",
  "a child shell in the terminal {terminal} is in the cgroup {path} for {controller}, and the terminal's first shell is not":
    "终端 {terminal} 里的一个子 shell 在 cgroup {path}（控制器 {controller}）里，而终端的第一个 shell 不在",
  "in it: {members}; the terminal's first shell is {first}": "里面有 {members}；终端的第一个 shell 是 {first}",
  "{process} is not in it": "{process} 不在里面",
  "neither {first} nor {front} is in it": "{first} 和 {front} 都不在里面",
  "The first shell itself was moved in, so it would be killed too.": "移进去的是第一个 shell 自己，它也会被杀死。",
  "Move it back: {lines}; then type bash in the terminal {terminal}, and move that one.":
    "先把它移回去：{lines}；再在终端 {terminal} 里输入 bash，把新的 shell 移进去。",
  "No PID was written yet, or another one.": "还没有写入 PID，或者写入的是别的 PID。",
  "In the terminal {terminal}, type bash, and in that shell: {lines}":
    "在终端 {terminal} 里输入 bash，再在新的 shell 里输入：{lines}",

  // a share of the CPU
  "the cgroup {path} may use {share} of one CPU": "cgroup {path} 最多用一个 CPU 的 {share}",
  "it has no CPU limit": "它没有 CPU 限额",
  "it may use {share} of one CPU": "它最多用一个 CPU 的 {share}",
  "the cgroup has no CPU limit": "这个 cgroup 没有 CPU 限额",
  "the cgroup may use {share} of one CPU": "这个 cgroup 最多用一个 CPU 的 {share}",
  "The limit has not been written, or was written to another cgroup, or quota and period do not have this ratio.":
    "限额还没有写，或者写进了别的 cgroup，或者配额与周期之比不对。",
  "The limit has not been written, or another value.": "限额还没有写，或者写的是别的值。",
  "The limit has just been changed.": "限额刚刚改过。",
  "the process in front in the terminal {terminal} uses one CPU, without a limit":
    "终端 {terminal} 的前台进程占满一个 CPU，没有限额",
  "{process} is in the cgroup {path}, which may use {share} of one CPU":
    "{process} 在 cgroup {path} 里，最多用一个 CPU 的 {share}",
  "{process} waits for input and uses no CPU": "{process} 在等待输入，不占用 CPU",
  "{processes} has ended": "{processes} 已经结束",
  "{process} ran {ran} of the time and was ready but not running {waited} of it":
    "{process} 有 {ran} 的时间在运行，{waited} 的时间就绪而没有运行",
  "{uses}; the cgroup was throttled in {count} period meanwhile": "{uses}；这段时间里 cgroup 在 {count} 个周期里被限流",
  "{uses}; the cgroup was throttled in {count} periods meanwhile": "{uses}；这段时间里 cgroup 在 {count} 个周期里被限流",
  "The process was put into a limited cgroup already.": "这个进程已经移进了有限额的 cgroup。",
  "The loop has not been started, has been stopped, or sleeps in between.": "死循环没有启动，已经停止，或者中间有休眠。",
  "Start the loop in the terminal {terminal}: {lines}": "在终端 {terminal} 里启动死循环：{lines}",
  "the process in front in the terminal {terminal} is held to {share} of one CPU by the cgroup {path}":
    "终端 {terminal} 的前台进程受 cgroup {path} 限制，最多用一个 CPU 的 {share}",
  "the processes in front in the terminals {terminals} are together held to {share} of one CPU by the cgroup {path}":
    "终端 {terminals} 的前台进程受 cgroup {path} 限制，合计最多用一个 CPU 的 {share}",
  "Nothing in the cgroup wants more CPU than it may use: the loop has not begun, has ended or was stopped.":
    "cgroup 里没有进程想用超出限额的 CPU：死循环没有启动，已经结束，或者已经停止。",
  "Let ./deadloop.sh run in the terminal {terminal}, and write its PID to {file}.":
    "让 ./deadloop.sh 在终端 {terminal} 里一直运行，并把它的 PID 写进 {file}。",
  "Another PID was written, or none yet: a process stays in its parent's cgroup until its own PID is written.":
    "写入的是别的 PID，或者还没有写入：进程一直留在父进程的 cgroup 里，直到写入它自己的 PID。",

  // what was shown of it
  "the process of the terminal {terminal} with its %CPU": "终端 {terminal} 的进程及其 CPU 用量（%CPU）",
  "the process of the terminal {terminal} with its %CPU at {share} or less":
    "终端 {terminal} 的进程及其 CPU 用量（%CPU），不超过 {share}",
  "The list has no line for this process, or it was made before the limit took hold.":
    "列表里没有这个进程，或者列出来的时候限额还没有生效。",
  "On the host, type the command of this step; the PID is that of ./deadloop.sh in the terminal {terminal}.":
    "在宿主机上输入这一步的命令；PID 是终端 {terminal} 里 ./deadloop.sh 的。",
  "no line for {process}": "列表里没有 {process}",
  "{process} at {share}, in a cgroup with a limit": "{process} 用了 {share}，在有限额的 cgroup 里",
  "{process} at {share}, without a limit": "{process} 用了 {share}，没有限额",
  "that the cgroup {path} has no quota, and a period of 100000 microseconds": "cgroup {path} 没有配额，周期是 100000 微秒",
  "Another file was read, or one of the two numbers is missing.": "读的是别的文件，或者两个数里缺了一个。",
  "On the host, type the command of this step: it prints the files of the quota and of the period.":
    "在宿主机上输入这一步的命令：它输出的就是配额和周期。",
  "neither number was seen": "两个数都没有出现",
  "no number was seen": "没有出现数字",
  "{numbers} was seen": "出现了 {numbers}",
  "{counter} not seen": "没有出现 {counter}",
  "the kernel says no limit": "内核说不限",
  "the kernel says {what}": "内核说是 {what}",
  "the kernel has counted {count} by now": "内核到现在数到 {count}",
  "the kernel has counted {count}": "内核数到 {count}",
  "the kernel has counted nothing": "内核没有计数",
  "how often the cgroup {path} was throttled": "cgroup {path} 被限流的次数",
  "Another file was read, or nothing that runs in this cgroup wants more than its limit.":
    "读的是别的文件，或者这个 cgroup 里没有进程想用超出限额的 CPU。",
  "Read the file cpu.stat of this cgroup while the loop runs in it.": "死循环在这个 cgroup 里运行的时候，读它的 cpu.stat。",

  // memory
  "the cgroup {path} may use {size} of memory": "cgroup {path} 最多用 {size} 内存",
  "it has no memory limit": "它没有内存限额",
  "its limit is {size}": "它的限额是 {size}",
  "The limit has not been written, or with another number or unit: k, M and G count in steps of 1024.":
    "限额还没有写，或者写的数或单位不对：k、M、G 每级是 1024 倍。",
  "the kernel killed a process because the cgroup {path} was full": "cgroup {path} 内存不足，内核杀死了一个进程",
  "the kernel has killed {count} for it": "内核为此杀死过 {count} 个进程",
  "the kernel has killed {count} for it in this step": "内核在这一步里为此杀死了 {count} 个进程",
  "peak {size}": "峰值 {size}",
  "no peak is kept": "没有记录峰值",
  "limit {size}": "限额 {size}",
  "no limit": "没有限额",
  "The process that needs the memory does not run in this cgroup, or needs less than the limit.":
    "需要内存的进程不在这个 cgroup 里运行，或者用不到限额那么多。",
  "In the terminal container, write the PID of a child shell ($$) to {file}, and run the command there.":
    "在终端 container 里，把子 shell 的 PID（$$）写进 {file}，再在这个子 shell 里运行命令。",
  "the cgroup {path} has used more than {size} of memory": "cgroup {path} 用过的内存超过 {size}",
  "this kernel keeps no peak; {limit}": "这个内核不记录峰值；{limit}",
  "its peak so far is {size}": "到现在为止峰值是 {size}",
  "Nothing that needs so much has run in this cgroup since its limit was raised.":
    "限额提高之后，这个 cgroup 里还没有运行过需要这么多内存的程序。",
  "In the terminal container, run the command of this step; it joins by writing to {file}.":
    "在终端 container 里运行这一步的命令；它写入 {file}，就加入了组。",
  "the cgroup {path} holds {size} or more within a limit of {limit}, and nothing in it was killed":
    "cgroup {path} 在 {limit} 的限额之内占着 {size} 或更多，里面没有进程被杀死过",
  "{size} in use by {count} process": "{count} 个进程占用 {size}",
  "{size} in use by {count} processes": "{count} 个进程占用 {size}",
  "an unknown amount": "多少不详",
  "{count} killed": "{count} 个被杀死",
  "an unknown number killed": "几个被杀死不详",
  "The limit has not been written yet, or another one.": "限额还没有写，或者写的是别的限额。",
  "More than the limit was asked for once, so the kernel killed a process.": "用量曾经超出限额，内核因此杀死了一个进程。",
  "No process is in the cgroup: memory is counted where a process is when it first touches it.":
    "cgroup 里没有进程：进程第一次访问内存时在哪个 cgroup 里，内存就记在哪里。",
  "The memory was given back already, or was asked for by a process outside the cgroup.":
    "内存已经释放，或者占用它的是 cgroup 以外的进程。",
  "The goal again: the limit first, then a child shell that joins, then memory that stays in use. If something was killed, begin with a new cgroup of that name: rmdir it and mkdir it.":
    "再看一遍目标：先设限额，再让一个子 shell 加入，然后让它一直占着内存。如果有进程被杀死，就先 rmdir 这个 cgroup，再 mkdir 一个同名的，从头再来。",
  "the cgroup {path} may use no swap": "cgroup {path} 不能用交换空间",
  "this kernel counts no swap for cgroups: {file} does not exist": "这个内核不为 cgroup 统计交换空间：{file} 不存在",
  "swap is not limited": "交换空间没有限额",
  "{swap} of swap allowed on top of {memory}": "在 {memory} 内存之外，还能用 {swap} 交换空间",
  "{swap} of swap allowed, and memory is not limited": "能用 {swap} 交换空间，内存没有限额",
  "Memory and swap are limited by two files, and only the first one has been written.":
    "内存和交换空间的限额在两个文件里，只写了第一个。",
  "Only the limit for memory has been written, or the number for both was not the same: a smaller one is refused with Invalid argument.":
    "只写了内存限额，或者给内存加交换空间写的数与它不同：比它小的会被拒绝，报 Invalid argument。",
  "how many processes the kernel killed for the cgroup {path}": "内核为 cgroup {path} 杀死的进程数",
  "Another file was read, or nothing has been killed yet.": "读的是别的文件，或者还没有进程被杀死。",
  "Read the file that counts, in the directory of the cgroup {path}.": "读 cgroup {path} 的目录里记着这个数的文件。",
  "the most memory the cgroup {path} has used": "cgroup {path} 内存用量的峰值",
  "Another file was read.": "读的是别的文件。",
  "the kernel keeps no peak": "内核不记录峰值",
  "Read the file that keeps the peak, in the directory of the cgroup {path}.": "读 cgroup {path} 的目录里记着峰值的文件。",

  // what is left
  "no process runs in namespaces of its own": "没有进程运行在自己的命名空间里",
  "Leave each of the container's shells with exit, in its terminal, until the prompt is the host's.":
    "在容器的各个终端里用 exit 离开每一层 shell，直到提示符变回宿主机的。",
  "there is no network namespace but the host's, and no bridge or veth pair":
    "除了宿主机的，没有别的网络命名空间，也没有网桥和 veth 对",
  "network namespace {inode}": "网络命名空间 {inode}",
  "On the host: ip netns del NAME, and ip link del NAME for a link.":
    "在宿主机上：ip netns del NAME；如果是网络接口，就用 ip link del NAME。",
  "the host has no rules of iptables or nft and forwards nothing": "宿主机没有 iptables 或 nft 的规则，也不转发",
  "nft's table {table}": "nft 的表 {table}",
  "ip_forward is {value}": "ip_forward 是 {value}",
  "{next} … and so on": "{next}……",
  "there is no cgroup but the lab's own": "除了实验环境自己的，没有别的 cgroup",
  "On the host: {v1}, for each hierarchy where it is; with cgroup v2: {v2}":
    "在宿主机上：{v1}，它在哪些层级里，就在哪些层级里删除；cgroup v2 上：{v2}",
  "the directory {directory} is empty": "目录 {directory} 是空的",
  "{directory} itself, which is no directory: {what}": "{directory} 本身，它不是目录：{what}",
  "what is mounted there, and cannot be listed": "那里的挂载，无法列出其中的内容",
  "and more": "还有更多",
  "nothing is left of the containers: no process, network, rule, cgroup or file":
    "容器什么也没有留下：进程、网络、规则、cgroup、文件都没有了",
  "nothing is left": "什么也没有留下",
  "still there: {left}": "还在的有 {left}",
  "Not everything has been taken down yet.": "还没有全部拆除。",
};
