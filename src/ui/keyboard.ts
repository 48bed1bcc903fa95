import { decodeKeys, type Key } from "./keys.ts";
import type { InputStream } from "./streams.ts";

/** Whoever gets the bytes as they come. */
export interface RawReader {
  readonly receive: (bytes: Buffer) => void;
  /** There will be no more: the input has ended, or nslab is asked to end. */
  readonly ended: () => void;
}

/**
 * The learner's keyboard in raw mode. Keys that nobody waits for are dropped: pressing Enter twice
 * must not answer a question that was not yet asked. Only Ctrl-C is remembered.
 */
export class Keyboard {
  readonly #input: InputStream;
  readonly #stop: AbortSignal;
  #waiting: ((key: Key) => void) | null = null;
  #reader: RawReader | null = null;
  #interrupted = false;
  #ended = false;

  constructor(input: InputStream, stop: AbortSignal) {
    this.#input = input;
    this.#stop = stop;
    this.#ended = stop.aborted;
  }

  open(): void {
    this.#input.setRawMode?.(true);
    this.#input.on("data", this.#receive);
    this.#input.on("end", this.#end);
    this.#input.on("close", this.#end);
    this.#stop.addEventListener("abort", this.#end, { once: true });
    process.on("exit", this.#restore);
    this.#input.resume();
  }

  /** Gives the terminal back as it was. */
  close(): void {
    this.#restore();
    process.off("exit", this.#restore);
    this.#stop.removeEventListener("abort", this.#end);
    this.#input.off("data", this.#receive);
    this.#input.off("end", this.#end);
    this.#input.off("close", this.#end);
    this.#input.pause();
  }

  /** The next key that is pressed from now on. */
  next(): Promise<Key> {
    if (this.#ended) return Promise.resolve("end");
    if (this.#interrupted) {
      this.#interrupted = false;
      return Promise.resolve("ctrl-c");
    }
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** Hands all bytes to a reader until the returned function is called. */
  divert(reader: RawReader): () => void {
    this.#reader = reader;
    if (this.#ended) reader.ended();
    return () => {
      if (this.#reader === reader) this.#reader = null;
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
      else if (key === "ctrl-c") this.#interrupted = true;
    }
  };

  readonly #end = (): void => {
    this.#ended = true;
    this.#reader?.ended();
    this.#waiting?.("end");
    this.#waiting = null;
  };

  readonly #restore = (): void => {
    this.#input.setRawMode?.(false);
  };
}
