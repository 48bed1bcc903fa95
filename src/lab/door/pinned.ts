import { readFileSync } from "node:fs";
import { type Handle, handleOn, isRefusal, nameIn, refusal, type Refusal, tried, close } from "./handle.ts";

/** A process that cannot be taken for another one which got its PID later. */
export interface ProcessIdentity {
  /** PID in the machine's PID namespace. */
  readonly machinePid: number;
  /** Clock ticks since boot: field 22 of proc_pid_stat(5). */
  readonly startTime: number;
}

/**
 * A handle on a process's directory of /proc. It stays that process's: when it has ended nothing below can be opened
 * any more, whoever has its PID by then.
 */
export function pinned({ machinePid, startTime }: ProcessIdentity): Handle | Refusal {
  const handle = handleOn(`/proc/${machinePid}`);
  if (isRefusal(handle)) return handle;
  const stat = tried(() => readFileSync(nameIn(handle, "stat"), "latin1"));
  if (!isRefusal(stat) && startTimeIn(stat) === startTime) return handle;
  close(handle);
  return refusal("ESRCH");
}

/** The name in field 2 may hold spaces and parentheses; field 3 follows its last ")". */
function startTimeIn(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[22 - 3]);
}
