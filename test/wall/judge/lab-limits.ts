import { readFileSync } from "node:fs";
import type { User } from "../attacks/attack.ts";
import { commandOf, type Member } from "../watch.ts";

/** Deeper than the host's init is nobody but the learner's own. */
const HOST_DEPTH = 2;

/** Of the processes that are on a lab's host, those that are in no cgroup of a lab's, a line each; an ordinary user has none here. */
export function outsideLimits(alive: readonly Member[], user: User): readonly string[] {
  if (user !== "root") return [];
  return alive.flatMap(({ pid, depth }) => {
    if (depth < HOST_DEPTH) return [];
    const groups = read(`/proc/${pid}/cgroup`);
    return groups === "" || /\/nslab-|\.scope\//.test(groups) ? [] : [`${commandOf(pid)} is in no cgroup of the lab's`];
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended
  }
}
