import { readFileSync } from "node:fs";

/** Runs from when it was made; what other programs on a busy machine take from whom is watched does not count. */
export class Stopwatch {
  readonly #pid: number;
  readonly #started = performance.now();
  readonly #waited: number;
  readonly #watching = waitedMs("self");

  /** @param pid of the process that is watched */
  constructor(pid: number) {
    this.#pid = pid;
    this.#waited = waitedMs(pid);
  }

  /**
   * Milliseconds in which the watched process computed, or waited for something other than a CPU: without those in which
   * it was ready and others had the CPUs, or whoever watches was, and saw nothing. Both may have waited at the same time,
   * so that the longer of the two waits counts.
   */
  get ms(): number {
    return this.wholeMs - Math.max(waitedMs(this.#pid) - this.#waited, waitedMs("self") - this.#watching, 0);
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
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[1]) / 1e6;
  } catch {
    return 0;
  }
}
