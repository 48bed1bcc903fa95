import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import type { LabIdentity } from "./identity.ts";
import { isAlive, readRecords, removeHalfWritten, removeRecord, removeStaleSockets, removeUnreadable } from "./record.ts";
import { TOOL_PATH } from "./system-packages.mjs";

/** What a sweep did: absolute paths, in the order in which it met them. */
export interface Swept {
  /** cgroup directories and records that are gone now. */
  readonly removed: readonly string[];
  /** What is there still, since somebody uses it or it may not be removed: a later sweep tries again. */
  readonly left: readonly string[];
}

/**
 * Removes what labs left that died together with everything that would have cleaned up after them, and ends those
 * whose owner is dead. Only what a record names is touched, and only by the very process of that record.
 *
 * @param runtimeDirectory null: there is no safe place for records, so there are none
 */
export function sweepDeadLabs(runtimeDirectory: string | null): Swept {
  if (runtimeDirectory === null) return { removed: [], left: [] };
  const removed = [
    ...removeHalfWritten(runtimeDirectory),
    ...removeUnreadable(runtimeDirectory),
    ...removeStaleSockets(runtimeDirectory),
  ];
  const left: string[] = [];
  for (const { file, record } of readRecords(runtimeDirectory)) {
    if (isAlive(record.owner)) continue;
    if (isAlive(record.reach.identity)) killLab(record.reach.identity);
    const rest = removeRest(file, record.reach.cgroupDirectories);
    removed.push(...rest.removed);
    left.push(...rest.left);
  }
  return { removed, left };
}

/** Ends a lab by its first process: the kernel ends all below it (pid_namespaces(7)). */
export function killLab(identity: LabIdentity): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, "SIGKILL");
  } catch {
    // It has ended meanwhile, or it is not ours to end: then its directories are busy, and are told as left.
  }
}

/**
 * Removes what a lab that has ended left: its cgroup directories, then its record.
 *
 * @param file null where the lab has no record
 */
export function removeRest(file: string | null, cgroupDirectories: readonly string[]): Swept {
  const there = cgroupDirectories.filter((directory) => existsSync(directory));
  const until = performance.now() + PATIENCE_MS;
  for (const directory of there) removeCgroup(directory, until);
  const left = there.filter((directory) => existsSync(directory));
  const removed = there.filter((directory) => !left.includes(directory));
  // What could not be removed yet is left to a later sweep, which needs the record for it.
  if (file === null || left.length > 0) return { removed, left };
  removeRecord(file);
  return { removed: [...removed, file], left };
}

/** A killed process leaves its cgroup some milliseconds after the signal; for so long it is tried again. */
const PATIENCE_MS = 500;
const PAUSE_MS = 10;

function removeCgroup(directory: string, until: number): void {
  for (;;) {
    if (removeEmpty(directory) || performance.now() > until) return;
    // Busy: somebody who was making the lab when it was killed is still in it, and belongs to nobody now.
    endMembers(directory);
    endMembers(join(directory, "init"));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

/** Groups that a learner has made may have paths that are too long for the kernel: find(1) goes by relative names. */
const FIND_MS = 5000;

/**
 * Removes a tree of cgroups with nobody in it.
 * @returns whether it is gone
 */
export function removeEmpty(directory: string): boolean {
  try {
    rmdirSync(directory);
    return true;
  } catch {
    // There are groups in it, or processes.
  }
  if (!existsSync(directory)) return true;
  const command = [directory, "-depth", "-type", "d", "-delete"];
  spawnSync("find", command, { env: { PATH: TOOL_PATH }, stdio: "ignore", timeout: FIND_MS, killSignal: "SIGKILL" });
  return !existsSync(directory);
}

function endMembers(directory: string): void {
  try {
    // 0 is somebody of another PID namespace (cgroups(7)), and to kill(2) our own process group.
    const members = readFileSync(join(directory, "cgroup.procs"), "utf8").split("\n").map(Number);
    for (const pid of members.filter((each) => each > 0)) process.kill(pid, "SIGKILL");
  } catch {
    // Gone meanwhile, or not ours to end: the directory stays busy and its record stays.
  }
}
