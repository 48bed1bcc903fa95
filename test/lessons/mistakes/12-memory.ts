import { byCgroup } from "../../../src/course/command.ts";
import type { MistakesOfLesson } from "../../support/learner-data.ts";

const V1 = "/sys/fs/cgroup/memory";
const V2 = "/sys/fs/cgroup";
const EATER = "dd if=/dev/zero of=/dev/null bs=100M count=1";

export default {
  lesson: "memory",
  mistakes: [
    {
      step: "group",
      who: "makes it for another controller, or with another name",
      types: byCgroup("mkdir /sys/fs/cgroup/cpu/docker", `mkdir ${V2}/dokcer`),
      told: /there are only: \/do/,
      cure: byCgroup(`mkdir ${V1}/docker`, `mkdir ${V2}/docker`),
    },
    {
      step: "limit",
      who: "forgets the unit",
      types: byCgroup(`echo 20 > ${V1}/docker/memory.limit_in_bytes`, `echo 20 > ${V2}/docker/memory.max`),
      told: /its limit is 0 bytes[\s\S]*another number or unit/,
      cure: byCgroup(`echo 20971520 > ${V1}/docker/memory.limit_in_bytes`, `echo 20971520 > ${V2}/docker/memory.max`),
    },
    {
      step: "limit",
      who: "writes MB",
      types: byCgroup(`echo 20MB > ${V1}/docker/memory.limit_in_bytes`, `echo 20MB > ${V2}/docker/memory.max`),
      told: /it has no memory limit[\s\S]*k, M and G count in steps of 1024/,
      cure: byCgroup(`echo 20971520 > ${V1}/docker/memory.limit_in_bytes`, `echo 20971520 > ${V2}/docker/memory.max`),
    },
    {
      step: "swap",
      who: "writes a smaller number in v1, and the same number in v2",
      types: byCgroup(`echo 10M > ${V1}/docker/memory.memsw.limit_in_bytes`, `echo 20M > ${V2}/docker/memory.swap.max`),
      told: /a smaller one is refused with Invalid argument|20 MiB of swap allowed/,
      cure: byCgroup(`echo 20971520 > ${V1}/docker/memory.memsw.limit_in_bytes`, `echo 0 > ${V2}/docker/memory.swap.max`),
    },
    {
      step: "child",
      who: "moves the terminal's first shell",
      types: byCgroup(`echo $$ > ${V1}/docker/tasks`, `echo $$ > ${V2}/docker/cgroup.procs`),
      told: /The first shell itself was moved in, so it would be killed too/,
      cure: ({ cgroup, front }) => [
        cgroup === "v2" ? `echo ${front("container")} > ${V2}/init/cgroup.procs` : `echo ${front("container")} > ${V1}/tasks`,
        "bash",
        cgroup === "v2" ? `echo $$ > ${V2}/docker/cgroup.procs` : `echo $$ > ${V1}/docker/tasks`,
      ],
    },
    {
      step: "child",
      who: "writes the PID of another terminal's shell",
      types: byCgroup(
        { in: "host", line: `bash -c 'echo $$ > ${V1}/docker/tasks; exec sleep 100' &` },
        { in: "host", line: `bash -c 'echo $$ > ${V2}/docker/cgroup.procs; exec sleep 100' &` },
      ),
      told: /No PID was written yet, or another one/,
      cure: byCgroup(["bash", `echo $$ > ${V1}/docker/tasks`], ["bash", `echo $$ > ${V2}/docker/cgroup.procs`]),
    },
    {
      step: "too-much",
      who: "types it on the host",
      types: { in: "host", line: EATER },
      told: /does not run in this cgroup, or needs less than the limit/,
      cure: EATER,
    },
    {
      step: "too-much",
      who: "asks for less than the limit",
      types: "dd if=/dev/zero of=/dev/null bs=5M count=1",
      told: /needs less than the limit/,
      cure: EATER,
    },
    {
      step: "too-much",
      who: "has left the shell that is in the group",
      types: ["exit", EATER],
      told: /The group `docker` has no members/,
    },
    {
      step: "kills",
      who: "reads another file",
      types: byCgroup(`cat ${V1}/docker/memory.limit_in_bytes`, `cat ${V2}/docker/memory.max`),
      told: /Another file was read/,
      cure: byCgroup(`cat ${V1}/docker/memory.oom_control`, `cat ${V2}/docker/memory.events`),
    },
    {
      step: "peak",
      who: "reads the limit",
      types: byCgroup(`cat ${V1}/docker/memory.memsw.failcnt`, `cat ${V2}/docker/memory.min`),
      told: /the file that keeps the peak/,
    },
    {
      step: "tiny",
      who: "forgets the unit",
      types: byCgroup(
        [`mkdir ${V1}/tiny`, `echo 64 > ${V1}/tiny/memory.limit_in_bytes`],
        [`mkdir ${V2}/tiny`, `echo 64 > ${V2}/tiny/memory.max`],
      ),
      told: /its limit is 0 bytes/,
      cure: byCgroup(`echo 65536 > ${V1}/tiny/memory.limit_in_bytes`, `echo 65536 > ${V2}/tiny/memory.max`),
    },
    {
      step: "join-tiny",
      who: "joins the other group",
      types: byCgroup(`bash -c 'echo $$ > ${V1}/docker/tasks; ls /'`, `bash -c 'echo $$ > ${V2}/docker/cgroup.procs; ls /'`),
      told: /the kernel has killed 0 for it in this step[\s\S]*tiny/,
      cure: byCgroup(`bash -c 'echo $$ > ${V1}/tiny/tasks; ls /'`, `bash -c 'echo $$ > ${V2}/tiny/cgroup.procs; ls /'`),
    },
    {
      step: "enough",
      who: "raises the two limits of v1 in the wrong order, or writes too little in v2",
      inFreshLab: true,
      types: byCgroup(`echo 16M > ${V1}/tiny/memory.limit_in_bytes`, `echo 16k > ${V2}/tiny/memory.max`),
      told: /its limit is (64|16) KiB/,
      cure: byCgroup(
        `echo 16777216 > ${V1}/tiny/memory.memsw.limit_in_bytes; echo 16777216 > ${V1}/tiny/memory.limit_in_bytes`,
        `echo 16777216 > ${V2}/tiny/memory.max`,
      ),
    },
    {
      step: "challenge",
      who: "holds the memory in a shell outside the group",
      types: byCgroup(
        [{ in: "host", line: `mkdir ${V1}/roomy; echo 64M > ${V1}/roomy/memory.limit_in_bytes` }, "printf -v hog '%24000000s' x"],
        [{ in: "host", line: `mkdir ${V2}/roomy; echo 64M > ${V2}/roomy/memory.max` }, "printf -v hog '%24000000s' x"],
      ),
      told: /No process is in the cgroup: memory is counted where a process is when it first touches it/,
    },
    {
      step: "challenge",
      who: "asks for more than the limit",
      types: byCgroup(
        [
          { in: "host", line: `mkdir ${V1}/roomy; echo 64M > ${V1}/roomy/memory.limit_in_bytes` },
          `bash -c 'echo $$ > ${V1}/roomy/tasks; printf -v hog %240000000s x'`,
        ],
        [
          { in: "host", line: `mkdir ${V2}/roomy; echo 64M > ${V2}/roomy/memory.max; echo 0 > ${V2}/roomy/memory.swap.max` },
          `bash -c 'echo $$ > ${V2}/roomy/cgroup.procs; printf -v hog %240000000s x'`,
        ],
      ),
      told: /so the kernel killed a process[\s\S]*begin with a new cgroup of that name/,
    },
  ],
} satisfies MistakesOfLesson as MistakesOfLesson;
