import { readdirSync, readFileSync, statSync } from "node:fs";
import { release, totalmem } from "node:os";
import { type MachineLimits, USER_LIMITS } from "./limits.ts";

/** What this machine limits a person to. */
export function readMachineLimits(uid: number): MachineLimits {
  const user = USER_LIMITS.flatMap((name) => {
    const text = readOrNull(`/proc/sys/user/${name}`);
    return text === null ? [] : [[name, Number(text)] as const];
  });
  return { memory: totalmem(), release: release(), tasks: () => tasksOf(uid), user: Object.fromEntries(user) };
}

/** Processes and threads of a person: what RLIMIT_NPROC counted before Linux 5.14 (getrlimit(2)). */
function tasksOf(uid: number): number {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && statSync(`/proc/${name}`, { throwIfNoEntry: false })?.uid === uid)
    .map((pid) => Number(/^Threads:\s*(\d+)$/m.exec(readOrNull(`/proc/${pid}/status`) ?? "")?.[1] ?? 0))
    .reduce((sum, threads) => sum + threads, 0);
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null; // a process that has ended, or a kernel without that limit
  }
}
