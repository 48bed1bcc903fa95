import type { Check } from "../../checks/check.ts";
import { inEnglish } from "../say/words.ts";
import type { StepDefinition } from "./lesson.ts";

/**
 * The ids of a step's checks in its course: `bridge/add/bridge:docker0`. A check of another course that has no id gets one
 * from its English name; where two of a step have the same, the later one has its number behind it.
 */
export function idsOfChecks(lesson: string, { id, checks }: Pick<StepDefinition, "id" | "checks">): (check: Check) => string {
  const own = checks.map(ownId);
  return (check) => {
    const at = checks.indexOf(check);
    const count = own.slice(0, at + 1).filter((each) => each === own[at]).length;
    return `${lesson}/${id}/${own[at] ?? ownId(check)}${count > 1 ? `:${count}` : ""}`;
  };
}

function ownId({ id, name }: Check): string {
  return id ?? inEnglish(name).trim().replaceAll(/\s+/g, "-");
}
