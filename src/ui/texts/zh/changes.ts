import type { CgroupLimit } from "../../../kernel/changes.ts";
import type { NamespaceKind } from "../../../kernel/snapshot.ts";
import type { Texts } from "../english.ts";

const KINDS: Readonly<Record<NamespaceKind, string>> = {
  mnt: "挂载",
  net: "网络",
  pid: "PID",
  uts: "UTS",
  ipc: "IPC",
  cgroup: "cgroup",
  user: "用户",
};

const LIMITS: Readonly<Record<CgroupLimit, string>> = {
  cpuQuota: "CPU",
  memoryLimit: "内存",
  swapLimit: "交换空间",
  processLimit: "进程数",
};

/** A space where a Chinese word and one of Latin letters would touch. */
function before(word: string): string {
  return /^[\u0021-\u007e]/.test(word) ? ` ${word}` : word;
}

function after(word: string): string {
  return /[\u0021-\u007e]$/.test(word) ? `${word} ` : word;
}

function between(word: string): string {
  return before(after(word));
}

/** 一步给实验环境带来的变化；其中的名字和数字来自内核。 */
export const changes: Texts["changes"] = {
  title: "这一步带来的变化：",
  nothing: "这一步开始以来，实验环境没有变化。（不比较文件。）",
  more: (lines) => `……还有 ${lines} 条`,

  host: "宿主机",
  onHost: "在宿主机上",
  onlyOnHost: "仅在宿主机上",
  onlyIn: (place) => `仅在${between(place)}中`,
  in: (place) => `在${between(place)}中`,
  inMore: (count) => `另外 ${count} 处`,
  of: (thing, owner) => `${after(owner)}的${before(thing)}`,
  list: (items) => (items.length < 2 ? items.join("") : `${items.slice(0, -1).join("、")}和${before(items.at(-1) ?? "")}`),
  fromTo: (what, from, arrow, to) => `${what}：${from} ${arrow} ${to}`,

  kind: (kind) => KINDS[kind],
  namespace: (kind) => `${after(KINDS[kind])}命名空间`,
  namespaces: (kinds) => `${after(kinds.map((kind) => KINDS[kind]).join("、"))}命名空间`,
  namedNamespace: (name, number) => `网络命名空间 ${name}，${number}`,
  numbered: (what, numbers) => `${what}：${numbers}`,
  sharedMounts: "它的挂载与被复制的那个命名空间共享",
  networkNames: (number) => `网络命名空间 ${number} 的名字`,
  noName: "无",

  hostname: "主机名",
  ipcObject: {
    segments: (id, size) => `共享内存段 ${id}，${size} 字节`,
    queues: (id) => `消息队列 ${id}`,
    semaphores: (id, size) => `信号量数组 ${id}，${size} 个`,
  },

  pid: (pid) => `PID ${pid}`,
  process: (name, pid) => `进程 ${name}，PID ${pid}`,
  processInside: (name, pid, inside) => `进程 ${name}，宿主机上 PID ${pid}，里面 ${inside.join("、")}`,
  withRoot: (process, path) => `${process}，以 ${path} 为 /`,
  rootOf: (who) => `${after(who)}的 /`,
  zombie: (process) => `${process}：已经结束，在父进程取走退出码之前是僵尸进程`,
  namespaceOf: (kind, who) => `${after(who)}的${between(KINDS[kind])}命名空间`,

  link: (name) => `网络接口 ${name}`,
  bridge: (name) => `网桥 ${name}`,
  linkOfKind: (kind, name) => `${kind} 接口 ${name}`,
  aside: (text, aside) => (/\p{Script=Han}/u.test(text + aside) ? `${text}（${aside}）` : `${text} (${aside})`),
  pair: (one, other) => `veth 对 ${one} 和 ${other}`,
  up: "启用",
  down: "停用",
  port: (name, bridge) => `${name} 是 ${bridge} 的端口`,
  hairpin: (name) => `${name} 的 hairpin 模式`,
  mtu: (name) => `${name} 的 MTU`,
  on: "开",
  off: "关",
  address: (address, device) => `${device} 上的地址 ${address}`,
  route: (route) => `路由 ${route}`,
  ruleNumber: (place, position) => `${place}，第 ${position} 条规则`,
  policy: (chain) => `${chain} 的默认策略`,
  forwarding: "IP 转发",

  movedMount: "挂载",
  mount: (point) => `挂载 ${point}`,
  showing: (mount, path) => `${mount}，内容是 ${path}`,
  ofType: (mount, type) => `${mount}，类型 ${type}`,
  partOf: (mount, path, type) => `${mount}，内容是 ${type} 中的 ${path}`,
  mountAndBelow: (mount, below) => `${mount} 及其下的 ${below} 个挂载`,
  mountsAlike: (mount, others) => `${mount} 及另外 ${others} 个`,
  anotherMount: (point, type) => `挂载 ${point}：原来的换成了另一个 ${type}`,
  private: "private",

  cgroup: (path, controllers) => (controllers === "" ? `cgroup ${path}` : `cgroup ${path}（${controllers}）`),
  limitOf: (group, limit) => `${group}，${LIMITS[limit]}`,
  noLimit: "不限",
  none: "无",
  cpuShare: (share) => `一个 CPU 的 ${share}`,
  cgroupOf: (who) => `${after(who)}的 cgroup`,
  killed: (group, kills) => `${group}：内存超出限额，内核杀死了 ${kills} 个进程`,
};
