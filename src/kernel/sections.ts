/** The output of one command among several in one stream. */
export interface Section {
  readonly name: string;
  readonly code: number;
  readonly text: string;
}

/**
 * Takes a stream apart, as it comes, whose sections each end with a line `MARK NAME CODE`. Of a section no more than a
 * bound is kept.
 */
export class Sections {
  readonly #mark: string;
  readonly #most: number;
  /** What is open, a character a byte. Its beginning counts as that of a line. */
  #open = "\n";
  /** Up to where no line begins with the mark. */
  #searched = 0;
  /** Bytes of the open section that were not kept. */
  #left = 0;

  /**
   * @param mark that nothing in the stream can guess; of ASCII
   * @param most bytes of a section that are kept
   */
  constructor(mark: string, most: number) {
    this.#mark = `\n${mark} `;
    this.#most = most;
  }

  /** The open section is longer than is kept. */
  get isOver(): boolean {
    return this.#left > 0 || this.#open.length > this.#most + this.#mark.length;
  }

  /** What has come of the open section, to see how far it got. */
  get open(): string {
    return this.#open.slice(1);
  }

  /** The sections that are whole now. */
  push(chunk: Buffer): readonly Section[] {
    this.#open += chunk.toString("latin1");
    const whole: Section[] = [];
    for (;;) {
      const at = this.#open.indexOf(this.#mark, this.#searched);
      const end = at < 0 ? -1 : this.#open.indexOf("\n", at + 1);
      if (end < 0) {
        this.#searched = at < 0 ? Math.max(0, this.#open.length - this.#mark.length) : at;
        this.#forget();
        return whole;
      }
      const [, name = "", code] = this.#open.slice(at + 1, end).split(" ");
      whole.push({ name, code: Number(code), text: decoded(this.#open.slice(1, Math.max(at, 1))) });
      this.#open = this.#open.slice(end);
      this.#searched = 0;
      this.#left = 0;
    }
  }

  /** Of a section that is too long its beginning is kept, and what may be the beginning of a mark. */
  #forget(): void {
    const surplus = this.#searched - this.#most;
    if (surplus <= 0) return;
    this.#open = this.#open.slice(0, this.#most) + this.#open.slice(this.#searched);
    this.#left += surplus;
    this.#searched = this.#most;
  }
}

function decoded(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}
