import { byCgroup, type Situation } from "../../../src/course/command.ts";
import type { MistakesOfLesson } from "../../support/learner-data.ts";

const V1 = "/sys/fs/cgroup/cpu";
const V2 = "/sys/fs/cgroup";

const LIMIT = (group: string, quota: number) =>
  byCgroup(
    `echo 100000 > ${V1}/${group}/cpu.cfs_period_us; echo ${quota} > ${V1}/${group}/cpu.cfs_quota_us`,
    `echo "${quota} 100000" > ${V2}/${group}/cpu.max`,
  );
const members = ({ cgroup }: Situation, group: string) =>
  cgroup === "v2" ? `${V2}/${group}/cgroup.procs` : `${V1}/${group}/tasks`;

export default {
  lesson: "cpu",
  mistakes: [
    {
      step: "loop",
      who: "starts the loop in the terminal host",
      types: { lines: [{ in: "host", line: "./deadloop.sh &" }], leaves: "prompt" },
      told: /bash .* waits for input and uses no CPU[\s\S]*Start the loop in the terminal container/,
      cure: "./deadloop.sh",
    },
    {
      step: "loop",
      who: "leaves out the ./",
      types: { lines: "deadloop.sh", leaves: "prompt" },
      told: /Start the loop in the terminal container: \.\/deadloop\.sh/,
      cure: "./deadloop.sh",
    },
    {
      step: "loop",
      who: "starts something that sleeps",
      types: "sleep 1000",
      told: /sleep .* waits for input and uses no CPU/,
    },
    {
      step: "group",
      who: "makes the directory where he stands",
      types: "mkdir docker",
      told: /a cgroup is a directory below the controller's own/,
      cure: byCgroup(`mkdir ${V1}/docker`, `mkdir ${V2}/docker`),
    },
    {
      step: "group",
      who: "makes it for another controller, or with another name",
      types: byCgroup("mkdir /sys/fs/cgroup/memory/docker", "mkdir /sys/fs/cgroup/dokcer"),
      told: /there are only: \/do/,
      cure: byCgroup(`mkdir ${V1}/docker`, `mkdir ${V2}/docker`),
    },
    {
      step: "no-limit-yet",
      who: "reads something else",
      types: byCgroup(`cat ${V1}/docker/cpu.cfs_quota_us`, `cat ${V2}/docker/cpu.weight`),
      told: /one of the two numbers is missing/,
    },
    {
      step: "too-small",
      who: "writes a quota that the kernel takes",
      types: byCgroup(`echo 5000 > ${V1}/docker/cpu.cfs_quota_us`, `echo '5000 100000' > ${V2}/docker/cpu.max`),
      told: /the kernel refuses this quota/,
      cure: byCgroup(`echo 500 > ${V1}/docker/cpu.cfs_quota_us`, `echo '500 100000' > ${V2}/docker/cpu.max`),
    },
    {
      step: "quota",
      inFreshLab: true,
      who: "writes it as the period",
      types: byCgroup(`echo 20000 > ${V1}/docker/cpu.cfs_period_us`, `echo 'max 20000' > ${V2}/docker/cpu.max`),
      told: /it has no CPU limit/,
      cure: LIMIT("docker", 20_000),
    },
    {
      step: "quota",
      who: "writes a zero too many",
      types: byCgroup(`echo 200000 > ${V1}/docker/cpu.cfs_quota_us`, `echo '200000 100000' > ${V2}/docker/cpu.max`),
      told: /it may use 200 % of one CPU/,
      cure: LIMIT("docker", 20_000),
    },
    {
      step: "move",
      who: "moves his own shell",
      types: (situation) => `echo $$ > ${members(situation, "docker")}`,
      told: /A process is in the group that is not the loop/,
      cure: (situation) => [
        `echo $$ > ${situation.cgroup === "v2" ? `${V2}/init/cgroup.procs` : `${V1}/tasks`}`,
        `echo ${situation.front("container")} > ${members(situation, "docker")}`,
      ],
    },
    {
      step: "throttled",
      who: "reads the counters of the group above",
      types: byCgroup(`cat ${V1}/cpu.stat`, `cat ${V2}/cpu.stat`),
      told: /Read the file cpu\.stat of this cgroup while the loop runs in it/,
      cure: byCgroup(`cat ${V1}/docker/cpu.stat`, `cat ${V2}/docker/cpu.stat`),
    },
    {
      step: "two",
      who: "starts the second loop without having moved the shell",
      types: "./deadloop.sh",
      told: /a process stays in its parent's cgroup until its own PID is written/,
      cure: {
        lines: (situation) => [{ in: "host", line: `echo ${situation.front("container2")} > ${members(situation, "docker")}` }],
        leaves: "prompt",
      },
    },
    {
      step: "challenge",
      who: "forgets the limit",
      types: (situation) => [
        situation.cgroup === "v2" ? `mkdir ${V2}/slow` : `mkdir ${V1}/slow`,
        `echo ${situation.front("container2")} > ${members(situation, "slow")}`,
      ],
      told: /the cgroup has no CPU limit/,
      cure: LIMIT("slow", 10_000),
    },
    {
      step: "challenge",
      who: "moves the wrong loop",
      types: (situation) => [
        situation.cgroup === "v2" ? `mkdir ${V2}/slow` : `mkdir ${V1}/slow`,
        situation.cgroup === "v2" ? `echo '10000 100000' > ${V2}/slow/cpu.max` : `echo 10000 > ${V1}/slow/cpu.cfs_quota_us`,
        `echo ${situation.front("container")} > ${members(situation, "slow")}`,
      ],
      told: /deadloop\.sh \(PID \d+\) is in the cgroup \/docker/,
      cure: (situation) => `echo ${situation.front("container2")} > ${members(situation, "slow")}`,
    },
  ],
} satisfies MistakesOfLesson as MistakesOfLesson;
