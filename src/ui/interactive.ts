import { LabGone } from "../kernel/read-snapshot.ts";
import type { CheckResult, Emit, LabView, PlayerEvent, QuestionOutcome, StepTrouble } from "../player/events.ts";
import { allPassed } from "../player/judge.ts";
import type { Decision, GiveUp, Learner, Looking, Onward, StepView } from "../player/learner.ts";
import type { QuestionView } from "../player/questions.ts";
import type { Said } from "../say/message.ts";
import type { TerminalName } from "../terminal/names.ts";
import { Asker } from "./asker.ts";
import { between, type Between, type BetweenOptions } from "./between.ts";
import { forwardInterrupts } from "./interrupt.ts";
import { Keyboard } from "./keyboard.ts";
import { type Action, type Offer, OFFERS } from "./keys.ts";
import { Meanwhile } from "./meanwhile.ts";
import type { Interactive, InteractiveOptions } from "./person.ts";
import type { Layout } from "./layout.ts";
import { endsByCtrlC } from "./leaving-keys.ts";
import { lessonOpening, stepCount } from "./lesson-screen.ts";
import { shownIn } from "./output-lines.ts";
import { Pages } from "./pages.ts";
import { Printer } from "./printer.ts";
import { StepKeys } from "./step-keys.ts";
import { StepScreen } from "./step-screen.ts";
import { askQuestion } from "./question-screen.ts";
import { sizeOf } from "./streams.ts";
import { RememberedOutput } from "./take-over/remembered-output.ts";
import { terminalSize } from "./take-over/screen-size.ts";

export function openInteractive(options: InteractiveOptions): Interactive {
  return new Screen(options);
}

class Screen implements Interactive, Learner {
  readonly learner: Learner = this;
  readonly #options: InteractiveOptions;
  readonly #layout: Layout;
  readonly #printer: Printer;
  readonly #keyboard: Keyboard;
  readonly #asker: Asker;
  readonly #meanwhile: Meanwhile;
  readonly #step: StepScreen;
  readonly #keys: StepKeys;
  #view: StepView | null = null;
  /** The lesson whose opening stands on the screen and has not been answered. */
  #opening: Extract<PlayerEvent, { type: "lesson-opened" }> | null = null;
  /** The step that is open has passed once. */
  #hasPassed = false;
  /** The lab of the lesson that has ended. */
  #closing: LabView | null = null;
  #lastTerminal: TerminalName | null = null;
  #lineRuns = false;
  /** The learner left a terminal in which he was told that the step is done, and that leaving goes on. */
  #goesOnWhenPassed = false;
  /** Commands were run since the checks were judged last. */
  #ran = false;
  #stopForwarding: () => void = () => undefined;

  constructor(options: InteractiveOptions) {
    const { layout } = options;
    const output = new RememberedOutput(options.output);
    this.#options = { ...options, output };
    this.#layout = layout;
    this.#printer = new Printer({ ...options, write: (text) => void output.write(text), shown: () => shownIn(sizeOf(output)) });
    this.#keyboard = new Keyboard(options);
    this.#asker = new Asker({ ...options, output, keyboard: this.#keyboard, printer: this.#printer });
    this.#meanwhile = new Meanwhile({ asker: this.#asker, printer: this.#printer, texts: () => layout.texts });
    const parts = { ...options, output, printer: this.#printer, keyboard: this.#keyboard, asker: this.#asker };
    const pages = new Pages({
      ...parts,
      pagerKeys: () => layout.texts.learner.pagerKeys,
      pageKeys: (isEnd) => {
        const { pageKeys, pageEndKeys } = layout.texts.learner;
        return layout.style.quiet(layout.style.fit(isEnd ? pageEndKeys : pageKeys));
      },
    });
    this.#step = new StepScreen({ ...parts, pages });
    this.#keys = new StepKeys({
      ...parts,
      step: this.#step,
      ask: (offers, above) => this.#ask(offers, above),
      sayMaking: (words) => this.#sayMaking(words),
      leftTerminal: (isDone) => {
        this.#goesOnWhenPassed = isDone;
      },
      chooseLesson: async () => {
        const lesson = await this.#keyboard.lend(options.chooseLesson);
        this.#asker.forget();
        return lesson;
      },
      chooseLanguage: () => this.#chooseLanguage(),
    });
    this.#keyboard.open();
    output.on("resize", this.#resize);
  }

  close(): void {
    this.#stopForwarding();
    this.#meanwhile.stop();
    this.#options.output.off("resize", this.#resize);
    this.#keyboard.close();
  }

