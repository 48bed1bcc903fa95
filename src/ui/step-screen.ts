import type { Check, DeathPlace } from "../../checks/check.ts";
import { placeOf } from "../course/command.ts";
import type { Lesson } from "../course/load.ts";
import { LabGone } from "../kernel/read-snapshot.ts";
import type { CheckResult, LabView, PlayedStep } from "../player/events.ts";
import { deathPlaceIn } from "../player/explain.ts";
import { allPassed } from "../player/judge.ts";
import type { StepView } from "../player/learner.ts";
import type { Lost } from "../player/standing.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { Asker } from "./asker.ts";
import { changesText } from "./changes/changes-text.ts";
import { checkResultsText, checksState } from "./check-results.ts";
import { type HintsGiven, NO_HINTS, nextHint } from "./hints.ts";
import type { Keyboard } from "./keyboard.ts";
import type { Layout } from "./layout.ts";
import { commandPreview, stepWords } from "./lesson-screen.ts";
import { lostText } from "./lost-text.ts";
import { mapText } from "./map-text.ts";
import type { Pages } from "./pages.ts";
import type { Printer } from "./printer.ts";
import { type Capabilities, sizeOf } from "./streams.ts";
import type { RememberedOutput } from "./take-over/remembered-output.ts";
import type { TerminalState } from "./terminal-state.ts";
import { type StepTakenOver, StepTerminals } from "./take-over/step-terminals.ts";

export interface StepScreenOptions {
  readonly layout: Layout;
  readonly printer: Printer;
  readonly keyboard: Keyboard;
  readonly asker: Asker;
  readonly pages: Pages;
  readonly output: RememberedOutput;
  readonly capabilities: Pick<Capabilities, "cursor">;
  readonly terminal: TerminalState;
  /** The learner had the solution of a step shown. */
  readonly onSolutionShown: (lesson: Lesson, step: PlayedStep) => void;
}

/** In windows of fewer rows than this, the checks of a step are shown only when they are asked for. */
const ROWS_FOR_CHECKS = 18;
/** Columns beyond which a map gets no clearer. */
const WIDEST_MAP = 120;

/** What a learner can have shown of the step that is open, and its terminal. */
export class StepScreen {
  readonly #options: StepScreenOptions;
  readonly #layout: Layout;
  readonly #terminals: StepTerminals;
  /** Prompts as they were last seen, for showing a command before it runs. */
  readonly #prompts = new Map<TerminalName, string>();
  #step: PlayedStep | null = null;
  #hints: HintsGiven = NO_HINTS;
  #solutionShown = false;
  /** How deep in shells the step's terminals were when it began. */
  readonly #depths = new Map<TerminalName, number>();
  #results: readonly CheckResult[] | null = null;
  /** The verdicts stand right above the keys: to repeat them would be noise. */
  #resultsInSight = false;
  #commandInSight = false;

  constructor(options: StepScreenOptions) {
    this.#options = options;
    this.#layout = options.layout;
    this.#terminals = new StepTerminals({ ...options, giveHint: (name) => this.#giveHint(name) });
  }

  get solutionShown(): boolean {
    return this.#solutionShown;
  }

  promptSeen(terminal: TerminalName, prompt: string): void {
    this.#prompts.set(terminal, prompt);
  }

  /** The verdicts on the step have just been printed, perhaps right below the command. */
  judged(results: readonly CheckResult[], commandInSight = false): void {
    this.#results = results;
    this.#resultsInSight = true;
    this.#commandInSight = commandInSight;
  }

