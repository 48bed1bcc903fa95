import type { ChildProcess } from "node:child_process";
import { printable } from "./printable.ts";
import { parseSupervisorLine, type SupervisorLine } from "./supervisor-lines.ts";

/** Longer than any answer. */
const LONGEST_LINE = 4096;
/** Of the complaints the last so many characters are kept. */
const KEPT_COMPLAINTS = 8 * 1024;

/** What a lab's supervisor says: answers line by line, and complaints. However much comes, a little of it is kept. */
export class SupervisorLink {
  readonly #listeners = new Set<(line: SupervisorLine) => void>();
  #line = "";
  #complaints = "";

  constructor(child: ChildProcess) {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => this.#take(text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => this.complain(text));
  }

  /** Resolves with the next answer that is wanted. */
  next(wanted: (line: SupervisorLine) => boolean): Promise<SupervisorLine> {
    return new Promise((resolve) => {
      const listener = (line: SupervisorLine) => {
        if (!wanted(line)) return;
        this.#listeners.delete(listener);
        resolve(line);
      };
      this.#listeners.add(listener);
    });
  }

  complain(text: string): void {
    this.#complaints = (this.#complaints + text).slice(-KEPT_COMPLAINTS);
  }

  get complaint(): string {
    return printable(this.#complaints).trim();
  }

  #take(text: string): void {
    const lines = (this.#line + text).split("\n");
    this.#line = (lines.pop() ?? "").slice(0, LONGEST_LINE);
    for (const line of lines) {
      const answer = parseSupervisorLine(line);
      for (const listener of [...this.#listeners]) listener(answer);
    }
  }
}
