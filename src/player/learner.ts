import type { Check } from "../../checks/check.ts";
import type { Lesson } from "../course/load.ts";
import type { Snapshot } from "../kernel/snapshot.ts";
import type { CheckResult, PlayedStep, StepTrouble } from "./events.ts";
import type { QuestionView } from "./questions.ts";
import type { QuestionOutcome } from "./events.ts";
import type { Session } from "./session.ts";
import type { Lost } from "./standing.ts";

/** What the player's user sees when asked. */
export interface StepView {
  readonly lesson: Lesson;
  readonly step: PlayedStep;
  readonly session: Session;
  /** The lab as it was when the step was opened. */
  readonly before: Snapshot;
  /**
   * Looks at the lab now, without telling anybody.
   * @param patient whether to wait for what may take its time to come true
   * @param hurry aborted by somebody who does not want to wait any longer
   * @param checks some of the step's; all by default
   * @param told is told each verdict as soon as it is known, and when it has changed
   */
  judge(
    patient: boolean,
    hurry?: AbortSignal,
    checks?: readonly Check[],
    told?: (result: CheckResult) => void,
  ): Promise<readonly CheckResult[]>;
  /** Failed checks with what became of their packets, found out by sending some more. */
  explain(results: readonly CheckResult[], hurry?: AbortSignal): Promise<readonly CheckResult[]>;
  /** What earlier steps made true and is so no more, although no step undid it. Looks at the lab. */
  lost(hurry?: AbortSignal): Promise<readonly Lost[]>;
}

/** What a learner leaves a step for. */
export type Departure =
  | { readonly type: "leave" }
  /** Another step of this lesson, or this one from its beginning: in a fresh lab that is brought there. */
  | { readonly type: "go"; readonly step: number }
  /** Another lesson. */
  | { readonly type: "open"; readonly lesson: string };

/** The learner has done something; look whether it is what the step wants. Where that has just been found out, with the verdicts. */
export interface Look {
  readonly type: "look";
  readonly results?: readonly CheckResult[];
}

/** What there is to do at a step. */
export type Decision =
  /** The player types the step's lines. */
  | { readonly type: "run" }
  | Look
  | { readonly type: "skip" }
  /** Makes true again what earlier steps did: by their commands, or, where that does not do, in a fresh lab at this step. */
  | { readonly type: "repair" }
  | Departure;

/** Leaves a step as failed, and the rest of the lesson, which stands on it, unplayed. */
export type GiveUp = { readonly type: "give-up" };

/** What there is to do at a step that has passed. */
export type Onward = { readonly type: "next" } | { readonly type: "run" } | Look | Departure;

/** Somebody watches while the player looks at the lab. */
export interface Looking {
  /** Aborted when he does not want to wait for it. */
  readonly hurry: AbortSignal;
  /** Is told each verdict as soon as it is known, and when it has changed. */
  readonly told: (result: CheckResult) => void;
}

/** Who decides: a person at a terminal, or nobody in a replay. */
export interface Learner {
  decide(view: StepView): Promise<Decision>;
  /** The checks did not pass. */
  failed(view: StepView, results: readonly CheckResult[]): Promise<Decision | GiveUp>;
  /** The commands could not be run to their end. */
  troubled(view: StepView, trouble: StepTrouble): Promise<Decision | GiveUp>;
  /** The step has passed, and that is on record. */
  passed(view: StepView): Promise<Onward>;
  /** What was lost is there again, in this lab: what to do at the step now. */
  repaired(view: StepView): Promise<Decision>;
  /** That took more than the commands of earlier steps: a fresh lab is being made, at this step. */
  repairedAfresh(view: StepView): void;
  /** One of the questions at the lesson's end. */
  question(view: QuestionView): Promise<QuestionOutcome>;
  /** The player looks at the lab. */
  looking(): Looking;
}

/** Runs every step once and never tries twice: a retry would hide what a first run shows. */
export const UNATTENDED: Learner = {
  decide: async () => ({ type: "run" }),
  failed: async () => ({ type: "give-up" }),
  troubled: async () => ({ type: "give-up" }),
  passed: async () => ({ type: "next" }),
  repaired: async () => ({ type: "run" }),
  repairedAfresh: () => undefined,
  question: async () => ({ type: "skipped" }),
  looking: () => ({ hurry: new AbortController().signal, told: () => undefined }),
};
