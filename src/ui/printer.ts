import { isDeepStrictEqual } from "node:util";
import { placeOf } from "../course/command.ts";
import type { CheckResult, Emit, PlayedStep, PlayerEvent, StepReport } from "../player/events.ts";
import type { TerminalName } from "../terminal/names.ts";
import { checkResultsText } from "./check-results.ts";
import { type FailingLines, failingLines } from "./failing-lines.ts";
import { lookedFor } from "./kept-lines.ts";
import type { Layout } from "./layout.ts";
import { alsoRight, type LessonEnd, lessonEnd, lessonOpening, promptLine, stepWords, terminalLabel } from "./lesson-screen.ts";
import { FOR_LOGS, OutputLines, type Shown } from "./output-lines.ts";
import type { Capabilities } from "./streams.ts";
import { inWords } from "../say/words.ts";

export interface PrinterOptions {
  readonly write: (text: string) => void;
  readonly layout: Layout;
  readonly capabilities: Pick<Capabilities, "colour">;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** How much of a long output is shown, and of verdicts; for logs when left out. */
  readonly shown?: () => Shown;
}

/** Prints a lesson as one stream of text, as it is played: for logs, pipes and unattended play. */
export function createPrinter(options: PrinterOptions): Emit {
  const printer = new Printer(options);
  return (event) => printer.print(event);
}

/** The parts of that stream; the interactive screen prints with the same ones. */
export class Printer {
  readonly #write: (text: string) => void;
  readonly #layout: Layout;
  readonly #colours: boolean;
  readonly #now: () => number;
  /** The terminal whose transcript is being printed; null when something else stands below it. */
  #transcript: TerminalName | null = null;
  #step: PlayedStep | null = null;
  readonly #shown: (() => Shown) | null;
  /** Of the commands of the step that is open, the last one being the one that runs. */
  #outputs: OutputLines[] = [];
  #runs = false;
  #judged = false;
  #openedAt = 0;
  #ended: LessonEnd | null = null;
  /** Index of the first step that was played of the lesson. */
  #playedFrom = 0;
  /** Index of the step that comes next, should the learner leave. */
  #standsAt = 0;
  readonly #notPlayed: string[] = [];

  constructor({ write, layout, capabilities, now, shown }: PrinterOptions) {
    this.#shown = shown ?? null;
    this.#write = write;
    this.#layout = layout;
    this.#colours = capabilities.colour > 0;
    this.#now = now;
  }

