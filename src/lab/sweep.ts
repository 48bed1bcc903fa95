import { existsSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { isAlive, readRecords, removeHalfWritten, removeRecord, removeStaleSockets, removeUnreadable } from "./record.ts";

/** What a sweep did: absolute paths, in the order in which it met them. */
export interface Swept {
  /** cgroup directories and records that are gone now. */
  readonly removed: readonly string[];
  /** What is there still, since somebody uses it or it may not be removed: a later sweep tries again. */
  readonly left: readonly string[];
}

/**
 * Removes what labs left that died together with everything that would have cleaned up after them. Only what
 * a record names is touched, and only when the very process of that record is dead.
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
    if (isAlive(record.reach.identity)) continue;
    const rest = removeRest(file, record.reach.cgroupDirectories);
    removed.push(...rest.removed);
    left.push(...rest.left);
  }
  return { removed, left };
}

/**
 * Removes what a lab that has ended left: its cgroup directories, then its record.
 *
 * @param file null where the lab has no record
 */
export function removeRest(file: string | null, cgroupDirectories: readonly string[]): Swept {
  const there = cgroupDirectories.filter((directory) => existsSync(directory));
  for (const directory of there) removeCgroup(directory);
  const left = there.filter((directory) => existsSync(directory));
  const removed = there.filter((directory) => !left.includes(directory));
  // What could not be removed yet is left to a later sweep, which needs the record for it.
  if (file === null || left.length > 0) return { removed, left };
  removeRecord(file);
  return { removed: [...removed, file], left };
}

/** A killed process leaves its cgroup some milliseconds after the signal; for so long each step is tried again. */
const TRIES = 50;
const PAUSE_MS = 10;

function removeCgroup(directory: string): void {
  for (const entry of directoriesIn(directory)) removeCgroup(join(directory, entry));
  for (let tries = 0; tries < TRIES && existsSync(directory); tries += 1) {
    try {
      rmdirSync(directory);
    } catch {
      // Busy: somebody who was making the lab when it was killed is still in it, and belongs to nobody now.
      endMembers(directory);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
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

function directoriesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return []; // gone already
  }
}
