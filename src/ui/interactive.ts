import type { Lesson } from "../course/load.ts";
import type { Emit, PlayedStep, StepTrouble } from "../player/events.ts";
import type { Decision, Learner, StepView } from "../player/learner.ts";
import type { TerminalName } from "../terminal/names.ts";
import { Asker } from "./asker.ts";
import { interrupt } from "./interrupt.ts";
import { Keyboard } from "./keyboard.ts";
import { type Action, type Offer, OFFERS, type Stage } from "./keys.ts";
import type { Layout } from "./layout.ts";
import { stepCount } from "./lesson-screen.ts";
import { Printer } from "./printer.ts";
import { StepScreen } from "./step-screen.ts";
import { type Capabilities, type InputStream, type OutputStream, sizeOf } from "./streams.ts";

export interface InteractiveOptions {
  readonly input: InputStream;
  readonly output: OutputStream;
  readonly capabilities: Capabilities;
  readonly layout: Layout;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** Aborted when nslab is asked to end: whatever is asked then is answered with leaving. */
  readonly stop: AbortSignal;
  /** The learner had the solution of a step shown. */
  readonly onSolutionShown: (lesson: Lesson, step: PlayedStep) => void;
}

/** A person at a terminal, as the player sees him. */
export interface Interactive {
  readonly emit: Emit;
  readonly learner: Learner;
  /** Says what this is to somebody who is here for the first time, and waits. False: the learner leaves. */
  welcome(): Promise<boolean>;
  /** Waits at a lesson's end, unless it was the last. False: the learner leaves. */
  afterLesson(isLast?: boolean): Promise<boolean>;
  /** Gives the terminal back as it was; must be called however it ends. */
  close(): void;
}

export function openInteractive(options: InteractiveOptions): Interactive {
  return new Screen(options);
}

const CTRL_C = 0x03;

/** Where the learner is asked about a step that is not done. */
type StepStage = Extract<Stage, "step" | "failed" | "closed">;

class Screen implements Interactive, Learner {
  readonly learner: Learner = this;
  readonly #options: InteractiveOptions;
  readonly #printer: Printer;
  readonly #keyboard: Keyboard;
  readonly #asker: Asker;
  readonly #step: StepScreen;
  #view: StepView | null = null;
  /** The lesson's opening stands on the screen and has not been answered. */
  #opening = false;
  /** What was decided while the player was told something else. */
  #queued: Decision | null = null;
  #lastTerminal: TerminalName | null = null;
  #lineRuns = false;
  #stopForwarding: () => void = () => undefined;
  #stopLooking: () => void = () => undefined;
  #left = false;

