import type { Situation } from "../../../src/course/command.ts";
import type { TypedLesson } from "../../support/learner-data.ts";

const directory = (group: string, { cgroup }: Situation) => `/sys/fs/cgroup/${cgroup === "v2" ? "" : "memory/"}${group}`;
const limit = (group: string, size: string, situation: Situation) =>
  `echo ${size} > ${directory(group, situation)}/${situation.cgroup === "v2" ? "memory.max" : "memory.limit_in_bytes"}`;
const swap = (group: string, size: string, situation: Situation) =>
  situation.cgroup === "v2"
    ? `echo 0 > ${directory(group, situation)}/memory.swap.max`
    : `echo ${size} > ${directory(group, situation)}/memory.memsw.limit_in_bytes`;
const members = (group: string, situation: Situation) => `${directory(group, situation)}/cgroup.procs`;
const perVersion = (v1: string, v2: string) => (situation: Situation) => {
  const file = situation.cgroup === "v2" ? v2 : v1;
  return file.replace("GROUP", directory("docker", situation));
};

export default {
  lesson: "memory",
  steps: {
    group: [
      (situation) => `mkdir -p ${directory("docker", situation)}`,
      (situation) => [`cd ${directory("", situation)}`, "mkdir docker", "cd -"],
    ],
    limit: [
      (situation) => limit("docker", "20971520", situation),
      (situation) => limit("docker", "20480k", situation),
      (situation) => limit("docker", "$((20 * 1024 * 1024))", situation),
    ],
    swap: [(situation) => swap("docker", "20971520", situation), (situation) => swap("docker", "20480K", situation)],
    child: [
      (situation) => ["bash", `echo $$ > ${members("docker", situation)}`],
      (situation) => [`bash -c 'echo $$ > ${members("docker", situation)}; exec bash'`],
      (situation) => ["bash --norc", `echo $BASHPID >> ${members("docker", situation)}`],
    ],
    "too-much": [
      "tail /dev/zero",
      "bash -c 'printf -v hog %100000000s x; echo $?'",
      { lines: "python3 -c 'x = bytearray(100_000_000)'", needs: ["python3"] },
    ],
    kills: [
      perVersion("grep kill GROUP/memory.oom_control", "grep kill GROUP/memory.events"),
      perVersion("tail -n 1 GROUP/memory.oom_control", "tail -n 2 GROUP/memory.events"),
    ],
    peak: [
      perVersion("grep . GROUP/memory.max_usage_in_bytes", "head GROUP/memory.peak || head GROUP/memory.current"),
      perVersion("head GROUP/memory.max_usage_in_bytes", "grep . GROUP/memory.peak || grep . GROUP/memory.current"),
    ],
    tiny: [
      (situation) => [
        `mkdir ${directory("tiny", situation)}`,
        limit("tiny", "65536", situation),
        swap("tiny", "65536", situation),
      ],
      (situation) => [
        `mkdir -p ${directory("tiny", situation)}`,
        limit("tiny", "64K", situation),
        swap("tiny", "64K", situation),
      ],
    ],
    "join-tiny": [
      (situation) => `bash -c 'echo $$ > ${members("tiny", situation)}; exec ls /'`,
      (situation) => `(echo $BASHPID > ${members("tiny", situation)}; ls -R /usr/share)`,
    ],
    enough: [
      (situation) =>
        situation.cgroup === "v2"
          ? [limit("tiny", "16777216", situation)]
          : [swap("tiny", "16777216", situation), limit("tiny", "16777216", situation)],
      (situation) =>
        situation.cgroup === "v2"
          ? [limit("tiny", "16384k", situation)]
          : [swap("tiny", "16384k", situation), limit("tiny", "16384k", situation)],
    ],
    "join-again": [
      (situation) => `bash -c 'echo $$ > ${members("tiny", situation)}; ls /'`,
      (situation) => `(echo $BASHPID > ${members("tiny", situation)}; ls /usr)`,
    ],
    challenge: [
      (situation) => [
        { in: "host", line: `mkdir ${directory("roomy", situation)}` },
        { in: "host", line: limit("roomy", "67108864", situation) },
        "bash",
        `echo $$ > ${members("roomy", situation)}`,
        "hog=$(head -c 22000000 /dev/zero | tr '\\0' x)",
      ],
      (situation) => [
        { in: "host", line: `mkdir -p ${directory("roomy", situation)}` },
        { in: "host", line: limit("roomy", "65536K", situation) },
        `bash -c 'echo $$ > ${members("roomy", situation)}; exec bash'`,
        "printf -v hog '%30000000s' x",
      ],
    ],
  },
} satisfies TypedLesson as TypedLesson;