  readonly emit: Emit = (event) => {
    if (event.type !== "output" && event.type !== "command-typed") this.#meanwhile.stop();
    if (this.#options.stop.aborted) return; // the lab was taken away in the middle: nothing to tell of
    switch (event.type) {
      case "lesson-opened":
        this.#opening = event.firstStep === 0 ? event : null;
        break;
      case "step-opened":
        this.#hasPassed = false;
        this.#step.promptSeen(event.step.definition.terminal, event.prompt);
        this.#printer.stepOpened(event.step);
        return; // shown when the learner is asked, so that the opening can be read first
      case "line-started":
        this.#ran = true;
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
        this.#step.judged(event.results, this.#ran);
        this.#ran = false;
        return;
      case "lesson-ended":
        this.#closing = event.view;
        break;
      case "output":
        this.#meanwhile.beforeOutput();
        this.#printer.print(event);
        this.#meanwhile.afterOutput(this.#lineRuns);
        return;
      case "lesson-continued":
      case "lesson-skipped":
      case "lab-failed":
      case "command-typed":
      case "step-ended":
      case "question-ended":
      case "looked":
        break;
    }
    this.#printer.print(event);
    if (event.type === "line-started") this.#meanwhile.runs();
  };

  looking(): Looking {
    this.#stopForwarding();
    const seen = new Map<CheckResult["check"], CheckResult>();
    this.#meanwhile.say(() => this.#step.lookingWords([...seen.values()]));
    return { hurry: this.#keyboard.impatience(), told: (result) => void seen.set(result.check, result) };
  }

  async decide(view: StepView): Promise<Decision> {
    this.#view = view;
    const opened = this.#opening;
    if (opened !== null) {
      this.#opening = null;
      const again = () => this.#printer.paragraph(lessonOpening(this.#layout, opened.lesson, 0, opened.skips));
      const begun = await this.#between("opening", again);
      if (begun.type !== "next") return begun;
    }
    await this.#step.open(view);
    return this.#keys.choose(view, "step");
  }

  async repaired(view: StepView): Promise<Decision> {
    this.#meanwhile.stop();
    this.#step.markdown(this.#layout.texts.learner.lost.repaired);
    // What was lost may have been all that was missing: the command need not be typed once more.
    const results = await this.#step.judgeAnew(view);
    if (allPassed(results)) return { type: "look", results };
    return this.#keys.choose(view, this.#hasPassed ? "undone" : "step");
  }

  repairedAfresh(view: StepView): void {
    this.#meanwhile.stop();
    this.#step.markdown(this.#layout.texts.learner.lost.afresh(view.step.index + 1));
    this.#sayMaking();
  }

  async failed(view: StepView): Promise<Decision> {
    this.#goesOnWhenPassed = false;
    if (this.#hasPassed) {
      this.#step.markdown(this.#layout.texts.learner.undone);
      return this.#keys.choose(view, "undone");
    }
    return this.#keys.choose(view, this.#keys.stageAfterFailure(view));
  }

  async troubled(view: StepView, trouble: StepTrouble): Promise<Decision | GiveUp> {
    this.#meanwhile.stop();
    this.#goesOnWhenPassed = false;
    if (trouble.type === "not-prepared" || this.#options.stop.aborted) return { type: "give-up" };
    if (trouble.type === "lab-ended") throw new LabGone(view.session.lab);
    this.#step.markdown(this.#layout.texts.play.trouble(trouble));
    if (trouble.type !== "stuck") return this.#keys.choose(view, "closed");
    return this.#keys.unstick(view, this.#lastTerminal, endsByCtrlC(trouble.inFront ?? null) ? "stuck" : "failed");
  }

  async passed(view: StepView): Promise<Onward> {
    this.#hasPassed = true;
    const goesOn = this.#goesOnWhenPassed;
    this.#goesOnWhenPassed = false;
    if (goesOn) return { type: "next" };
    const isLast = view.step.index + 1 === stepCount(view.lesson);
    return this.#keys.afterPass(view, isLast);
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
        help: () => this.#step.pages.help(),
        chooseLanguage: () => this.#chooseLanguage(),
      },
      view,
    );
  }

  welcome(words?: () => string): Promise<Between> {
    const say = () => this.#step.markdown(words?.() ?? this.#layout.texts.pages.welcome);
    say();
    return this.#between("opening", say);
  }

  labEnded(complaint: Said): Promise<Between> {
    const say = () => this.#step.markdown(this.#layout.texts.learner.labEnded(complaint));
    say();
    return this.#between("lab-ended", say);
  }

  async afterLesson(isLast = false): Promise<Between> {
    if (this.#options.stop.aborted) return { type: "leave" };
    return isLast ? { type: "next" } : this.#between("lesson-end", () => this.#printer.endAgain());
  }

  #between(stage: BetweenOptions["stage"], sayAgain: () => void): Promise<Between> {
    return between({
      stage,
      pages: this.#step.pages,
      closing: this.#closing,
      ask: (offers) => this.#ask(offers),
      sayMaking: () => this.#sayMaking(),
      chooseLesson: () => this.#keys.chooseLesson(),
      chooseLanguage: () => this.#chooseLanguage(),
      sayAgain,
    });
  }

  async #chooseLanguage(): Promise<boolean> {
    const isChanged = await this.#keyboard.lend(this.#options.chooseLanguage);
    this.#asker.forget();
    return isChanged;
  }

  #sayMaking(words: "making" | "repairing" = "making"): void {
    const { making, lost } = this.#layout.texts.learner;
    this.#meanwhile.say(() => (words === "making" ? making : lost.repairing));
  }

  #ask(offers: readonly Offer[], above = ""): Promise<Action> {
    this.#stopForwarding();
    this.#meanwhile.stop();
    return this.#asker.ask(offers, above);
  }

  /** Until the learner is asked again. */
  #forwardInterrupts(name: TerminalName): void {
    this.#stopForwarding();
    this.#lineRuns = true;
    const terminal = this.#view?.session.terminals.get(name);
    this.#stopForwarding = forwardInterrupts(this.#keyboard, terminal, {
      runs: () => this.#lineRuns,
      goesOn: () => {
        this.#meanwhile.say(() => this.#layout.texts.learner.goesOn);
      },
      quit: this.#options.interrupt,
      now: this.#options.now,
    });
  }

  readonly #resize = (): void => {
    this.#view?.session.resize(terminalSize(this.#options.output, this.#options.capabilities));
  };
}
