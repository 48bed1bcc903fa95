import type { OutputStream } from "../streams.ts";

/** More than the largest window shows; in characters. */
const KEPT = 64 * 1024;

/** The learner's terminal, and what was written on it last: what stands on its screen comes of that. */
export class RememberedOutput implements OutputStream {
  readonly #output: OutputStream;
  #written = "";

  constructor(output: OutputStream) {
    this.#output = output;
  }

  get isTTY(): boolean {
    return this.#output.isTTY === true;
  }

  get columns(): number {
    return this.#output.columns ?? 0;
  }

  get rows(): number {
    return this.#output.rows ?? 0;
  }

  /** What was written, from the beginning of a line on. */
  get written(): string {
    return this.#written;
  }

  write(text: string): unknown {
    this.#written += text;
    if (this.#written.length > 2 * KEPT) this.#written = fromLineStart(this.#written.slice(-KEPT));
    return this.#output.write(text);
  }

  /** Writes what is not to be remembered. */
  draw(text: string): unknown {
    return this.#output.write(text);
  }

  /** This stands on the screen now, the cursor in the line below. */
  redrawn(lines: readonly string[]): void {
    this.#written = `${lines.join("\n")}\n`;
  }

  on(event: "resize", listener: () => void): unknown {
    return this.#output.on(event, listener);
  }

  off(event: "resize", listener: () => void): unknown {
    return this.#output.off(event, listener);
  }
}

function fromLineStart(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}
