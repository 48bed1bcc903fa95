import { listed, type Message, say } from "../src/say/message.ts";
import { pidNamespaceOfProc } from "../src/kernel/process-files.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId } from "./check.ts";
import { hostPid, nameOfProcess } from "./cgroups.ts";
import { type Container, leaving } from "./namespaces.ts";
import { lookIn, typeThere } from "./networks.ts";
import { placeCheck } from "./place-check.ts";

/**
 * The process in front is PID 1 of a PID namespace of its own.
 *
 * @param levels how many PIDs it has, one a PID namespace from the host's inwards: 2, or more where namespaces are nested
 * @param command what starts such a shell
 */
export function isPid1(where: Container, levels = 2, command = "unshare -fpm --mount-proc bash"): Check {
  return placeCheck({
    id: checkId("pid-1", levels, where),
    where,
    expected:
      levels > 2
        ? say`the process in front in the terminal ${{ terminal: where }} is PID 1 of a PID namespace of its own, ${{ levels: levels - 1 }} levels below the host`
        : say`the process in front in the terminal ${{ terminal: where }} is PID 1 of a PID namespace of its own`,
    find: (process, snapshot, scene) => {
      const { pids, name } = process;
      const isDeep = pids.length > levels;
      const exits = pids.length === 1 || isDeep ? leaving(scene, snapshot, where, process) : [];
      return {
        passed: pids.length === levels && pids.at(-1) === 1,
        observed:
          pids.length === 1
            ? say`${{ name }} has one PID, ${{ pid: hostPid(process) }}: it is in the host's PID namespace`
            : say`${{ name }} has the PIDs ${{ pids: listed(pids) }}, from the host inwards`,
        look: say`${{ looks: listed([lookIn(where, "echo $$"), lookIn("host", `grep NSpid /proc/${hostPid(process)}/status`)], ";") }}`,
        cause: isDeep
          ? say`Shells were started inside one another: each unshare with -p adds a level.`
          : say`unshare was not given -p and -f, or its shell has been left again.`,
        next: typeThere(where, ...exits, ...Array.from({ length: isDeep ? levels - 1 : 1 }, () => command)),
      };
    },
  });
}

/**
 * /proc, as the process in front sees it, lists the processes of its own PID namespace (pid_namespaces(7)).
 *
 * @param flags what unshare is to be given beside `--mount-proc`
 */
export function procIsOwn(where: Container, flags = "-fpm"): Check {
  return placeCheck({
    id: checkId("own-proc", where),
    where,
    expected: say`/proc in the terminal ${{ terminal: where }} is that of its own PID namespace`,
    find: (process, snapshot) => {
      const shown = pidNamespaceOfProc(process);
      const own = process.namespaces.pid;
      const isApart = process.namespaces.pid !== snapshot.host.namespaces.pid;
      return {
        passed: isApart && shown === own,
        observed: isApart ? describeProc(shown, own) : say`the process is in the host's PID namespace`,
        look: lookIn(where, "ls -d /proc/[0-9]*", "echo $$"),
        cause: isApart
          ? say`A proc file system shows the PID namespace of whoever mounted it; this one was mounted on the host.`
          : say`unshare was not given -p and -f, or its shell has been left again.`,
        next: typeThere(where, "exit", `unshare ${flags} --mount-proc bash`),
      };
    },
  });
}

function describeProc(shown: number | null, own: number): Message {
  return shown === null
    ? say`PID 1 in its /proc is in no PID namespace: nothing is mounted on /proc, the process itself in pid:[${{ own }}]`
    : say`PID 1 in its /proc is in pid:[${{ shown }}], the process itself in pid:[${{ own }}]`;
}

/** A process whose parent ended now has PID 1 of its PID namespace for a parent. */
export function adoptsOrphan(where: Container): Check {
  return placeCheck({
    id: checkId("adopted-orphan", where),
    where,
    expected: say`in the PID namespace of the terminal ${{ terminal: where }}, an orphan has PID 1 for its parent`,
    find: (front, snapshot) => {
      const init = initOf(snapshot, front.namespaces.pid);
      const isApart = front.namespaces.pid !== snapshot.host.namespaces.pid;
      const orphan =
        init === undefined || !isApart ? undefined : childrenOf(snapshot, init).find((child) => isOrphan(snapshot, child));
      return {
        passed: orphan !== undefined,
        observed:
          orphan === undefined
            ? isApart
              ? say`PID 1 has only children that it started itself`
              : say`the shell there is in the host's PID namespace`
            : say`${{ orphan: nameOfProcess(orphan) }} has PID 1 for its parent, which did not start it`,
        look: lookIn(where, "ps -ef --forest"),
        cause: isApart
          ? say`Nothing runs there whose parent has ended: a process that the shell starts itself is its child from the beginning.`
          : say`The shell that unshare started has ended.`,
        next: typeThere(where, isApart ? "bash -c 'sleep 300 & ps -f'" : "unshare -fpm --mount-proc bash"),
      };
    },
  });
}

/**
 * A job of an interactive shell leads its own process group; one that its starter left behind is in the
 * group of the dead, or has no terminal (setsid(1) makes a child for that and ends).
 */
