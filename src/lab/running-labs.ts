import { isAlive, type LabRecord, readRecords } from "./record.ts";

/** Labs of this person that run now, the newest last. */
export function runningLabs(runtimeDirectory: string | null): readonly LabRecord[] {
  if (runtimeDirectory === null) return [];
  return readRecords(runtimeDirectory)
    .map((each) => each.record)
    .filter((record) => record.up && isAlive(record.reach.identity))
    .sort((left, right) => left.reach.identity.startTime - right.reach.identity.startTime);
}
