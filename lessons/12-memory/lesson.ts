import { allOf } from "../../checks/all-of.ts";
import { cgroupExists, childInCgroup } from "../../checks/cgroups.ts";
import { holdsMemory, killedForMemory, memoryLimit, noSwap, usedMoreThan } from "../../checks/memory.ts";
import { showsKills, showsPeak } from "../../checks/memory-shown.ts";
import { exitCode } from "../../checks/output.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import { byCgroup } from "../../src/course/command.ts";
import { cgroupAt } from "../../src/kernel/queries.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

const MIB = 1024 * 1024;
const V1 = "/sys/fs/cgroup/memory";
const V2 = "/sys/fs/cgroup";

/** 128 and the number of SIGKILL: how a shell reports a program that was killed (bash(1), EXIT STATUS). */
const KILLED = 137;

const joinTiny = byCgroup(`bash -c 'echo $$ > ${V1}/tiny/tasks; ls /'`, `bash -c 'echo $$ > ${V2}/tiny/cgroup.procs; ls /'`);

export default defineLesson({
  id: "memory",
  needs: ["memory"],
  startsFrom: [],
  steps: [
    {
      id: "group",
      terminal: "host",
      command: byCgroup([`mkdir ${V1}/docker`, `ls ${V1}/docker`], [`mkdir ${V2}/docker`, `ls ${V2}/docker`]),
      checks: [cgroupExists("memory", "/docker")],
    },
    {
      id: "limit",
      terminal: "host",
      command: byCgroup(`echo 20M > ${V1}/docker/memory.limit_in_bytes`, `echo 20M > ${V2}/docker/memory.max`),
      checks: [memoryLimit("/docker", 20 * MIB)],
    },
    {
      id: "swap",
      terminal: "host",
      command: byCgroup(`echo 20M > ${V1}/docker/memory.memsw.limit_in_bytes`, `echo 0 > ${V2}/docker/memory.swap.max`),
      checks: [noSwap("host", "/docker")],
    },
    {
      id: "child",
      terminal: "container",
      command: byCgroup(["bash", `echo $$ > ${V1}/docker/tasks`], ["bash", `echo $$ > ${V2}/docker/cgroup.procs`]),
      checks: [childInCgroup("container", "memory", "/docker")],
    },
    {
      id: "too-much",
      terminal: "container",
      // One process alone: where two of a group ask for memory at once, the kernel now and then kills a second one, the shell.
      command: "dd if=/dev/zero of=/dev/null bs=100M count=1",
      fails: true,
      checks: [
        exitCode(
          "container",
          (code) => code === KILLED,
          say`a program in the terminal container ended with the exit code ${{ code: KILLED }}`,
        ),
        killedForMemory("/docker"),
      ],
      // Where one was killed, somebody was inside: of a pipe the kernel now and then takes the shell as well.
      hint: (snapshot) => (isEmpty(snapshot, "/docker") && !hasKilled(snapshot, "/docker") ? "nobody-inside" : null),
    },
    {
      id: "kills",
      terminal: "host",
      command: byCgroup(`cat ${V1}/docker/memory.oom_control`, `cat ${V2}/docker/memory.events`),
      checks: [showsKills("host", "/docker")],
    },
    {
      id: "peak",
      terminal: "host",
      command: byCgroup(
        `cat ${V1}/docker/memory.max_usage_in_bytes`,
        `cat ${V2}/docker/memory.peak || cat ${V2}/docker/memory.current`,
      ),
      checks: [showsPeak("host", "/docker")],
    },
    {
      id: "tiny",
      terminal: "host",
      command: byCgroup(
        [`mkdir ${V1}/tiny`, `echo 64k > ${V1}/tiny/memory.limit_in_bytes`, `echo 64k > ${V1}/tiny/memory.memsw.limit_in_bytes`],
        [`mkdir ${V2}/tiny`, `echo 64k > ${V2}/tiny/memory.max`, `echo 0 > ${V2}/tiny/memory.swap.max`],
      ),
      checks: [memoryLimit("/tiny", 64 * 1024)],
    },
    {
      id: "join-tiny",
      terminal: "container",
      command: joinTiny,
      fails: true,
      checks: [
        exitCode(
          "container",
          (code) => code === KILLED,
          say`a shell in the terminal container ended with the exit code ${{ code: KILLED }}`,
        ),
        killedForMemory("/tiny"),
      ],
      hint: (snapshot) => (holdsProcess(snapshot, "/tiny") ? "outer-shell" : null),
    },
    {
      id: "enough",
      terminal: "host",
      command: byCgroup(
        [`echo 16M > ${V1}/tiny/memory.memsw.limit_in_bytes`, `echo 16M > ${V1}/tiny/memory.limit_in_bytes`],
        [`echo 16M > ${V2}/tiny/memory.max`],
      ),
      undoes: ["tiny"],
      checks: [memoryLimit("/tiny", 16 * MIB)],
    },
    {
      id: "join-again",
      terminal: "container",
      command: joinTiny,
      // The peak alone proves nothing: a process that is being killed may still get a page or two.
      checks: [
        allOf("shell-ended-in-cgroup", say`a shell in the cgroup /tiny ended with the exit code 0`, [
          exitCode("container", (code) => code === 0, say`the shell ended with the exit code 0`),
          usedMoreThan("/tiny", 64 * 1024),
        ]),
      ],
    },
  ],
  questions,
  challenge: {
    terminal: "container",
    command: byCgroup(
      [
        { in: "host", line: `mkdir ${V1}/roomy` },
        { in: "host", line: `echo 64M > ${V1}/roomy/memory.limit_in_bytes` },
        "bash",
        `echo $$ > ${V1}/roomy/tasks`,
        "printf -v hog '%24000000s' x",
      ],
      [
        { in: "host", line: `mkdir ${V2}/roomy` },
        { in: "host", line: `echo 64M > ${V2}/roomy/memory.max` },
        "bash",
        `echo $$ > ${V2}/roomy/cgroup.procs`,
        "printf -v hog '%24000000s' x",
      ],
    ),
    undoes: ["child"],
    checks: [holdsMemory("/roomy", 20_000_000, 64 * MIB)],
  },
});

/** Whether a cgroup is there and has no members. */
function isEmpty(snapshot: Snapshot, path: string): boolean {
  return cgroupAt(snapshot, "memory", path)?.members.length === 0;
}

function hasKilled(snapshot: Snapshot, path: string): boolean {
  return (cgroupAt(snapshot, "memory", path)?.oomKills ?? 0) > 0;
}

function holdsProcess(snapshot: Snapshot, path: string): boolean {
  return (cgroupAt(snapshot, "memory", path)?.members.length ?? 0) > 0;
}
