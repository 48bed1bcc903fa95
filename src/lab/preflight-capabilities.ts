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
  readonly title: string;
  /** Lessons that need it. */
  readonly lessons: readonly number[];
  /** What is done without it; null: those lessons cannot run. */
  readonly instead: string | null;
}

/** Lessons 1 to 13: what every lab is made of. */
export const EVERY_LESSON: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

const ALL = { lessons: EVERY_LESSON, instead: null };
const RULES = { lessons: [8, 9, 13], instead: null };

export const KERNEL_CAPABILITIES: readonly KernelCapability[] = [
  { id: "user-namespace", title: "user namespaces", ...ALL },
  { id: "id-map", title: "mapping of ids", ...ALL },
  { id: "mount-namespace", title: "mount namespaces", ...ALL },
  { id: "network-namespace", title: "network namespaces", ...ALL },
  { id: "pid-namespace", title: "PID namespaces", ...ALL },
  { id: "uts-namespace", title: "UTS namespaces", ...ALL },
  { id: "ipc-namespace", title: "IPC namespaces", ...ALL },
  { id: "cgroup-namespace", title: "cgroup namespaces", ...ALL },
  { id: "mount", title: "mounting in them", ...ALL },
  { id: "proc", title: "a /proc of their own", ...ALL },
  { id: "sysfs", title: "a /sys of their own", ...ALL },
  { id: "overlay", title: "overlay file systems", lessons: EVERY_LESSON, instead: "/usr is read-only in the lab" },
  { id: "veth", title: "veth pairs", ...ALL },
  { id: "bridge", title: "bridges", ...ALL },
  { id: "netns", title: "ip netns", ...ALL },
  { id: "lab", title: "a whole lab starts", ...ALL },
  { id: "sysv-ipc", title: "System V IPC", lessons: [5, 13], instead: null },
  { id: "mqueue", title: "POSIX message queues", lessons: [5], instead: "System V queues show the same" },
  { id: "iptables-filter", title: "the filter table", ...RULES },
  { id: "iptables-nat", title: "the nat table", ...RULES },
  { id: "masquerade", title: "MASQUERADE", ...RULES },
  { id: "dnat", title: "DNAT", ...RULES },
  { id: "conntrack-match", title: "matching by connection state", ...RULES },
  { id: "nft-rules", title: "rules made with nft", lessons: [8], instead: "iptables alone" },
  { id: "conntrack-list", title: "listing of connections", lessons: [9], instead: "the counters of the rules show it" },
  { id: "cgroup-cpu", title: "cgroups: cpu", lessons: [11], instead: null },
  { id: "cgroup-memory", title: "cgroups: memory", lessons: [12], instead: null },
];
