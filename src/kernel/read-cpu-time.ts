import type { ProcessIdentity } from "../lab/door/pinned.ts";
import { beginningOf } from "./proc-files.ts";

/** CPU time of a process since it began, in milliseconds. */
export interface CpuTime {
  /** Time it ran on a CPU, all its threads together. */
  readonly ran: number;
  /** Time its first thread was ready to run and had to wait for a CPU; 0 where the kernel does not count it. */
  readonly waited: number;
}

/** Reads a process's CPU time from the machine's /proc, or null when it has ended. */
export function readCpuTime(process: ProcessIdentity): CpuTime | null {
  const stat = beginningOf(process, "stat", MOST_BYTES);
  return stat === null ? null : parseCpuTime(stat.text, beginningOf(process, "schedstat", MOST_BYTES)?.text ?? "");
}

/** More than either file holds. */
const MOST_BYTES = 4096;

/** Length of a clock tick in milliseconds: USER_HZ is 100 on every architecture the course knows (proc_pid_stat(5)). */
const TICK_MS = 10;
const NANOSECONDS_PER_MS = 1_000_000;

/**
 * @param stat text of /proc/PID/stat: utime is field 14, stime field 15
 * @param schedstat text of /proc/PID/schedstat (Documentation/scheduler/sched-stats), or "" where the kernel has none
 */
export function parseCpuTime(stat: string, schedstat: string): CpuTime | null {
  // The name in field 2 may hold spaces and parentheses; field 3 follows its last ")".
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[14 - 3]) + Number(fields[15 - 3]);
  const waited = Number(schedstat.trim().split(" ")[1] ?? 0);
  return Number.isNaN(ticks) ? null : { ran: ticks * TICK_MS, waited: waited / NANOSECONDS_PER_MS };
}
