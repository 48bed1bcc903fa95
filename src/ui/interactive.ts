import type { Lesson } from "../course/load.ts";
import type { Emit, PlayedStep, StepTrouble } from "../player/events.ts";
import type { Decision, Departure, GiveUp, Learner, Onward, StepView } from "../player/learner.ts";
import type { QuestionOutcome, QuestionView } from "../player/questions.ts";
import type { TerminalName } from "../terminal/names.ts";
import { Asker } from "./asker.ts";
import { interrupt } from "./interrupt.ts";
import { Keyboard } from "./keyboard.ts";
import { type Action, type Offer, OFFERS, type Stage } from "./keys.ts";
import type { Layout } from "./layout.ts";
import { stepCount } from "./lesson-screen.ts";
import { shownIn } from "./output-lines.ts";
import { type OpenPager, Pages } from "./pages.ts";
import { Printer } from "./printer.ts";
import { StepScreen } from "./step-screen.ts";
import { askQuestion, type QuestionScreenOptions } from "./question-screen.ts";
import { type Capabilities, type InputStream, type OutputStream, sizeOf } from "./streams.ts";
import { RememberedOutput } from "./take-over/remembered-output.ts";
import { terminalSize } from "./take-over/screen-size.ts";

export interface InteractiveOptions {
  readonly input: InputStream;
  readonly output: OutputStream;
  readonly capabilities: Capabilities;
  readonly layout: Layout;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** Aborted when nslab is asked to end: whatever is asked then is answered with leaving. */
  readonly stop: AbortSignal;
  readonly openPager: OpenPager;
  /** Has the learner choose another lesson while nobody else reads the keyboard. Null: he stays. */
  readonly chooseLesson: () => Promise<string | null>;
  /** Has the learner answer a question, likewise. */
  readonly answer: QuestionScreenOptions["answer"];
  /** The same in another order. */
  readonly shuffle: QuestionScreenOptions["shuffle"];
  /** The learner had the solution of a step shown. */
  readonly onSolutionShown: (lesson: Lesson, step: PlayedStep) => void;
}

/** Where a learner goes between two lessons. */
export type Between = { readonly type: "next" } | Exclude<Departure, { type: "go" }>;

/** A person at a terminal, as the player sees him. */
export interface Interactive {
  readonly emit: Emit;
  readonly learner: Learner;
  /** Says what this is to somebody who is here for the first time, and waits. */
  welcome(): Promise<Between>;
  /** Waits at a lesson's end, unless it was the last. */
  afterLesson(isLast?: boolean): Promise<Between>;
  /** Gives the terminal back as it was; must be called however it ends. */
  close(): void;
}

export function openInteractive(options: InteractiveOptions): Interactive {
  return new Screen(options);
}

const CTRL_C = 0x03;
const LEAVE = { type: "leave" } as const;

/** Where the learner is asked about a step that is not done. */
type OpenStage = Extract<Stage, "step" | "failed" | "moved" | "undone" | "closed">;

class Screen implements Interactive, Learner {
  readonly learner: Learner = this;
  readonly #options: InteractiveOptions;
  readonly #layout: Layout;
  readonly #printer: Printer;
  readonly #keyboard: Keyboard;
  readonly #asker: Asker;
  readonly #step: StepScreen;
  #view: StepView | null = null;
  /** The lesson's opening stands on the screen and has not been answered. */
  #opening = false;
  /** The step that is open has passed once. */
  #hasPassed = false;
  #lastTerminal: TerminalName | null = null;
  #lineRuns = false;
  /** The learner left a terminal in which he was told that the step is done, and that leaving goes on. */
  #goesOnWhenPassed = false;
  #stopForwarding: () => void = () => undefined;
  #stopSaying: () => void = () => undefined;

