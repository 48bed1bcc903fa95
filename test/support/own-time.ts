import { readFileSync } from "node:fs";

/** Runs from when it was made; what other programs on a busy machine take from whom is watched does not count. */
export class Stopwatch {
  readonly #pid: number;
  readonly #started = performance.now();
  readonly #waited: number;
  readonly #watching = watchersMs();

  /** @param pid of the process that is watched */
  constructor(pid: number) {
    this.#pid = pid;
    this.#waited = waitedMs(pid);
  }

  /**
   * Milliseconds in which the watched process computed, or waited for something other than a CPU: neither those in which
   * it was ready and others had the CPUs, nor those in which whoever watches was at work himself, or ready, and saw nothing.
   */
  get ms(): number {
    const waited = Math.max(waitedMs(this.#pid) - this.#waited, 0);
    return Math.max(this.wholeMs - waited - (watchersMs() - this.#watching), 0);
  }

  /** Milliseconds since it was made, whoever took them. */
  get wholeMs(): number {
    return performance.now() - this.#started;
  }
}

/**
 * Milliseconds that the main thread of a process was ready to run, and others were running (/proc/PID/schedstat,
 * Documentation/scheduler/sched-stats.rst); 0 where the kernel does not count them.
 */
export function waitedMs(pid: number | "self"): number {
  return (figures(pid)[1] ?? 0) / 1e6;
}

function watchersMs(): number {
  const [computed = 0, waited = 0] = figures("self");
  return (computed + waited) / 1e6;
}

function figures(pid: number | "self"): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ").map(Number);
  } catch {
    return [];
  }
}
