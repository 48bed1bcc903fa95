import type { Lesson } from "../course/load.ts";
import type { CheckResult, PlayedStep } from "../player/events.ts";
import { allPassed } from "../player/judge.ts";
import type { StepView } from "../player/learner.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Asker } from "./asker.ts";
import { checkResultsText } from "./check-results.ts";
import { type HintsGiven, NO_HINTS, nextHint } from "./hints.ts";
import type { Keyboard } from "./keyboard.ts";
import type { Layout } from "./layout.ts";
import { commandPreview, solvedWhen, stepWords } from "./lesson-screen.ts";
import type { Printer } from "./printer.ts";
import type { OutputStream } from "./streams.ts";
import { type TakenOver, takeOver } from "./take-over.ts";
import { TerminalModes } from "./terminal-modes.ts";
import { wrap } from "./wrap.ts";

export interface StepScreenOptions {
  readonly layout: Layout;
  readonly printer: Printer;
  readonly keyboard: Keyboard;
  readonly asker: Asker;
  readonly output: OutputStream;
  /** The learner had the solution of a step shown. */
  readonly onSolutionShown: (lesson: Lesson, step: PlayedStep) => void;
}

/** What a learner can have shown of the step that is open, and its terminal. */
export class StepScreen {
  readonly #options: StepScreenOptions;
  readonly #layout: Layout;
  readonly #modes = new WeakMap<Terminal, TerminalModes>();
  /** Prompts as they were last seen, for showing a command before it runs. */
  readonly #prompts = new Map<TerminalName, string>();
  #step: PlayedStep | null = null;
  #hints: HintsGiven = NO_HINTS;
  #solutionShown = false;

  constructor(options: StepScreenOptions) {
    this.#options = options;
    this.#layout = options.layout;
  }

  get solutionShown(): boolean {
    return this.#solutionShown;
  }

  promptSeen(terminal: TerminalName, prompt: string): void {
    this.#prompts.set(terminal, prompt);
  }

  /** Shows the words of a step, unless they stand on the screen already. */
  open({ step, lesson }: StepView): void {
    this.#options.asker.forget();
    if (this.#step === step) return;
    this.#step = step;
    this.#hints = NO_HINTS;
    this.#solutionShown = false;
    this.#options.printer.paragraph(stepWords(this.#layout, lesson, step));
    if (!step.isChallenge) return;
    this.#options.printer.paragraph(solvedWhen(this.#layout, step));
    this.markdown(this.#layout.texts.learner.challengeGoal(step.definition.terminal));
  }

  /** The lines that Enter would run, at the prompts as they are now; empty where there are none to be seen. */
  async command({ step, session }: StepView): Promise<string> {
    if (step.isChallenge && !this.#solutionShown) return "";
    const terminal = await session.terminal(step.definition.terminal);
    this.promptSeen(step.definition.terminal, await terminal.prompt());
    return commandPreview(this.#layout, step, (name) => this.#prompts.get(name) ?? "# ");
  }

  async hint({ step, lesson, session }: StepView): Promise<void> {
    const { texts } = this.#layout;
    const situation = await session.situation();
    const picked = step.definition.hint?.(situation.snapshot, situation) ?? null;
    const { hint, given } = nextHint(this.#hints, picked, step.text);
    this.#hints = given;
    switch (hint.type) {
      case "state":
        this.markdown(`**${texts.learner.stateHint}** ${hint.text}`);
        return;
      case "written":
        this.markdown(`**${texts.learner.hint(hint.number, hint.count)}** ${hint.text}`);
        return;
      case "solution":
        this.markdown(`**${texts.learner.hint(hint.number, hint.count)}** ${texts.learner.solution}`);
        this.#options.asker.forget();
        if (this.#solutionShown) return;
        this.#solutionShown = true;
        this.#options.onSolutionShown(lesson, step);
    }
  }

  /** The checks judged now, with all that they say but advice. */
  async checks(view: StepView): Promise<void> {
    const results = await this.#options.asker.looking(view.judge(false));
    this.#options.printer.paragraph(
      `${this.#layout.texts.learner.checksNow}\n\n${checkResultsText(this.#layout, results, "facts")}`,
    );
  }

  /** The command's pieces, each with what it means. */
  flags(step: PlayedStep): void {
    const items = step.text.flags.map(({ flag, meaning }) => `- \`${flag}\`: ${meaning}`);
    this.markdown(`**${this.#layout.texts.learner.flags}**\n\n${items.join("\n")}`);
  }

  help(): void {
    this.markdown(this.#layout.texts.pages.help);
  }

  /**
   * A first look after the learner has typed. False, and said: something is missing that does not
   * come by waiting, so the player need not wait for the rest.
   */
  async mayBeDone(view: StepView): Promise<boolean> {
    const results = await this.#options.asker.looking(view.judge(false));
    if (!results.some(isFinal)) return true;
    this.#options.printer.results(results);
    return false;
  }

  /** @param judges whether to say when the step is done */
  async takeOver(view: StepView, name: TerminalName, judges: boolean): Promise<TakenOver> {
    const { texts, style, width } = this.#layout;
    const { keyboard, output, printer } = this.#options;
    const terminal = await view.session.terminal(name);
    const modes = this.#modes.get(terminal) ?? new TerminalModes();
    this.#modes.set(terminal, modes);
    const words = texts.learner.takeOver;
    const command = judges ? await this.command(view) : "";
    if (command !== "") printer.paragraph(command);
    const line = (text: string) => wrap(text, width());
    const taken = await takeOver({
      terminal,
      modes,
      keyboard,
      output,
      words: {
        entered: style.quiet(line(words.entered(name))),
        running: line(words.running),
        allPassed: style.good(line(`${style.pass} ${words.allPassed}`)),
        left: style.quiet(words.left),
        closed: line(words.closed(name)),
        labEnded: words.labEnded,
      },
      labEnded: view.session.lab.ended,
      judge: judges ? async (patient) => allPassed(await view.judge(patient)) : null,
      judgeRunning: view.step.definition.leaves === "running",
      changed: () => view.session.changed(),
    });
    printer.interrupted();
    view.session.changed();
    return taken;
  }

  markdown(text: string): void {
    this.#options.printer.paragraph(this.#layout.markdown(text, this.#layout.width()));
  }
}

/** Not passed, and waiting does not help. */
function isFinal({ check, verdict }: CheckResult): boolean {
  return verdict.type !== "pass" && check.within === 0;
}
