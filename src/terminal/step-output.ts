import { KeptOutput } from "./kept-output.ts";
import { plainText } from "./plain-text.ts";

/** Of the exit codes, the last so many. */
const KEPT_CODES = 100;

/** Places the cursor, or opens another screen (xterm's control sequences). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are control characters
const DRAWS = /\u001b\[(?:[\d;]*H|\?(?:47|1047|1049)h)/;

/** What a terminal's commands have printed since a step began, and how they ended. */
export class StepOutput {
  readonly #all = new KeptOutput();
  readonly #last = new KeptOutput();
  #codes: readonly number[] = [];

  /** Plain text of all of them. */
  get text(): string {
    return plainText(this.#all.text);
  }

  /** Plain text of the last one; empty for one that draws, as an editor does: its pieces are no text. */
  get lastText(): string {
    const { text } = this.#last;
    return DRAWS.test(text) ? "" : plainText(text);
  }

  /** Exit codes of those that came back, the latest at the end; as many as are kept. */
  get codes(): readonly number[] {
    return this.#codes;
  }

  commandStarted(): void {
    this.#all.endLine();
    this.#last.clear();
  }

  push(text: string): void {
    this.#all.push(text);
    this.#last.push(text);
  }

  cameBack(code: number): void {
    this.#codes = [...this.#codes, code].slice(-KEPT_CODES);
  }

  clear(): void {
    this.#all.clear();
    this.#last.clear();
    this.#codes = [];
  }
}
