import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What of the machine may not grow from lab to lab. */
export interface MachineNumbers {
  /** Of this process. */
  readonly descriptors: number;
  /** Resident memory of this process, in MiB. */
  readonly memory: number;
  /** Of the whole machine, where others may come and go meanwhile. */
  readonly processes: number;
  readonly mounts: number;
  /** Directories of labs in the machine's cgroup hierarchies. */
  readonly cgroups: number;
  /** Network namespaces that processes are in. */
  readonly networks: number;
  /** Memory of the kernel that it cannot give back, in MiB: what is left of namespaces would be there. */
  readonly kernelMemory: number;
}

export function machineNumbers(): MachineNumbers {
  const pids = namesIn("/proc").filter((name) => /^\d+$/.test(name));
  const networks = new Set(pids.map((pid) => inodeOf(`/proc/${pid}/ns/net`)));
  return {
    descriptors: namesIn("/proc/self/fd").length,
    memory: Math.round(process.memoryUsage().rss / 2 ** 20),
    processes: pids.length,
    mounts: readFileSync("/proc/self/mountinfo", "utf8").split("\n").length - 1,
    cgroups: labCgroups(),
    networks: networks.size,
    kernelMemory: Math.round(Number(/SUnreclaim:\s+(\d+)/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1] ?? 0) / 1024),
  };
}

function labCgroups(): number {
  const mine = new RegExp(`^nslab-${process.pid}-`);
  const hierarchies = ["", ...namesIn("/sys/fs/cgroup").map((name) => `/${name}`)];
  return hierarchies.flatMap((hierarchy) => namesIn(`/sys/fs/cgroup${hierarchy}`).filter((name) => mine.test(name))).length;
}

function inodeOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ""; // it has ended, or is not ours to look at
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