  constructor(options: InteractiveOptions) {
    const { layout } = options;
    const output = new RememberedOutput(options.output);
    this.#options = { ...options, output };
    this.#layout = layout;
    this.#printer = new Printer({ ...options, write: (text) => void output.write(text), shown: () => shownIn(sizeOf(output)) });
    this.#keyboard = new Keyboard(options.input, options.stop);
    this.#asker = new Asker({ ...options, output, keyboard: this.#keyboard, printer: this.#printer });
    const parts = { ...options, output, printer: this.#printer, keyboard: this.#keyboard, asker: this.#asker };
    const pages = new Pages({ ...parts, pagerKeys: layout.texts.learner.pagerKeys });
    this.#step = new StepScreen({ ...parts, pages });
    this.#keyboard.open();
    output.on("resize", this.#resize);
  }

  close(): void {
    this.#stopForwarding();
    this.#stopSaying();
    this.#options.output.off("resize", this.#resize);
    this.#keyboard.close();
  }

  readonly emit: Emit = (event) => {
    if (event.type !== "output" && event.type !== "command-typed") this.#stopSaying();
    if (this.#options.stop.aborted) return; // the lab was taken away in the middle: nothing to tell of
    switch (event.type) {
      case "lesson-opened":
        this.#opening = event.firstStep === 0;
        break;
      case "step-opened":
        this.#hasPassed = false;
        this.#step.promptSeen(event.step.definition.terminal, event.prompt);
        this.#printer.stepOpened(event.step);
        return; // shown when the learner is asked, so that the opening can be read first
      case "line-started":
        this.#step.promptSeen(event.terminal, event.prompt);
        this.#asker.forget();
        this.#lastTerminal = event.terminal;
        this.#forwardInterrupts(event.terminal);
        break;
      case "line-ended":
        this.#lineRuns = false;
        break;
      case "checks-judged":
        this.#printer.print(event);
        this.#step.judged(event.results);
        return;
      case "lesson-continued":
      case "lesson-ended":
      case "lesson-skipped":
      case "lab-failed":
      case "output":
      case "command-typed":
      case "step-ended":
      case "question-ended":
        break;
    }
    this.#printer.print(event);
  };

  looking(): AbortSignal {
    this.#stopForwarding();
    this.#stopSaying = this.#asker.sayMeanwhile(() => this.#layout.texts.learner.looking);
    return this.#keyboard.impatience();
  }

  async decide(view: StepView): Promise<Decision> {
    this.#view = view;
    if (this.#opening) {
      this.#opening = false;
      const begun = await this.#between("opening");
      if (begun.type !== "next") return begun;
    }
    await this.#step.open(view);
    return this.#choose(view, "step");
  }

  async failed(view: StepView): Promise<Decision> {
    this.#goesOnWhenPassed = false;
    if (this.#hasPassed) {
      this.#step.markdown(this.#layout.texts.learner.undone);
      return this.#choose(view, "undone");
    }
    return this.#choose(view, this.#stageAfterFailure(view));
  }

  async troubled(view: StepView, trouble: StepTrouble): Promise<Decision | GiveUp> {
    this.#stopSaying();
    this.#goesOnWhenPassed = false;
    if (trouble.type === "lab-ended" || trouble.type === "not-prepared" || this.#options.stop.aborted) return { type: "give-up" };
    this.#step.markdown(this.#layout.texts.play.trouble(trouble));
    return trouble.type === "stuck" ? this.#unstick(view) : this.#choose(view, "closed");
  }

  async passed(view: StepView): Promise<Onward> {
    this.#hasPassed = true;
    const goesOn = this.#goesOnWhenPassed;
    this.#goesOnWhenPassed = false;
    if (goesOn) return { type: "next" };
    const isLast = view.step.index + 1 === stepCount(view.lesson);
    for (;;) {
      const action = await this.#ask(this.#offersAfter(isLast ? "finished" : "passed"));
      if (action === "next") return { type: "next" };
      if (action === "type") {
        const { ran, ended } = await this.#step.takeOver(view, view.step.definition.terminal, false);
        if (ended === "no-more-keys") return LEAVE;
        if (ran && !(await this.#step.stillHolds(view))) return { type: "look" };
        continue;
      }
      const departure = action === "back" ? this.#go(view.step.index, "afresh") : await this.#common(view, action);
      if (departure !== null) return departure;
    }
  }

  question(view: QuestionView): Promise<QuestionOutcome> {
    this.#asker.forget();
    if (view.index === 0) this.#step.markdown(this.#layout.texts.questions.begin(view.count));
    const { answer, shuffle } = this.#options;
    return askQuestion(
      {
        layout: this.#layout,
        shuffle,
        print: (text) => this.#printer.paragraph(text),
        ask: (stage) => this.#ask(OFFERS[stage]),
        answer: (kind, choices) => this.#keyboard.lend(() => answer(kind, choices)),
        look: async ({ definition }) => {
          if (this.#view !== null && definition.kind === "number")
            await this.#step.takeOver(this.#view, definition.terminal, false);
        },
        help: () => this.#step.help(),
      },
      view,
    );
  }

  welcome(): Promise<Between> {
    this.#step.markdown(this.#layout.texts.pages.welcome);
    return this.#between("opening");
  }

  async afterLesson(isLast = false): Promise<Between> {
    if (this.#options.stop.aborted) return LEAVE;
    return isLast ? { type: "next" } : this.#between("lesson-end");
  }

  /** Waits outside of any step for the key that goes on. */
  async #between(stage: "opening" | "lesson-end"): Promise<Between> {
    for (;;) {
      const action = await this.#ask(OFFERS[stage]);
      if (action === "next") return { type: "next" };
      if (action === "quit") return LEAVE;
      if (action === "help") await this.#step.help();
      if (action === "lessons") {
        const chosen = await this.#chooseLesson();
        if (chosen !== null) return chosen;
      }
    }
  }

  /** Asks until there is something for the player to do. */
  async #choose(view: StepView, first: OpenStage): Promise<Decision> {
    for (let stage = first; ; ) {
      const action = await this.#ask(this.#offers(view, stage), await this.#step.above(view));
      switch (action) {
        case "run":
          return { type: "run" };
        case "afresh":
          return this.#go(view.step.index, "afresh");
        case "skip": {
          if (this.#hasPassed) return { type: "skip" };
          const sure = await this.#askToSkip();
          if (sure !== null) return sure;
          break;
        }
        case "type": {
          const { ran, ended, allPassed } = await this.#step.takeOver(view, view.step.definition.terminal, true);
          if (ended === "no-more-keys") return LEAVE;
          this.#goesOnWhenPassed = ended === "left" && allPassed;
          if (ended === "left" && !ran) break;
          if (await this.#step.mayBeDone(view)) return { type: "look" };
          stage = stage === "undone" ? stage : this.#stageAfterFailure(view);
          break;
        }
        case "back": {
          if (view.step.index > 0) return this.#go(view.step.index - 1, "back");
          this.#step.markdown(this.#layout.texts.learner.firstStep);
          break;
        }
        default: {
          const departure = await this.#common(view, action);
          if (departure !== null) return departure;
        }
      }
    }
  }

  /** What a key does that does the same wherever a step is open. Not null: the learner leaves the step. */
  async #common(view: StepView, action: Action): Promise<Departure | null> {
    switch (action) {
      case "quit":
        return LEAVE;
      case "restart":
        return this.#askToRestart();
      case "lessons":
        return this.#chooseLesson();
      case "hint":
        await this.#step.hint(view);
        return null;
      case "checks":
        await this.#step.checks(view);
        return null;
      case "changes":
        await this.#step.changes(view);
        return null;
      case "explain":
        await this.#step.flags(view.step);
        return null;
      case "output":
        await this.#step.wholeOutput();
        return null;
      case "help":
        await this.#step.help();
        return null;
      case "map":
      case "answer":
      case "next":
      case "run":
      case "afresh":
      case "type":
      case "back":
      case "skip":
      case "stay":
      case "interrupt":
        return null;
    }
  }

  /** Where its terminals are in other shells than at the step's beginning, the lines must not be typed once more. */
  #stageAfterFailure(view: StepView): "failed" | "moved" {
    const moved = this.#step.movedTerminal(view);
    if (moved === null) return "failed";
    this.#step.markdown(this.#layout.texts.learner.moved(moved));
    return "moved";
  }

  #offers({ step }: StepView, stage: OpenStage): readonly Offer[] {
    const challenge = this.#step.solutionShown ? "solution" : "challenge";
    return this.#offersAfter(step.isChallenge && (stage === "step" || stage === "failed") ? challenge : stage);
  }

  /** The key for a command's whole output is shown where not all of it was. */
  #offersAfter(stage: Stage): readonly Offer[] {
    const { isCut } = this.#printer.wholeOutput;
    return OFFERS[stage].map((offer) => (offer.action === "output" && !isCut ? { ...offer, label: null } : offer));
  }

  #go(index: number, why: "back" | "afresh"): Departure {
    this.#step.markdown(this.#layout.texts.learner[why](index + 1));
    this.#stopSaying = this.#asker.sayMeanwhile(() => this.#layout.texts.learner.making);
    return { type: "go", step: index };
  }

  /** Null when the lesson is not to be begun anew after all. */
  async #askToRestart(): Promise<Departure | null> {
    this.#step.markdown(this.#layout.texts.learner.restartSure);
    switch (await this.#ask(OFFERS.restart)) {
      case "restart":
        this.#step.markdown(this.#layout.texts.learner.restarting);
        this.#stopSaying = this.#asker.sayMeanwhile(() => this.#layout.texts.learner.making);
        return { type: "go", step: 0 };
      case "quit":
        return LEAVE;
      default:
        return null;
    }
  }

  /** Null when the step is not to be skipped after all. */
  async #askToSkip(): Promise<Decision | null> {
    this.#step.markdown(this.#layout.texts.learner.skipSure);
    switch (await this.#ask(OFFERS.skip)) {
      case "skip":
        return { type: "skip" };
      case "quit":
        return LEAVE;
      default:
        return null;
    }
  }

  async #chooseLesson(): Promise<Extract<Departure, { type: "open" }> | null> {
    const lesson = await this.#keyboard.lend(this.#options.chooseLesson);
    this.#asker.forget();
    return lesson === null ? null : { type: "open", lesson };
  }

