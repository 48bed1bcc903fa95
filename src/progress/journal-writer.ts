import { seenIn } from "../../checks/check.ts";
import { idsOfChecks } from "../course/check-ids.ts";
import type { Snapshot } from "../kernel/snapshot.ts";
import type { PlayerEvent, StepReport } from "../player/events.ts";
import type { StepView } from "../player/learner.ts";
import { KeptOutput } from "../terminal/kept-output.ts";
import type { JournalEntry, SeenCheck, Stamp } from "./journal-entries.ts";
import { shortOutput } from "./short-output.ts";

export interface JournalWriterOptions {
  /** Keeps an entry; says itself what prevents it. */
  readonly append: (entry: JournalEntry) => void;
  /** Another for each run of nslab. */
  readonly play: string;
  /** The time of day, as ISO 8601. */
  readonly today: () => string;
  /** What changed in a lab, a line each. */
  readonly changes: (before: Snapshot, after: Snapshot) => readonly string[];
  /** A lab as a drawing, with the first shells of its terminals as the host numbers them. */
  readonly draw: (snapshot: Snapshot, terminals: Readonly<Record<string, number>>) => string;
}

type Unstamped = JournalEntry extends infer Entry ? (Entry extends JournalEntry ? Omit<Entry, keyof Stamp> : never) : never;

/** Turns what happens while a person plays into his journal. */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  #at: Pick<Stamp, "lesson" | "step"> = { lesson: "", step: "" };
  /** The line that nslab types. */
  #line: { readonly prompt: string; readonly command: string; readonly output: KeptOutput } | null = null;
  #seen: readonly SeenCheck[] = [];
  /** The lab as it was when the last step had passed. */
  #latest: Parameters<JournalWriterOptions["draw"]> | null = null;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
  }

  follow(event: PlayerEvent): void {
    switch (event.type) {
      case "step-opened":
        this.#at = { lesson: event.lesson.id, step: event.step.definition.id };
        this.#append({ type: "opened" });
        return;
      case "line-started": {
        const { prompt, line } = event;
        const command = typeof line === "string" ? line : "key" in line ? line.key : line.line;
        this.#line = { prompt, command, output: new KeptOutput() };
        return;
      }
      case "output":
        this.#line?.output.push(event.text);
        return;
      case "line-ended":
        if (this.#line !== null) {
          const { prompt, command, output } = this.#line;
          const { terminal } = event;
          const typed = { terminal, prompt, command, output: shortOutput(output.text) };
          this.#append({ type: "command", by: "nslab", isRunning: false, ...typed });
        }
        this.#line = null;
        return;
      case "command-typed": {
        const { terminal, prompt, command, output, isRunning } = event;
        this.#append({ type: "command", by: "learner", terminal, prompt, command, output: shortOutput(output), isRunning });
        return;
      }
      case "step-ended":
        this.#seen = seenOf(event.lesson.id, event.report);
        return;
      case "lesson-ended":
        this.#at = { lesson: event.lesson.id, step: "" };
        if (this.#latest !== null) this.#append({ type: "map", drawing: this.#options.draw(...this.#latest) });
        this.#latest = null;
        return;
      case "lesson-opened":
      case "lesson-continued":
      case "lesson-skipped":
      case "lab-failed":
      case "question-ended":
      case "checks-judged":
      case "looked":
        return;
    }
  }

  /** The step has passed: what was seen, and what it changed. */
  async passed({ before, session }: StepView): Promise<void> {
    const { changes } = this.#options;
    const after = await session.latest();
    this.#latest = [after, session.rootPids()];
    this.#append({ type: "passed", checks: this.#seen, changes: changes(before, after) });
  }

  #append(entry: Unstamped): void {
    const { append, play, today } = this.#options;
    append({ at: today(), play, ...this.#at, ...entry });
  }
}

/** What the checks of a step saw that passed. */
function seenOf(lesson: string, { step, after }: StepReport): readonly SeenCheck[] {
  const idOf = idsOfChecks(lesson, step.definition);
  return after.flatMap(({ check, verdict }) =>
    verdict.type === "pass" ? [{ id: idOf(check), name: check.name, seen: seenIn(verdict) }] : [],
  );
}
