import type { LabReach } from "../lab/identity.ts";
import { parseCfsQuota, parseCpuMax, parseKeyed, parseLimit, parseV1Limit, toNumber } from "./parse-cgroup.ts";
import { listOrNull, readOrNull } from "./proc-files.ts";
import type { Cgroup } from "./snapshot.ts";

/** The lab's cgroups, parents first; `processes` are the machine PIDs that count as members. */
export function readCgroups(lab: LabReach, processes: ReadonlySet<number>): readonly Cgroup[] {
  const describe = lab.cgroup === "v2" ? describeV2 : describeV1;
  return lab.cgroupDirectories.flatMap((directory) => readTree(directory, "/", processes, describe));
}

/** Text of a cgroup file of that name, or "" where the cgroup has none. */
type ReadFile = (name: string) => string;
type Facts = Omit<Cgroup, "path" | "members">;

function readTree(
  root: string,
  path: string,
  processes: ReadonlySet<number>,
  describe: (read: ReadFile, files: readonly string[]) => Facts,
): readonly Cgroup[] {
  const directory = path === "/" ? root : root + path;
  const entries = listOrNull(directory);
  if (entries === null) return [];
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const read: ReadFile = (name) => (files.includes(name) ? (readOrNull(`${directory}/${name}`) ?? "") : "");
  const members = read("cgroup.procs")
    .split("\n")
    .map(Number)
    .filter((pid) => processes.has(pid));
  const children = entries
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readTree(root, `${path === "/" ? "" : path}/${entry.name}`, processes, describe));
  return [{ path, ...describe(read, files), members }, ...children];
}

/** cgroup-v1 in the kernel's documentation: cpu, memory, pids. */
function describeV1(read: ReadFile, files: readonly string[]): Facts {
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
    swapLimit: memory === null || memoryAndSwap === null ? null : memoryAndSwap - memory,
    processLimit: parseLimit(read("pids.max")),
  };
}

/** cgroup-v2 in the kernel's documentation. */
function describeV2(read: ReadFile): Facts {
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
    swapLimit: parseLimit(read("memory.swap.max")),
    processLimit: parseLimit(read("pids.max")),
  };
}

/** A v1 cgroup's controllers are what its files' names begin with: `cpu` of `cpu.stat`. */
function controllersOf(files: readonly string[]): readonly string[] {
  const prefixes = files.filter((file) => file.includes(".")).map((file) => file.slice(0, file.indexOf(".")));
  return [...new Set(prefixes)].filter((prefix) => prefix !== "cgroup").toSorted();
}
