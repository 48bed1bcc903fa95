import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isWriterGone } from "./record.ts";
import { removeEmpty, type Swept } from "./sweep.ts";

/** How nslab names a lab's cgroup directories (`cgroupName` in machine.ts); the first number is the PID of its owner. */
const NAME = /^nslab-(\d+)-\d+-[0-9a-f]{8}$/;

/**
 * Removes cgroup directories of labs that no record tells of, and that nobody is in. Their record was removed before
 * them, or by somebody else.
 *
 * @param mountPoints where cgroups are mounted
 * @param claimed directories that records name
 */
export function removeUnclaimed(mountPoints: readonly string[], claimed: readonly string[]): Swept {
  const found = mountPoints.flatMap((mountPoint) =>
    namesIn(mountPoint).flatMap((name) => {
      const directory = join(mountPoint, name);
      const owner = NAME.exec(name)?.[1];
      return owner === undefined || claimed.includes(directory) || !isWriterGone(Number(owner), directory) ? [] : [directory];
    }),
  );
  const removed = found.filter((directory) => removeEmpty(directory));
  return { removed, left: found.filter((directory) => !removed.includes(directory)) };
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return []; // not for this person to look at
  }
}
