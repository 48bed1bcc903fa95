import { stepsWithChallenge } from "../course/lesson.ts";
import type { Decision, Departure, Onward, StepView } from "../player/learner.ts";
import type { Lost } from "../player/standing.ts";
import type { TerminalName } from "../terminal/names.ts";
import { interrupt } from "./interrupt.ts";
import { type Action, FIX, type Offer, OFFERS, type Stage } from "./keys.ts";
import type { Layout } from "./layout.ts";
import { sameLost } from "./lost-text.ts";
import type { Printer } from "./printer.ts";
import type { StepScreen } from "./step-screen.ts";

export interface StepKeysOptions {
  readonly layout: Layout;
  readonly printer: Printer;
  readonly step: StepScreen;
  /** Shows keys, and what stands above them, until one is pressed. */
  readonly ask: (offers: readonly Offer[], above?: string) => Promise<Action>;
  /** Says, if it takes its time, that a fresh lab is being made, or that something is repaired. */
  readonly sayMaking: (words?: "making" | "repairing") => void;
  /** The learner left a terminal; whether he was told there that the step is done, and that leaving goes on. */
  readonly leftTerminal: (isDone: boolean) => void;
  /** Has the learner choose another lesson. Null: he stays. */
  readonly chooseLesson: () => Promise<string | null>;
  /** Has the learner choose a language. False: it is the one that was spoken already. */
  readonly chooseLanguage: () => Promise<boolean>;
}

const LEAVE = { type: "leave" } as const;

/** The terminal in which something that was lost can be put right. */
function terminalOf({ lesson, step }: StepView, lost: Lost): TerminalName {
  if (lost.type === "terminal-ended") return lost.terminal;
  return stepsWithChallenge(lesson.definition)[lost.step]?.terminal ?? step.definition.terminal;
}

/** Where the learner is asked about a step that is not done. */
export type OpenStage = Extract<Stage, "step" | "failed" | "moved" | "undone" | "closed">;

/** What keys do at a step: until one of them is for the player to act on. */
export class StepKeys {
  readonly #options: StepKeysOptions;
  readonly #layout: Layout;
  readonly #step: StepScreen;
  /** What has been told at the step that is open. */
  #told: { readonly step: StepView["step"]; readonly lost: readonly Lost[] } | null = null;

  constructor(options: StepKeysOptions) {
    this.#options = options;
    this.#layout = options.layout;
    this.#step = options.step;
  }

