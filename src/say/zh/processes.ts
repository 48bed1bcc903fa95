import type { Phrases } from "../words.ts";

/** Processes, their PIDs and namespaces. */
export const PROCESSES: Phrases = {
  // namespaces of its own, and shared ones
  mount: "挂载",
  network: "网络",
  user: "用户",
  "a {kind}": "{kind}",
  "an {kind}": "{kind}",
  "{kinds} namespace": "{kinds} 命名空间",
  "the process in front in the terminal {terminal} has {namespaces} of its own":
    "终端 {terminal} 的前台进程有自己的 {namespaces}",
  "the process in front in the terminal {terminal} shares {namespaces} with {place}":
    "终端 {terminal} 的前台进程与 {place} 共用 {namespaces}",
  "{process} shares {namespaces} with the host": "{process} 与宿主机共用 {namespaces}",
  "{process} is in a namespace that was made in the terminal {terminal}": "{process} 所在的命名空间是在终端 {terminal} 里新建的",
  "{process} is in {namespaces}": "{process} 在 {namespaces} 里",
  "both are in {namespaces}": "两者都在 {namespaces} 里",
  "{process} is in {own}, {place} in {others}": "{process} 在 {own} 里，{place} 在 {others} 里",
  "The shell was not started by unshare with that flag, or it has been left again with exit.":
    "启动 shell 的 unshare 没有带相应的选项，或者已经用 exit 退出了那个 shell。",
  "The shell has entered a namespace that was made in another terminal.": "这个 shell 进入的是在别的终端里新建的命名空间。",
  "The shell was started with {flags}, and so got its own.": "启动这个 shell 时用了 {flags}，它因此有了自己的命名空间。",
  "Leave that shell with exit, and start it in the terminal {terminal} with just the flags of this step.":
    "用 exit 退出那个 shell，再在终端 {terminal} 里重新启动，只带这一步的选项。",

  "the number of the host's {kind} namespace": "宿主机的 {kind} 命名空间编号",
  "the number of its own {kind} namespace, which is not the host's": "自己的 {kind} 命名空间编号，与宿主机的不同",
  "its {kind} namespace is {inode}": "它的 {kind} 命名空间是 {inode}",
  "the shell in the terminal {terminal} is in the host's {kind} namespace, {inode}":
    "终端 {terminal} 里的 shell 在宿主机的 {kind} 命名空间 {inode} 里",
  "The link of another process was read, or of another kind of namespace, or the shell in that terminal is not where it should be.":
    "读的是别的进程的链接，或者是另一种命名空间的链接；也可能那个终端里的 shell 不在该在的地方。",

  // PID 1
  "the process in front in the terminal {terminal} is PID 1 of a PID namespace of its own":
    "终端 {terminal} 的前台进程在自己的 PID 命名空间里是 PID 1",
  "the process in front in the terminal {terminal} is PID 1 of a PID namespace of its own, {levels} levels below the host":
    "终端 {terminal} 的前台进程在自己的 PID 命名空间里是 PID 1，位于宿主机下面第 {levels} 层",
  "{name} has one PID, {pid}: it is in the host's PID namespace": "{name} 只有一个 PID，即 {pid}：它在宿主机的 PID 命名空间里",
  "{name} has the PIDs {pids}, from the host inwards": "{name} 的 PID 从宿主机往里依次是 {pids}",
  "Shells were started inside one another: each unshare with -p adds a level.":
    "shell 里又启动了 shell：每用一次带 -p 的 unshare，就多一层。",
  "unshare was not given -p and -f, or its shell has been left again.": "unshare 没有带 -p 和 -f，或者已经退出了它启动的 shell。",

  // /proc
  "/proc in the terminal {terminal} is that of its own PID namespace": "终端 {terminal} 里的 /proc 与自己的 PID 命名空间对应",
  "PID 1 in its /proc is in no PID namespace: nothing is mounted on /proc, the process itself in pid:[{own}]":
    "/proc 上没有挂载任何东西，里面看不到 PID 1；进程自己在 pid:[{own}] 里",
  "PID 1 in its /proc is in pid:[{shown}], the process itself in pid:[{own}]":
    "/proc 里的 PID 1 在 pid:[{shown}] 里，进程自己在 pid:[{own}] 里",
  "the process is in the host's PID namespace": "这个进程在宿主机的 PID 命名空间里",
  "A proc file system shows the PID namespace of whoever mounted it; this one was mounted on the host.":
    "谁挂载了 proc 文件系统，它显示的就是谁的 PID 命名空间；这一个是在宿主机上挂载的。",
  "the host's PIDs, from inside another PID namespace": "宿主机的 PID，而 shell 在另一个 PID 命名空间里",
  "/proc was not listed, or the shell is not in a PID namespace of its own, or it has a /proc of its own.":
    "没有列出 /proc，或者 shell 不在自己的 PID 命名空间里，或者它已经有了自己的 /proc。",
  "the host knows this shell as PID {pid}, and the shell outside as {outside}; the numbers shown are {numbers}":
    "在宿主机上，这个 shell 的 PID 是 {pid}，外面那个 shell 是 {outside}；显示的编号有 {numbers}",
  "the host knows this shell as PID {pid}, and the shell outside as {outside}; the numbers shown are none":
    "在宿主机上，这个 shell 的 PID 是 {pid}，外面那个 shell 是 {outside}；没有显示任何编号",

  // PIDs in lists
  "the PIDs of the shell in the terminal {of}, on the host and in its own PID namespace":
    "终端 {of} 里的 shell 在宿主机上和在自己的 PID 命名空间里的 PID",
  "The status of another process was read.": "读的是别的进程的状态。",
  "Find the PID in the terminal {terminal} with lsns -t pid, then read the line NSpid of /proc/PID/status.":
    "在终端 {terminal} 里用 lsns -t pid 找到 PID，再看 /proc/PID/status 中 NSpid 一行。",
  "{process} has the PIDs {pids}: {command}": "{process} 的各个 PID 是 {pids}：{command}",
  "the host's PID 1": "宿主机的 PID 1",
  "Only some processes were listed, or in another terminal.": "只列出了一部分进程，或者是在别的终端里列出的。",
  "PID 1 of the host is {command}; it was printed: {line}": "宿主机的 PID 1 是 {command}；输出里有它：{line}",
  "PID 1 of the host is {command}; no line with it was printed": "宿主机的 PID 1 是 {command}；输出里没有它",

  // orphans
  "in the PID namespace of the terminal {terminal}, an orphan has PID 1 for its parent":
    "终端 {terminal} 的 PID 命名空间里，有一个孤儿进程以 PID 1 为父进程",
  "{orphan} has PID 1 for its parent, which did not start it": "{orphan} 的父进程是 PID 1，却不是由它启动的",
  "PID 1 has only children that it started itself": "PID 1 的子进程都是它自己启动的",
  "the shell there is in the host's PID namespace": "那里的 shell 在宿主机的 PID 命名空间里",
  "Nothing runs there whose parent has ended: a process that the shell starts itself is its child from the beginning.":
    "那里没有哪个进程的父进程已经结束：shell 自己启动的进程，从一开始就是它的子进程。",
  "The shell that unshare started has ended.": "unshare 启动的 shell 已经结束。",

  // a PID 1 that does not collect, and the end
  "PID 1 of the PID namespace made in the terminal {terminal} is {program}, and has a child":
    "在终端 {terminal} 里新建的 PID 命名空间中，PID 1 是 {program}，而且有子进程",
  "The command has not been typed yet, or it has ended, or PID 1 is the shell because exec is missing.":
    "还没有输入命令，或者命令已经结束；也可能缺少 exec，所以 PID 1 是 shell。",
  "Press Ctrl-C in the terminal {terminal}, then type in the terminal {terminal}: {lines}":
    "先在终端 {terminal} 里按 Ctrl-C，再输入：{lines}",
  "in a PID namespace made in the terminal {terminal}, a dead process waits for PID 1 to collect it":
    "在终端 {terminal} 里新建的 PID 命名空间中，有一个已经结束的进程等着 PID 1 来回收",
  "{zombie} is in the state Z, its parent is {parent}": "{zombie} 处于状态 Z，父进程是 {parent}",
  "No process in there has ended yet, or PID 1 has collected it: bash does that, sleep does not.":
    "那里还没有进程结束，或者 PID 1 已经回收了它：bash 会回收，sleep 不会。",
  "End the child of PID 1, not PID 1 itself: {command}": "要结束的是 PID 1 的子进程，不是 PID 1 本身。{command}",
  "a process that is marked as defunct": "标有 defunct 的进程",
  "The list leaves it out, or it has been collected meanwhile.": "列表里没有它，或者它已经被回收了。",
  "in the state Z are the PIDs {pids}": "处于状态 Z 的 PID 是 {pids}",
  "the kernel knows of no process in the state Z": "内核里没有处于状态 Z 的进程",
  "every process of the PID namespace made in the terminal {terminal} has ended":
    "在终端 {terminal} 里新建的 PID 命名空间中，所有进程都已结束",
  "no process is left, and the terminal has no prompt yet": "进程都已结束，但终端还没有出现提示符",
  "PID 1 of that namespace still runs: another process was killed, or the signal was one that PID 1 ignores.":
    "那个命名空间的 PID 1 还在运行：被杀死的是别的进程，或者发的是 PID 1 会忽略的信号。",
  "no process runs in such a namespace": "这样的命名空间里没有进程",
  "there are: {processes}": "其中有：{processes}",
  "{process}, state {state}": "{process}，状态 {state}",

  // hostnames
  "the hostname of {place} is {name}": "{place} 的主机名是 {name}",
  "the hostname of {place} is {name}, and the host's is another": "{place} 的主机名是 {name}，宿主机的是另一个",
  "it is {hostname}": "主机名是 {hostname}",
  "it is {hostname}, in the host's own UTS namespace": "主机名是 {hostname}，在宿主机自己的 UTS 命名空间里",
  "{place} is called {own}, and the host is called {hosts}": "{place} 的主机名是 {own}，宿主机的是 {hosts}",
  "{place} is called {own}, and the host is called {hosts}: they are in one UTS namespace":
    "{place} 的主机名是 {own}，宿主机的是 {hosts}：两者在同一个 UTS 命名空间里",
  "It was set there already, to {hostname}.": "那里已经设过主机名，设成了 {hostname}。",
  "It was set in another UTS namespace.": "主机名设在了另一个 UTS 命名空间里。",
  "Nobody has set it to {hostname} there.": "那里还没有把主机名设成 {hostname}。",
  "The name was set on the host.": "主机名设在了宿主机上。",
  "The name was set in another terminal, or not yet.": "还没有设置主机名，或者设在了别的终端里。",
  "The shell there is in the host's UTS namespace: unshare was not given -u.":
    "那里的 shell 在宿主机的 UTS 命名空间里：unshare 没有加 -u。",
  "Put the host right (on the host: {cure}), then type in the terminal {terminal}: {lines}":
    "先在宿主机上恢复原名（{cure}），再在终端 {terminal} 里输入：{lines}",
  "its hostname": "主机名",
  "Something else was asked for, or in another terminal.": "查的是别的内容，或者是在别的终端里查的。",
  "the kernel says {hostname}": "内核里的主机名是 {hostname}",
  "the UTS namespace of {process} could not be looked at": "无法查看 {process} 所在的 UTS 命名空间",
  "The process whose hostname was asked for has just ended.": "要查主机名的那个进程刚刚结束。",

  // System V objects
  "shared memory segment": "共享内存段",
  "message queue": "消息队列",
  "semaphore array": "信号量数组",
  "{count} segment": "{count} 个共享内存段",
  "{count} segments": "{count} 个共享内存段",
  "{count} queue": "{count} 个消息队列",
  "{count} queues": "{count} 个消息队列",
  "{count} semaphore array": "{count} 个信号量数组",
  "{count} semaphore arrays": "{count} 个信号量数组",
  "there is a {object} in the host's IPC namespace": "宿主机的 IPC 命名空间里有 {object}",
  "there is a {object} in an IPC namespace that is the terminal {terminal}'s own":
    "终端 {terminal} 自己的 IPC 命名空间里有 {object}",
  "the namespace holds {objects}": "这个命名空间里有 {objects}",
  "it holds {objects}": "其中有 {objects}",
  "the shell there is in the host's IPC namespace": "那里的 shell 在宿主机的 IPC 命名空间里",
  "None was made yet, or it was made in another terminal.": "还没有创建，或者是在别的终端里创建的。",
  "The shell was started by unshare without -i.": "启动这个 shell 的 unshare 没有加 -i。",
  "the host's IPC namespace holds no segment, no queue and no semaphores":
    "宿主机的 IPC 命名空间里没有共享内存段、消息队列和信号量",
  "They stay until somebody removes them, or the IPC namespace ends.": "它们会一直留着，直到有人删除，或者 IPC 命名空间结束。",
  "Look for the option of ipcrm that removes them all (ipcrm --help), and type it on the host: it removes those of the IPC namespace it is typed in, and no others.":
    "找到 ipcrm 一次删除全部对象的选项（ipcrm --help），在宿主机上输入：它只删除所在 IPC 命名空间里的对象，不动别处的。",
  "ipcrm and ipcmk work in the IPC namespace of the shell that they are typed in: see which it is, and go to the right one. In each shell: {command}":
    "在哪个 shell 里输入 ipcrm 和 ipcmk，它们就作用于那个 shell 所在的 IPC 命名空间：先看清是哪一个，再到正确的那个里去。在每个 shell 里：{command}",
  "The objects that were removed are those of another IPC namespace: each is removed where it was made.":
    "删除的是另一个 IPC 命名空间里的对象：对象在哪里创建，就要在哪里删除。",
  "The semaphores were made in the host's own IPC namespace.": "信号量创建在了宿主机自己的 IPC 命名空间里。",
  "a list of System V objects": "System V 对象的列表",
  "a list of System V objects with those of {places}": "System V 对象的列表，其中有 {places} 的",
  "a list of System V objects, without those of {others}": "System V 对象的列表，其中没有 {others} 的",
  "a list of System V objects with those of {places}, without those of {others}":
    "System V 对象的列表，其中有 {places} 的，没有 {others} 的",
  "ipcs was not typed there, or the shell is in another IPC namespace than it should be.":
    "那里没有输入 ipcs，或者 shell 不在应在的 IPC 命名空间里。",
  "a list was shown": "显示了列表",
  "no list of ipcs was shown": "没有显示 ipcs 的列表",
  "the keys {where}: {keys}": "{where}的 key 有 {keys}",
  "the keys {where}: none": "{where}没有 key",
  "shown as well: {keys}": "还显示了 {keys}",
  "the IPC namespace of that process could not be looked at": "无法查看那个进程所在的 IPC 命名空间",
  "The process whose IPC namespace was asked for has just ended, or the kernel was built without System V IPC.":
    "要查 IPC 命名空间的那个进程刚刚结束，或者内核没有编入 System V IPC。",
};
