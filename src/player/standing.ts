import type { Check } from "../../checks/check.ts";
import type { StepDefinition } from "../course/lesson.ts";
import type { TerminalName } from "../terminal/names.ts";

/** What a step made true, by the check that says so. */
export interface Fact {
  /** Index of the step in its lesson. */
  readonly step: number;
  readonly check: Check;
}

/** What held once and does not hold now, although no step undid it. */
export type Lost =
  | ({ readonly type: "fact" } & Fact)
  /** The shell that the steps so far had led somewhere has ended. */
  | { readonly type: "terminal-ended"; readonly step: number; readonly terminal: TerminalName };

/** How to make true again what was lost. */
export type Repair =
  | { readonly type: "none" }
  /** These steps' own commands, in this order. */
  | { readonly type: "rerun"; readonly steps: readonly number[] }
  /** A fresh lab, brought to the step that is open. */
  | { readonly type: "afresh" };

/**
 * The facts that must hold while a step is open: what the steps before it say of the lab's state. Without
 * those of steps that it, or a step in between, undoes; what a command showed is no fact of that kind.
 */
export function factsBefore(steps: readonly StepDefinition[], open: number): readonly Fact[] {
  return steps.slice(0, open).flatMap(({ checks }, step) => (isUndone(steps, step, open) ? [] : stateFacts(checks, step)));
}

/** Those of a step's checks that can be judged again at any time, at no cost. */
export function stateFacts(checks: readonly Check[], step: number): readonly Fact[] {
  return checks.filter((check) => check.kind === "state").map((check) => ({ step, check }));
}

/**
 * How to repair it: by the commands of the steps concerned, where they would be typed in the same places as
 * when those steps began. There is only a fresh lab where that is not so, and where a later step may have
 * lost something too that a look cannot tell: what its checks find out by sending or measuring.
 *
 * @param isInPlace whether the terminals of that step are where they were when it began
 */
export function repairOf(
  lost: readonly Lost[],
  steps: readonly StepDefinition[],
  open: number,
  isInPlace: (step: number) => boolean,
): Repair {
  if (lost.length === 0) return { type: "none" };
  const again = [...new Set(lost.map(({ step }) => step))].toSorted((one, other) => one - other);
  const first = again[0] ?? open;
  const isUnknown = steps.some(
    ({ checks }, step) =>
      step > first &&
      step < open &&
      !again.includes(step) &&
      !isUndone(steps, step, open) &&
      checks.some(({ kind }) => kind === "active"),
  );
  const canRerun = !isUnknown && lost.every(({ type }) => type === "fact") && again.every(isInPlace);
  return canRerun ? { type: "rerun", steps: again } : { type: "afresh" };
}

/** Whether a step after that one, up to the one that is open, ends what it made. */
function isUndone(steps: readonly StepDefinition[], step: number, open: number): boolean {
  const id = steps[step]?.id ?? "";
  return steps.slice(step + 1, open + 1).some(({ undoes = [], mayUndo = [] }) => undoes.includes(id) || mayUndo.includes(id));
}
