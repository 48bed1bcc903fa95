import { ESCAPES, UNSEEN } from "../terminal/plain-text.ts";

/** Longer than any sequence a program sends on purpose; one that has not ended by then is dropped as it is. */
const LONGEST_SEQUENCE = 4096;

/** One of `ESCAPES` whose rest has not come yet. */
const SEQUENCE_BEGINNING = /\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?|[PX^_][^\u001b]*\u001b?|[ -/]*)$/;
const COLOUR = /^\u001b\[[0-9;:]*m$/;
/** All control characters but tab, newline and carriage return, and the escape that begins a colour. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[0-9;:]*m)/g;
const RESET = "\u001b[0m";
const RESETTING = /^\u001b\[0*m$/;

/**
 * Takes out of a command's output what would reach the learner's own terminal: sequences that move
 * the cursor, clear, rename the window, ask for answers, and what turns the text around it. Colours stay where colours are shown.
 * Output comes in pieces; a sequence that is cut off is kept until its rest is there.
 */
export class OutputFilter {
  readonly #colours: boolean;
  #pending = "";
  #coloured = false;

  constructor(colours: boolean) {
    this.#colours = colours;
  }

  push(chunk: string): string {
    const text = this.#pending + chunk;
    const from = SEQUENCE_BEGINNING.exec(text)?.index ?? text.length;
    this.#pending = text.slice(from);
    if (this.#pending.length > LONGEST_SEQUENCE) this.#pending = "";
    return this.#clean(text.slice(0, from));
  }

  /** The output is over: ends a colour that was left on. */
  end(): string {
    this.#pending = "";
    const closing = this.#coloured ? RESET : "";
    this.#coloured = false;
    return closing;
  }

  #clean(text: string): string {
    return text
      .replace(ESCAPES, (sequence) => {
        if (!this.#colours || !COLOUR.test(sequence)) return "";
        this.#coloured = !RESETTING.test(sequence);
        return sequence;
      })
      .replace(CONTROLS, "")
      .replace(UNSEEN, "");
  }
}
