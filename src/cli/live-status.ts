import type { Check } from "../../checks/check.ts";
import type { StepDefinition } from "../course/lesson.ts";
import { listed, type Message, say } from "../say/message.ts";
import type { StepDocument } from "../ui/report/document.ts";

/** The step that has ended what an earlier one made. */
export interface Undone {
  readonly number: number;
  readonly id: string;
}

/** The first step that was passed after that one, or is open now, and ends what it made; null where none does. */
export function undoneBy(
  all: readonly StepDefinition[],
  { id }: Pick<StepDefinition, "id">,
  passed: readonly string[],
): Undone | null {
  const from = all.findIndex((step) => step.id === id) + 1;
  const open = all.findLastIndex((step) => passed.includes(step.id)) + 1;
  const ends = ({ undoes = [], mayUndo = [] }: StepDefinition) => undoes.includes(id) || mayUndo.includes(id);
  const index = all.findIndex((step, at) => at >= from && at <= open && ends(step));
  const found = all[index];
  return found === undefined ? null : { number: index + 1, id: found.id };
}

/** What has become of a step. */
interface StatusNow {
  readonly status: StepDocument["status"];
  readonly reason?: Message;
}

/**
 * What a later step ends as it should is no failure. What no step ends, and is a state of the lab, must hold.
 * @param isLatest nothing was passed after that step
 */
export function statusNow(lasting: number, untrue: readonly Check[], undone: Undone | null, isLatest: boolean): StatusNow {
  if (lasting === 0) return { status: "skipped", reason: say`passed once: it showed something, which cannot be judged again` };
  if (untrue.length === 0) return { status: "passed" };
  const checks = listed(
    untrue.map(({ name }) => name),
    ";",
  );
  if (undone !== null)
    return {
      status: "skipped",
      reason: say`passed once, undone by step ${{ number: undone.number }}, ${{ step: undone.id }}, as it should be: ${{ checks }}`,
    };
  // what is found out by sending or measuring may come out otherwise after any later step
  if (!isLatest && untrue.every(({ kind }) => kind === "active"))
    return {
      status: "skipped",
      reason: say`passed once, not true now (a later step may have changed it on purpose): ${{ checks }}`,
    };
  return { status: "failed", reason: say`passed once, not true now, although no step undid it: ${{ checks }}` };
}
