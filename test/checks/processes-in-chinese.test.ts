import { expect, test } from "vitest";
import type { Check, Scene } from "../../checks/check.ts";
import { containersApart, isolated, onBridge } from "../../checks/container.ts";
import { showsHostPid, showsNamespaces } from "../../checks/joined-shown.ts";
import { joined, startedFromOutside } from "../../checks/joined.ts";
import { inOwnNamespace, sameNamespace, showsNamespace } from "../../checks/namespaces.ts";
import { showsForeignPids } from "../../checks/processes-shown.ts";
import { adoptsOrphan, hasZombie, initIs, isPid1, namespaceEnded, procIsOwn } from "../../checks/processes.ts";
import type { Process } from "../../src/kernel/snapshot.ts";
import { aLink, aNetwork, aProcess, aSnapshot, HOST } from "../kernel/build-snapshot.ts";
import { aScene } from "../support/a-scene.ts";
import { verdictInChinese } from "../support/in-chinese.ts";

/** The namespaces of a container. */
const OWN = { ...HOST, mnt: 11, net: 12, pid: 13, uts: 14, ipc: 15 };

const FIRST_SHELLS: Readonly<Record<string, number>> = { container: 20, container2: 40 };

/** A terminal's first shell, on the host, and what is in front in it. */
function inTerminal(pid: number, facts: Partial<Process>): readonly Process[] {
  const front = aProcess(1000 + pid + 10, { terminal: pid, parentMachinePid: 1000 + pid, ...facts });
  return [aProcess(1000 + pid, { terminal: pid, foreground: front.group }), front];
}

function sceneOf(processes: readonly Process[]): Scene {
  const network = aNetwork(OWN.net, { links: [aLink(2, "veth1")] });
  const snapshot = aSnapshot({ processes, networks: [aNetwork(HOST.net), network] });
  const terminal = (name: string) => ({ rootPid: FIRST_SHELLS[name] ?? 10, output: "17", codes: [0], running: false });
  return { ...aScene(snapshot), terminal };
}

const ON_HOST = sceneOf(inTerminal(20, {}));
const CONTAINED = { namespaces: OWN, pids: [30, 1] };
const CONTAINER = sceneOf(inTerminal(20, CONTAINED));
const TWICE = sceneOf([...inTerminal(20, CONTAINED), ...inTerminal(40, { ...CONTAINED, pids: [50, 1] })]);
const ZOMBIE = aProcess(1031, { name: "sleep", state: "Z", terminal: 20, parentMachinePid: 1030, pids: [31, 2] });

