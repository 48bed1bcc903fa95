import { decodeKeys, type Key } from "./keys.ts";
import type { InputStream } from "./streams.ts";
import type { TerminalState } from "./terminal-state.ts";

/** Whoever gets the bytes as they come. */
export interface RawReader {
  readonly receive: (bytes: Buffer) => void;
  /** There will be no more: the input has ended, or nslab is asked to end. */
  readonly ended: () => void;
}

/** Whoever uses the whole screen, while nslab itself is stopped and goes on (SIGTSTP, SIGCONT). */
export interface Suspendable {
  readonly suspend: () => void;
  readonly resume: () => void;
}

export interface KeyboardOptions {
  readonly input: InputStream;
  /** Aborted when nslab is asked to end. */
  readonly stop: AbortSignal;
  readonly terminal: TerminalState;
  /** Ctrl-C was pressed a second time, and nobody has taken up the first: has nslab end as SIGINT does. */
  readonly interrupt: () => void;
  /** Milliseconds that only ever grow. */
  readonly now?: () => number;
}

/** A terminal that is gone is told of by an error (EIO). */
const ENDS = ["end", "close", "error"] as const;

/** Keys typed ahead are good for so long, in milliseconds: a hand is faster than a screen, but not by more. */
const AHEAD_MS = 500;
/** So many of them: a text that was pasted by mistake is no series of orders. */
const MOST_AHEAD = 8;

/**
 * The learner's keyboard in raw mode. Keys that come while nobody waits for one are kept for a moment,
 * but for Enter: pressed twice it must not answer a question that was not yet asked. Ctrl-C is never
 * forgotten, and goes before all others; pressed twice while nobody takes it up, it ends nslab.
 */
export class Keyboard {
  readonly #input: InputStream;
  readonly #stop: AbortSignal;
  readonly #terminal: TerminalState;
  readonly #interrupt: () => void;
  readonly #now: () => number;
  #waiting: ((key: Key) => void) | null = null;
  #reader: RawReader | null = null;
  #impatient: AbortController | null = null;
  #ahead: { readonly key: Key; readonly at: number }[] = [];
  #interrupted = false;
  #suspendable: Suspendable | null = null;
  #ended = false;
  #restored: () => void = () => undefined;

  constructor({ input, stop, terminal, interrupt, now = () => performance.now() }: KeyboardOptions) {
    this.#input = input;
    this.#stop = stop;
    this.#terminal = terminal;
    this.#interrupt = interrupt;
    this.#now = now;
    this.#ended = stop.aborted;
  }

  open(): void {
    this.#restored = this.#terminal.change(() => {
      this.#restore();
      return "";
    });
    this.#listen();
    this.#stop.addEventListener("abort", this.#end, { once: true });
    process.on("SIGTSTP", this.#suspend);
    process.on("SIGCONT", this.#goOn);
  }

  /** Gives the terminal back as it was. */
  close(): void {
    this.#restore();
    this.#restored();
    process.off("SIGTSTP", this.#suspend);
    process.off("SIGCONT", this.#goOn);
    this.#stop.removeEventListener("abort", this.#end);
    this.#deaf();
  }

  /**
   * Somebody else reads the keyboard for a while: a menu, a pager. The terminal stays raw, so that Ctrl-C is
   * a key for him and no signal to nslab, and is made raw again afterwards whatever he made of it.
   */
  async lend<Result>(use: () => Promise<Result>): Promise<Result> {
    this.#deaf();
    this.#ahead = [];
    try {
      return await use();
    } finally {
      if (!this.#ended) this.#listen();
    }
  }

  /** A key was pressed already, by somebody who has not seen what stands there now. */
  get hasAhead(): boolean {
    return this.#ahead.length > 0;
  }

  /** The next key. */
  next(): Promise<Key> {
    this.#impatient = null;
    if (this.#ended) return Promise.resolve("end");
    const ahead = this.#takeAhead();
    if (ahead !== null) return Promise.resolve(ahead);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** Hands all bytes to a reader until the returned function is called. */
  divert(reader: RawReader): () => void {
    this.#reader = reader;
    this.#ahead = [];
    if (this.#ended) reader.ended();
    return () => {
      if (this.#reader === reader) this.#reader = null;
    };
  }

  /**
   * Aborted by the next key, which says that waiting is no longer wanted. Enter says nothing else.
   */
  impatience(): AbortSignal {
    this.#impatient = new AbortController();
    if (this.#ended) this.#impatient.abort();
    return this.#impatient.signal;
  }

  /** Tells somebody when nslab is stopped and goes on, until the returned function is called. */
  whenSuspended(suspendable: Suspendable): () => void {
    this.#suspendable = suspendable;
    return () => {
      if (this.#suspendable === suspendable) this.#suspendable = null;
    };
  }

  readonly #receive = (bytes: Buffer): void => {
    if (this.#reader !== null) {
      this.#reader.receive(bytes);
      return;
    }
    for (const key of decodeKeys(bytes.toString("utf8"))) {
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting !== null) waiting(key);
      else this.#keep(key);
      if (waiting === null) this.#impatient?.abort();
    }
  };

  #keep(key: Key): void {
    if (key === "ctrl-c") {
      if (this.#interrupted) this.#interrupt();
      this.#interrupted = true;
      this.#ahead = [];
    } else if (key !== "enter" && this.#ahead.length < MOST_AHEAD) this.#ahead.push({ key, at: this.#now() });
  }

  #takeAhead(): Key | null {
    if (this.#interrupted) {
      this.#interrupted = false;
      return "ctrl-c";
    }
    this.#ahead = this.#ahead.filter(({ at }) => this.#now() - at < AHEAD_MS);
    return this.#ahead.shift()?.key ?? null;
  }

  readonly #end = (): void => {
    this.#ended = true;
    this.#reader?.ended();
    this.#impatient?.abort();
    this.#waiting?.("end");
    this.#waiting = null;
  };

  #listen(): void {
    this.#input.setRawMode?.(true);
    this.#input.on("data", this.#receive);
    for (const event of ENDS) this.#input.on(event, this.#end);
    this.#input.resume();
  }

  #deaf(): void {
    this.#input.off("data", this.#receive);
    for (const event of ENDS) this.#input.off(event, this.#end);
    this.#input.pause();
  }

  readonly #suspend = (): void => {
    this.#suspendable?.suspend();
    this.#restore();
    process.kill(process.pid, "SIGSTOP");
  };

  /** Whoever had the terminal meanwhile has changed its modes behind Node's back: only a change is passed on. */
  readonly #goOn = (): void => {
    this.#restore();
    this.#input.setRawMode?.(true);
    this.#suspendable?.resume();
  };

  readonly #restore = (): void => {
    this.#input.setRawMode?.(false);
  };
}
