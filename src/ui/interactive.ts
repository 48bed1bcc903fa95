import type { Lesson } from "../course/load.ts";
import type { Emit, PlayedStep, StepTrouble } from "../player/events.ts";
import { allPassed } from "../player/judge.ts";
import type { Decision, Learner, StepView } from "../player/learner.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { Asker } from "./asker.ts";
import { checkResultsText } from "./check-results.ts";
import { NO_HINTS, nextHint, type HintsGiven } from "./hints.ts";
import { Keyboard } from "./keyboard.ts";
import { type Action, type Offer, OFFERS, type Stage } from "./keys.ts";
import type { Layout } from "./layout.ts";
import { commandPreview, placeOf, solvedWhen, stepCount, stepWords } from "./lesson-screen.ts";
import { Printer } from "./printer.ts";
import { type Capabilities, type InputStream, type OutputStream, sizeOf } from "./streams.ts";
import { takeOver, type TakenOver } from "./take-over.ts";
import { TerminalModes } from "./terminal-modes.ts";
import { wrap } from "./wrap.ts";

export interface InteractiveOptions {
  readonly input: InputStream;
  readonly output: OutputStream;
  readonly capabilities: Capabilities;
  readonly layout: Layout;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** Aborted when nslab is asked to end: whatever is asked then is answered with leaving. */
  readonly stop: AbortSignal;
  /** The learner had the solution of a challenge shown. */
  readonly onSolutionShown: (lesson: Lesson, step: PlayedStep) => void;
}

/** A person at a terminal, as the player sees him. */
export interface Interactive {
  readonly emit: Emit;
  readonly learner: Learner;
  /** Waits at a lesson's end, unless it was the last. False: the learner leaves. */
  afterLesson(isLast?: boolean): Promise<boolean>;
  /** Gives the terminal back as it was; must be called however it ends. */
  close(): void;
}

export function openInteractive(options: InteractiveOptions): Interactive {
  return new Screen(options);
}

/** A command interrupted by Ctrl-C has this long to end, in milliseconds. */
const INTERRUPT_MS = 2000;

class Screen implements Interactive, Learner {
  readonly learner: Learner = this;
  readonly #options: InteractiveOptions;
  readonly #layout: Layout;
  readonly #printer: Printer;
  readonly #keyboard: Keyboard;
  readonly #asker: Asker;
  readonly #modes = new Map<Terminal, TerminalModes>();
  /** Prompts as they were last seen, for showing a command before it runs. */
  readonly #prompts = new Map<TerminalName, string>();
  #view: StepView | null = null;
  /** The lesson's opening stands on the screen and has not been answered. */
  #opening = false;
  #shownStep: PlayedStep | null = null;
  #hints: HintsGiven = NO_HINTS;
  #solutionShown = false;
  /** What was decided while the player was told something else. */
  #queued: Decision | null = null;
  #lastTerminal: TerminalName | null = null;
  #stopForwarding: () => void = () => undefined;
  #stopLooking: () => void = () => undefined;
  #left = false;

