/** Of a command's output the beginning is kept and the end; in characters. */
const KEPT_HEAD = 64 * 1024;
const KEPT_TAIL = 192 * 1024 - 1;

/** A record of output that costs the same memory however long the output is. */
export class KeptOutput {
  #head = "";
  #tail = "";
  #lost = false;

  push(text: string): void {
    const room = KEPT_HEAD - this.#head.length;
    if (room > 0) this.#head += text.slice(0, room);
    if (room >= text.length) return;
    this.#tail += room > 0 ? text.slice(room) : text;
    // Cut when it is twice as much: otherwise each piece would have the whole tail copied.
    if (this.#tail.length > 2 * KEPT_TAIL) this.#cut();
  }

  /** A line of its own for what comes next. */
  endLine(): void {
    const last = this.#tail === "" ? this.#head : this.#tail;
    if (last !== "" && !last.endsWith("\n")) this.push("\n");
  }

  clear(): void {
    this.#head = "";
    this.#tail = "";
    this.#lost = false;
  }

  /** Where something is missing, the two parts stand on lines of their own. */
  get text(): string {
    if (this.#tail.length > KEPT_TAIL) this.#cut();
    return this.#head + (this.#lost ? "\n" : "") + this.#tail;
  }

  #cut(): void {
    this.#lost = true;
    this.#tail = this.#tail.slice(-KEPT_TAIL);
  }
}
