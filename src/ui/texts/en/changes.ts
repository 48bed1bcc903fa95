import type { CgroupLimit } from "../../../kernel/changes.ts";
import type { NamespaceKind } from "../../../kernel/snapshot.ts";

const KINDS: Readonly<Record<NamespaceKind, string>> = {
  mnt: "mount",
  net: "network",
  pid: "PID",
  uts: "UTS",
  ipc: "IPC",
  cgroup: "cgroup",
  user: "user",
};

const LIMITS: Readonly<Record<CgroupLimit, string>> = {
  cpuQuota: "CPU",
  memoryLimit: "memory",
  swapLimit: "swap",
  processLimit: "processes",
};

/** What a step changed in the lab. The names and numbers in it are the kernel's. */
export const changes = {
  title: "What this step changed:",
  nothing: "Nothing has changed in the lab since this step began. (Files are not compared.)",
  more: (lines: number) => `... and ${lines} more`,

  host: "host",
  onHost: "on the host",
  onlyOnHost: "only on the host",
  onlyIn: (place: string) => `only in ${place}`,
  in: (place: string) => `in ${place}`,
  inMore: (count: number) => `in ${count} more`,
  of: (thing: string, owner: string) => `${thing} of ${owner}`,
  /** As in "a, b and c". */
  list: (items: readonly string[]) =>
    items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`,
  fromTo: (what: string, from: string, arrow: string, to: string) => `${what}: ${from} ${arrow} ${to}`,

  kind: (kind: NamespaceKind) => KINDS[kind],
  namespace: (kind: NamespaceKind) => `${KINDS[kind]} namespace`,
  namespaces: (kinds: readonly NamespaceKind[]) => `${changes.list(kinds.map((kind) => KINDS[kind]))} namespaces`,
  namedNamespace: (name: string, number: string) => `network namespace ${name}, ${number}`,
  numbered: (what: string, numbers: string) => `${what}: ${numbers}`,
  sharedMounts: "its mounts are shared with the namespace it was copied from",
  networkNames: (number: string) => `names of the network namespace ${number}`,
  noName: "none",

  hostname: "hostname",
  ipcObject: {
    segments: (id: number, size: number) => `shared memory segment ${id} of ${size} bytes`,
    queues: (id: number) => `message queue ${id}`,
    semaphores: (id: number, size: number) => `semaphore array ${id} of ${size}`,
  },

  pid: (pid: number) => `PID ${pid}`,
  process: (name: string, pid: number) => `process ${name}, PID ${pid}`,
  processInside: (name: string, pid: number, inside: readonly number[]) =>
    `process ${name}, PID ${pid} on the host, ${changes.list(inside.map(String))} inside`,
  withRoot: (process: string, path: string) => `${process}, with ${path} as its /`,
  rootOf: (who: string) => `/ of ${who}`,
  zombie: (process: string) => `${process}: has ended, and stays as a zombie until its parent asks for its exit code`,
  namespaceOf: (kind: NamespaceKind, who: string) => `${KINDS[kind]} namespace of ${who}`,

  link: (name: string) => `link ${name}`,
  bridge: (name: string) => `bridge ${name}`,
  linkOfKind: (kind: string, name: string) => `${kind} ${name}`,
  /** Where it is, beside what it is. */
  aside: (text: string, aside: string) => `${text} (${aside})`,
  pair: (one: string, other: string) => `veth pair ${one} and ${other}`,
  up: "up",
  down: "down",
  port: (name: string, bridge: string) => `${name} is a port of ${bridge}`,
  hairpin: (name: string) => `hairpin mode of ${name}`,
  mtu: (name: string) => `MTU of ${name}`,
  on: "on",
  off: "off",
  address: (address: string, device: string) => `address ${address} on ${device}`,
  route: (route: string) => `route ${route}`,
  ruleNumber: (place: string, position: number) => `${place}, rule ${position}`,
  policy: (chain: string) => `policy of ${chain}`,
  forwarding: "IP forwarding",

  movedMount: "mount",
  mount: (point: string) => `mount ${point}`,
  showing: (mount: string, path: string) => `${mount} showing ${path}`,
  ofType: (mount: string, type: string) => `${mount} of type ${type}`,
  partOf: (mount: string, path: string, type: string) => `${mount} showing ${path} of a ${type}`,
  mountAndBelow: (mount: string, below: number) => `${mount} and ${below === 1 ? "1 mount" : `${below} mounts`} below it`,
  mountsAlike: (mount: string, others: number) => `${mount} and ${others} more`,
  anotherMount: (point: string, type: string) => `mount ${point}: another ${type} in place of the one that was there`,
  private: "private",

  cgroup: (path: string, controllers: string) => (controllers === "" ? `cgroup ${path}` : `cgroup ${path} (${controllers})`),
  limitOf: (group: string, limit: CgroupLimit) => `${group}, ${LIMITS[limit]}`,
  noLimit: "no limit",
  none: "none",
  cpuShare: (share: string) => `${share} of one CPU`,
  cgroupOf: (who: string) => `cgroup of ${who}`,
  killed: (group: string, kills: number) =>
    `${group}: the kernel killed ${kills === 1 ? "1 process" : `${kills} processes`} for using more memory than the limit`,
};