  print(event: PlayerEvent): void {
    switch (event.type) {
      case "lesson-opened":
        this.#openedAt = this.#now();
        this.#standsAt = event.firstStep;
        this.#playedFrom = event.firstStep;
        this.paragraph(lessonOpening(this.#layout, event.lesson, event.firstStep, event.skips));
        return;
      case "lesson-continued":
        this.#standsAt = event.firstStep;
        this.#playedFrom = Math.min(this.#playedFrom, event.firstStep);
        return;
      case "lesson-skipped":
        this.paragraph(lessonOpening(this.#layout, event.lesson, 0));
        this.paragraph(this.#markdown(this.#layout.texts.play.skipped(event.reason)));
        return;
      case "lab-failed":
        return; // whoever asked for the lab says why there is none
      case "question-ended":
        return; // whoever asked it says what came of it
      case "step-opened":
        this.paragraph(stepWords(this.#layout, event.lesson, event.step));
        this.stepOpened(event.step);
        if (event.step.isChallenge) this.paragraph(this.#markdown(this.#layout.texts.play.solutionRuns));
        return;
      case "line-started":
        this.startLine(event);
        return;
      case "output":
        this.output(event.text);
        return;
      case "line-ended":
        this.endLine();
        return;
      case "command-typed":
        return; // the learner saw it in the terminal itself
      case "looked":
        return; // whoever looked has been told
      case "checks-judged":
        this.results(event.results);
        return;
      case "step-ended":
        this.stepEnded(event.report);
        return;
      case "lesson-ended":
        this.lessonEnded(event);
        return;
    }
  }

  /** A block of text with an empty line before it. */
  paragraph(text: string): void {
    this.interrupted();
    this.#write(`\n${this.#layout.style.fit(text)}\n`);
  }

  /** Commands that are typed from now on belong to this step. */
  stepOpened(step: PlayedStep): void {
    this.#step = step;
    this.#standsAt = step.index;
    this.#outputs = [];
  }

  /** Something else was printed: a transcript that goes on needs its heading again. */
  interrupted(): void {
    this.#transcript = null;
  }

  startLine(event: Extract<PlayerEvent, { type: "line-started" }>): void {
    const { play } = this.#layout.texts;
    const { command, key } = placeOf(event.line, event.terminal);
    if (command === null) this.paragraph(this.#layout.style.quiet(play.pressIn(key ?? "", event.terminal)));
    else {
      if (this.#transcript !== event.terminal) this.paragraph(terminalLabel(this.#layout, event.terminal, this.#failing(event)));
      this.#write(`${promptLine(this.#layout, event.prompt, command)}\n`);
    }
    this.#transcript = event.terminal;
    if (this.#judged) this.#outputs = []; // another try
    this.#judged = false;
    this.#outputs.push(
      new OutputLines({
        show: (text) => this.#write(this.#layout.style.fit(text)),
        shown: this.#shown?.() ?? FOR_LOGS,
        colours: this.#colours,
        between: play.linesBetween,
        lookedFor: lookedFor(this.#step?.text.look ?? ""),
      }),
    );
    this.#runs = true;
  }

  /** A line that is none of the step's own repairs something. */
  #failing({ line, terminal }: Extract<PlayerEvent, { type: "line-started" }>): FailingLines {
    if (this.#step === null) return "none";
    const { lines, definition } = this.#step;
    const typed = placeOf(line, terminal);
    const index = lines.findIndex((each) => isDeepStrictEqual(placeOf(each, definition.terminal), typed));
    return index < 0 ? "none" : failingLines(this.#step, index);
  }

  output(text: string): void {
    if (this.#runs) this.#outputs.at(-1)?.push(text);
  }

  endLine(): void {
    if (this.#runs) this.#outputs.at(-1)?.end();
    this.#runs = false;
  }

  /** Lines that the command which runs now has printed and that are not shown. */
  get waitingLines(): number {
    return this.#runs ? (this.#outputs.at(-1)?.waiting ?? 0) : 0;
  }

  /** All that the step's commands have printed, and whether some of it was not shown. */
  get wholeOutput(): { readonly text: string; readonly isCut: boolean } {
    return {
      text: this.#outputs
        .map((output) => output.whole)
        .join("")
        .trimEnd(),
      isCut: this.#outputs.some((output) => output.isCut),
    };
  }

  results(results: readonly CheckResult[]): void {
    this.#judged = true;
    this.paragraph(checkResultsText(this.#layout, results, this.#shown === null ? "long" : "short"));
  }

  stepEnded({ step, status, before }: StepReport): void {
    const { play } = this.#layout.texts;
    this.#standsAt = step.index + 1;
    const also = alsoRight(this.#layout, step.definition.also ?? []);
    if (status.type === "passed" && also !== "") this.paragraph(also);
    const early = before.filter((result) => result.verdict.type === "pass");
    if (status.type === "failed" && early.length > 0)
      this.paragraph(
        this.#markdown(
          `${play.provedNothing} ${this.#layout.texts.words.list(
            early.map(({ check }) => inWords(check.name, this.#layout.texts.words)),
            ";",
          )}`,
        ),
      );
    if (status.type === "error") this.paragraph(this.#markdown(play.trouble(status.trouble)));
    if (status.type !== "skipped") return;
    if (status.reason.type === "after-failure") this.#notPlayed.push(status.reason.step);
    else this.paragraph(this.#markdown(play.stepSkipped(step.text.title, play.skipped(status.reason))));
  }

  lessonEnded({ lesson, reports, outcome, view }: Extract<PlayerEvent, { type: "lesson-ended" }>): void {
    const [failed] = this.#notPlayed;
    if (failed !== undefined) this.paragraph(this.#markdown(this.#layout.texts.play.notPlayed(this.#notPlayed.length, failed)));
    this.#notPlayed.length = 0;
    const milliseconds = this.#now() - this.#openedAt;
    this.#ended = {
      lesson,
      reports,
      outcome,
      view,
      standsAt: this.#standsAt + 1,
      milliseconds,
      playedFrom: this.#playedFrom + 1,
    };
    this.endAgain();
  }

  /** The end of the lesson that has ended, once more. */
  endAgain(): void {
    if (this.#ended !== null) this.paragraph(lessonEnd(this.#layout, this.#ended));
  }

  #markdown(text: string): string {
    return this.#layout.markdown(text, this.#layout.width());
  }
}
