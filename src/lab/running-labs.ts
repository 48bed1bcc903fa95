import { isAlive, type LabRecord, readRecords } from "./record.ts";

/** Where records may be: a directory, several, or none that would be safe. */
export type RecordPlaces = string | readonly string[] | null;

export function recordsIn(places: RecordPlaces): readonly LabRecord[] {
  const directories = typeof places === "string" ? [places] : (places ?? []);
  return directories.flatMap((directory) => readRecords(directory).map(({ record }) => record));
}

/** Labs of this person that run now, the newest last. */
export function runningLabs(places: RecordPlaces): readonly LabRecord[] {
  return recordsIn(places)
    .filter((record) => record.up && isAlive(record.reach.identity))
    .sort((left, right) => left.reach.identity.startTime - right.reach.identity.startTime);
}
