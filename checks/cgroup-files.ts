import type { CgroupVersion } from "../src/lab/identity.ts";

/** The cgroup controllers the course limits by. */
export type Controller = "cpu" | "memory";

/** Names of the files that hold a fact of a cgroup: in v1 and in v2 (cgroups(7)). */
const FILES = {
  members: { v1: "tasks", v2: "cgroup.procs" },
  "cpu limit": { v1: "cpu.cfs_quota_us", v2: "cpu.max" },
  "cpu period": { v1: "cpu.cfs_period_us", v2: "cpu.max" },
  "cpu counters": { v1: "cpu.stat", v2: "cpu.stat" },
  "memory limit": { v1: "memory.limit_in_bytes", v2: "memory.max" },
  "memory kills": { v1: "memory.oom_control", v2: "memory.events" },
  "memory use": { v1: "memory.usage_in_bytes", v2: "memory.current" },
  "memory peak": { v1: "memory.max_usage_in_bytes", v2: "memory.peak" },
  "swap limit": { v1: "memory.memsw.limit_in_bytes", v2: "memory.swap.max" },
} as const;

export type CgroupFact = keyof typeof FILES;

/** A cgroup's directory as the lab's host sees it: v1 has a tree for each controller, v2 one for all. */
export function cgroupDirectory(version: CgroupVersion, controller: Controller, path: string): string {
  return version === "v2" ? `/sys/fs/cgroup${path}` : `/sys/fs/cgroup/${controller}${path}`;
}

/** The file that holds a fact of a cgroup, as the lab's host sees it. */
export function cgroupFile(version: CgroupVersion, controller: Controller, path: string, fact: CgroupFact): string {
  return `${cgroupDirectory(version, controller, path)}/${FILES[fact][version === "v2" ? "v2" : "v1"]}`;
}