  /** Asks until there is something for the player to do. */
  async choose(view: StepView, first: OpenStage): Promise<Decision> {
    let lost = await this.#tellLost(view);
    for (let stage = first; ; ) {
      const offers = this.#offers(view, stage);
      const shown = lost.length === 0 ? offers : [...offers.slice(0, 1), FIX, ...offers.slice(1)];
      const action = await this.#options.ask(shown, await this.#step.above(view));
      switch (action) {
        case "fix":
          this.#told = null;
          this.#options.sayMaking("repairing");
          return { type: "repair" };
        case "run":
          return { type: "run" };
        case "afresh":
          return this.#go(view.step.index, "afresh");
        case "skip": {
          if (stage === "undone") return { type: "skip" };
          const sure = await this.#askToSkip(view);
          if (sure !== null) return sure;
          break;
        }
        case "type": {
          const concerned = lost.map((each) => terminalOf(view, each));
          const { ran, ended, allPassed, results } = await this.#step.takeOver(
            view,
            this.#step.terminalToOpen(view),
            true,
            concerned,
          );
          if (ended === "no-more-keys") return LEAVE;
          this.#options.leftTerminal(ended === "left" && allPassed);
          if (ended === "left" && !ran) break;
          if (ended === "left" && allPassed && results !== null) return { type: "look", results };
          if (await this.#step.mayBeDone(view, results)) return { type: "look" };
          lost = await this.#tellLost(view);
          stage = stage === "undone" ? stage : this.stageAfterFailure(view);
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

  /** Says what is not so any more, unless that has been said. */
  async #tellLost(view: StepView): Promise<readonly Lost[]> {
    const lost = await this.#step.lookForLost(view);
    const told = this.#told?.step === view.step ? this.#told.lost : [];
    if (lost.length > 0 && !sameLost(lost, told)) this.#step.lost(view, lost);
    this.#told = { step: view.step, lost };
    return lost;
  }

  /** What a key does that does the same wherever a step is open. Not null: the learner leaves the step. */
  async #common(view: StepView, action: Action): Promise<Departure | null> {
    switch (action) {
      case "quit":
        return LEAVE;
      case "restart":
        return this.#askToRestart();
      case "lessons":
        return this.chooseLesson();
      case "language":
        if (await this.#options.chooseLanguage()) this.#step.again(view);
        return null;
      case "hint":
        await this.#step.hint(view);
        return null;
      case "checks":
        await this.#step.checks(view);
        return null;
      case "changes":
        await this.#step.pages.changes(view);
        return null;
      case "map":
        await this.#step.map(view);
        return null;
      case "explain":
        await this.#step.pages.flags(view.step);
        return null;
      case "output":
        await this.#step.pages.wholeOutput();
        return null;
      case "help":
        await this.#step.pages.help();
        return null;
      case "answer":
      case "next":
      case "run":
      case "afresh":
      case "fix":
      case "type":
      case "back":
      case "skip":
      case "stay":
      case "interrupt":
        return null;
    }
  }

  /** Asks at a step that has passed until the learner leaves it. */
  async afterPass(view: StepView, isLast: boolean): Promise<Onward> {
    for (;;) {
      const action = await this.#options.ask(this.#offersAfter(view.step, isLast ? "finished" : "passed"));
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

  /** Where its terminals are in other shells than at the step's beginning, the lines must not be typed once more. */
  stageAfterFailure(view: StepView): "failed" | "moved" {
    const moved = this.#step.movedTerminal(view);
    // how a challenge is done is the learner's own affair, and there are no lines to type again until they were shown
    if (moved === null || (view.step.isChallenge && !this.#step.solutionShown)) return "failed";
    this.#step.markdown(this.#layout.texts.learner.moved(moved));
    return "moved";
  }

  #offers({ step }: StepView, stage: OpenStage): readonly Offer[] {
    const challenge = this.#step.solutionShown ? "solution" : "challenge";
    return this.#offersAfter(step, step.isChallenge && (stage === "step" || stage === "failed") ? challenge : stage);
  }

  /** The keys for a command's whole output and for its pieces are shown where there is more to see by them. */
  #offersAfter({ text }: StepView["step"], stage: Stage): readonly Offer[] {
    const { isCut } = this.#options.printer.wholeOutput;
    const isIdle = ({ action }: Offer) => (action === "output" && !isCut) || (action === "explain" && text.flags.length === 0);
    return OFFERS[stage].map((offer) => (isIdle(offer) ? { ...offer, label: null } : offer));
  }

  #go(index: number, why: "back" | "afresh"): Departure {
    this.#step.markdown(this.#layout.texts.learner[why](index + 1));
    this.#options.sayMaking();
    return { type: "go", step: index };
  }

  /** Null when the lesson is not to be begun anew after all. */
  async #askToRestart(): Promise<Departure | null> {
    this.#step.markdown(this.#layout.texts.learner.restartSure);
    switch (await this.#options.ask(OFFERS.restart)) {
      case "restart":
        this.#step.markdown(this.#layout.texts.learner.restarting);
        this.#options.sayMaking();
        return { type: "go", step: 0 };
      case "quit":
        return LEAVE;
      default:
        return null;
    }
  }

  /** Null when the step is not to be skipped after all. */
  async #askToSkip({ step }: StepView): Promise<Decision | null> {
    const { skipSure, skipChallengeSure } = this.#layout.texts.learner;
    this.#step.markdown(step.isChallenge ? skipChallengeSure : skipSure);
    switch (await this.#options.ask(OFFERS.skip)) {
      case "skip":
        return { type: "skip" };
      case "quit":
        return LEAVE;
      default:
        return null;
    }
  }

  async chooseLesson(): Promise<Extract<Departure, { type: "open" }> | null> {
    const lesson = await this.#options.chooseLesson();
    return lesson === null ? null : { type: "open", lesson };
  }

  /**
   * A command does not come back, or another program is in the way of one.
   *
   * @param stage `failed` where Ctrl-C does not end what is there: the learner leaves it himself, and tries again
   */
  async unstick(view: StepView, last: TerminalName | null, stage: "stuck" | "failed"): Promise<Decision> {
    const name = last ?? view.step.definition.terminal;
    const { interrupted, notInterrupted } = this.#layout.texts.learner;
    for (;;) {
      const action = await this.#options.ask(this.#offersAfter(view.step, stage));
      if (action === "run") return { type: "run" };
      if (action === "type") {
        const { ended } = await this.#step.takeOver(view, name, true);
        return ended === "no-more-keys" ? LEAVE : { type: "look" };
      }
      if (action === "interrupt") {
        const terminal = view.session.terminals.get(name);
        const ended = terminal === undefined || (await interrupt(terminal));
        view.session.changed();
        this.#step.markdown(ended ? interrupted : notInterrupted);
        if (ended) return this.choose(view, this.stageAfterFailure(view) === "moved" ? "moved" : "step");
      }
      const decision =
        action === "skip"
          ? await this.#askToSkip(view)
          : action === "back"
            ? this.#go(Math.max(view.step.index - 1, 0), "back")
            : await this.#common(view, action);
      if (decision !== null) return decision;
    }
  }
}
