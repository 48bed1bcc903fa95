import { placeOf } from "../course/command.ts";
import type { PlayedStep } from "../player/events.ts";

/** Which of the lines that are typed in one terminal, one after the other, are meant to fail. */
export type FailingLines = "none" | "all" | "first" | "last";

/**
 * Of the lines that stand under one heading: those around the given one that are typed in the same
 * terminal.
 *
 * @param index of one of the step's lines
 */
export function failingLines({ lines, definition }: Pick<PlayedStep, "lines" | "definition">, index: number): FailingLines {
  const { fails = false } = definition;
  if (typeof fails === "boolean") return fails ? "all" : "none";
  const terminalAt = (at: number) => {
    const line = lines[at];
    return line === undefined ? null : placeOf(line, definition.terminal).terminal;
  };
  const place = terminalAt(index);
  let [first, last] = [index, index];
  while (place !== null && terminalAt(first - 1) === place) first -= 1;
  while (place !== null && terminalAt(last + 1) === place) last += 1;
  const failing = fails === "first" ? 0 : lines.length - 1;
  if (failing < first || failing > last) return "none";
  return first === last ? "all" : fails;
}