  /** Shows the words of a step, unless they stand on the screen already. */
  async open({ step, lesson, session }: StepView): Promise<void> {
    this.#options.asker.forget();
    if (this.#step === step) return;
    this.#step = step;
    this.#hints = NO_HINTS;
    this.#solutionShown = false;
    this.#results = null;
    this.#resultsInSight = false;
    this.#depths.clear();
    for (const name of terminalsOf(step)) {
      const terminal = await session.terminal(name);
      this.#depths.set(name, terminal.depth);
      this.promptSeen(name, await terminal.prompt());
    }
    this.#words(lesson, step);
  }

  /** Shows the words of the step once more: they are in another language now. */
  again({ step, lesson }: StepView): void {
    this.#options.asker.forget();
    this.#words(lesson, step);
    this.#resultsInSight = false;
  }

  #words(lesson: Lesson, step: PlayedStep): void {
    this.#options.printer.paragraph(stepWords(this.#layout, lesson, step));
    if (step.isChallenge) this.markdown(this.#layout.texts.learner.challengeGoal(step.definition.terminal));
  }

  /** What stands above the keys: the lines that Enter would run, at the prompts as they are now, and the checks. */
  async above({ step, session }: StepView): Promise<string> {
    const parts: string[] = [];
    const isSecret = step.isChallenge && !this.#solutionShown;
    if (!isSecret && !(this.#resultsInSight && this.#commandInSight)) {
      for (const name of terminalsOf(step)) {
        const terminal = session.terminals.get(name);
        if (terminal?.state === "prompt") this.promptSeen(name, await terminal.prompt());
      }
      parts.push(commandPreview(this.#layout, step, (name) => this.#prompts.get(name) ?? "# "));
    }
    const checks = this.#checksState(step);
    return [...parts, ...(checks === "" ? [] : [checks])].join("\n\n");
  }

  #checksState({ definition, isChallenge }: PlayedStep): string {
    // What a challenge is judged by is all that is known of it.
    const hasRoom = isChallenge || sizeOf(this.#options.output).rows >= ROWS_FOR_CHECKS;
    return this.#resultsInSight || !hasRoom ? "" : checksState(this.#layout, definition.checks, this.#results);
  }

  /** A terminal of the step that is in another shell now than when the step began, or null: its lines would go astray. */
  movedTerminal({ step, session }: StepView): TerminalName | null {
    return (
      terminalsOf(step).find((name) => {
        const terminal = session.terminals.get(name);
        return terminal !== undefined && terminal.state !== "closed" && terminal.depth !== this.#depths.get(name);
      }) ?? null
    );
  }

  /** What earlier steps made true and is so no more. */
  lost({ lesson }: StepView, lost: readonly Lost[]): void {
    this.markdown(lostText(this.#layout.texts, lesson, lost));
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
    const results = await this.#look(view);
    await this.#page(`${this.#layout.texts.learner.checksNow}\n\n${checkResultsText(this.#layout, results, "facts")}`);
    this.judged(results);
  }

  /** What is different in the lab since the step began. */
  async changes({ before, session }: StepView): Promise<void> {
    await this.#page(changesText(this.#layout, before, await session.look()));
  }

  /** The lab as it is, with what is new since the step began marked, and where a packet ends that the step wants to arrive. */
  async map(view: StepView): Promise<void> {
    const { before, session } = view;
    const mark = await this.#packetEnd(view);
    const snapshot = await session.look();
    const columns = Math.min(sizeOf(this.#options.output).columns, WIDEST_MAP);
    await this.#page(mapText(this.#layout, snapshot, { columns, terminals: session.rootPids(), before, mark }));
  }

  /** Looks again at what was lost when the step was judged last: meanwhile it may get through. */
  async #packetEnd(view: StepView): Promise<DeathPlace | null> {
    const lost = (this.#results ?? []).filter(({ verdict }) => verdict.type === "fail" && (verdict.lost ?? null) !== null);
    if (lost.length === 0) return null;
    const fresh = await this.#look(
      view,
      lost.map(({ check }) => check),
    );
    this.#results = (this.#results ?? []).map((result) => fresh.find(({ check }) => check === result.check) ?? result);
    return deathPlaceIn(fresh);
  }

  /** Judges checks, all by default, and finds out what became of lost packets. */
  #look(view: StepView, checks?: readonly Check[]): Promise<readonly CheckResult[]> {
    return this.#options.asker.looking(async (hurry) => view.explain(await view.judge(false, hurry, checks), hurry));
  }

  /** The lab as a lesson's closing shows it, once more: the lab itself is gone. */
  async closingMap({ snapshot, terminals }: LabView): Promise<void> {
    await this.#page(mapText(this.#layout, snapshot, { terminals }));
  }

  /** The command's pieces, each with what it means. */
  async flags(step: PlayedStep): Promise<void> {
    const { texts } = this.#layout;
    if (step.text.flags.length === 0) {
      this.markdown(texts.learner.noFlags);
      return;
    }
    const items = step.text.flags.map(({ flag, meaning }) => `- ${texts.learner.flag(flag, meaning)}`);
    await this.#page(this.#layout.markdown(`**${texts.learner.flags}**\n\n${items.join("\n")}`, this.#layout.width()));
  }

  /** All that the step's commands have printed. */
  async wholeOutput(): Promise<void> {
    const { text } = this.#options.printer.wholeOutput;
    if (text === "") this.markdown(this.#layout.texts.learner.noOutput);
    else await this.#page(text);
  }

  async help(): Promise<void> {
    await this.#page(this.#layout.markdown(this.#layout.texts.pages.help, this.#layout.width()));
  }

  /**
   * A first look after the learner has typed. False, and said: something is missing that does not
   * come by waiting, so the player need not wait for the rest.
   */
  async mayBeDone(view: StepView): Promise<boolean> {
    const found = await this.#options.asker.looking((hurry) => view.judge(false, hurry));
    if (!found.some(isFinal)) return true;
    const results = await this.#options.asker.looking((hurry) => view.explain(found, hurry));
    this.#options.printer.results(results);
    this.judged(results);
    return false;
  }

  /** Whether a step that has passed still does, after the learner used its terminal. Says so only if it does. */
  async stillHolds(view: StepView): Promise<boolean> {
    const results = await this.#options.asker.looking((hurry) => view.judge(false, hurry));
    if (!allPassed(results)) return false;
    this.markdown(this.#layout.texts.learner.stillTrue);
    return true;
  }

  /** @param judges whether to say when the step is done */
  async takeOver(view: StepView, name: TerminalName, judges: boolean): Promise<StepTakenOver> {
    const { printer } = this.#options;
    const above = judges ? await this.above(view) : "";
    if (above !== "") printer.paragraph(above);
    const taken = await this.#terminals.takeOver(view, name, judges);
    printer.interrupted();
    this.#resultsInSight = false;
    if (taken.ended === "lab-ended") throw new LabGone(view.session.lab);
    return taken;
  }

  /** The text of a hint that the lab's state chose, once a step. */
  #giveHint(name: string): string | null {
    const text = this.#step?.text.states.get(name);
    if (text === undefined || this.#hints.states.includes(name)) return null;
    this.#hints = { ...this.#hints, states: [...this.#hints.states, name] };
    return text;
  }

  markdown(text: string): void {
    this.#options.printer.paragraph(this.#layout.markdown(text, this.#layout.width()));
    this.#resultsInSight = false;
  }

  async #page(text: string): Promise<void> {
    await this.#options.pages.show(text);
    this.#resultsInSight = false;
  }
}

/** The terminals that a step's lines are typed in. */
function terminalsOf({ definition, lines }: PlayedStep): readonly TerminalName[] {
  return [...new Set([definition.terminal, ...lines.map((line) => placeOf(line, definition.terminal).terminal)])];
}

/** Not passed, and waiting does not help. */
function isFinal({ check, verdict }: CheckResult): boolean {
  return verdict.type !== "pass" && check.within === 0;
}
