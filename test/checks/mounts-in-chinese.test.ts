import { expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import { mounted, mountedAs, notMounted, privateMounts, sharesMounts } from "../../checks/mounts.ts";
import { showsPropagation } from "../../checks/mounts-shown.ts";
import { mountedInTree } from "../../checks/tree-mounts.ts";
import type { Mount } from "../../src/kernel/snapshot.ts";
import { say } from "../../src/say/message.ts";
import { aMount, aProcess, aSnapshot, HOST, ROOT_MOUNT } from "../kernel/build-snapshot.ts";
import { aScene } from "../support/a-scene.ts";
import { verdictInChinese } from "../support/in-chinese.ts";

const OWN = 8;
const DATA = "/root/docker/data";
const next = say`In the terminal container: ${{ lines: "mount it" }}`;
const tmpfs = aMount(11, DATA);
const other = aMount(12, DATA, { type: "ext4", source: "/dev/sda1", root: "/data2" });

interface Mounts {
  readonly hosts?: readonly Mount[];
  readonly own?: readonly Mount[];
  /** The mount namespace of the terminal's shell. */
  readonly namespace?: number;
}

function judged(check: Check, { hosts = [], own = [], namespace = OWN }: Mounts) {
  const shell = aProcess(1020, { namespaces: { ...HOST, mnt: namespace } });
  const mounts = { [OWN]: [ROOT_MOUNT, ...own], [HOST.mnt]: [aMount(10, "/", { propagation: ["shared:1"] }), ...hosts] };
  return check.judge(aScene(aSnapshot({ processes: [shell], mounts })));
}

const isTmpfs = mountedAs("container", DATA, { type: "tmpfs", onlyThere: true, next });

test.each<[string, Check, Mounts, object]>([
  [
    "nothing mounted",
    isTmpfs,
    {},
    {
      expected: `终端 container 里的 ${DATA} 挂载的是类型为 tmpfs 的文件系统，宿主机在那里没有挂载`,
      observed: `那里的 ${DATA} 上没有挂载任何东西`,
      look: `在终端 container 里：findmnt ${DATA}；在宿主机上：findmnt ${DATA}`,
      cause: "还没有挂载，或者挂载在了别的目录上，或者是在另一个终端里挂载的。",
      next: "在终端 container 里：mount it",
    },
  ],
  [
    "something else mounted",
    isTmpfs,
    { own: [other] },
    { observed: `${DATA} 上挂载了 /dev/sda1[/data2]（ext4）`, cause: "那里挂载的是别的东西。" },
  ],
  [
    "a mount on the host instead",
    isTmpfs,
    { hosts: [tmpfs] },
    {
      observed: `那里的 ${DATA} 上没有挂载任何东西；宿主机上则有挂载`,
      cause: "这个挂载是在宿主机上做的，而那时这个终端的挂载命名空间已经从宿主机复制出来了。",
      next: `先在宿主机上撤销（umount ${DATA}）。然后在终端 container 里：mount it`,
    },
  ],
  [
    "a mount that the host has, too",
    isTmpfs,
    { own: [tmpfs], hosts: [tmpfs] },
    {
      observed: `${DATA} 上挂载了 tmpfs（tmpfs），宿主机看到的也是它`,
      cause: "没有在宿主机原有的挂载上再盖一层，或者双方的挂载是共享的。",
    },
  ],
  [
    "another mount on the host",
    isTmpfs,
    { own: [tmpfs], hosts: [other] },
    {
      observed: `${DATA} 上挂载了 tmpfs（tmpfs）；宿主机在那里另有一个挂载`,
      cause: "宿主机的同一个地方也挂载了东西。",
      next: `在宿主机上撤销：umount ${DATA}`,
    },
  ],
  [
    "no mount of any kind",
    mounted("container", DATA),
    {},
    {
      expected: `终端 container 里的 ${DATA} 挂载了东西`,
      next: "在终端 container 里输入挂载命令，当前目录为 /root/docker。",
    },
  ],
  [
    "a mount too many",
    notMounted("host", DATA),
    { hosts: [tmpfs] },
    {
      expected: `宿主机上的 ${DATA} 没有挂载任何东西`,
      cause: "挂载是在宿主机的挂载命名空间里做的，或者传播到了那里。",
      next: `在宿主机上撤销：umount ${DATA}`,
    },
  ],
  [
    "a tree without /proc",
    mountedInTree("container", "/root/docker", "/proc", { type: "proc", next }),
    {},
    {
      expected: "对以 /root/docker 为根目录的进程来说，/root/docker/proc 上挂载的是类型为 proc 的文件系统",
      observed: "那里的 /root/docker/proc 上没有挂载任何东西",
    },
  ],
  [
    "mounts that are not shared",
    sharesMounts("container"),
    {},
    {
      expected: "终端 container 有自己的挂载命名空间，它与宿主机之间的挂载互相传播",
      observed: "那里 / 的传播属性是 private，宿主机上是 shared:1",
      cause: "除非另行指定，unshare 会把新命名空间里的挂载都设为私有。",
      next: "在终端 container 里输入：unshare -m --propagation shared bash",
    },
  ],
  [
    "a shell on the host",
    privateMounts("container"),
    { namespace: HOST.mnt },
    {
      expected: "终端 container 有自己的挂载命名空间，其中的挂载是私有的",
      observed: "shell 在宿主机的挂载命名空间里",
      cause: "unshare 启动的 shell 已经结束。",
    },
  ],
  [
    "another propagation shown",
    showsPropagation("container", "shared"),
    {},
    { expected: "终端 container 里显示了挂载是共享的", observed: "内核说那里的 / 是 private" },
  ],
])("a verdict about %s reads well in Chinese", async (_, check, lab, said) => {
  expect(verdictInChinese(await judged(check, lab))).toMatchObject({ type: "fail", ...said });
});

test("a mount has a check's id that tells it from others of the step", () => {
  expect([isTmpfs, mounted("container", DATA), notMounted("host", DATA)].map(({ id }) => id)).toEqual([
    `mounted-as:tmpfs:${DATA}:container`,
    `mounted:${DATA}:container`,
    `not-mounted:${DATA}:host`,
  ]);
});
