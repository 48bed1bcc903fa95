import { lstatSync, openSync, rmSync } from "node:fs";

const PAUSE_MS = 5;
/** A writer holds the file for as long as one fsync(2) takes; one that holds it longer was killed. */
const ABANDONED_MS = 1000;
const TRIES = 300;

/**
 * Makes a file that is not there, and waits while it is: until it is renamed or removed, whoever made
 * it is the only one to go on.
 * @returns its descriptor, or null when others kept it taken for longer than that
 */
export function openExclusively(file: string): number | null {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return openSync(file, "wx", 0o600); // follows no link that somebody has put there
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    if (isAbandoned(file)) rmSync(file, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  return null;
}

function isAbandoned(file: string): boolean {
  const madeAt = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs;
  // One from the future: the clock was set back since.
  return madeAt !== undefined && Math.abs(Date.now() - madeAt) > ABANDONED_MS;
}
