import { listed, type Message, say } from "../../say/message.ts";

/** Steps, by what came of them. */
export interface StepCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** How many steps of a whole run; skipped ones are told where there are any. */
export function totalText({ passed, failed, skipped }: StepCounts): Message {
  const parts = [say`${{ passed }} passed`, say`${{ failed }} failed`];
  return say`${{ parts: listed(skipped === 0 ? parts : [...parts, say`${{ skipped }} skipped`]) }}`;
}

/** The same of one lesson: what there is none of is left out. */
export function lessonCountsText({ passed, failed, skipped }: StepCounts): Message {
  const parts = [
    say`${{ passed }} passed`,
    ...(failed === 0 ? [] : [say`${{ failed }} failed`]),
    ...(skipped === 0 ? [] : [say`${{ skipped }} skipped`]),
  ];
  return say`${{ parts: listed(parts) }}`;
}
