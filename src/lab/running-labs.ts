import { existsSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { isAlive, type LabRecord, readRecords, removeHalfWritten, removeRecord } from "./record.ts";

/** Labs of this person that run now, the newest last. */
export function runningLabs(runtimeDirectory: string | null): readonly LabRecord[] {
  if (runtimeDirectory === null) return [];
  return readRecords(runtimeDirectory)
    .map((each) => each.record)
    .filter((record) => record.up && isAlive(record.reach.identity))
    .sort((left, right) => left.reach.identity.startTime - right.reach.identity.startTime);
}

/** Removes what labs left that died together with everything that would have cleaned up after them. */
export function sweepDeadLabs(runtimeDirectory: string | null): void {
  if (runtimeDirectory === null) return;
  removeHalfWritten(runtimeDirectory);
  for (const { file, record } of readRecords(runtimeDirectory)) {
    if (isAlive(record.reach.identity)) continue;
    for (const directory of record.reach.cgroupDirectories) removeCgroup(directory);
    // What could not be removed yet is left to a later start, which needs the record for it.
    if (!record.reach.cgroupDirectories.some((directory) => existsSync(directory))) removeRecord(file);
  }
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
