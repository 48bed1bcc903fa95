import { listed, type Message, type Said, say } from "../src/say/message.ts";
import { hasHostsRoot, hasOwnRoot, isSameRoot, standsInRoot } from "../src/kernel/roots.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId, type Scene, type Verdict, verdict } from "./check.ts";
import { hostPid, nameOfProcess } from "./cgroups.ts";
import { CONTAINER_KINDS, type ContainerKind, KINDS, sharedKinds } from "./container.ts";
import { lookIn } from "./networks.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";

export interface Joining {
  /** Namespaces of the container that the process has not joined; all others of the five it has. */
  readonly except?: readonly ContainerKind[];
  /** Whether it has taken over the container's root directory. */
  readonly root: boolean;
}

/** The process in front in `terminal` has joined the container whose shell is in front in the terminal `into`. */
export function joined(terminal: Where, into: Where, { except = [], root }: Joining): Check {
  const kinds = KINDS.filter((kind) => !except.includes(kind));
  const without = [...except.map((kind) => say`the ${{ kind }} namespace`), ...(root ? [] : [say`the root directory`])];
  const expected =
    without.length === 0
      ? say`the process in front in the terminal ${{ terminal }} has joined the container in the terminal ${{ into }}`
      : say`the process in front in the terminal ${{ terminal }} has joined the container in the terminal ${{ into }}, without ${{ without: listed(without, "and") }}`;
  return {
    id: checkId("joined", into, terminal, ...[...except, ...(root ? [] : ["root"])].map((name) => `without-${name}`)),
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withContainer(scene, into, expected, async (container, { host }) => {
        const front = await processAt(scene, terminal, expected);
        if (isVerdict(front)) return front;
        const apart = kindsApart(front, container);
        const isRootShared = sharesRoot(front, container);
        const passed =
          kinds.every((kind) => !apart.includes(kind)) && except.every((kind) => apart.includes(kind)) && isRootShared === root;
        const lines = `nsenter -t ${hostPid(container)} ${flagsOf(kinds)}${root ? " -r" : ""} usr/bin/bash`;
        return verdict(passed, {
          expected,
          observed: describeJoining(front, container),
          look: lookIn(
            "host",
            `ls -l /proc/${hostPid(front)}/ns /proc/${hostPid(container)}/ns`,
            `ls -ld /proc/${hostPid(front)}/root`,
          ),
          cause: isOnHost(front, host)
            ? say`The shell there is the host's own: nsenter has not run yet, or failed (its flags are written apart: -m -u), was given the PID of a process on the host, or its shell has been left with exit.`
            : causeOfJoiningOtherwise({
                missing: kinds.filter((kind) => apart.includes(kind)),
                tooMany: except.filter((kind) => !apart.includes(kind)),
                isRootMissing: root && !isRootShared,
              }),
          next: isOnHost(front, host)
            ? say`In the terminal ${{ terminal }}: ${{ lines }}`
            : say`In the terminal ${{ terminal }}: exit, until the prompt is [root@host docker]#, then ${{ lines }}`,
        });
      }),
  };
}

function isOnHost(process: Process, host: Process): boolean {
  return sharedKinds(process, host).length === KINDS.length && isSameRoot(process, host);
}

interface JoinedOtherwise {
  readonly missing: readonly ContainerKind[];
  readonly tooMany: readonly ContainerKind[];
  readonly isRootMissing: boolean;
}

function causeOfJoiningOtherwise({ missing, tooMany, isRootMissing }: JoinedOtherwise): Message {
  if (missing.length > 0)
    return say`nsenter ran without ${{ flags: flagsOf(missing) }} or with the PID of another process, or the shell of a step before is still in front.`;
  if (isRootMissing && tooMany.length === 0)
    return say`nsenter ran without -r or with the PID of a process outside the chroot, or the shell of a step before is still in front.`;
  const flags = tooMany.length > 0 ? flagsOf(tooMany) : "-r";
  return say`nsenter ran with ${{ flags }} too, or the shell of a step before is still in front.`;
}

/** What nsenter is given for these: `-m -u`. */
function flagsOf(kinds: readonly ContainerKind[]): string {
  return kinds.map((kind) => CONTAINER_KINDS[kind]).join(" ");
}

