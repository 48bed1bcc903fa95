/** How long a piece of work kept the event loop from its next turn. */
export interface Stalled<Result> {
  readonly result: Result;
  /** Milliseconds of this process's own work in the longest pause: what a busy machine adds does not count. */
  readonly longest: number;
  /** Milliseconds it took in all. */
  readonly took: number;
}

/** Does a piece of work, and watches the event loop meanwhile. */
export async function watchingTheLoop<Result>(work: () => Promise<Result>): Promise<Stalled<Result>> {
  let longest = 0;
  let last = moment();
  const look = () => {
    const now = moment();
    longest = Math.max(longest, Math.min(now.time - last.time, now.cpu - last.cpu));
    last = now;
  };
  const timer = setInterval(look, 1);
  const started = performance.now();
  try {
    const result = await work();
    look();
    return { result, longest, took: performance.now() - started };
  } finally {
    clearInterval(timer);
  }
}

function moment(): { readonly time: number; readonly cpu: number } {
  const { user, system } = process.cpuUsage();
  return { time: performance.now(), cpu: (user + system) / 1000 };
}
