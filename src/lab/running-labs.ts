import { readdirSync, rmdirSync } from "node:fs";
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
    removeRecord(file);
  }
}

function removeCgroup(directory: string): void {
  try {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (entry.isDirectory()) removeCgroup(join(directory, entry.name));
    }
    rmdirSync(directory);
  } catch {
    // Gone already, or still busy because the lab's own waiter is about to remove it.
  }
}
