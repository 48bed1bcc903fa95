import { randomInt } from "node:crypto";
import { closeSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openExclusively } from "./exclusive.ts";
import { freeIdBase } from "./id-ranges.ts";
import type { Privilege } from "./identity.ts";
import { type LabLimits, limitsFor, type MachineLimits } from "./limits.ts";
import { isAlive, readRecords } from "./record.ts";

/** What a lab alone has among all labs that run: a range of ids, and its part of what the kernel counts for a person. */
export interface Allotment {
  readonly idBase: number;
  readonly limits: LabLimits;
}

/**
 * Finds what no running lab has, and has it written into the new lab's record before another lab may choose: a record is
 * what holds it, and with the record it is given back.
 *
 * @param directories where records of this person may be
 * @param record writes the record, where there is a place for it
 */
export function allot(
  directories: readonly string[],
  lab: { readonly privilege: Privilege; readonly hasPids: boolean; readonly machine: MachineLimits },
  record: (allotment: Allotment) => void,
): Allotment {
  const [directory] = directories.toSorted(); // the same for all that this person starts, whatever the environment
  const lock = directory === undefined ? null : join(directory, "labs.lock");
  // Null: others kept it for longer than a moment. Then a range is chosen by chance among the free ones.
  const held = lock === null ? null : openExclusively(lock);
  try {
    const given = directories
      .flatMap((each) => readRecords(each))
      .filter(({ record: { reach } }) => isAlive(reach.identity))
      .map((each) => each.record.given);
    const used = given.map(({ idBase }) => idBase);
    const limits = limitsFor(
      lab.privilege,
      lab.hasPids,
      lab.machine,
      given.map(({ user }) => user),
    );
    const allotment = { idBase: freeIdBase(used, randomInt(2 ** 20)), limits };
    record(allotment);
    return allotment;
  } finally {
    if (held !== null) closeSync(held);
    if (held !== null && lock !== null) rmSync(lock, { force: true });
  }
}
