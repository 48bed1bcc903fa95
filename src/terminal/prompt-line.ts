import { plainText } from "./plain-text.ts";

/**
 * bash shows its prompt within a millisecond of the mark; without one (PS1 empty) nothing is waited for longer.
 * For a machine of the usual pace.
 */
export const PROMPT_DEADLINE_MS = 100;

/** Of a prompt and what is shown at it (lists of completions) this much is kept, the end of it; in characters. */
const KEPT = 64 * 1024;

/** The first character that is no control character. */
const SPACE = 0x20;

/** What a terminal shows at its prompt: the prompt, then the line that is being typed by hand. */
export class PromptLine {
  #shown = "";
  /** Keys were pressed: what is shown from then on is the line being typed. */
  #isTyped = false;
  #prompt = "";
  /** The prompt was there before the first key. */
  #hasPrompt = false;
  /** Keys were pressed while a command ran; whatever it did not read, the next prompt gets. */
  #typedAhead = false;

  /** All since the prompt began, as it came. */
  get shown(): string {
    return this.#shown;
  }

  /** What was shown before the first key. */
  get prompt(): string {
    return lastLine(this.#prompt);
  }

  get isTyped(): boolean {
    return this.#isTyped;
  }

  /**
   * Keys were pressed at the prompt and nothing of them was shown. readline(3) echoes only where the terminal did
   * when the prompt came: a program that ends in the background may give the terminal back as it found it, silent.
   */
  get isUnseen(): boolean {
    return this.#hasPrompt && plainText(this.#shown.slice(this.#prompt.length)).trim() === "";
  }

  /** The prompt as it stands on the screen, without the line being typed. */
  get visible(): string {
    return lastLine(this.#isTyped ? this.#prompt : this.#shown);
  }

  /** A new prompt begins. */
  begin(): void {
    this.#shown = "";
    this.#prompt = "";
    this.#isTyped = this.#typedAhead;
    this.#hasPrompt = false;
    this.#typedAhead = false;
  }

  show(text: string): void {
    this.#shown = (this.#shown + text).slice(-KEPT);
    // Keys that were pressed before the prompt was there are echoed after it, maybe in the same read.
    if (this.#isTyped && this.prompt === "") this.#prompt = usualPrompt(lastLine(this.#shown));
  }

  /** Keys are pressed at the prompt. */
  press(): void {
    if (this.#isTyped) return;
    this.#isTyped = true;
    this.#prompt = this.#shown;
    this.#hasPrompt = this.prompt !== "";
  }

  /** Keys are pressed while a command runs. */
  pressAhead(bytes: string | Buffer): void {
    this.#typedAhead = (Buffer.from(bytes).at(-1) ?? 0) >= SPACE;
  }
}

/** What the lab's shells, with a terminal's name or without, and bash by default show before a line. */
const USUAL_PROMPT = /^(?:\(\w+\) )?(?:\[[^\]]*\]|[^\s#$]*)[#$] /;

/** The prompt that a row of the screen begins with, where it is one that shells usually show; else nothing. */
export function usualPrompt(row: string): string {
  return USUAL_PROMPT.exec(row)?.[0] ?? "";
}

/** The last line of what was shown; one that was drawn anew, as readline does in a window of another size, counts once. */
function lastLine(shown: string): string {
  const line = shown.split("\n").at(-1) ?? "";
  return (
    line
      .split("\r")
      .map(plainText)
      .findLast((text) => text !== "") ?? ""
  );
}
