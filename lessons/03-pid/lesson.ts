import { allOf } from "../../checks/all-of.ts";
import { showsInnerPid } from "../../checks/joined-shown.ts";
import { inOwnNamespace, sameNamespace } from "../../checks/namespaces.ts";
import { commandFailed } from "../../checks/output.ts";
import { adoptsOrphan, hasZombie, initOf, isPid1, namespaceEnded, procIsOwn } from "../../checks/processes.ts";
import { showsForeignPids, showsPids, showsZombie } from "../../checks/processes-shown.ts";
import { defineLesson, type Situation } from "../../src/course/lesson.ts";
import type { Process, Snapshot } from "../../src/kernel/snapshot.ts";

/** PID, on the host, of the shell in front in the terminal container. */
const shell = ({ front }: Situation) => front("container");

const isNested = (process: Process) => process.pids.length > 1;

/** PID, on the host, of the PID 1 that has a dead child. */
function initOfZombie({ snapshot }: Situation): number {
  const zombie = snapshot.processes.find((process) => process.state === "Z");
  return (zombie === undefined ? undefined : initOf(snapshot, zombie.namespaces.pid))?.pids[0] ?? 0;
}

const noNamespace = (snapshot: Snapshot) => (snapshot.processes.some(isNested) ? null : "no-namespace");

export default defineLesson({
  id: "pid",
  startsFrom: [],
  steps: [
    {
      id: "no-fork",
      terminal: "container",
      command: ["unshare -pm bash", "date", "date"],
      fails: true,
      checks: [
        allOf("the shell could start no second program, and is not in the new PID namespace itself", [
          commandFailed("container", { code: (code) => code !== 0, pattern: /fork: /, fact: "that bash cannot fork" }),
          inOwnNamespace("container", ["mnt"]),
          sameNamespace("container", "host", ["pid"]),
        ]),
      ],
    },
    {
      id: "fork",
      terminal: "container",
      command: ["exit", "unshare -fpm bash", "echo $$"],
      checks: [isPid1("container")],
      hint: noNamespace,
    },
    {
      id: "old-proc",
      terminal: "container",
      command: ["ps -ef", "ls -d /proc/[0-9]*"],
      fails: true,
      checks: [showsForeignPids("container")],
      hint: noNamespace,
    },
    {
      id: "mount-proc",
      terminal: "container",
      command: ["exit", "unshare -fpm --mount-proc bash"],
      checks: [allOf("the terminal container has a PID namespace of its own, and a /proc that belongs to it", [isPid1("container"), procIsOwn("container")])],
      hint: noNamespace,
    },
    {
      id: "inside",
      terminal: "container",
      command: "ps -ef",
      checks: [showsInnerPid("container")],
      hint: noNamespace,
    },
    {
      id: "outside",
      terminal: "host",
      command: (situation) => ["lsns -t pid", `grep NSpid /proc/${shell(situation)}/status`],
      checks: [showsPids("host", "container")],
      hint: noNamespace,
    },
    {
      id: "orphan",
      terminal: "container",
      command: ["bash -c 'sleep 300 & ps -f --forest'", "ps -f --forest"],
      checks: [adoptsOrphan("container")],
      hint: noNamespace,
    },
    {
      id: "kill",
      terminal: "host",
      command: (situation) => [`kill -9 ${shell(situation)}`, "ps -ef"],
      checks: [namespaceEnded("container")],
    },
    {
      id: "zombie",
      terminal: "container2",
      command: "unshare -fpm --mount-proc bash -c 'sleep 0.1 & exec sleep 1000'",
      leaves: "running",
      checks: [hasZombie("container2")],
    },
    {
      id: "defunct",
      terminal: "host",
      command: "ps -ef | grep defunct",
      checks: [showsZombie("host")],
    },
    {
      id: "bury",
      terminal: "host",
      command: (situation) => [`kill ${initOfZombie(situation)}`, `ps -p ${initOfZombie(situation)}`, `kill -9 ${initOfZombie(situation)}`],
      checks: [namespaceEnded("container2")],
      hint: (snapshot) => (snapshot.processes.some((process) => process.state === "Z") ? "still-there" : null),
    },
  ],
  challenge: {
    terminal: "container2",
    command: ["unshare -fpm --mount-proc bash", "unshare -fpm --mount-proc bash"],
    checks: [isPid1("container2", 3), procIsOwn("container2")],
    hint: noNamespace,
  },
});
