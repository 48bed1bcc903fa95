import { KeptOutput } from "./kept-output.ts";
import { plainText } from "./plain-text.ts";

/** Of the exit codes, the last so many. */
const KEPT_CODES = 100;

/** What a terminal's commands have printed since a step began, and how they ended. */
export class StepOutput {
  readonly #all = new KeptOutput();
  readonly #last = new KeptOutput();
  #codes: readonly number[] = [];

  /** Plain text of all of them. */
  get text(): string {
    return plainText(this.#all.text);
  }

  /** Plain text of the last one. */
  get lastText(): string {
    return plainText(this.#last.text);
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