  constructor(options: InteractiveOptions) {
    this.#options = options;
    this.#layout = options.layout;
    this.#printer = new Printer({ write: (text) => void options.output.write(text), layout: options.layout, capabilities: options.capabilities, now: options.now });
    this.#keyboard = new Keyboard(options.input, options.stop);
    this.#asker = new Asker({ ...options, keyboard: this.#keyboard, printer: this.#printer });
    this.#keyboard.open();
    options.output.on("resize", this.#resize);
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
        this.#prompts.set(event.step.definition.terminal, event.prompt);
        this.#printer.stepOpened(event.step);
        return; // shown when the learner is asked, so that the opening can be read first
      case "line-started":
        this.#prompts.set(event.terminal, event.prompt);
        this.#lastTerminal = event.terminal;
        this.#forwardInterrupts(event.terminal);
        this.#printer.print(event);
        return;
      case "lesson-ended":
        this.#left ||= event.outcome === "left";
        this.#printer.print(event);
        return;
      case "line-ended":
        this.#stopForwarding();
        this.#printer.print(event);
        this.#stopLooking = this.#asker.sayLooking();
        return;
      default:
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
    if (this.#shownStep === view.step) await this.#showCommand(view);
    else this.#showStep(view);
    return this.#choose(view, "step");
  }

  async failed(view: StepView): Promise<boolean> {
    this.#queued = await this.#choose(view, "failed");
    return true;
  }

  async troubled(view: StepView, trouble: StepTrouble): Promise<boolean> {
    this.#stopLooking();
    if (trouble.type === "lab-ended" || trouble.type === "not-prepared" || this.#options.stop.aborted) return false;
    this.#markdown(this.#layout.texts.play.trouble(trouble));
    const decision = trouble.type === "stuck" ? await this.#unstick(view) : await this.#choose(view, "closed");
    this.#queued = decision;
    return true;
  }

  async passed(view: StepView): Promise<boolean> {
    const isLast = view.step.index + 1 === stepCount(view.lesson);
    this.#left = !(await this.#goesOn(isLast ? "finished" : "passed", view));
    return !this.#left;
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
      if (action === "help") this.#markdown(this.#layout.texts.pages.help);
      if (action === "checks" && view !== null) await this.#showChecks(view);
      if (action === "type" && view !== null) await this.#takeOver(view, view.step.definition.terminal, false);
    }
  }

  /** Asks until there is something for the player to do. */
  async #choose(view: StepView, first: "step" | "failed" | "closed"): Promise<Decision> {
    for (let stage = first; ; ) {
      const action = await this.#ask(this.#offers(view, stage));
      switch (action) {
        case "run":
          return { type: "run" };
        case "quit":
          return { type: "leave" };
        case "skip":
          if ((await this.#askToSkip()) === "skip") return { type: "skip" };
          break;
        case "type": {
          const { ran, ended } = await this.#takeOver(view, view.step.definition.terminal, true);
          if (ended === "no-more-keys") return { type: "leave" };
          if (!ran && ended === "left") break;
          if (await this.#mayBeDone(view)) {
            this.#stopLooking = this.#asker.sayLooking();
            return { type: "look" };
          }
          stage = "failed";
          break;
        }
        case "hint":
          await this.#showHint(view);
          break;
        case "checks":
          await this.#showChecks(view);
          break;
        case "explain":
          this.#markdown(flagList(this.#layout, view.step));
          break;
        case "help":
          this.#markdown(this.#layout.texts.pages.help);
          break;
        case "next":
        case "stay":
        case "interrupt":
          break;
      }
    }
  }

  /**
   * A first look after the learner has typed. False, and said: something is missing that does not
   * come by waiting, so the player need not wait for the rest.
   */
  async #mayBeDone(view: StepView): Promise<boolean> {
    const results = await this.#asker.looking(view.judge(false));
    if (!results.some(({ check, verdict }) => verdict.type !== "pass" && check.within === 0)) return true;
    this.#printer.results(results);
    return false;
  }

  #offers(view: StepView, stage: "step" | "failed" | "closed"): readonly Offer[] {
    const own = view.step.isChallenge && stage !== "closed" ? (this.#solutionShown ? "solution" : "challenge") : stage;
    return OFFERS[own].filter(({ action }) => action !== "explain" || view.step.text.flags.length > 0);
  }

  async #askToSkip(): Promise<Action> {
    this.#printer.paragraph(this.#layout.markdown(this.#layout.texts.learner.skipSure, this.#layout.width()));
    return this.#ask(OFFERS.skip);
  }

  /** A command does not come back: null when it has been interrupted, and the learner is asked anew. */
  async #unstick(view: StepView): Promise<Decision | null> {
    const name = this.#lastTerminal ?? view.step.definition.terminal;
    const terminal = view.session.terminals.get(name);
    const { interrupted, notInterrupted } = this.#layout.texts.learner;
    for (;;) {
      const action = await this.#ask(OFFERS.stuck);
      if (action === "quit") return { type: "leave" };
      if (action === "help") this.#markdown(this.#layout.texts.pages.help);
      if (action === "skip" && (await this.#askToSkip()) === "skip") return { type: "skip" };
      if (action === "type") {
        const { ended } = await this.#takeOver(view, name, true);
        return { type: ended === "no-more-keys" ? "leave" : "look" };
      }
      if (action === "interrupt") {
        const ended = terminal === undefined || (await interrupt(terminal));
        view.session.changed();
        this.#markdown(ended ? interrupted : notInterrupted);
        if (ended) return null;
      }
    }
  }

  #ask(offers: readonly Offer[]): Promise<Action> {
    this.#stopForwarding();
    this.#stopLooking();
    return this.#asker.ask(offers);
  }

  #showStep(view: StepView): void {
    const { step, lesson } = view;
    this.#shownStep = step;
    this.#hints = NO_HINTS;
    this.#solutionShown = false;
    this.#printer.paragraph(stepWords(this.#layout, lesson, step));
    if (step.isChallenge) {
      this.#printer.paragraph(solvedWhen(this.#layout, step));
      this.#markdown(this.#layout.texts.learner.challengeGoal(step.definition.terminal));
      return;
    }
    this.#previewCommand(step);
  }

