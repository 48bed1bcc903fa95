import type { Situation } from "../../../src/course/command.ts";
import type { TypedLesson } from "../../support/learner-data.ts";

const directory = (group: string, { cgroup }: Situation) => `/sys/fs/cgroup/${cgroup === "v2" ? "" : "cpu/"}${group}`;
const members = (group: string, situation: Situation) => `${directory(group, situation)}/cgroup.procs`;

/** Writes a quota in thousandths of a second for each tenth. */
const quota = (group: string, milliseconds: number, situation: Situation) =>
  situation.cgroup === "v2"
    ? `echo ${milliseconds * 1000} > ${directory(group, situation)}/cpu.max`
    : `tee ${directory(group, situation)}/cpu.cfs_quota_us <<< ${milliseconds * 1000}`;

export default {
  lesson: "cpu",
  steps: {
    loop: [{ lines: "bash -c 'while true; do true; done'" }, { lines: "bash ./deadloop.sh" }, { lines: "exec ./deadloop.sh" }],
    "top-before": [
      ({ front }) => `top -b -n 1 -p ${front("container")}`,
      ({ front }) => `ps -o pid,%cpu,args -p ${front("container")}`,
      "top -b -n 1",
    ],
    group: [
      (situation) => `mkdir -p ${directory("docker", situation)}`,
      (situation) => [`cd ${directory("", situation)}`, "mkdir docker", "cd -"],
    ],
    "no-limit-yet": [
      (situation) =>
        situation.cgroup === "v2"
          ? `cat ${directory("docker", situation)}/cpu.max`
          : [`cd ${directory("docker", situation)}`, "cat cpu.cfs_quota_us cpu.cfs_period_us", "cd -"],
      (situation) =>
        situation.cgroup === "v2"
          ? `head ${directory("docker", situation)}/cpu.max`
          : `grep . ${directory("docker", situation)}/cpu.cfs_*`,
    ],
    "too-small": [
      (situation) =>
        situation.cgroup === "v2"
          ? `echo 999 > ${directory("docker", situation)}/cpu.max`
          : `echo 999 > ${directory("docker", situation)}/cpu.cfs_quota_us`,
      (situation) =>
        situation.cgroup === "v2"
          ? `printf '500 100000' > ${directory("docker", situation)}/cpu.max`
          : `printf 500 | tee ${directory("docker", situation)}/cpu.cfs_quota_us`,
    ],
    quota: [
      (situation) => quota("docker", 20, situation),
      (situation) =>
        situation.cgroup === "v2"
          ? `echo 10000 50000 > ${directory("docker", situation)}/cpu.max`
          : [
              `echo 50000 > ${directory("docker", situation)}/cpu.cfs_period_us`,
              `echo 10000 > ${directory("docker", situation)}/cpu.cfs_quota_us`,
            ],
    ],
    move: [
      (situation) => `echo ${situation.front("container")} > ${members("docker", situation)}`,
      (situation) => `for pid in ${situation.front("container")}; do echo $pid | tee -a ${members("docker", situation)}; done`,
    ],
    "top-after": [
      ({ front }) => `top -b -d 0.6 -n 2 -p ${front("container")}`,
      ({ front }) => `top -b -d 1 -n 2 | grep -E '%CPU|^ *${front("container")} '`,
    ],
    throttled: [
      (situation) => `grep nr_ ${directory("docker", situation)}/cpu.stat`,
      (situation) => [`cd ${directory("docker", situation)}`, "head cpu.stat", "cd -"],
    ],
    two: [
      (situation) => [`echo $$ >> ${members("docker", situation)}`, "bash deadloop.sh"],
      {
        lines: (situation) => [
          { in: "host", line: `echo $(pgrep -n bash) > /dev/null` },
          `bash -c 'echo $$ > ${members("docker", situation)}; exec ./deadloop.sh'`,
        ],
      },
    ],
    challenge: [
      (situation) => [
        `mkdir ${directory("slow", situation)}`,
        `echo ${situation.front("container2")} > ${members("slow", situation)}`,
        quota("slow", 10, situation),
      ],
      (situation) => [
        `mkdir -p ${directory("slow", situation)}`,
        `cd ${directory("slow", situation)}`,
        situation.cgroup === "v2" ? "echo 5000 50000 > cpu.max" : "echo 50000 > cpu.cfs_period_us; echo 5000 > cpu.cfs_quota_us",
        `echo ${situation.front("container2")} > cgroup.procs`,
      ],
    ],
  },
} satisfies TypedLesson as TypedLesson;
