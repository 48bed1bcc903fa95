/** Ids that nobody on a machine uses: above those of people and of subordinate ids (subuid(5)), below what is negative. */
export const FIRST_ID = 0x7000_0000;
const IDS = 65_536;
const RANGES = 4_095; // the one behind them would end at the largest id, which means "none" (setresuid(2))
export const LAST_ID = FIRST_ID + RANGES * IDS - 1;

/**
 * The first id of a range that no lab has.
 *
 * @param used first ids of those that labs have
 * @param seed a range to begin with, any number: labs that cannot see each other are unlikely to begin with the same
 */
export function freeIdBase(used: readonly number[], seed: number): number {
  const taken = new Set(used);
  for (let tries = 0; tries < RANGES; tries += 1) {
    const base = FIRST_ID + ((seed + tries) % RANGES) * IDS;
    if (!taken.has(base)) return base;
  }
  throw new Error(`there are ${RANGES} ranges of ids for labs, and all are taken`);
}
