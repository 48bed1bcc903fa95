import { expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import { hostnameIs, renamedAlone, showsHostname } from "../../checks/hostname.ts";
import { hasIpc, hostHasNoIpc, showsIpc } from "../../checks/ipc.ts";
import { aProcess, aSnapshot, HOST } from "../kernel/build-snapshot.ts";
import { aScene } from "../support/a-scene.ts";
import { verdictInChinese } from "../support/in-chinese.ts";

const OWN = 8;
const anObject = (key: string) => ({ id: 0, key, size: 1 });

interface Names {
  /** Whether the terminal's shell has namespaces of its own. */
  readonly isApart: boolean;
  readonly own?: string;
  readonly hosts?: string;
}

function judged(check: Check, { isApart, own = "host", hosts = "host" }: Names) {
  const shell = aProcess(1020, isApart ? { namespaces: { ...HOST, uts: OWN, ipc: OWN } } : {});
  const hostnames = new Map([
    [HOST.uts, hosts],
    [OWN, own],
  ]);
  const made = { segments: [anObject("0x0000002a")], queues: [anObject("0x0000002b")], semaphores: [] };
  const ipcObjects = new Map([
    [HOST.ipc, made],
    [OWN, { segments: [], queues: [], semaphores: [] }],
  ]);
  return check.judge(aScene(aSnapshot({ processes: [shell], hostnames, ipcObjects })));
}

test.each<[string, Check, Names, object]>([
  [
    "the host's own name",
    hostnameIs("container", "web"),
    { isApart: false },
    {
      expected: "终端 container 的主机名是 web",
      observed: "主机名是 host，在宿主机自己的 UTS 命名空间里",
      cause: "那里还没有把主机名设成 web。",
      next: "在终端 container 里输入：hostname web",
    },
  ],
  [
    "another name",
    hostnameIs("container", "web"),
    { isApart: true, own: "wbe" },
    { observed: "主机名是 wbe", cause: "那里已经设过主机名，设成了 wbe。" },
  ],
  [
    "a name set on the host",
    hostnameIs("container", "web"),
    { isApart: false, own: "web" },
    { cause: "主机名设在了另一个 UTS 命名空间里。" },
  ],
  [
    "a host that was renamed",
    renamedAlone("container", "web"),
    { isApart: false, hosts: "web" },
    {
      expected: "终端 container 的主机名是 web，宿主机的是另一个",
      observed: "终端 container 的主机名是 web，宿主机的是 web：两者在同一个 UTS 命名空间里",
      look: "在终端 container 里：hostname；在宿主机上：hostname",
      cause: "那里的 shell 在宿主机的 UTS 命名空间里：unshare 没有加 -u。",
      next: "先在宿主机上恢复原名（hostname host），再在终端 container 里输入：exit; unshare -fpmu --mount-proc bash; hostname web",
    },
  ],
  [
    "a name that was not shown",
    showsHostname("host"),
    { isApart: false },
    {
      expected: "终端 host 里显示了主机名",
      observed: "内核里的主机名是 host",
      cause: "查的是别的内容，或者是在别的终端里查的。",
      next: "在终端 host 里输入：hostname",
    },
  ],
  [
    "no semaphores",
    hasIpc("container", "semaphores"),
    { isApart: true },
    {
      expected: "终端 container 自己的 IPC 命名空间里有信号量数组",
      observed: "这个命名空间里有 0 个共享内存段、0 个消息队列和 0 个信号量数组",
      cause: "还没有创建，或者是在别的终端里创建的。",
      next: "在终端 container 里输入：ipcmk -S 3",
    },
  ],
  [
    "the host's IPC namespace",
    hasIpc("container", "queues"),
    { isApart: false },
    { observed: "那里的 shell 在宿主机的 IPC 命名空间里", cause: "启动这个 shell 的 unshare 没有加 -i。" },
  ],
  [
    "what is left on the host",
    hostHasNoIpc(),
    { isApart: true },
    {
      expected: "宿主机的 IPC 命名空间里没有共享内存段、消息队列和信号量",
      observed: "其中有 1 个共享内存段、1 个消息队列和 0 个信号量数组",
      cause: "它们会一直留着，直到有人删除，或者 IPC 命名空间结束。",
    },
  ],
  [
    "a list that was not shown",
    showsIpc("container", { of: ["container"], not: ["host"] }),
    { isApart: false },
    {
      expected: "终端 container 里显示了 System V 对象的列表，其中有终端 container 的，没有宿主机的",
      observed: "没有显示 ipcs 的列表；终端 container 里的 key 有 0x0000002a、0x0000002b",
      cause: "那里没有输入 ipcs，或者 shell 不在应在的 IPC 命名空间里。",
    },
  ],
  [
    "an empty list that was not shown",
    showsIpc("container", { of: [], not: ["host"] }),
    { isApart: true },
    {
      expected: "终端 container 里显示了 System V 对象的列表，其中没有宿主机的",
      observed: "没有显示 ipcs 的列表；终端 container 里没有 key",
    },
  ],
])("a verdict about %s reads well in Chinese", async (_, check, names, said) => {
  expect(verdictInChinese(await judged(check, names))).toMatchObject({ type: "fail", ...said });
});