  async #showCommand(view: StepView): Promise<void> {
    if (view.step.isChallenge && !this.#solutionShown) return;
    const name = view.step.definition.terminal;
    const terminal = await view.session.terminal(name);
    this.#prompts.set(name, await terminal.prompt());
    this.#previewCommand(view.step);
  }

  #previewCommand(step: PlayedStep): void {
    const [only, ...more] = step.lines.map((line) => placeOf(line, step.definition.terminal));
    if (only !== undefined && more.length === 0 && only.command !== null) {
      this.#printer.preview(only.terminal, this.#promptOf(only.terminal), only.command);
      return;
    }
    this.#printer.paragraph(commandPreview(this.#layout, step, (terminal) => this.#promptOf(terminal)));
  }

  #promptOf(terminal: TerminalName): string {
    return this.#prompts.get(terminal) ?? "# ";
  }

  async #showHint(view: StepView): Promise<void> {
    const { texts } = this.#layout;
    const { step, lesson, session } = view;
    const picked = step.definition.hint?.(await session.look()) ?? null;
    const { hint, given } = nextHint(this.#hints, picked, step.text);
    this.#hints = given;
    switch (hint.type) {
      case "state":
        this.#markdown(`**${texts.learner.stateHint}** ${hint.text}`);
        return;
      case "written":
        this.#markdown(`**${texts.learner.hint(hint.number, hint.count)}** ${hint.text}`);
        return;
      case "solution":
        this.#markdown(`**${texts.learner.hint(hint.number, hint.count)}** ${texts.learner.solution}`);
        this.#previewCommand(step);
        if (step.isChallenge && !this.#solutionShown) {
          this.#solutionShown = true;
          this.#options.onSolutionShown(lesson, step);
        }
    }
  }

  async #showChecks(view: StepView): Promise<void> {
    const results = await this.#asker.looking(view.judge(false));
    this.#printer.paragraph(`${this.#layout.texts.learner.checksNow}\n\n${checkResultsText(this.#layout, results, "facts")}`);
  }

  async #takeOver(view: StepView, name: TerminalName, judges: boolean): Promise<TakenOver> {
    const { texts, style } = this.#layout;
    const terminal = await view.session.terminal(name);
    const modes = this.#modes.get(terminal) ?? new TerminalModes();
    this.#modes.set(terminal, modes);
    const words = texts.learner.takeOver;
    const line = (text: string) => wrap(text, this.#layout.width());
    const taken = await takeOver({
      terminal,
      modes,
      keyboard: this.#keyboard,
      output: this.#options.output,
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
    this.#printer.interrupted();
    view.session.changed();
    return taken;
  }

  /** While a command runs, Ctrl-C is for that command. */
  #forwardInterrupts(name: TerminalName): void {
    this.#stopForwarding();
    const terminal = this.#view?.session.terminals.get(name);
    this.#stopForwarding = this.#keyboard.divert({
      receive: (bytes) => {
        if (bytes.includes(0x03)) terminal?.write("\u0003");
      },
      ended: () => undefined,
    });
  }

  #markdown(text: string): void {
    this.#printer.paragraph(this.#layout.markdown(text, this.#layout.width()));
  }

  readonly #resize = (): void => {
    this.#view?.session.resize(sizeOf(this.#options.output));
  };
}

/** The command's pieces, each with what it means. */
function flagList(layout: Layout, step: PlayedStep): string {
  const items = step.text.flags.map(({ flag, meaning }) => `- \`${flag}\`: ${meaning}`);
  return `**${layout.texts.learner.flags}**\n\n${items.join("\n")}`;
}

/** Whether the command has come back after Ctrl-C. */
async function interrupt(terminal: Terminal): Promise<boolean> {
  if (terminal.state !== "running") return true;
  const settled = terminal.settled().then(() => true);
  terminal.write("\u0003");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), INTERRUPT_MS);
  });
  const ended = await Promise.race([settled, late]);
  clearTimeout(timer);
  return ended;
}