test.each<[string, Check, Scene, object]>([
  [
    "a shell on the host",
    isPid1("container"),
    ON_HOST,
    {
      expected: "终端 container 的前台进程在自己的 PID 命名空间里是 PID 1",
      observed: "bash 只有一个 PID，即 30：它在宿主机的 PID 命名空间里",
      cause: "unshare 没有带 -p 和 -f，或者已经退出了它启动的 shell。",
      next: "在终端 container 里输入：exit; unshare -fpm --mount-proc bash",
      look: "在终端 container 里：echo $$；在宿主机上：grep NSpid /proc/30/status",
    },
  ],
  [
    "namespaces in one another",
    isPid1("container2", 3),
    sceneOf(inTerminal(40, { pids: [50, 4, 2, 1] })),
    {
      expected: "终端 container2 的前台进程在自己的 PID 命名空间里是 PID 1，位于宿主机下面第 2 层",
      observed: "bash 的 PID 从宿主机往里依次是 50、4、2、1",
      cause: "shell 里又启动了 shell：每用一次带 -p 的 unshare，就多一层。",
      next: "在终端 container2 里输入：exit; unshare -fpm --mount-proc bash; unshare -fpm --mount-proc bash",
    },
  ],
  [
    "a /proc of nobody",
    procIsOwn("container"),
    CONTAINER,
    {
      expected: "终端 container 里的 /proc 与自己的 PID 命名空间对应",
      observed: "/proc 上没有挂载任何东西，里面看不到 PID 1；进程自己在 pid:[13] 里",
      cause: "谁挂载了 proc 文件系统，它显示的就是谁的 PID 命名空间；这一个是在宿主机上挂载的。",
      next: "在终端 container 里输入：exit; unshare -fpm --mount-proc bash",
    },
  ],
  [
    "children of its own",
    adoptsOrphan("container"),
    CONTAINER,
    {
      expected: "终端 container 的 PID 命名空间里，有一个孤儿进程以 PID 1 为父进程",
      observed: "PID 1 的子进程都是它自己启动的",
      cause: "那里没有哪个进程的父进程已经结束：shell 自己启动的进程，从一开始就是它的子进程。",
      next: "在终端 container 里输入：bash -c 'sleep 300 & ps -f'",
    },
  ],
  [
    "a PID 1 that was not started",
    initIs("container", "sleep"),
    ON_HOST,
    {
      expected: "在终端 container 里新建的 PID 命名空间中，PID 1 是 sleep，而且有子进程",
      observed: "这样的命名空间里没有进程",
      cause: "还没有输入命令，或者命令已经结束；也可能缺少 exec，所以 PID 1 是 shell。",
      next: "在终端 container 里输入：unshare -fpm --mount-proc bash -c 'sleep 500 & exec sleep 1000'",
    },
  ],
  [
    "a PID 1 without a zombie",
    hasZombie("container"),
    CONTAINER,
    {
      expected: "在终端 container 里新建的 PID 命名空间中，有一个已经结束的进程等着 PID 1 来回收",
      observed: "其中有：bash（PID 30），状态 S",
      cause: "那里还没有进程结束，或者 PID 1 已经回收了它：bash 会回收，sleep 不会。",
      next: "要结束的是 PID 1 的子进程，不是 PID 1 本身。在宿主机上：kill PID",
    },
  ],
  [
    "a PID 1 that still runs",
    namespaceEnded("container"),
    sceneOf([...inTerminal(20, CONTAINED), ZOMBIE]),
    {
      expected: "在终端 container 里新建的 PID 命名空间中，所有进程都已结束",
      observed: "其中有：bash（PID 30），状态 S；sleep（PID 31），状态 Z",
      cause: "那个命名空间的 PID 1 还在运行：被杀死的是别的进程，或者发的是 PID 1 会忽略的信号。",
      next: "在宿主机上输入：kill -9 30",
    },
  ],
  [
    "namespaces of the host",
    inOwnNamespace("container", ["pid", "mnt", "uts"]),
    ON_HOST,
    {
      expected: "终端 container 的前台进程有自己的 PID、挂载和 UTS 命名空间",
      observed: "bash（PID 30）与宿主机共用 PID、挂载和 UTS 命名空间",
      cause: "启动 shell 的 unshare 没有带相应的选项，或者已经用 exit 退出了那个 shell。",
      next: "在终端 container 里输入：exit; unshare -fpmu --mount-proc bash",
    },
  ],
  [
    "namespaces of another terminal",
    inOwnNamespace("container2", ["net", "ipc"]),
    TWICE,
    {
      expected: "终端 container2 的前台进程有自己的网络和 IPC 命名空间",
      observed: "bash（PID 50）所在的命名空间是在终端 container 里新建的",
      cause: "这个 shell 进入的是在别的终端里新建的命名空间。",
      next: "在终端 container2 里输入：exit; unshare -in bash",
    },
  ],
  [
    "a namespace that is not shared",
    sameNamespace("container", "host", ["net", "uts"]),
    sceneOf(inTerminal(20, { namespaces: { ...HOST, uts: 14 } })),
    {
      expected: "终端 container 的前台进程与宿主机共用网络和 UTS 命名空间",
      observed: "bash（PID 30）在 uts:[14] 里，宿主机在 uts:[4] 里",
      cause: "启动这个 shell 时用了 -u，它因此有了自己的命名空间。",
      next: "用 exit 退出那个 shell，再在终端 container 里重新启动，只带这一步的选项。",
    },
  ],
  [
    "the host's namespace, shown",
    showsNamespace("container", "mnt"),
    ON_HOST,
    {
      expected: "终端 container 里显示了自己的挂载命名空间编号，与宿主机的不同",
      observed: "终端 container 里的 shell 在宿主机的挂载命名空间 1 里",
      cause: "读的是别的进程的链接，或者是另一种命名空间的链接；也可能那个终端里的 shell 不在该在的地方。",
      next: "在终端 container 里输入：readlink /proc/self/ns/mnt",
    },
  ],
  [
    "PIDs that are none of the host's",
    showsForeignPids("container"),
    CONTAINER,
    {
      expected: "终端 container 里显示了宿主机的 PID，而 shell 在另一个 PID 命名空间里",
      observed: "在宿主机上，这个 shell 的 PID 是 30，外面那个 shell 是 20；显示的编号有 17",
      cause: "没有列出 /proc，或者 shell 不在自己的 PID 命名空间里，或者它已经有了自己的 /proc。",
      next: "在终端 container 里输入：ls -d /proc/[0-9]*",
    },
  ],
  [
    "a shell in no container",
    isolated("container"),
    ON_HOST,
    {
      expected: "终端 container 里的 shell 有自己的挂载、UTS、IPC、网络和 PID 命名空间",
      observed: "bash（PID 30）与宿主机共用：mnt、uts、ipc、net、pid",
      cause: "shell 不是用 ip netns exec 启动的，或者已经用 exit 退出。",
      next: "在终端 container 里：ip netns exec NAME bash，再在其中：unshare -fpmui --mount-proc bash",
    },
  ],
  [
    "two shells in one container",
    containersApart("container", "container2"),
    TWICE,
    {
      expected: "终端 container 和终端 container2 里的容器，五个命名空间一个也不共用",
      observed: "bash（PID 30）和 bash（PID 50）共用：mnt、uts、ipc、net、pid",
      cause: "其中一个是从另一个里面进入的，或者两个都是在同一个网络命名空间里启动的。",
      next: "用 exit 退出第二个容器的各个 shell，再用它自己的网络命名空间启动。",
    },
  ],
  [
    "a container without an address",
    onBridge("container", "172.17.0.2"),
    CONTAINER,
    {
      expected: "终端 container 里有一个地址为 172.17.0.2/16 的接口，对端是 docker0 的端口；默认路由的网关是 172.17.0.1",
      observed: "那里没有地址为 172.17.0.2/16 的接口",
      cause: "建立网络时漏了一步，或者有一步是在另一个命名空间里做的。",
      next: "在容器里：ip addr add 172.17.0.2/16 brd + dev LINK",
    },
  ],
  [
    "no container to join",
    joined("container2", "container", { root: true }),
    ON_HOST,
    {
      expected: "终端 container2 的前台进程加入了终端 container 里的容器",
      observed: "终端 container 的前台是 bash（PID 30），它与宿主机共用：mnt、uts、ipc、net、pid",
      cause: "终端 container 里容器的 shell 已经结束。",
      next: "请重新打开这一课：开始时会有一个新的容器。",
    },
  ],
  [
    "a namespace that was not joined",
    joined("container2", "container", { root: false, except: ["pid"] }),
    sceneOf([...inTerminal(20, CONTAINED), ...inTerminal(40, { namespaces: { ...OWN, uts: HOST.uts } })]),
    {
      expected: "终端 container2 的前台进程加入了终端 container 里的容器，但 PID 命名空间和根目录除外",
      observed: "bash（PID 50）与容器共用的有：mnt、ipc、net、pid；不共用的有：uts、根目录",
      cause: "执行 nsenter 时没有带 -u，或者 PID 是别的进程的；也可能前台还是前面某一步的 shell。",
      next: "在终端 container2 里：反复输入 exit，直到提示符是 [root@host docker]#，再输入 nsenter -t 30 -m -u -i -n usr/bin/bash",
      look: "在宿主机上：ls -l /proc/50/ns /proc/30/ns; ls -ld /proc/50/root",
    },
  ],
  [
    "a process that has joined nothing",
    startedFromOutside("sleep", "container"),
    sceneOf([...inTerminal(20, CONTAINED), aProcess(1060, { name: "sleep" })]),
    {
      expected: "从宿主机上启动的进程 sleep 在终端 container 里容器的全部五个命名空间和根目录中运行",
      observed: "sleep（PID 60）与容器一样也不共用：mnt、uts、ipc、net、pid、根目录；当前目录：/root（宿主机看到的路径）",
      cause: "命名空间、根目录、当前目录没有全部加入，或者它是由容器自己的 shell 启动的。",
      next: "在终端 host 里用 nsenter 启动它，带上这一课的全部选项，再加上表示当前目录的 -w。",
    },
  ],
  [
    "a list without the container's shell",
    showsHostPid("host", "container"),
    CONTAINER,
    {
      expected: "终端 host 里显示了终端 container 的 shell 和它在宿主机上的 PID",
      observed: "输出里没有 bash 和它在宿主机上的 PID 30",
      cause: "列表里没有这个进程（不带 -e 的 ps 就是这样），或者列表是在某个 PID 命名空间里生成的。",
      next: "在终端 host 里：ps -ef，或者 pgrep -af usr/bin/bash",
    },
  ],
  [
    "namespaces that were not listed",
    showsNamespaces("host", "container"),
    CONTAINER,
    {
      expected: "终端 host 里显示了终端 container 里的进程的五个命名空间",
      observed: "五个 inode 编号一个也没有显示",
      cause: "列出的是别的进程的命名空间。",
      next: "在终端 host 里，列出找到的那个 PID 的命名空间：lsns -p PID",
    },
  ],
])("a verdict about %s reads well in Chinese", async (_, check, scene, said) => {
  expect(verdictInChinese(await check.judge(scene))).toMatchObject({ type: "fail", ...said });
});
