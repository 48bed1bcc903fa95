import type * as ChildProcess from "node:child_process";
import { createRequire } from "node:module";
import { TOOL_PATH } from "../lab/system-packages.mjs";
import { type Ending, EXIT, type ExitCode } from "./context.ts";

/** Whoever has been told to end has ended in two seconds. What ends well has ended by then; in milliseconds. */
const DEADLINE_MS = 1600;

export interface EndingOptions {
  readonly stop: AbortController;
  /** Ends the process at once, whatever still runs in it, with these words. */
  readonly end: (code: ExitCode, lastWords: string) => void;
  /** Whether what was printed is still on its way to a reader that takes its time. */
  readonly isPrinting: () => boolean;
}

/**
 * Sees to it that nslab ends: as a rule by itself, since everything that goes on heeds `stop`; and where something does
 * not come back, a look at a lab or a lab that is being made, without it.
 */
export class Deadlines implements Ending {
  readonly #options: EndingOptions;
  #timer: NodeJS.Timeout | undefined;
  /** When it is time, as performance.now() counts. */
  #due: number | null = null;
  #lastWords: () => string = () => "";

  constructor(options: EndingOptions) {
    this.#options = options;
    options.stop.signal.addEventListener("abort", () => this.#within(EXIT.interrupted), { once: true });
  }

  interrupt(): void {
    this.#options.stop.abort();
  }

  leave(lastWords: () => string): void {
    this.#lastWords = lastWords;
    this.#within(EXIT.ok);
  }

  /** All is done: the process has nothing more to wait for but that its output is read. */
  done(code: ExitCode): void {
    this.#within(code);
  }

  /** The last word on the exit code counts, but who was interrupted has not ended well; on the time, the first. */
  #within(code: ExitCode): void {
    const { stop, end, isPrinting } = this.#options;
    const due = this.#due ?? performance.now() + DEADLINE_MS;
    this.#due = due;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#due = null;
      const { aborted } = stop.signal;
      if (aborted) end(code === EXIT.ok ? EXIT.interrupted : code, "");
      else if (!isPrinting()) end(code, this.#lastWords());
      else this.#within(code);
    }, due - performance.now());
    this.#timer.unref();
  }
}

/** Loading it takes Node a fifth of its own start: only who needs it does, and then at once. */
const childProcess = () => createRequire(import.meta.url)("node:child_process") as typeof ChildProcess;

/** A process that still has not ended so long after it was to is killed, in seconds. */
const STUCK_S = 0.3;

/**
 * Ends this process, and lets nothing hold it: a thread that the kernel holds in a system call, as in the open(2) of a
 * FIFO, is waited for by Node on its way out.
 */
export function endAtOnce(code: ExitCode): never {
  try {
    // It reads from a pipe that closes when this process is gone: no other one with its PID is ever meant.
    childProcess().spawn("bash", ["-c", `read -r -t ${STUCK_S} _; [ $? -gt 128 ] && kill -KILL ${process.pid}`], {
      stdio: ["pipe", "ignore", "ignore"],
      env: { PATH: TOOL_PATH },
      detached: true,
    });
  } catch {
    // A machine that has no memory, no process or no descriptor to give does without.
  }
  process.exit(code);
}