  constructor(options: InteractiveOptions) {
    const { output, layout } = options;
    this.#options = options;
    this.#printer = new Printer({ ...options, write: (text) => void output.write(text) });
    this.#keyboard = new Keyboard(options.input, options.stop);
    this.#asker = new Asker({ ...options, keyboard: this.#keyboard, printer: this.#printer });
    this.#step = new StepScreen({
      output,
      layout,
      printer: this.#printer,
      keyboard: this.#keyboard,
      asker: this.#asker,
      onSolutionShown: options.onSolutionShown,
    });
    this.#keyboard.open();
    output.on("resize", this.#resize);
  }

  close(): void {
    this.#stopForwarding();
    this.#stopLooking();
    this.#options.output.off("resize", this.#resize);
    this.#keyboard.close();
  }

  readonly emit: Emit = (event) => {
    this.#stopLooking();
    if (this.#options.stop.aborted) return; // the lab was taken away in the middle: nothing to tell of
    switch (event.type) {
      case "lesson-opened":
        this.#opening = event.firstStep === 0;
        this.#printer.print(event);
        return;
      case "step-opened":
        this.#step.promptSeen(event.step.definition.terminal, event.prompt);
        this.#printer.stepOpened(event.step);
        return; // shown when the learner is asked, so that the opening can be read first
      case "line-started":
        this.#step.promptSeen(event.terminal, event.prompt);
        this.#lastTerminal = event.terminal;
        this.#forwardInterrupts(event.terminal);
        this.#printer.print(event);
        return;
      case "line-ended":
        this.#lineRuns = false;
        this.#printer.print(event);
        this.#stopLooking = this.#asker.sayLooking();
        return;
      case "lesson-ended":
        this.#left ||= event.outcome === "left";
        this.#printer.print(event);
        return;
      case "lesson-skipped":
      case "lab-failed":
      case "output":
      case "command-typed":
      case "checks-judged":
      case "step-ended":
        this.#printer.print(event);
    }
  };

  async decide(view: StepView): Promise<Decision> {
    this.#view = view;
    const queued = this.#queued;
    this.#queued = null;
    if (queued !== null) return queued;
    if (this.#opening) {
      this.#opening = false;
      if (!(await this.#goesOn("opening", null))) return { type: "leave" };
    }
    this.#step.open(view);
    return this.#choose(view, "step");
  }

  async failed(view: StepView): Promise<boolean> {
    this.#queued = await this.#choose(view, "failed");
    return true;
  }

  async troubled(view: StepView, trouble: StepTrouble): Promise<boolean> {
    this.#stopLooking();
    if (trouble.type === "lab-ended" || trouble.type === "not-prepared" || this.#options.stop.aborted) return false;
    this.#step.markdown(this.#options.layout.texts.play.trouble(trouble));
    this.#queued = trouble.type === "stuck" ? await this.#unstick(view) : await this.#choose(view, "closed");
    return true;
  }

  async passed(view: StepView): Promise<boolean> {
    const isLast = view.step.index + 1 === stepCount(view.lesson);
    this.#left = !(await this.#goesOn(isLast ? "finished" : "passed", view));
    return !this.#left;
  }

  welcome(): Promise<boolean> {
    this.#step.markdown(this.#options.layout.texts.pages.welcome);
    return this.#goesOn("opening", null);
  }

  async afterLesson(isLast = false): Promise<boolean> {
    if (this.#left || this.#options.stop.aborted) return false;
    return isLast || this.#goesOn("lesson-end", null);
  }

  /** Waits for the key that goes on, or for the one that leaves. */
  async #goesOn(stage: Stage, view: StepView | null): Promise<boolean> {
    for (;;) {
      const action = await this.#ask(OFFERS[stage]);
      if (action === "next") return true;
      if (action === "quit") return false;
      if (action === "help") this.#step.help();
      if (action === "checks" && view !== null) await this.#step.checks(view);
      if (action === "type" && view !== null) await this.#step.takeOver(view, view.step.definition.terminal, false);
    }
  }

  /** Asks until there is something for the player to do. */
  async #choose(view: StepView, first: StepStage): Promise<Decision> {
    for (let stage = first; ; ) {
      const action = await this.#ask(this.#offers(view, stage), await this.#step.command(view));
      switch (action) {
        case "run":
          return { type: "run" };
        case "quit":
          return { type: "leave" };
        case "skip": {
          const sure = await this.#askToSkip();
          if (sure !== null) return sure;
          break;
        }
        case "type": {
          const { ran, ended } = await this.#step.takeOver(view, view.step.definition.terminal, true);
          if (ended === "no-more-keys") return { type: "leave" };
          if (ended === "left" && !ran) break;
          if (await this.#step.mayBeDone(view)) return this.#look();
          stage = "failed";
          break;
        }
        case "hint":
          await this.#step.hint(view);
          break;
        case "checks":
          await this.#step.checks(view);
          break;
        case "explain":
          this.#step.flags(view.step);
          break;
        case "help":
          this.#step.help();
          break;
        case "next":
        case "stay":
        case "interrupt":
          break;
      }
    }
  }

  #offers({ step }: StepView, stage: StepStage): readonly Offer[] {
    const challenge = this.#step.solutionShown ? "solution" : "challenge";
    const offers = OFFERS[step.isChallenge && stage !== "closed" ? challenge : stage];
    return offers.filter(({ action }) => action !== "explain" || step.text.flags.length > 0);
  }

  /** Null when the step is not to be skipped after all. */
  async #askToSkip(): Promise<Decision | null> {
    this.#step.markdown(this.#options.layout.texts.learner.skipSure);
    switch (await this.#ask(OFFERS.skip)) {
      case "skip":
        return { type: "skip" };
      case "quit":
        return { type: "leave" };
      default:
        return null;
    }
  }

  /** A command does not come back. Null when it has been interrupted: the learner is asked anew. */
  async #unstick(view: StepView): Promise<Decision | null> {
    const name = this.#lastTerminal ?? view.step.definition.terminal;
    const { interrupted, notInterrupted } = this.#options.layout.texts.learner;
    for (;;) {
      const action = await this.#ask(OFFERS.stuck);
      if (action === "quit") return { type: "leave" };
      if (action === "help") this.#step.help();
      if (action === "skip") {
        const sure = await this.#askToSkip();
        if (sure !== null) return sure;
      }
      if (action === "type") {
        const { ended } = await this.#step.takeOver(view, name, true);
        return ended === "no-more-keys" ? { type: "leave" } : this.#look();
      }
      if (action === "interrupt") {
        const terminal = view.session.terminals.get(name);
        const ended = terminal === undefined || (await interrupt(terminal));
        view.session.changed();
        this.#step.markdown(ended ? interrupted : notInterrupted);
        if (ended) return null;
      }
    }
  }

  #ask(offers: readonly Offer[], above = ""): Promise<Action> {
    this.#stopForwarding();
    this.#stopLooking();
    return this.#asker.ask(offers, above);
  }

  /** The player judges what the learner did, which may take its time. */
  #look(): Decision {
    this.#stopLooking = this.#asker.sayLooking();
    return { type: "look" };
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
    this.#view?.session.resize(sizeOf(this.#options.output));
  };
}
