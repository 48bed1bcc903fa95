import type { LessonRow, StepRow } from "./lesson-rows.ts";

/** Steps in numbers. */
export interface Totals {
  readonly steps: number;
  readonly passed: number;
  /** Of the passed ones, those the learner typed himself. */
  readonly typed: number;
  /** Steps whose solution was shown. */
  readonly solutions: number;
  /** Milliseconds spent on them. */
  readonly activeMs: number;
}

export function totalsOf(steps: readonly StepRow[]): Totals {
  return {
    steps: steps.length,
    passed: steps.filter(({ passed }) => passed !== null).length,
    typed: steps.filter(({ passed }) => passed?.by === "typed").length,
    solutions: steps.filter(({ solution }) => solution).length,
    activeMs: steps.reduce((sum, { activeMs }) => sum + activeMs, 0),
  };
}

export function courseTotals(lessons: readonly LessonRow[]): Totals {
  return totalsOf(lessons.flatMap(({ steps }) => steps));
}
