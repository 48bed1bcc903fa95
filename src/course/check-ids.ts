import type { Check } from "../../checks/check.ts";
import { inEnglish } from "../say/words.ts";
import type { StepDefinition } from "./lesson.ts";

/**
 * The ids of a step's checks in its course: `bridge/add/bridge:docker0`. A check of another course that has no id gets one
 * from its English name; where two of a step have the same, the later one has its number behind it.
 */
export function checkIds(lesson: string, { id, checks }: Pick<StepDefinition, "id" | "checks">): ReadonlyMap<Check, string> {
  const taken = new Map<string, number>();
  return new Map(
    checks.map((check) => {
      const own = check.id ?? fromName(inEnglish(check.name));
      const count = (taken.get(own) ?? 0) + 1;
      taken.set(own, count);
      return [check, `${lesson}/${id}/${own}${count === 1 ? "" : `:${count}`}`];
    }),
  );
}

function fromName(name: string): string {
  return name.trim().replaceAll(/\s+/g, "-");
}
