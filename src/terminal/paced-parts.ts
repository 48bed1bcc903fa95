import type { StreamPart } from "./marks.ts";

/** So many marks are followed in a window of so many milliseconds: more than commands that are pasted bring. */
const MOST_MARKS = 30;
const WINDOW_MS = 100;
/** More than so many that wait are none of commands: but for the last one nobody needs to know of them. */
const MOST_WAITING = 600;

/**
 * Hands on a terminal's parts in their order, at a pace that whoever follows them keeps: each mark has the screen drawn,
 * the line above it read and the lab looked at, and a learner may print as many as he likes. While there are too many
 * the terminal is held, as it is by who is slow to read.
 */
export class PacedParts {
  readonly #deliver: (part: StreamPart) => void;
  readonly #hold: () => () => void;
  #waiting: StreamPart[] = [];
  #release: (() => void) | null = null;
  #windowEnds = 0;
  #marks = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param hold has nothing more come until the returned function is called */
  constructor(deliver: (part: StreamPart) => void, hold: () => () => void) {
    this.#deliver = deliver;
    this.#hold = hold;
  }

  push(parts: readonly StreamPart[]): void {
    this.#waiting.push(...parts);
    if (this.#release === null) this.#handOn();
  }

  /** What waits is nobody's any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#release?.();
    this.#release = null;
  }

  #handOn(): void {
    const parts = this.#waiting;
    this.#waiting = [];
    for (const [index, part] of parts.entries()) {
      if (part.type !== "text" && !this.#mayGo()) {
        this.#waiting = withoutFlood([...parts.slice(index), ...this.#waiting]);
        this.#release ??= this.#hold();
        this.#timer = setTimeout(() => this.#handOn(), Math.max(this.#windowEnds - performance.now(), 0));
        return;
      }
      this.#deliver(part);
    }
    // Delivering may have brought more.
    if (this.#waiting.length > 0) return this.#handOn();
    this.#release?.();
    this.#release = null;
  }

  #mayGo(): boolean {
    const now = performance.now();
    if (now >= this.#windowEnds) {
      this.#windowEnds = now + WINDOW_MS;
      this.#marks = 0;
    }
    this.#marks += 1;
    return this.#marks <= MOST_MARKS;
  }
}

/** The same, but for the marks of a flood: where a shell ends up is told by the last two. */
function withoutFlood(parts: readonly StreamPart[]): StreamPart[] {
  const marks = parts.filter((part) => part.type !== "text");
  if (marks.length <= MOST_WAITING) return [...parts];
  const kept = new Set(marks.slice(-2));
  return parts.filter((part) => part.type === "text" || kept.has(part));
}
