import { parseCfsQuota, parseCpuMax, parseKeyed, parseLimit, parseV1Limit, toNumber } from "./parse-cgroup.ts";
import type { Cgroup } from "./snapshot.ts";

/** Text of a cgroup file of that name, or "" where the cgroup has none. */
export type ReadFile = (name: string) => string;
export type CgroupFacts = Omit<Cgroup, "path" | "members">;

/**
 * cgroup-v1 in the kernel's documentation: cpu, memory, pids.
 *
 * @param files all that the cgroup has
 */
export function describeV1(read: ReadFile, files: readonly string[]): CgroupFacts {
  const memory = parseV1Limit(read("memory.limit_in_bytes"));
  const memoryAndSwap = parseV1Limit(read("memory.memsw.limit_in_bytes"));
  return {
    controllers: controllersOf(files),
    cpuQuota: parseCfsQuota(read("cpu.cfs_quota_us"), read("cpu.cfs_period_us")),
    throttledPeriods: parseKeyed(read("cpu.stat"), "nr_throttled"),
    memoryLimit: memory,
    memoryUsage: toNumber(read("memory.usage_in_bytes")),
    memoryPeak: toNumber(read("memory.max_usage_in_bytes")),
    oomKills: parseKeyed(read("memory.oom_control"), "oom_kill"),
    countsSwap: files.includes("memory.memsw.limit_in_bytes"),
    swapLimit: memory === null || memoryAndSwap === null ? null : memoryAndSwap - memory,
    processLimit: parseLimit(read("pids.max")),
  };
}

/** cgroup-v2 in the kernel's documentation. */
export function describeV2(read: ReadFile, files: readonly string[]): CgroupFacts {
  return {
    controllers: read("cgroup.controllers")
      .split(/\s+/)
      .filter((controller) => controller !== ""),
    cpuQuota: parseCpuMax(read("cpu.max")),
    throttledPeriods: parseKeyed(read("cpu.stat"), "nr_throttled"),
    memoryLimit: parseLimit(read("memory.max")),
    memoryUsage: toNumber(read("memory.current")),
    memoryPeak: toNumber(read("memory.peak")), // since Linux 5.19
    oomKills: parseKeyed(read("memory.events"), "oom_kill"),
    countsSwap: files.includes("memory.swap.max"),
    swapLimit: parseLimit(read("memory.swap.max")),
    processLimit: parseLimit(read("pids.max")),
  };
}

/** A v1 cgroup's controllers are what its files' names begin with: `cpu` of `cpu.stat`. */
function controllersOf(files: readonly string[]): readonly string[] {
  const prefixes = files.filter((file) => file.includes(".")).map((file) => file.slice(0, file.indexOf(".")));
  return [...new Set(prefixes)].filter((prefix) => prefix !== "cgroup").toSorted();
}
