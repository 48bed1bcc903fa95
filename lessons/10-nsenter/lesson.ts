import { inCgroup } from "../../checks/cgroups.ts";
import { joined, standsInItsRoot, startedFromOutside } from "../../checks/joined.ts";
import {
  showsAddressOf,
  showsCgroupsApart,
  showsHostPid,
  showsInnerPid,
  showsNamespaces,
  showsOutside,
} from "../../checks/joined-shown.ts";
import { shown } from "../../checks/output.ts";
import { containerCommands } from "../../src/course/container-script.ts";
import { exitLines } from "../../src/course/exit-lines.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import type { Situation } from "../../src/course/command.ts";
import { questions } from "./questions.ts";

const CONTAINER = { namespace: "ns1", hostEnd: "veth0", containerEnd: "veth1", address: "172.17.0.2" };

/** PID of the container's shell, as the host's ps shows it. */
const target = (situation: Situation) => situation.front("container");

export default defineLesson({
  id: "nsenter",
  needs: ["program:ldd", "program:chroot"],
  startsFrom: [
    { terminal: "container", command: "echo 'You are in the container.' > inside.txt" },
    { terminal: "container", command: ownCgroup },
    ...containerCommands(CONTAINER).map(({ line }) => ({ terminal: "container", command: line }) as const),
  ],
  steps: [
    {
      id: "find",
      terminal: "host",
      command: "ps -ef",
      also: ["pgrep -af usr/bin/bash"],
      checks: [showsHostPid("host", "container")],
    },
    {
      id: "namespaces",
      terminal: "host",
      command: (situation) => `lsns -p ${target(situation)}`,
      checks: [showsNamespaces("host", "container")],
    },
    {
      id: "network-only",
      terminal: "host",
      command: (situation) => `nsenter -t ${target(situation)} -n ip -br addr`,
      also: ["ip netns exec ns1 ip -br addr"],
      checks: [showsAddressOf("host", "container")],
    },
    {
      id: "without-root",
      terminal: "container2",
      command: (situation) => [`nsenter -t ${target(situation)} -m -u -i -n -p usr/bin/bash`, "cat /inside.txt"],
      fails: "last",
      checks: [
        joined("container2", "container", { root: false }),
        shown("container2", /inside\.txt: No such file/, say`that there is no /inside.txt here`),
      ],
    },
    {
      id: "join",
      terminal: "container2",
      command: (situation) => [
        ...exitLines(situation, "container2"),
        `nsenter -t ${target(situation)} -m -u -i -n -p -r usr/bin/bash`,
        "cat /inside.txt",
      ],
      undoes: ["without-root"],
      checks: [
        joined("container2", "container", { root: true }),
        shown("container2", /You are in the container/, say`the file of the container's own tree`),
      ],
    },
    {
      id: "outside",
      terminal: "container2",
      command: "ls; pwd",
      fails: true,
      checks: [showsOutside("container2")],
    },
    {
      id: "inside",
      terminal: "container2",
      command: "cd /",
      checks: [standsInItsRoot("container2")],
    },
    {
      id: "without-pid",
      terminal: "container2",
      command: (situation) => [
        ...exitLines(situation, "container2"),
        `nsenter -t ${target(situation)} -m -u -i -n -r -w usr/bin/bash`,
        "ps -ef",
      ],
      fails: "last",
      undoes: ["join"],
      checks: [
        joined("container2", "container", { except: ["pid"], root: true }),
        // by version of procps
        shown("container2", /mount -t proc|fatal library error/, say`that ps does not work without a number in /proc`),
      ],
    },
    {
      id: "with-pid",
      terminal: "container2",
      command: (situation) => [
        ...exitLines(situation, "container2"),
        `nsenter -t ${target(situation)} -m -u -i -n -p -r -w usr/bin/bash`,
        "ps -ef",
      ],
      undoes: ["without-pid"],
      checks: [joined("container2", "container", { root: true }), showsInnerPid("container2")],
    },
    {
      id: "cgroup",
      terminal: "host",
      needs: ["cgroup"],
      command: (situation) => {
        const files = `/proc/${target(situation)}/cgroup /proc/${situation.front("container2")}/cgroup`;
        return situation.cgroup === "v2" ? `grep 0:: ${files}` : `grep -w cpu ${files}`;
      },
      checks: [showsCgroupsApart("host", "container", "container2", "cpu")],
    },
    {
      id: "join-cgroup",
      terminal: "host",
      needs: ["cgroup"],
      command: (situation) =>
        `echo ${situation.front("container2")} > ${situation.cgroup === "v2" ? "/sys/fs/cgroup/docker/cgroup.procs" : "/sys/fs/cgroup/cpu/docker/tasks"}`,
      checks: [inCgroup("container2", "any", "/docker")],
    },
  ],
  questions,
  challenge: {
    terminal: "host",
    command: (situation) => `nsenter -t ${target(situation)} -m -u -i -n -p -r -w sleep 1000 &`,
    checks: [startedFromOutside("sleep", "container")],
  },
});

/** A cgroup for what this terminal starts, where the machine has cgroups. */
function ownCgroup({ cgroup }: Situation): readonly string[] {
  switch (cgroup) {
    case "v1":
      return ["mkdir -p /sys/fs/cgroup/cpu/docker", "echo $$ > /sys/fs/cgroup/cpu/docker/tasks"];
    case "v2":
      return ["mkdir -p /sys/fs/cgroup/docker", "echo $$ > /sys/fs/cgroup/docker/cgroup.procs"];
    case "none":
      return [];
  }
}
