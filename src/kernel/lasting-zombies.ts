import { identityOf } from "./lookups.ts";
import type { Process, Snapshot } from "./snapshot.ts";

/**
 * A look without zombies of a moment: each process is one from its end until its parent has asked for it. Only those count that
 * a second look still finds.
 */
export async function withLastingZombies(look: () => Promise<Snapshot>): Promise<Snapshot> {
  const first = await look();
  const dead = first.processes.filter(isZombie);
  if (dead.length === 0) return first;
  const known = new Set(dead.map(identityOf));
  const second = await look();
  return { ...second, processes: second.processes.filter((each) => !isZombie(each) || known.has(identityOf(each))) };
}

function isZombie({ state }: Process): boolean {
  return state === "Z";
}
