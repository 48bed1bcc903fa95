import { readdirSync } from "node:fs";
import { basename } from "node:path";
import type { LabReach } from "../lab/identity.ts";
import { parseProcessCgroups } from "./parse-cgroup.ts";
import { parseStat, type Stat } from "./parse-stat.ts";
import { parseNamespacePids } from "./parse-status.ts";
import { readlinkOrNull, readOrNull } from "./proc-files.ts";
import { insidePidNamespaceOf, processesBelow } from "./process-tree.ts";
import { NAMESPACE_KINDS, type NamespaceKind, type Process } from "./snapshot.ts";

/**
 * The processes of the lab's host and of what runs below it, the host's init first, then by PID on
 * the host. Empty when the lab has ended.
 *
 * Only descendants of the lab's first process count: the kernel gives orphans in the lab to an init
 * in the lab, so whatever a probe runs in there, and only that, has its ancestors elsewhere.
 */
export function readProcesses(lab: LabReach): readonly Process[] {
  const stats = readStats();
  const hostStatus = readOrNull(`/proc/${lab.host.machinePid}/status`);
  if (hostStatus === null || !isSameStart(stats.get(lab.identity.pid), lab)) return [];
  /** How many PIDs of NSpid belong to PID namespaces outside the host's. */
  const outer = parseNamespacePids(hostStatus).length - 1;
  const cgroupNames = lab.cgroupDirectories.map((directory) => basename(directory));
  const ofLab = processesBelow(stats, lab.identity.pid).flatMap((stat) => readProcess(stat, outer, cgroupNames) ?? []);
  // The host's init is PID 1 there, so this order puts it first.
  return insidePidNamespaceOf(ofLab, lab.host.machinePid).toSorted((a, b) => (a.pids[0] ?? 0) - (b.pids[0] ?? 0));
}

function isSameStart(stat: Stat | undefined, lab: LabReach): boolean {
  return stat?.startTime === lab.identity.startTime;
}

/** Every process's stat. One whose parent ended between the two reads is read again: it has a new parent by now. */
function readStats(): ReadonlyMap<number, Stat> {
  const stats = new Map<number, Stat>();
  const read = (pid: number) => {
    const stat = parseStat(readOrNull(`/proc/${pid}/stat`) ?? "");
    if (stat === null) stats.delete(pid);
    else stats.set(pid, stat);
  };
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (pid > 0) read(pid);
  }
  for (const stat of stats.values()) {
    if (stat.parent !== 0 && !stats.has(stat.parent)) read(stat.pid);
  }
  return stats;
}

/** The facts of one process, or null when it has ended by now. */
function readProcess({ pid, startTime }: Stat, outer: number, cgroupNames: readonly string[]): Process | null {
  const directory = `/proc/${pid}`;
  const status = readOrNull(`${directory}/status`);
  const command = readOrNull(`${directory}/cmdline`);
  const cgroup = readOrNull(`${directory}/cgroup`);
  const namespaces = readNamespaces(directory);
  const root = readlinkOrNull(`${directory}/root`) ?? "";
  const workingDirectory = readlinkOrNull(`${directory}/cwd`) ?? "";
  // Read last: if it is no zombie now, it was none while the rest was read.
  const stat = parseStat(readOrNull(`${directory}/stat`) ?? "");
  if (status === null || command === null || cgroup === null || stat?.startTime !== startTime) return null;
  return {
    machinePid: stat.pid,
    pids: parseNamespacePids(status).slice(outer),
    parentMachinePid: stat.parent,
    group: stat.group,
    name: stat.name,
    command: command === "" ? [] : command.replace(/\0$/, "").split("\0"),
    state: stat.state,
    startTime: stat.startTime,
    terminal: stat.terminal,
    foreground: stat.foreground,
    namespaces,
    root,
    directory: workingDirectory,
    cgroups: parseProcessCgroups(cgroup, cgroupNames),
  };
}

function readNamespaces(directory: string): Record<NamespaceKind, number> {
  const inode = (kind: NamespaceKind) => namespaceInode(readlinkOrNull(`${directory}/ns/${kind}`) ?? "");
  const [mnt = 0, net = 0, pid = 0, uts = 0, ipc = 0, cgroup = 0, user = 0] = NAMESPACE_KINDS.map(inode);
  return { mnt, net, pid, uts, ipc, cgroup, user };
}

/** The number in `net:[4026532256]` (namespaces(7)), or 0. */
function namespaceInode(link: string): number {
  return Number(/\[(\d+)\]$/.exec(link)?.[1] ?? 0);
}
