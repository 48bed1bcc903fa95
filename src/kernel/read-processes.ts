import { basename } from "node:path";
import type { LabReach } from "../lab/identity.ts";
import { MOST_PROCESSES, PROCESSES_MS } from "./bounds.ts";
import { insidePidNamespaceOf, nearestFirst, processesBelow } from "./process-tree.ts";
import { CommandReader, UNREAD } from "./read-commands.ts";
import { type LabView, readNamespacePids, readProcess } from "./read-process.ts";
import { readStats } from "./read-stats.ts";
import { Slices } from "./slices.ts";
import type { Process, Unread } from "./snapshot.ts";
import { say } from "../say/message.ts";

/** The processes of a lab, and why some are not among them. */
export interface ReadProcesses {
  /** The host's init first, then by PID on the host. */
  readonly processes: readonly Process[];
  readonly unread: readonly Unread[];
}

/** One for all looks: who kept one waiting is not asked by the next. */
const COMMANDS = new CommandReader();
/** Milliseconds for which a command line is waited for, on a machine of the usual pace; reading one takes 0.1. */
const COMMAND_MS = 200;
/** As many are read together. */
const TOGETHER = 16;

/**
 * The processes of the lab's host and of what runs below it. None when the lab has ended.
 *
 * Only descendants of the lab's first process count: the kernel gives orphans in the lab to an init
 * in the lab, so whatever a probe runs in there, and only that, has its ancestors elsewhere.
 */
export async function readProcesses(lab: LabReach, commands = COMMANDS): Promise<ReadProcesses> {
  const slices = new Slices(PROCESSES_MS * lab.pace);
  const stats = await readStats(slices);
  const { identity, host } = lab;
  const hostPids = readNamespacePids(host.machinePid);
  const isAlive =
    stats.get(identity.pid)?.startTime === identity.startTime && stats.get(host.machinePid)?.startTime === host.startTime;
  if (hostPids === null || !isAlive) return { processes: [], unread: [] };
  const view: LabView = { outer: hostPids.length - 1, cgroupNames: lab.cgroupDirectories.map((each) => basename(each)) };
  const all = nearestFirst(processesBelow(stats, identity.pid), host.machinePid);
  const processes: Process[] = [];
  const why: Unread[] = [];
  const patience = COMMAND_MS * lab.pace;
  let isMissingCommands = false;
  for (let at = 0; at < all.length; at += TOGETHER) {
    const isOver = at >= MOST_PROCESSES;
    const reason = isOver ? TOO_MANY : slices.isOver ? say`it takes too long` : null;
    if (reason !== null) {
      why.push({ part: "processes", namespace: null, why: reason });
      break;
    }
    const some = all.slice(at, at + TOGETHER);
    const read = await Promise.all(some.map(({ pid, startTime }) => commands.read({ machinePid: pid, startTime }, patience)));
    for (const [index, stat] of some.entries()) {
      const command = read[index] ?? null;
      isMissingCommands ||= command === UNREAD;
      const process = readProcess(stat, command, view);
      if (process !== null) processes.push(process);
      await slices.pause;
    }
  }
  if (isMissingCommands)
    why.push({ part: "commands", namespace: null, why: say`a process does not let its command line be read` });
  return { processes: sorted(insidePidNamespaceOf(processes, host.machinePid)), unread: why };
}

const TOO_MANY = say`there are more than ${{ most: MOST_PROCESSES }}`;

/** The host's init is PID 1 there, so this order puts it first. */
function sorted(processes: readonly Process[]): readonly Process[] {
  return processes.toSorted((a, b) => (a.pids[0] ?? 0) - (b.pids[0] ?? 0));
}
