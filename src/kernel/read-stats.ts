import { readdirSync } from "node:fs";
import { isRefusal, tried } from "../lab/door/handle.ts";
import { parseStat, type Stat } from "./parse-stat.ts";
import { readOrNull } from "./proc-files.ts";
import type { Slices } from "./slices.ts";

/** The stat of every process of the machine. One whose parent ended between the two reads is read again: it has a new parent by now. */
export async function readStats(slices: Slices): Promise<ReadonlyMap<number, Stat>> {
  const stats = new Map<number, Stat>();
  const read = (pid: number) => {
    const stat = readStat(pid);
    if (stat === null) stats.delete(pid);
    else stats.set(pid, stat);
  };
  const names = tried(() => readdirSync("/proc"));
  for (const name of isRefusal(names) ? [] : names) {
    const pid = Number(name);
    if (pid > 0) read(pid);
    await slices.pause;
  }
  for (const stat of stats.values()) {
    if (stat.parent !== 0 && !stats.has(stat.parent)) read(stat.pid);
  }
  return stats;
}

export function readStat(pid: number): Stat | null {
  return parseStat(readOrNull(pid, "stat") ?? "");
}
