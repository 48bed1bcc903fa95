import { printableLine, printableName } from "../lab/printable.ts";
import { parseProcessCgroups } from "./parse-cgroup.ts";
import type { Stat } from "./parse-stat.ts";
import { parseNamespacePids } from "./parse-status.ts";
import { beginningOrNull, readlinkOrNull, readOrNull } from "./proc-files.ts";
import { type Unread, UNREAD } from "./read-commands.ts";
import { readStat } from "./read-stats.ts";
import { NAMESPACE_KINDS, type NamespaceKind, type Process } from "./snapshot.ts";

/** How a lab's processes are told from inside. */
export interface LabView {
  /** How many PIDs of NSpid belong to PID namespaces outside the host's. */
  readonly outer: number;
  /** What the lab's cgroup directories are called. */
  readonly cgroupNames: readonly string[];
}

/** Bytes of a process's status: all its groups may stand before its PIDs, which are 65,536 at most (credentials(7)). */
const MOST_STATUS_BYTES = 1024 * 1024;

/**
 * The facts of one process, or null when it has ended by now.
 *
 * @param command text of /proc/PID/cmdline, read before; null when the process had ended then
 */
export function readProcess({ pid, startTime }: Stat, command: string | null | Unread, view: LabView): Process | null {
  const pids = readNamespacePids(pid);
  const cgroup = readOrNull(pid, "cgroup") ?? "";
  const namespaces = readNamespaces(pid);
  const root = readlinkOrNull(pid, "root") ?? "";
  const workingDirectory = readlinkOrNull(pid, "cwd") ?? "";
  // Read last: if it is no zombie now, it was none while the rest was read.
  const stat = readStat(pid);
  if (pids === null || command === null || stat?.startTime !== startTime) return null;
  return {
    machinePid: stat.pid,
    pids: pids.slice(view.outer),
    parentMachinePid: stat.parent,
    group: stat.group,
    name: printableName(stat.name),
    command: command === UNREAD ? [] : argumentsIn(command),
    state: stat.state,
    startTime: stat.startTime,
    terminal: stat.terminal,
    foreground: stat.foreground,
    namespaces,
    root: printableLine(root),
    directory: printableLine(workingDirectory),
    cgroups: parseProcessCgroups(cgroup, view.cgroupNames),
  };
}

function argumentsIn(command: string): readonly string[] {
  return command === ""
    ? []
    : command
        .replace(/\0$/, "")
        .split("\0")
        .map((each) => printableLine(each));
}

/** PIDs from the machine's PID namespace inwards, or null when the process has ended. */
export function readNamespacePids(pid: number): readonly number[] | null {
  const text = readOrNull(pid, "status");
  if (text === null || text === "") return null;
  const pids = parseNamespacePids(text);
  if (pids.length > 0) return pids;
  return parseNamespacePids(beginningOrNull(pid, "status", MOST_STATUS_BYTES)?.text ?? "");
}

function readNamespaces(machinePid: number): Record<NamespaceKind, number> {
  const inode = (kind: NamespaceKind) => namespaceInode(readlinkOrNull(machinePid, `ns/${kind}`) ?? "");
  const [mnt = 0, net = 0, pid = 0, uts = 0, ipc = 0, cgroup = 0, user = 0] = NAMESPACE_KINDS.map(inode);
  return { mnt, net, pid, uts, ipc, cgroup, user };
}

/** The number in `net:[4026532256]` (namespaces(7)), or 0. */
function namespaceInode(link: string): number {
  return Number(/\[(\d+)\]$/.exec(link)?.[1] ?? 0);
}
