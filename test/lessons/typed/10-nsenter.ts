import { exitLines } from "../../../src/course/exit-lines.ts";
import type { Situation } from "../../../src/course/command.ts";
import type { TypedLesson } from "../../support/learner-data.ts";

const pid = (situation: Situation) => situation.front("container");
const helperPid = (situation: Situation) => situation.front("container2");
const leave = (situation: Situation) => exitLines(situation, "container2");
const files = (situation: Situation) => `/proc/${pid(situation)}/cgroup /proc/${helperPid(situation)}/cgroup`;
const members = ({ cgroup }: Situation) => `/sys/fs/cgroup/${cgroup === "v2" ? "" : "cpu/"}docker/cgroup.procs`;

export default {
  lesson: "nsenter",
  steps: {
    find: ["pgrep -af usr/bin/bash", "ps aux", "ps -ef --forest"],
    namespaces: [
      (situation) => `ls -l /proc/${pid(situation)}/ns | tr '[]' '  '`,
      (situation) => `lsns -o NS,TYPE,PID -p ${pid(situation)}`,
      (situation) => `stat -L -c '%i %n' /proc/${pid(situation)}/ns/*`,
    ],
    "network-only": [
      (situation) => `nsenter --net=/proc/${pid(situation)}/ns/net ip addr`,
      "ip netns exec ns1 ip -4 addr",
      "ip -n ns1 -br addr",
    ],
    "without-root": [
      (situation) => [`nsenter --target ${pid(situation)} --mount --uts --ipc --net --pid bash`, "cat /inside.txt"],
      (situation) => [`nsenter -t ${pid(situation)} -p -m -u -i -n`, "cat /inside.txt"],
    ],
    join: [
      (situation) => [
        ...leave(situation),
        `nsenter --target ${pid(situation)} --mount --uts --ipc --net --pid --root usr/bin/bash`,
        "cat /inside.txt",
      ],
      (situation) => [
        ...leave(situation),
        `nsenter -t ${pid(situation)} -r -p -m -u -i -n /usr/bin/bash`,
        "cat ../inside.txt /inside.txt",
      ],
    ],
    outside: ["pwd", "ls; pwd -P"],
    inside: ["cd /", "cd /usr"],
    "without-pid": [
      (situation) => [
        ...leave(situation),
        `nsenter --target ${pid(situation)} --mount --uts --ipc --net --root --wd usr/bin/bash`,
        "ps",
      ],
      (situation) => [...leave(situation), `nsenter -t ${pid(situation)} -w -r -m -u -i -n usr/bin/bash`, "ps -e"],
    ],
    "with-pid": [
      (situation) => [
        ...leave(situation),
        `nsenter --target ${pid(situation)} --mount --uts --ipc --net --pid --root --wd usr/bin/bash`,
        "ps -ef",
      ],
      (situation) => [...leave(situation), `nsenter -t ${pid(situation)} -p -m -u -i -n -r -w usr/bin/bash`, "ps aux"],
    ],
    cgroup: [
      (situation) => `grep . ${files(situation)}`,
      (situation) => `grep docker /proc/[0-9]*/cgroup; grep -E ':/$|init' ${files(situation)}`,
    ],
    "join-cgroup": [
      (situation) => `echo ${helperPid(situation)} > ${members(situation)}`,
      (situation) => `tee ${members(situation)} <<< ${helperPid(situation)}`,
    ],
    challenge: [
      (situation) => `nsenter -t ${pid(situation)} -m -u -i -n -p -r -w sleep 1000 &`,
      {
        lines: (situation) =>
          `nsenter --target ${pid(situation)} --mount --uts --ipc --net --pid --root --wd bash -c 'exec sleep 1000'`,
        leaves: "running",
      },
    ],
  },
} satisfies TypedLesson as TypedLesson;