function isOrphan(snapshot: Snapshot, child: Process): boolean {
  if (child.state === "Z") return false;
  return child.terminal === null || !snapshot.processes.some((process) => process.machinePid === child.group);
}

/** PID 1 of a PID namespace made in that terminal is this program, and has a child: the shell that started it is gone. */
export function initIs(terminal: Container, program: string): Check {
  return placeCheck({
    id: checkId("pid-1-is", program, terminal),
    where: terminal,
    expected: say`PID 1 of the PID namespace made in the terminal ${{ terminal }} is ${{ program }}, and has a child`,
    within: 3000,
    find: (front, snapshot, scene) => {
      const inside = insideOf(snapshot, front);
      const init = inside.find((process) => isInit(process) && process.name === program);
      return {
        passed: init !== undefined && childrenOf(snapshot, init).length > 0,
        observed: listOf(inside),
        look: lookIn("host", "ps -ef --forest"),
        cause: say`The command has not been typed yet, or it has ended, or PID 1 is the shell because exec is missing.`,
        next:
          scene.terminal(terminal)?.running === true
            ? say`Press Ctrl-C in the terminal ${{ terminal }}, then type in the terminal ${{ terminal }}: ${{ lines: CARELESS_INIT }}`
            : typeThere(terminal, CARELESS_INIT),
      };
    },
  });
}

const CARELESS_INIT = "unshare -fpm --mount-proc bash -c 'sleep 500 & exec sleep 1000'";

/** PID 1 of a PID namespace made in that terminal has a dead child that it does not collect. */
export function hasZombie(terminal: Container): Check {
  return placeCheck({
    id: checkId("zombie", terminal),
    where: terminal,
    expected: say`in a PID namespace made in the terminal ${{ terminal }}, a dead process waits for PID 1 to collect it`,
    within: 3000,
    find: (front, snapshot) => {
      const inside = insideOf(snapshot, front);
      const zombie = inside.find((process) => process.state === "Z" && isInit(parentOf(snapshot, process)));
      const child = inside.find((process) => isInit(parentOf(snapshot, process)));
      return {
        passed: zombie !== undefined,
        observed:
          zombie === undefined
            ? listOf(inside)
            : say`${{ zombie: nameOfProcess(zombie) }} is in the state Z, its parent is ${{ parent: nameOfProcess(parentOf(snapshot, zombie) ?? zombie) }}`,
        look: lookIn("host", "ps -ef | grep defunct"),
        cause: say`No process in there has ended yet, or PID 1 has collected it: bash does that, sleep does not.`,
        next:
          inside.length === 0
            ? typeThere(terminal, CARELESS_INIT)
            : say`End the child of PID 1, not PID 1 itself: ${{ command: lookIn("host", `kill ${child === undefined ? "PID" : hostPid(child)}`) }}`,
      };
    },
  });
}

/** Nothing that was started in that terminal is left in a PID namespace below the host's, and its own shell is back. */
export function namespaceEnded(terminal: Container): Check {
  return placeCheck({
    id: checkId("pid-namespace-ended", terminal),
    where: terminal,
    expected: say`every process of the PID namespace made in the terminal ${{ terminal }} has ended`,
    within: 3000,
    find: (front, snapshot, scene) => {
      const inside = insideOf(snapshot, front);
      const isBusy = scene.terminal(terminal)?.running === true;
      const init = inside.find(isInit);
      return {
        passed: inside.length === 0 && !isBusy,
        observed: inside.length === 0 && isBusy ? say`no process is left, and the terminal has no prompt yet` : listOf(inside),
        look: lookIn("host", "lsns -t pid"),
        cause: say`PID 1 of that namespace still runs: another process was killed, or the signal was one that PID 1 ignores.`,
        next: init === undefined ? say`Check again.` : typeThere("host", `kill -9 ${hostPid(init)}`),
      };
    },
  });
}

/** Processes on the terminal of `front` that are in a PID namespace below the host's; orphans keep their terminal. */
function insideOf(snapshot: Snapshot, front: Process): readonly Process[] {
  return snapshot.processes.filter(
    (process) => process.terminal === front.terminal && process.pids.length > snapshot.host.pids.length,
  );
}

function listOf(processes: readonly Process[]): Message {
  if (processes.length === 0) return say`no process runs in such a namespace`;
  const each = processes.map((process) => say`${{ process: nameOfProcess(process) }}, state ${{ state: process.state }}`);
  return say`there are: ${{ processes: listed(each, ";") }}`;
}

/** PID 1 of a PID namespace. */
function initOf(snapshot: Snapshot, pidNamespace: number): Process | undefined {
  return snapshot.processes.find((process) => process.namespaces.pid === pidNamespace && isInit(process));
}

function isInit(process: Process | undefined): boolean {
  return process?.pids.at(-1) === 1;
}

function parentOf(snapshot: Snapshot, process: Process): Process | undefined {
  return snapshot.processes.find((each) => each.machinePid === process.parentMachinePid);
}

function childrenOf(snapshot: Snapshot, process: Process): readonly Process[] {
  return snapshot.processes.filter((each) => each.parentMachinePid === process.machinePid);
}
