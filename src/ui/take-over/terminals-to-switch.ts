import { type Command, type Line, placeOf } from "../../course/command.ts";
import { type LessonDefinition, stepsWithChallenge } from "../../course/lesson.ts";
import type { PlayedStep } from "../../player/events.ts";
import { terminalsOf } from "../../player/played-step.ts";
import { TERMINAL_NAMES, type TerminalName } from "../../terminal/names.ts";

/** What decides among which terminals a learner switches. */
export interface Switching {
  readonly lesson: LessonDefinition;
  readonly step: Pick<PlayedStep, "definition" | "lines" | "isChallenge">;
  /** Those that are open. */
  readonly open: readonly string[];
  /** Those in which there is something to put right. */
  readonly concerned: readonly TerminalName[];
}

/**
 * The terminals that the step's lines are typed in, and those in which something is to be put right: any other one
 * would only be in the way. A challenge may be solved from anywhere: there it is all that the lesson uses, and those that are open.
 */
export function terminalsToSwitch({ lesson, step, open, concerned }: Switching): readonly TerminalName[] {
  const names = new Set<string>([...concerned, ...(step.isChallenge ? [...namedIn(lesson), ...open] : terminalsOf(step))]);
  return TERMINAL_NAMES.filter((name) => names.has(name));
}

function namedIn(lesson: LessonDefinition): readonly string[] {
  const named = stepsWithChallenge(lesson).flatMap(({ terminal, command }) => [
    terminal,
    ...linesIn(command).map((line) => placeOf(line, terminal).terminal),
  ]);
  return ["host", "container", ...named];
}

/** None of a command that depends on the lab. */
function linesIn(command: Command): readonly Line[] {
  if (typeof command === "function") return [];
  return Array.isArray(command) ? (command as readonly Line[]) : [command as Line];
}
