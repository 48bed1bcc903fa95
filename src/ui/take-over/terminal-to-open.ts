import { placeOf } from "../../course/command.ts";
import type { CheckResult, PlayedStep } from "../../player/events.ts";
import type { TerminalName } from "../../terminal/names.ts";

/**
 * Where a step goes on: in the terminal whose output a check still misses; else in that of the first line that, to judge by the
 * number of commands, has not been typed yet; and where all have been, in the step's own.
 *
 * @param results the verdicts as they were last; null where nobody has looked
 * @param typed how many commands were typed in a terminal since the step began
 */
export function terminalToOpen(
  { definition, lines, isChallenge }: Pick<PlayedStep, "definition" | "lines" | "isChallenge">,
  results: readonly CheckResult[] | null,
  typed: (terminal: TerminalName) => number,
): TerminalName {
  if (isChallenge) return definition.terminal; // its lines are not known to who solves it
  const places = lines.map((line) => placeOf(line, definition.terminal).terminal);
  const missed = (results ?? []).filter(({ verdict }) => verdict.type !== "pass").map(({ check }) => check.shownIn);
  const wanting = places.find((place) => missed.includes(place));
  if (wanting !== undefined) return wanting;
  const left = new Map<TerminalName, number>();
  for (const place of places) {
    const count = left.get(place) ?? typed(place);
    if (count === 0) return place;
    left.set(place, count - 1);
  }
  return definition.terminal;
}
