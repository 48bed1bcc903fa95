/** Of what a command prints, so many characters of the beginning are kept, and as many of the end. */
export const KEPT = 512 * 1024;

/** All that a command has printed, but for the middle of what is very long. */
export class OutputLog {
  #head = "";
  readonly #tail: string[] = [];
  #tailLength = 0;
  isWhole = true;

  push(text: string): void {
    const room = KEPT - this.#head.length;
    if (room > 0) this.#head += text.slice(0, room);
    const more = room > 0 ? text.slice(room) : text;
    if (more === "") return;
    this.#tail.push(more);
    this.#tailLength += more.length;
    for (let first = this.#tail[0]?.length ?? 0; this.#tailLength - first >= KEPT; first = this.#tail[0]?.length ?? 0) {
      this.#tail.shift();
      this.#tailLength -= first;
      this.isWhole = false;
    }
  }

  /** @param between stands on a line of its own where something was left out */
  text(between: string): string {
    return `${this.#head}${this.isWhole ? "" : `\n${between}\n`}${this.#tail.join("")}`;
  }
}
