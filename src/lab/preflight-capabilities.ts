import { type Message, say, verbatim } from "../say/message.ts";

/** Everything a lab or the course needs of the kernel, by the ids of src/lab/preflight.sh and preflight-cgroups.ts. */
export type KernelCapabilityId =
  | "lab"
  | "user-namespace"
  | "id-map"
  | "mount-namespace"
  | "network-namespace"
  | "pid-namespace"
  | "uts-namespace"
  | "ipc-namespace"
  | "cgroup-namespace"
  | "mount"
  | "proc"
  | "sysfs"
  | "overlay"
  | "mqueue"
  | "sysv-ipc"
  | "veth"
  | "bridge"
  | "netns"
  | "iptables-filter"
  | "iptables-nat"
  | "masquerade"
  | "dnat"
  | "conntrack-match"
  | "nft-rules"
  | "conntrack-list"
  | "cgroup-cpu"
  | "cgroup-memory";

export interface KernelCapability {
  readonly id: KernelCapabilityId;
  readonly title: Message;
  /** Lessons that need it. */
  readonly lessons: readonly number[];
  /** What is done without it; null: those lessons cannot run. */
  readonly instead: Message | null;
}

/** Lessons 1 to 13: what every lab is made of. */
export const EVERY_LESSON: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

const ALL = { lessons: EVERY_LESSON, instead: null };
const RULES = { lessons: [8, 9, 13], instead: null };

export const KERNEL_CAPABILITIES: readonly KernelCapability[] = [
  { id: "user-namespace", title: say`user namespaces`, ...ALL },
  { id: "id-map", title: say`mapping of ids`, ...ALL },
  { id: "mount-namespace", title: say`mount namespaces`, ...ALL },
  { id: "network-namespace", title: say`network namespaces`, ...ALL },
  { id: "pid-namespace", title: say`PID namespaces`, ...ALL },
  { id: "uts-namespace", title: say`UTS namespaces`, ...ALL },
  { id: "ipc-namespace", title: say`IPC namespaces`, ...ALL },
  { id: "cgroup-namespace", title: say`cgroup namespaces`, ...ALL },
  { id: "mount", title: say`mounting in them`, ...ALL },
  { id: "proc", title: say`a /proc of their own`, ...ALL },
  { id: "sysfs", title: say`a /sys of their own`, ...ALL },
  { id: "overlay", title: say`overlay file systems`, lessons: EVERY_LESSON, instead: say`/usr is read-only in the lab` },
  { id: "veth", title: say`veth pairs`, ...ALL },
  { id: "bridge", title: say`bridges`, ...ALL },
  { id: "netns", title: verbatim("ip netns"), ...ALL },
  { id: "lab", title: say`a whole lab starts`, ...ALL },
  { id: "sysv-ipc", title: verbatim("System V IPC"), lessons: [5, 13], instead: null },
  { id: "mqueue", title: say`POSIX message queues`, lessons: [5], instead: say`System V queues show the same` },
  { id: "iptables-filter", title: say`the filter table`, ...RULES },
  { id: "iptables-nat", title: say`the nat table`, ...RULES },
  { id: "masquerade", title: verbatim("MASQUERADE"), ...RULES },
  { id: "dnat", title: verbatim("DNAT"), ...RULES },
  { id: "conntrack-match", title: say`matching by connection state`, ...RULES },
  { id: "nft-rules", title: say`rules made with nft`, lessons: [8], instead: say`iptables alone` },
  { id: "conntrack-list", title: say`listing of connections`, lessons: [9], instead: say`the counters of the rules show it` },
  { id: "cgroup-cpu", title: say`cgroups: cpu`, lessons: [11], instead: null },
  { id: "cgroup-memory", title: say`cgroups: memory`, lessons: [12], instead: null },
];

/** What the course types in place of a program that is missing, by the program's name. */
export const INSTEAD_OF_TOOLS: Readonly<Record<string, Message>> = {
  nft: say`iptables alone`,
  getent: verbatim("curl"),
  brctl: verbatim("ip link add … type bridge"),
  ifconfig: verbatim("ip addr add"),
  route: verbatim("ip route add"),
  arp: verbatim("ip neigh"),
  traceroute: say`ping with a small -t`,
  conntrack: verbatim("/proc/net/nf_conntrack"),
};
