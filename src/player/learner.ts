import type { Lesson } from "../course/load.ts";
import type { Snapshot } from "../kernel/snapshot.ts";
import type { CheckResult, PlayedStep, StepTrouble } from "./events.ts";
import type { Session } from "./session.ts";

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
   */
  judge(patient: boolean): Promise<readonly CheckResult[]>;
}

export type Decision =
  /** The player types the step's lines. */
  | { readonly type: "run" }
  /** The learner has done something; look whether it is what the step wants. */
  | { readonly type: "look" }
  | { readonly type: "skip" }
  | { readonly type: "leave" };

/** Who decides: a person at a terminal, or nobody in a replay. */
export interface Learner {
  decide(view: StepView): Promise<Decision>;
  /** The checks did not pass. True: try again. */
  failed(view: StepView, results: readonly CheckResult[]): Promise<boolean>;
  /** The commands could not be run to their end. True: try again. */
  troubled(view: StepView, trouble: StepTrouble): Promise<boolean>;
  /** The step has passed, and that is on record. False: the learner leaves instead of going on. */
  passed(view: StepView): Promise<boolean>;
}

/** Runs every step once and never tries twice: a retry would hide what a first run shows. */
export const UNATTENDED: Learner = {
  decide: async () => ({ type: "run" }),
  failed: async () => false,
  troubled: async () => false,
  passed: async () => true,
};