  /** A command does not come back. */
  async #unstick(view: StepView): Promise<Decision> {
    const name = this.#lastTerminal ?? view.step.definition.terminal;
    const { interrupted, notInterrupted } = this.#layout.texts.learner;
    for (;;) {
      const action = await this.#ask(this.#offersAfter("stuck"));
      if (action === "type") {
        const { ended } = await this.#step.takeOver(view, name, true);
        return ended === "no-more-keys" ? LEAVE : { type: "look" };
      }
      if (action === "interrupt") {
        const terminal = view.session.terminals.get(name);
        const ended = terminal === undefined || (await interrupt(terminal));
        view.session.changed();
        this.#step.markdown(ended ? interrupted : notInterrupted);
        if (ended) return this.#choose(view, this.#stageAfterFailure(view) === "moved" ? "moved" : "step");
      }
      const decision =
        action === "skip"
          ? await this.#askToSkip()
          : action === "back"
            ? this.#go(Math.max(view.step.index - 1, 0), "back")
            : await this.#common(view, action);
      if (decision !== null) return decision;
    }
  }

  #ask(offers: readonly Offer[], above = ""): Promise<Action> {
    this.#stopForwarding();
    this.#stopSaying();
    return this.#asker.ask(offers, above);
  }

  /**
   * While a command runs, Ctrl-C is for that command. Once more pressed than was needed, it is for
   * nobody: until the learner is asked again, keys are dropped.
   */
  #forwardInterrupts(name: TerminalName): void {
    this.#stopForwarding();
    this.#lineRuns = true;
    const terminal = this.#view?.session.terminals.get(name);
    this.#stopForwarding = this.#keyboard.divert({
      receive: (bytes) => {
        if (this.#lineRuns && bytes.includes(CTRL_C)) terminal?.write("\u0003");
      },
      ended: () => undefined,
    });
  }

  readonly #resize = (): void => {
    this.#view?.session.resize(terminalSize(this.#options.output, this.#options.capabilities));
  };
}
