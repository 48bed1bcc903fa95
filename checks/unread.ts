import { type Message, type Said, say } from "../src/say/message.ts";
import { unreadOf } from "../src/kernel/queries.ts";
import type { Snapshot, UnreadPart } from "../src/kernel/snapshot.ts";
import { couldNotLook, type Verdict } from "./check.ts";

/** What a check needs to have been read as a whole. */
export interface Needed {
  readonly part: UnreadPart;
  /** Inode of the namespace; left out where it is about the whole lab. */
  readonly namespace?: number;
}

const NAMES: Readonly<Record<UnreadPart, Message>> = {
  processes: say`the lab's processes`,
  commands: say`the command lines of the lab's processes`,
  mounts: say`the mounts of that mount namespace`,
  networks: say`the lab's network namespaces`,
  names: say`the names of that namespace`,
  cgroups: say`the lab's cgroups`,
};

/**
 * The verdict of a check that needs what a look has left out: nobody knows whether the rest would make it pass or fail.
 * Null where all of it was read.
 */
export function notAllRead(
  snapshot: Snapshot,
  needed: readonly Needed[],
  { expected, look }: { readonly expected: Said; readonly look: Said },
): Verdict | null {
  for (const { part, namespace } of needed) {
    const why = unreadOf(snapshot, part, namespace);
    if (why === null) continue;
    return couldNotLook({
      expected,
      observed: say`${{ what: NAMES[part] }} could not be read: ${{ why }}`,
      look,
      cause: say`There is far more in the lab than the course needs, so not all of it is looked at, or what was looked at has just ended.`,
      next: say`Check again. If that does not help, remove what is not needed, or restart the lesson for a fresh lab.`,
    });
  }
  return null;
}
