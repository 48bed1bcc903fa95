/** How much of a long output is shown: its head at once, its tail when it is over. */
export const HEAD_LINES = 25;
export const TAIL_LINES = 15;

/** A line is cut here: output without a newline must not fill the memory. */
const LONGEST_LINE = 16 * 1024;

/** A carriage return that goes back over the line, as progress bars do; before a newline it is part of the line's end. */
const OVERWRITTEN = /^.*\r+(?=[^\r\n])/;

/**
 * Shows a command's output line by line, and shortens it when it is long. Written for streaming: the
 * head is shown as it comes, the tail when the output ends. The longest output costs the memory of its tail.
 */
export class OutputLines {
  readonly #show: (text: string) => void;
  readonly #between: (lines: number) => string;
  #partial = "";
  #count = 0;
  #tail: string[] = [];

  /** @param between the words for that many lines left out */
  constructor(show: (text: string) => void, between: (lines: number) => string) {
    this.#show = show;
    this.#between = between;
  }

  push(text: string): void {
    const lines = (this.#partial + text).split("\n");
    this.#partial = (lines.pop() ?? "").replace(OVERWRITTEN, "");
    if (this.#partial.length > LONGEST_LINE) this.#partial = this.#partial.slice(0, LONGEST_LINE);
    for (const line of lines) this.#line(line);
  }

  /** The output is over. What follows begins on a line of its own. */
  end(): void {
    if (this.#partial !== "") this.#line(this.#partial);
    this.#partial = "";
    const left = this.#count - HEAD_LINES - this.#tail.length;
    if (left > 0) this.#show(`${this.#between(left)}\n`);
    for (const line of this.#tail) this.#show(`${line}\n`);
    this.#tail = [];
  }

  #line(raw: string): void {
    const line = raw.replace(/\r+$/, "").replace(OVERWRITTEN, "");
    this.#count += 1;
    if (this.#count <= HEAD_LINES) {
      this.#show(`${line}\n`);
      return;
    }
    this.#tail.push(line);
    if (this.#tail.length > TAIL_LINES) this.#tail.shift();
  }
}
