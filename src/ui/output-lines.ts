import { keptLines } from "./kept-lines.ts";
import { OutputFilter } from "./output-filter.ts";
import { OutputLog } from "./output-log.ts";

/** How much of a long output is shown: its head at once, its tail when it is over. */
export interface Shown {
  readonly head: number;
  readonly tail: number;
  /** A line longer than so many characters is cut. */
  readonly longest: number;
}

/** Where it is read later, and nobody can ask for more. */
export const FOR_LOGS: Shown = { head: 25, tail: 15, longest: 16 * 1024 };

/** For a window of that size: the command, what it printed and the verdict on it are seen together. */
export function shownIn({ rows, columns }: { readonly rows: number; readonly columns: number }): Shown {
  const room = Math.max(rows - 12, 6);
  return {
    head: Math.min(FOR_LOGS.head, Math.ceil(room * 0.6)),
    tail: Math.min(FOR_LOGS.tail, Math.floor(room * 0.4)),
    longest: 3 * columns,
  };
}

/** A carriage return that goes back over the line, as progress bars do; before a newline it is part of the line's end. */
const OVERWRITTEN = /^.*\r(?=[^\r\n])/s;
const ESCAPE = "\u001b";
/** What a cut through a colour leaves of it, and through a character of two UTF-16 halves. */
const CUT_OFF = /(?:\u001b(?:\[[0-9;:]*)?|[\ud800-\udbff])$/;
const RESET = "\u001b[0m";

export interface OutputLinesOptions {
  readonly show: (text: string) => void;
  readonly shown: Shown;
  readonly colours: boolean;
  /** The words for that many lines left out. */
  readonly between: (lines: number) => string;
  /** Lines that one of these stands in are shown, a few of them, from the middle of a long output, too. */
  readonly lookedFor?: readonly string[];
}

/**
 * Shows a command's output line by line, and shortens it when it is long. Written for streaming: the
 * head is shown as it comes, the tail when the output ends. What lies between is counted; only lines
 * that the step tells to look for are picked out of it, at the end, so that the longest output costs
 * little more than the log that is kept of it.
 */
export class OutputLines {
  readonly #options: OutputLinesOptions;
  readonly #filter: OutputFilter;
  readonly #log = new OutputLog();
  /** A line whose end has not come yet, while the head is shown. */
  #partial = "";
  #shownLines = 0;
  #newlines = 0;
  #endsOpen = false;
  #cut = false;

  constructor(options: OutputLinesOptions) {
    this.#options = options;
    this.#filter = new OutputFilter(options.colours);
  }

  push(text: string): void {
    this.#log.push(text);
    this.#newlines += countNewlines(text);
    if (text !== "") this.#endsOpen = !text.endsWith("\n");
    if (this.#shownLines >= this.#options.shown.head) return;
    const lines = (this.#partial + this.#filter.push(text)).split("\n");
    // What comes when a line is too long already is seen no more; the log has it.
    this.#partial = (lines.pop() ?? "").replace(OVERWRITTEN, "").slice(0, this.#options.shown.longest + 1);
    for (const line of lines.slice(0, this.#options.shown.head - this.#shownLines)) this.#show(line);
  }

  /** The output is over. What follows begins on a line of its own. */
  end(): void {
    const { head, tail } = this.#options.shown;
    if (this.#shownLines < head) {
      if (this.#partial !== "") this.#show(this.#partial);
    } else {
      const lines = this.whole.split("\n");
      if (lines.at(-1) === "") lines.pop();
      const count = this.#log.isWhole ? lines.length : this.#newlines + (this.#endsOpen ? 1 : 0);
      const left = count - head - tail;
      // where not even all of it was kept, nobody knows which of the lines these are
      if (this.#log.isWhole) this.#middle(lines, head, Math.max(head, count - tail));
      else this.#leaveOut(left);
      for (const line of lines.slice(left > 0 ? -tail : head)) this.#show(line);
    }
    const reset = this.#filter.end();
    if (reset !== "") this.#options.show(reset);
  }

  /** Lines that have come and are not shown yet. */
  get waiting(): number {
    return Math.max(this.#newlines - this.#shownLines, 0);
  }

  /** Whether there is more to see than was shown. */
  get isCut(): boolean {
    return this.#cut;
  }

  /** All of it that is kept, fit to be shown. */
  get whole(): string {
    const filter = new OutputFilter(this.#options.colours);
    return (filter.push(this.#log.text(this.#options.between(this.#newlines))) + filter.end()).replace(/\r+\n/g, "\n");
  }

  #middle(lines: readonly string[], from: number, to: number): void {
    const kept = keptLines(lines, from, to, this.#options.lookedFor ?? []);
    let left: string[] = [];
    for (let index = from; index <= to; index += 1) {
      const line = lines[index] ?? "";
      if (index < to && !kept.has(index)) left.push(line);
      else {
        if (left.length === 1)
          this.#show(left[0] ?? ""); // to say that it is left out would take a line, too
        else this.#leaveOut(left.length);
        left = [];
        if (index < to) this.#show(line);
      }
    }
  }

  #leaveOut(lines: number): void {
    if (lines <= 0) return;
    this.#options.show(`${this.#options.between(lines)}\n`);
    this.#cut = true;
  }

  #show(raw: string): void {
    const line = raw.replace(/\r+$/, "").replace(OVERWRITTEN, "");
    this.#shownLines += 1;
    const { longest } = this.#options.shown;
    if (line.length <= longest) {
      this.#options.show(`${line}\n`);
      return;
    }
    this.#cut = true;
    const cut = line.slice(0, longest).replace(CUT_OFF, "");
    this.#options.show(`${cut}${cut.includes(ESCAPE) ? RESET : ""} ...\n`);
  }
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
