import { cgroupExists, cpuLimit } from "../../checks/cgroups.ts";
import { heldTo, usesWholeCpu } from "../../checks/cpu-share.ts";
import { showsCpuShare, showsNoQuota, showsThrottling } from "../../checks/cpu-shown.ts";
import { commandFailed } from "../../checks/output.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import { byCgroup, type Situation } from "../../src/course/command.ts";
import { cgroupAt, processByMachinePid } from "../../src/kernel/queries.ts";
import { questions } from "./questions.ts";

/** The article's program, which does nothing as fast as it can. */
const DEADLOOP = "printf '#!/bin/bash\\nwhile :; do :; done\\n' > deadloop.sh";

export default defineLesson({
  id: "cpu",
  needs: ["cpu"],
  startsFrom: [{ terminal: "host", command: [DEADLOOP, "chmod +x deadloop.sh"] }],
  steps: [
    {
      id: "loop",
      terminal: "container",
      command: "./deadloop.sh",
      leaves: "running",
      checks: [usesWholeCpu("container")],
    },
    {
      id: "top-before",
      terminal: "host",
      command: topOf("container"),
      also: ["top"],
      checks: [showsCpuShare("host", "container", "unlimited", Number.POSITIVE_INFINITY)],
    },
    {
      id: "group",
      terminal: "host",
      command: byCgroup(
        ["mkdir /sys/fs/cgroup/cpu/docker", "ls /sys/fs/cgroup/cpu/docker"],
        ["mkdir /sys/fs/cgroup/docker", "ls /sys/fs/cgroup/docker"],
      ),
      checks: [cgroupExists("cpu", "/docker")],
    },
    {
      id: "no-limit-yet",
      terminal: "host",
      command: byCgroup("cat /sys/fs/cgroup/cpu/docker/cpu.cfs_{quota,period}_us", "cat /sys/fs/cgroup/docker/cpu.max"),
      checks: [showsNoQuota("host", "/docker")],
    },
    {
      id: "too-small",
      terminal: "host",
      command: byCgroup(
        "echo 500 > /sys/fs/cgroup/cpu/docker/cpu.cfs_quota_us",
        "echo '500 100000' > /sys/fs/cgroup/docker/cpu.max",
      ),
      fails: true,
      checks: [
        commandFailed("host", {
          code: (code) => code !== 0,
          pattern: /Invalid argument/,
          fact: say`that the kernel refuses this quota`,
        }),
      ],
    },
    {
      id: "quota",
      terminal: "host",
      command: byCgroup(
        "echo 20000 > /sys/fs/cgroup/cpu/docker/cpu.cfs_quota_us",
        "echo '20000 100000' > /sys/fs/cgroup/docker/cpu.max",
      ),
      checks: [cpuLimit("/docker", 0.2)],
    },
    {
      id: "move",
      terminal: "host",
      command: (situation) => `echo ${situation.front("container")} > ${membersOf("docker", situation)}`,
      checks: [heldTo(["container"], "/docker", 0.2)],
      hint: (_, situation) => (holdsAnotherProcess(situation) ? "another-process" : null),
    },
    {
      id: "top-after",
      terminal: "host",
      command: topOf("container"),
      also: ["top"],
      checks: [showsCpuShare("host", "container", "limited", 0.35)],
    },
    {
      id: "throttled",
      terminal: "host",
      command: byCgroup("cat /sys/fs/cgroup/cpu/docker/cpu.stat", "cat /sys/fs/cgroup/docker/cpu.stat"),
      checks: [showsThrottling("host", "/docker")],
    },
    {
      id: "two",
      terminal: "container2",
      command: (situation) => [`echo $$ > ${membersOf("docker", situation)}`, "./deadloop.sh"],
      leaves: "running",
      checks: [heldTo(["container", "container2"], "/docker", 0.2)],
    },
  ],
  questions,
  challenge: {
    terminal: "host",
    command: (situation) => {
      const limit =
        situation.cgroup === "v2"
          ? "echo '10000 100000' > /sys/fs/cgroup/slow/cpu.max"
          : "echo 10000 > /sys/fs/cgroup/cpu/slow/cpu.cfs_quota_us";
      return [
        situation.cgroup === "v2" ? "mkdir /sys/fs/cgroup/slow" : "mkdir /sys/fs/cgroup/cpu/slow",
        limit,
        `echo ${situation.front("container2")} > ${membersOf("slow", situation)}`,
      ];
    },
    checks: [heldTo(["container2"], "/slow", 0.1)],
  },
});

/** One measurement of half a second; top's first list counts from the start of the process. */
function topOf(terminal: "container"): (situation: Situation) => string {
  return (situation) => `top -b -n 2 -d 0.5 -p ${situation.front(terminal)} | tail -n 2`;
}

function membersOf(group: string, { cgroup }: Situation): string {
  return cgroup === "v2" ? `/sys/fs/cgroup/${group}/cgroup.procs` : `/sys/fs/cgroup/cpu/${group}/tasks`;
}

/** Somebody is in the group who is not the loop in the terminal container. */
function holdsAnotherProcess({ snapshot, front }: Situation): boolean {
  const members = cgroupAt(snapshot, "cpu", "/docker")?.members ?? [];
  return members.some((pid) => processByMachinePid(snapshot, pid)?.pids[0] !== front("container"));
}
