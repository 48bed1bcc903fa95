import { type LessonDefinition, stepsWithChallenge } from "../../course/lesson.ts";
import { TERMINAL_NAMES, type TerminalName } from "../../terminal/names.ts";

/** The terminals that a lesson's steps name, those that are open, and at least two: one to look at the other from. */
export function terminalsToSwitch(definition: LessonDefinition, open: readonly string[]): readonly TerminalName[] {
  const named = new Set<string>(["host", "container", ...open]);
  for (const step of stepsWithChallenge(definition)) {
    named.add(step.terminal);
    const lines = typeof step.command === "function" || !Array.isArray(step.command) ? [step.command] : step.command;
    for (const line of lines) if (typeof line === "object" && "in" in line) named.add(line.in);
  }
  return TERMINAL_NAMES.filter((name) => named.has(name));
}
