import { readFileSync } from "node:fs";
import type { Member, Watch } from "../watch.ts";
import { namespaceOf } from "../watch.ts";
import { type Finding, finding } from "./finding.ts";

const LOOK_EVERY_MS = 50;

/** The ids of the machine that a lab has, as in /proc/PID/uid_map. */
interface Range {
  /** PID of the nslab that made it; each of them makes one at a time here. */
  readonly nslab: number;
  readonly from: number;
  readonly to: number;
}

/** Looks, while nslab makes labs, whether two of them have ids of the machine in common: what one may, the other could, too. */
export async function sharedIds(makeLabs: () => Promise<void>, watch: Watch): Promise<readonly Finding[]> {
  const found = new Set<string>();
  const timer = setInterval(() => {
    const ranges = rangesOf(watch.look());
    for (const one of ranges)
      for (const other of ranges)
        if (one.nslab < other.nslab && one.from < other.to && other.from < one.to) found.add(`${one.nslab} and ${other.nslab}`);
  }, LOOK_EVERY_MS);
  await makeLabs();
  clearInterval(timer);
  return found.size === 0 ? [] : [finding("limits", `${found.size} pairs of labs had the same ids of the machine at one time`)];
}

/** One a user namespace. */
function rangesOf(alive: readonly Member[]): readonly Range[] {
  const parents = new Map(alive.map(({ pid, parent }) => [pid, parent]));
  const byNamespace = new Map(alive.filter(({ isInLab }) => isInLab).map(({ pid }) => [namespaceOf(pid, "user"), pid]));
  return [...byNamespace.values()].flatMap((pid) => {
    const [, outside = 0, count = 0] = read(`/proc/${pid}/uid_map`).trim().split(/\s+/).map(Number);
    return count > 1 ? [{ nslab: nslabOf(pid, parents), from: outside, to: outside + count }] : [];
  });
}

/** The nslab that it comes from: whoever of its ancestors has a parent that is none of those. */
function nslabOf(pid: number, parents: ReadonlyMap<number, number>): number {
  let at = pid;
  for (let parent = parents.get(at); parent !== undefined && parents.has(parent); parent = parents.get(at)) at = parent;
  return at;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended
  }
}
