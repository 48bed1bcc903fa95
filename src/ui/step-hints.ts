import type { Lesson } from "../course/load.ts";
import type { PlayedStep } from "../player/events.ts";
import type { StepView } from "../player/learner.ts";
import { type HintsGiven, NO_HINTS, nextHint } from "./hints.ts";
import type { Layout } from "./layout.ts";

export interface StepHintsOptions {
  readonly layout: Layout;
  readonly say: (markdown: string) => void;
  /** The learner had the solution of a step shown, for the first time in it. */
  readonly onSolutionShown: (lesson: Lesson, step: PlayedStep) => void;
}

/** The hints of the step that is open, one after the other. */
export class StepHints {
  readonly #options: StepHintsOptions;
  #step: PlayedStep | null = null;
  #given: HintsGiven = NO_HINTS;
  #solutionShown = false;

  constructor(options: StepHintsOptions) {
    this.#options = options;
  }

  get solutionShown(): boolean {
    return this.#solutionShown;
  }

  begin(step: PlayedStep): void {
    this.#step = step;
    this.#given = NO_HINTS;
    this.#solutionShown = false;
  }

  /** Gives the next one. */
  async give({ step, lesson, session }: StepView): Promise<void> {
    const { say, layout, onSolutionShown } = this.#options;
    const { texts } = layout;
    const situation = await session.situation();
    const picked = step.definition.hint?.(situation.snapshot, situation) ?? null;
    const { hint, given } = nextHint(this.#given, picked, step.text);
    this.#given = given;
    switch (hint.type) {
      case "state":
        say(`**${texts.learner.stateHint}** ${hint.text}`);
        return;
      case "written":
        say(`**${texts.learner.hint(hint.number, hint.count)}** ${hint.text}`);
        return;
      case "solution":
        say(`**${texts.learner.hint(hint.number, hint.count)}** ${texts.learner.solution}`);
        if (!this.#solutionShown) onSolutionShown(lesson, step);
        this.#solutionShown = true;
    }
  }

  /** The text of a hint that the lab's state chose, once a step. */
  giveState(name: string): string | null {
    const text = this.#step?.text.states.get(name);
    if (text === undefined || this.#given.states.includes(name)) return null;
    this.#given = { ...this.#given, states: [...this.#given.states, name] };
    return text;
  }
}