/** A process with this name runs in the container as if it were its own, but was started from outside. */
export function startedFromOutside(name: string, into: Where): Check {
  const expected = say`a process ${{ name }}, started on the host, runs in all five namespaces and in the root directory of the container in the terminal ${{ into }}`;
  return {
    id: checkId("started-from-outside", name, into),
    name: expected,
    kind: "state",
    within: 5000,
    judge: (scene) =>
      withContainer(scene, into, expected, (container, snapshot) => {
        const named = snapshot.processes.filter((process) => process.name === name && process.state !== "Z");
        const parentOf = (process: Process) => snapshot.processes.find((each) => each.machinePid === process.parentMachinePid);
        const isInside = (process: Process) =>
          kindsApart(process, container).length === 0 &&
          sharesRoot(process, container) &&
          standsInRoot(snapshot, process) &&
          parentOf(process)?.namespaces.pid !== container.namespaces.pid;
        return verdict(named.some(isInside), {
          expected,
          observed:
            named.length === 0
              ? say`no process ${{ name }} runs`
              : say`${{
                  processes: listed(
                    named.map((process) => describeStarted(process, container)),
                    ";",
                  ),
                }}`,
          look: lookIn("host", `ps -ef | grep ${name}`, "ls -l /proc/PID/ns /proc/PID/root /proc/PID/cwd"),
          cause:
            named.length === 0
              ? say`It has not been started yet, or has ended.`
              : say`A namespace, the root or the working directory was not joined, or it was started by the container's own shell.`,
          next: say`Start it from the terminal host, by nsenter with all flags of this lesson, and with -w for the working directory.`,
        });
      }),
  };
}

function describeStarted(process: Process, container: Process): Message {
  const joining = describeJoining(process, container);
  return say`${{ joining }}; working directory: ${{ directory: process.directory }}, as the host names it`;
}

/** The process in front in the terminal stands in a directory that its root directory leads to. */
export function standsInItsRoot(terminal: Where): Check {
  const expected = say`the working directory of the process in front in the terminal ${{ terminal }} is below its root directory`;
  return {
    id: checkId("stands-in-root", terminal),
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const front = await processAt(scene, terminal, expected);
      if (isVerdict(front)) return front;
      const snapshot = await scene.snapshot();
      const isOwn = hasOwnRoot(snapshot, front);
      return verdict(isOwn && standsInRoot(snapshot, front), {
        expected,
        observed: describeDirectories(front),
        look: lookIn("host", `ls -ld /proc/${hostPid(front)}/cwd /proc/${hostPid(front)}/root`),
        cause: isOwn
          ? say`nsenter -r changes the root directory and leaves the working directory where it was.`
          : say`The shell there is not in the container: its root directory is the host's.`,
        next: isOwn
          ? say`In the terminal ${{ terminal }}: ${{ lines: "cd /" }}`
          : say`In the terminal ${{ terminal }}: nsenter with -r, as in the step before, then ${{ lines: "cd /" }}`,
      });
    },
  };
}

/** Judges with the container's process, or says that there is no container. */
async function withContainer(
  scene: Scene,
  where: Where,
  expected: Said,
  judge: (container: Process, snapshot: Snapshot) => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  const container = await processAt(scene, where, expected);
  if (isVerdict(container)) return container;
  const snapshot = await scene.snapshot();
  const shared = sharedKinds(container, snapshot.host);
  const isHostsRoot = hasHostsRoot(snapshot, container);
  if (shared.length === 0 && !isHostsRoot) return judge(container, snapshot);
  const all = [...shared, ...(isHostsRoot ? [say`the root directory`] : [])];
  return verdict(false, {
    expected,
    observed: say`in the terminal ${{ terminal: where }} stands ${{ process: nameOfProcess(container) }}, which shares with the host: ${{ shared: listed(all) }}`,
    look: lookIn("host", `ls -l /proc/1/ns /proc/${hostPid(container)}/ns`),
    cause: say`The container's shell in the terminal ${{ terminal: where }} has ended.`,
    next: say`Open the lesson again: it begins with a fresh container.`,
  });
}

function kindsApart(process: Process, container: Process): readonly ContainerKind[] {
  const shared = sharedKinds(process, container);
  return KINDS.filter((kind) => !shared.includes(kind));
}

/** The same directory in another mount namespace is another one: what is mounted below it differs. */
function sharesRoot(process: Process, container: Process): boolean {
  return process.namespaces.mnt === container.namespaces.mnt && isSameRoot(process, container);
}

/** Where a process stands and what its root is, in the paths of the host's tree: the process itself sees others. */
export function describeDirectories(process: Process): Message {
  return say`${{ process: nameOfProcess(process) }} stands in ${{ directory: process.directory }} and has the root directory ${{ root: process.root }}, as the host names them`;
}

function describeJoining(front: Process, container: Process): Message {
  const isRootShared = sharesRoot(front, container);
  const shared = [...sharedKinds(front, container), ...(isRootShared ? [say`root directory`] : [])];
  const apart = [...kindsApart(front, container), ...(isRootShared ? [] : [say`root directory`])];
  const process = nameOfProcess(front);
  if (shared.length === 0) return say`${{ process }} shares with the container: nothing; not: ${{ apart: listed(apart) }}`;
  if (apart.length === 0) return say`${{ process }} shares with the container: ${{ shared: listed(shared) }}; not: nothing`;
  return say`${{ process }} shares with the container: ${{ shared: listed(shared) }}; not: ${{ apart: listed(apart) }}`;
}
