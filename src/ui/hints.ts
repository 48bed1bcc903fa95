import type { StepText } from "../course/lesson-text.ts";

/** Which hints of a step the learner has had. */
export interface HintsGiven {
  /** Names of those that the lab's state chose. */
  readonly states: readonly string[];
  /** How many of the written ones, the command itself being the last. */
  readonly level: number;
}

export const NO_HINTS: HintsGiven = { states: [], level: 0 };

export type Hint =
  | { readonly type: "state"; readonly text: string }
  | { readonly type: "written"; readonly number: number; readonly count: number; readonly text: string }
  /** The command itself. */
  | { readonly type: "solution"; readonly number: number; readonly count: number };

/**
 * One hint at a time: first what the lab's state tells, each such hint once; then the nudge, the
 * shape, the command. After the command there is nothing more, so it comes again.
 *
 * @param picked name of the hint that the step chose by the state of the lab
 */
export function nextHint(
  given: HintsGiven,
  picked: string | null,
  text: Pick<StepText, "hints" | "states">,
): { readonly hint: Hint; readonly given: HintsGiven } {
  const state = picked === null || given.states.includes(picked) ? undefined : text.states.get(picked);
  if (picked !== null && state !== undefined) {
    return { hint: { type: "state", text: state }, given: { ...given, states: [...given.states, picked] } };
  }
  const count = text.hints.length + 1;
  const number = Math.min(given.level + 1, count);
  const written = text.hints[number - 1];
  const hint: Hint =
    written === undefined ? { type: "solution", number, count } : { type: "written", number, count, text: written };
  return { hint, given: { ...given, level: number } };
}
