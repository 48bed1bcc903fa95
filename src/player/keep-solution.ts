import { placeOf } from "../course/command.ts";
import { say } from "../say/message.ts";
import { inEnglish } from "../say/words.ts";
import type { CheckResult, PlayedStep } from "./events.ts";

/** In place of what would give it away. */
const FIND_OUT = { next: say`How is for you to find out: the hints, one by one, lead there.`, offers: "hints" } as const;

/** A line that is on everybody's way, `exit` say, gives nothing away. */
const SHORT = 6;

/** Verdicts of a challenge do not tell the commands that solve it: a goal without a command is what it is. */
export function keepSolution(
  results: readonly CheckResult[],
  { isChallenge, lines, definition }: Pick<PlayedStep, "isChallenge" | "lines" | "definition">,
): readonly CheckResult[] {
  if (!isChallenge) return results;
  const solution = lines
    .flatMap((line) => placeOf(line, definition.terminal).command ?? [])
    .filter(({ length }) => length > SHORT);
  return results.map((result) => {
    const { verdict } = result;
    const tells = verdict.type !== "pass" && solution.some((line) => inEnglish(verdict.next).includes(line));
    return tells ? { ...result, verdict: { ...verdict, ...FIND_OUT } } : result;
  });
}
