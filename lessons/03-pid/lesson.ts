import { allOf } from "../../checks/all-of.ts";
import { showsInnerPid } from "../../checks/joined-shown.ts";
import { sameNamespace } from "../../checks/namespaces.ts";
import { commandFailed } from "../../checks/output.ts";
import { adoptsOrphan, hasZombie, initIs, isPid1, namespaceEnded, procIsOwn } from "../../checks/processes.ts";
import { showsForeignPids, showsPids, showsZombie } from "../../checks/processes-shown.ts";
import { hasOwn } from "../../src/course/front.ts";
import { defineLesson } from "../../src/course/lesson.ts";
import { say } from "../../src/say/message.ts";
import type { Situation } from "../../src/course/command.ts";
import type { Process, Snapshot } from "../../src/kernel/snapshot.ts";
import { questions } from "./questions.ts";

const isNested = (process: Process) => process.pids.length > 1;

/** A PID on the host as it stands in a command; where there is no such process, a word that kill(1) refuses. */
const written = (process: Process | undefined) => String(process?.pids[0] ?? "PID");

/** The shell in front in the terminal container, when it is in a PID namespace of its own. */
const shell = (situation: Situation) =>
  written(situation.snapshot.processes.find((process) => isNested(process) && process.pids[0] === situation.front("container")));

const isSleepingInit = (process: Process) => isNested(process) && process.pids.at(-1) === 1 && process.name === "sleep";
const carelessInit = (snapshot: Snapshot) => snapshot.processes.find(isSleepingInit);
const childOfCareless = (snapshot: Snapshot) =>
  snapshot.processes.find((process) => process.parentMachinePid === carelessInit(snapshot)?.machinePid);

/** The shell that unshare started has been left. */
const noNamespace = (_: Snapshot, situation: Situation) => (hasOwn(situation, "container", "pid") ? null : "no-namespace");
const noCarelessInit = (snapshot: Snapshot) => (carelessInit(snapshot) === undefined ? "no-init" : null);

export default defineLesson({
  id: "pid",
  startsFrom: [],
  steps: [
    {
      id: "no-fork",
      terminal: "container",
      command: ["unshare -pm bash", "date", "date"],
      fails: "last",
      checks: [
        allOf(
          "no-fork-without-pid-namespace",
          say`the shell could start no second program, and is not in the new PID namespace itself`,
          [
            commandFailed("container", {
              code: (code) => code !== 0,
              pattern: /fork: /,
              fact: say`that bash cannot fork`,
              command: say`date, as often as it takes`,
            }),
            sameNamespace("container", "host", ["pid"]),
          ],
        ),
      ],
      hint: (_, situation) => (hasOwn(situation, "container", "pid") ? "forked" : null),
    },
    {
      id: "fork",
      terminal: "container",
      command: ["exit", "unshare -fpm bash", "echo $$"],
      checks: [isPid1("container", 2, "unshare -fpm bash")],
    },
    {
      id: "old-proc",
      terminal: "container",
      command: ["ps -ef", "ls -d /proc/[0-9]*"],
      fails: "first",
      checks: [showsForeignPids("container")],
      hint: noNamespace,
    },
    {
      id: "mount-proc",
      terminal: "container",
      command: ["exit", "unshare -fpm --mount-proc bash"],
      checks: [
        allOf(
          "own-pid-namespace-and-proc",
          say`the terminal container has a PID namespace of its own, and a /proc that belongs to it`,
          [isPid1("container"), procIsOwn("container")],
        ),
      ],
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
      undoes: ["fork", "mount-proc", "orphan"],
      checks: [namespaceEnded("container")],
    },
    {
      id: "careless",
      terminal: "container2",
      command: "unshare -fpm --mount-proc bash -c 'sleep 500 & exec sleep 1000'",
      leaves: "running",
      checks: [initIs("container2", "sleep")],
    },
    {
      id: "zombie",
      terminal: "host",
      command: ({ snapshot }) => ["ps -ef | grep sleep", `kill ${written(childOfCareless(snapshot))}`],
      checks: [hasZombie("container2")],
      hint: noCarelessInit,
    },
    {
      id: "defunct",
      terminal: "host",
      command: "ps -ef | grep defunct",
      checks: [showsZombie("host")],
      hint: noCarelessInit,
    },
    {
      id: "bury",
      terminal: "host",
      command: ({ snapshot }) => {
        const init = written(carelessInit(snapshot));
        return [`kill ${init}`, `ps -p ${init}`, `kill -9 ${init}`];
      },
      undoes: ["careless", "zombie"],
      checks: [namespaceEnded("container2")],
    },
  ],
  questions,
  challenge: {
    terminal: "container2",
    command: ["unshare -fpm --mount-proc bash", "unshare -fpm --mount-proc bash"],
    undoes: ["bury"],
    checks: [isPid1("container2", 3), procIsOwn("container2")],
  },
});
