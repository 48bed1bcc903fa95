import { cpuLimit, inCgroup } from "../../checks/cgroups.ts";
import { memoryLimit } from "../../checks/memory.ts";
import type { MachineSituation, Situation } from "../../src/course/command.ts";

const MIB = 1024 * 1024;

/** Half a CPU and 64 MiB for a process and what it starts from now on. */
export function limitLines(group: string, pid: number, { cgroup }: MachineSituation): readonly string[] {
  const [first = "", second = first] = groupDirectories(group, cgroup);
  return cgroup === "v2"
    ? [
        `mkdir ${first}`,
        `echo '50000 100000' > ${first}/cpu.max`,
        `echo 64M > ${first}/memory.max`,
        `echo ${pid} > ${first}/cgroup.procs`,
      ]
    : [
        `mkdir ${first} ${second}`,
        `echo 50000 > ${first}/cpu.cfs_quota_us`,
        `echo 64M > ${second}/memory.limit_in_bytes`,
        `echo ${pid} > ${first}/tasks`,
        `echo ${pid} > ${second}/tasks`,
      ];
}

/** What holds then. */
export function limitChecks(terminal: "container" | "container2", group: string) {
  return [
    cpuLimit(group, 0.5),
    memoryLimit(group, 64 * MIB),
    inCgroup(terminal, "cpu", group),
    inCgroup(terminal, "memory", group),
  ];
}

/** One directory for each hierarchy that holds one of the two controllers. */
export function groupDirectories(group: string, cgroup: Situation["cgroup"]): readonly string[] {
  return cgroup === "v2" ? [`/sys/fs/cgroup/${group}`] : [`/sys/fs/cgroup/cpu/${group}`, `/sys/fs/cgroup/memory/${group}`];
}
