import { readFileSync } from "node:fs";
import type { Member, Watch } from "../watch.ts";
import { namespaceOf } from "../watch.ts";
import { type Finding, finding } from "./finding.ts";

const LOOK_EVERY_MS = 50;

/** The ids of the machine that a lab has, as in /proc/PID/uid_map. */
interface Range {
  /** The process that nslab started for it. */
  readonly lab: number;
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
        if (one.lab < other.lab && one.from < other.to && other.from < one.to) found.add(`${one.lab} and ${other.lab}`);
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
    const lab = childOfNslab(pid, parents);
    return count > 1 && lab !== null ? [{ lab, from: outside, to: outside + count }] : [];
  });
}

/** Whoever of the ancestors is nslab's own child; null where the line is broken. */
function childOfNslab(pid: number, parents: ReadonlyMap<number, number>): number | null {
  for (let at = pid; ; ) {
    const parent = parents.get(at);
    if (parent === undefined) return null;
    if (!parents.has(parents.get(parent) ?? -1)) return at;
    at = parent;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended
  }
}
