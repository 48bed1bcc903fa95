import { setTimeout } from "node:timers/promises";
import type { LabIdentity } from "./identity.ts";
import { isAlive, type LabRecord } from "./record.ts";
import { type RecordPlaces, recordsIn, runningLabs } from "./running-labs.ts";

/** How the labs of one nslab process stand, which makes one after the other. */
export type OwnersLab =
  | { readonly type: "running"; readonly record: LabRecord }
  /** None is up now. There may be another one, in a moment or when its learner goes on. */
  | { readonly type: "none" }
  /** The process has ended. */
  | { readonly type: "gone" };

/**
 * The newest lab of that process.
 *
 * @param places of the records
 * @param ended a lab that does not count any more: it may take a moment to be gone
 */
export function labOfOwner(places: RecordPlaces, owner: LabIdentity, ended: LabIdentity | null = null): OwnersLab {
  const record = runningLabs(places).findLast(
    (each) => isSame(each.owner, owner) && (ended === null || !isSame(each.reach.identity, ended)),
  );
  if (record !== undefined) return { type: "running", record };
  return { type: isAlive(owner) ? "none" : "gone" };
}

export function isSame(one: LabIdentity, other: LabIdentity): boolean {
  return one.pid === other.pid && one.startTime === other.startTime && one.bootId === other.bootId;
}

/** A lab that is being replaced is there again by then, or takes longer than anybody wants to wait; in milliseconds. */
const PATIENCE_MS = 3000;
const LOOK_AGAIN_MS = 50;

/**
 * Looks for a lab, again and again while one is just being made or brought to its step.
 *
 * @param owner PID of the one nslab whose lab is looked for
 * @param look what is wanted of the labs that run, the newest last; null: not there, or not yet
 * @returns null where nobody makes any; "being-made" where that takes too long, or nobody waits any more
 */
export async function awaitLab<Found>(
  places: RecordPlaces,
  look: (running: readonly LabRecord[]) => Found | null | Promise<Found | null>,
  stop: AbortSignal,
  owner?: number,
): Promise<Found | "being-made" | null> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const isMade = isOneMade(places, owner); // asked first: it may be there by the time of the look
    const found = await look(runningLabs(places));
    if (found !== null) return found;
    if (!isMade) return null;
    if (stop.aborted || performance.now() > deadline) return "being-made";
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/** Whether somebody who lives has a lab that is not up yet, is not at its step yet, or is just ending. */
function isOneMade(places: RecordPlaces, only?: number): boolean {
  const records = recordsIn(places).filter(({ owner }) => only === undefined || owner.pid === only);
  return records.some(
    ({ up, owner, position, reach }) => isAlive(owner) && (!up || position === null || !isAlive(reach.identity)),
  );
}
