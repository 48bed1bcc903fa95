import type { Check, DeathPlace } from "../../checks/check.ts";
import type { Lesson } from "../course/load.ts";
import { withLastingZombies } from "../kernel/lasting-zombies.ts";
import { LabGone } from "../kernel/read-snapshot.ts";
import type { CheckResult, PlayedStep } from "../player/events.ts";
import { deathPlaceIn } from "../player/explain.ts";
import { allPassed } from "../player/judge.ts";
import type { StepView } from "../player/learner.ts";
import { terminalsOf } from "../player/played-step.ts";
import type { Lost } from "../player/standing.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { Asker } from "./asker.ts";
import { checkResultsText, checksState } from "./check-results.ts";
import type { Keyboard } from "./keyboard.ts";
import type { Layout } from "./layout.ts";
import { commandPreview, stepWords } from "./lesson-screen.ts";
import { lostText } from "./lost-text.ts";
import { mapText } from "./map-text.ts";
import { packetMark } from "./packet-mark.ts";
import type { Pages } from "./pages.ts";
import type { Printer } from "./printer.ts";
import { type Capabilities, sizeOf } from "./streams.ts";
import { rowsOf } from "./transient.ts";
import { StepHints } from "./step-hints.ts";
import { StepPages } from "./step-pages.ts";
import type { RememberedOutput } from "./take-over/remembered-output.ts";
import { terminalToOpen } from "./take-over/terminal-to-open.ts";
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
  readonly pages: StepPages;
  readonly #terminals: StepTerminals;
  /** Prompts as they were last seen, for showing a command before it runs. */
  readonly #prompts = new Map<TerminalName, string>();
  #step: PlayedStep | null = null;
  readonly #hints: StepHints;
  /** How deep in shells the step's terminals were when it began. */
  readonly #depths = new Map<TerminalName, number>();
  #results: readonly CheckResult[] | null = null;
  /** The verdicts stand right above the keys: to repeat them would be noise. */
  #resultsInSight = false;
  #commandInSight = false;

  constructor(options: StepScreenOptions) {
    this.#options = options;
    this.#layout = options.layout;
    this.pages = new StepPages({
      ...options,
      say: (markdown) => this.markdown(markdown),
      shown: () => {
        this.#resultsInSight = false;
      },
    });
    this.#hints = new StepHints({ ...options, say: (markdown) => this.markdown(markdown) });
    this.#terminals = new StepTerminals({ ...options, giveHint: (name) => this.#hints.giveState(name) });
  }

  get solutionShown(): boolean {
    return this.#hints.solutionShown;
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
    this.#hints.begin(step);
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
    if (!this.#isSecret(step) && !(this.#resultsInSight && this.#commandInSight)) {
      for (const name of terminalsOf(step)) {
        const terminal = session.terminals.get(name);
        if (terminal?.state === "prompt") this.promptSeen(name, await terminal.prompt());
      }
      parts.push(commandPreview(this.#layout, step, (name) => this.#prompts.get(name) ?? "# "));
    }
    const checks = this.#checksState(step);
    return [...parts, ...(checks === "" ? [] : [checks])].join("\n\n");
  }

  /** Its commands are not to be seen. */
  #isSecret({ isChallenge }: PlayedStep): boolean {
    return isChallenge && !this.solutionShown;
  }

  #checksState({ definition, isChallenge }: PlayedStep): string {
    // What a challenge is judged by is all that is known of it.
    const hasRoom = isChallenge || sizeOf(this.#options.output).rows >= ROWS_FOR_CHECKS;
    return this.#resultsInSight || !hasRoom ? "" : checksState(this.#layout, definition.checks, this.#results);
  }

  /** What is known of the step's checks while some of them are still looked at. */
  lookingWords(known: readonly CheckResult[]): string {
    const { looking } = this.#layout.texts.learner;
    const { rows, columns } = sizeOf(this.#options.output);
    const text = `${checksState(this.#layout, this.#step?.definition.checks ?? [], known)}\n\n${looking}`;
    return known.length > 0 && rowsOf(text, columns) < rows ? text : looking;
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

  /** Looks for what earlier steps made true and is so no more. */
  lookForLost(view: StepView): Promise<readonly Lost[]> {
    return this.#options.asker.looking((hurry) => view.lost(hurry));
  }

  /** Says what earlier steps made true and is so no more. */
  lost({ lesson }: StepView, lost: readonly Lost[]): void {
    this.markdown(lostText(this.#layout.texts, lesson, lost));
  }

  async hint(view: StepView): Promise<void> {
    await this.#hints.give(view);
    if (this.solutionShown) this.#options.asker.forget();
  }

  /** The checks judged now, with all that they say but advice. */
  async checks(view: StepView): Promise<void> {
    const results = await this.#look(view);
    await this.pages.show(`${this.#layout.texts.learner.checksNow}\n\n${checkResultsText(this.#layout, results, "facts")}`);
    this.judged(results);
  }

  /** The lab as it is, with what is new since the step began marked, and where a packet ends that the step wants to arrive. */
  async map(view: StepView): Promise<void> {
    const { before, session } = view;
    const mark = await this.#packetEnd(view);
    const snapshot = await withLastingZombies(() => session.look());
    const columns = Math.min(sizeOf(this.#options.output).columns, WIDEST_MAP);
    await this.pages.show(
      mapText(this.#layout, snapshot, {
        columns,
        terminals: session.rootPids(),
        before,
        mark: packetMark(mark, this.#layout.texts.words),
      }),
    );
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

  /**
   * A first look after the learner has typed. False, and said: something is missing that does not
   * come by waiting, so the player need not wait for the rest.
   * @param known what has just been found out; null where nobody has looked
   */
  async mayBeDone(view: StepView, known: readonly CheckResult[] | null): Promise<boolean> {
    const found = known ?? (await this.#options.asker.looking((hurry) => view.judge(false, hurry)));
    if (!found.some((each) => isFinal(each, view.session))) return true;
    // What has failed is seen at once; why, as soon as it is found out.
    const results = await this.#options.asker.looking(
      (hurry) => view.explain(found, hurry),
      () => this.lookingWords(found),
    );
    this.#options.printer.results(results);
    this.judged(results);
    return false;
  }

  /** The verdicts on the lab as it is now, of which nothing is said; the checks above the keys show them. */
  async judgeAnew(view: StepView): Promise<readonly CheckResult[]> {
    this.#results = await this.#options.asker.looking((hurry) => view.judge(false, hurry));
    this.#resultsInSight = false;
    return this.#results;
  }

  /** Whether a step that has passed still does, after the learner used its terminal. Says so only if it does. */
  async stillHolds(view: StepView): Promise<boolean> {
    const results = await this.#options.asker.looking((hurry) => view.judge(false, hurry));
    if (!allPassed(results)) return false;
    this.markdown(this.#layout.texts.learner.stillTrue);
    return true;
  }

  /** The terminal in which the step goes on. */
  terminalToOpen({ step, session }: StepView): TerminalName {
    return terminalToOpen(step, this.#results, (name) => {
      const terminal = session.terminals.get(name);
      return (terminal?.codes.length ?? 0) + (terminal?.showsOutput === true ? 1 : 0);
    });
  }

  /**
   * @param judges whether to say when the step is done
   * @param concerned terminals besides the step's in which something is to be put right
   */
  async takeOver(
    view: StepView,
    first: TerminalName,
    judges: boolean,
    concerned: readonly TerminalName[] = [],
  ): Promise<StepTakenOver> {
    const { printer } = this.#options;
    const above = judges ? await this.above(view) : "";
    if (above !== "") printer.paragraph(above);
    const showsCommands = judges && !this.#isSecret(view.step);
    const taken = await this.#terminals.takeOver(view, { first, judges, showsCommands, concerned });
    printer.interrupted();
    if (taken.results !== null) this.#results = taken.results;
    this.#resultsInSight = false;
    if (taken.ended === "lab-ended") throw new LabGone(view.session.lab);
    return taken;
  }

  markdown(text: string): void {
    this.#options.printer.paragraph(this.#layout.markdown(text, this.#layout.width()));
    this.#resultsInSight = false;
  }
}

/** Something that was to be shown waits for no more than this: the last of what was printed. */
const SHOWN_MS = 1000;

/** Not passed, and waiting does not help: at a prompt, all that a command printed is there. */
function isFinal({ check, verdict }: CheckResult, { terminals }: StepView["session"]): boolean {
  const { kind, within, shownIn } = check;
  const isShownByNow =
    kind === "seen" && within <= SHOWN_MS && shownIn !== undefined && terminals.get(shownIn)?.state === "prompt";
  return verdict.type !== "pass" && (within === 0 || isShownByNow);
}
