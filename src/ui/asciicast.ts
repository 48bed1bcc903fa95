import { StringDecoder } from "node:string_decoder";
import { type OutputStream, sizeOf } from "./streams.ts";

export interface CastOptions {
  /** Takes a whole line, newline included; false: it could not be kept, and nothing more is written. */
  readonly write: (line: string) => boolean;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly title: string;
  readonly size: { readonly columns: number; readonly rows: number };
  /** TERM of the terminal that is recorded. */
  readonly type: string | undefined;
  readonly format: CastFormat;
}

/** Versions of asciicast: asciinema before 3.0 (Debian 12 and 13, Ubuntu 24.04) plays the older one alone, later ones both. */
export type CastFormat = "v2" | "v3";

export const CAST_FORMATS: readonly CastFormat[] = ["v2", "v3"];

/**
 * Writes a recording as asciicast (docs.asciinema.org/manual/asciicast): a header, then an event a line,
 * `[seconds, code, data]`: since the beginning in v2, since the event before in v3, which alone keeps how the program
 * ended. Whenever it stops, what is there is a whole recording.
 */
export class Cast {
  readonly #options: CastOptions;
  readonly #decoder = new StringDecoder("utf8");
  /** Milliseconds, as far as the events written so far have told; kept whole, so that rounding does not add up. */
  #told: number;
  readonly #began: number;
  #isOpen = true;

  constructor(options: CastOptions) {
    this.#options = options;
    this.#told = Math.round(options.now());
    this.#began = this.#told;
    this.#isOpen = options.write(`${JSON.stringify(headerOf(options))}\n`);
  }

  /** Something was written to the terminal, whose driver turns a newline into two characters (termios(3), ONLCR). */
  output(chunk: string | Uint8Array): void {
    const text = typeof chunk === "string" ? chunk : this.#decoder.write(Buffer.from(chunk));
    if (text !== "") this.#event("o", text.replace(/\r?\n/g, "\r\n"));
  }

  resize({ columns, rows }: CastOptions["size"]): void {
    this.#event("r", `${columns}x${rows}`);
  }

  /** The program has ended with this code. */
  exit(code: number): void {
    if (this.#options.format === "v3") this.#event("x", String(code));
    this.#isOpen = false;
  }

  #event(code: "o" | "r" | "x", data: string): void {
    if (!this.#isOpen) return;
    const now = Math.max(Math.round(this.#options.now()), this.#told);
    const since = this.#options.format === "v2" ? this.#began : this.#told;
    const seconds = ((now - since) / 1000).toFixed(3);
    this.#told = now;
    this.#isOpen = this.#options.write(`[${seconds}, ${JSON.stringify(code)}, ${JSON.stringify(data)}]\n`);
  }
}

function headerOf({ format, size: { columns, rows }, type, timestamp, title }: CastOptions): object {
  if (format === "v2")
    return { version: 2, width: columns, height: rows, timestamp, title, ...(type === undefined ? {} : { env: { TERM: type } }) };
  return { version: 3, term: { cols: columns, rows, ...(type === undefined ? {} : { type }) }, timestamp, title };
}

/** The same stream, with everything that is written to it told to somebody else as well. */
export function overheard<Stream extends OutputStream>(stream: Stream, heard: (chunk: string | Uint8Array) => void): Stream {
  return new Proxy(stream, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (key !== "write") return value.bind(target);
      return (...given: readonly unknown[]) => {
        const [chunk] = given;
        if (typeof chunk === "string" || chunk instanceof Uint8Array) heard(chunk);
        return Reflect.apply(value, target, given);
      };
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

/** Tells of the stream's new size whenever it has one. Returns the way to stop. */
export function onResize(stream: OutputStream, told: (size: CastOptions["size"]) => void): () => void {
  const listener = () => told(sizeOf(stream));
  stream.on("resize", listener);
  return () => void stream.off("resize", listener);
}
