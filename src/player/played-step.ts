import type { StepDefinition } from "../course/lesson.ts";
import { type Line, placeOf } from "../course/command.ts";
import type { StepText } from "../course/lesson-text.ts";
import type { Lesson } from "../course/load.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { PlayedStep } from "./events.ts";

/** A step of a lesson as it is handed out. Its words are always those of the language that is spoken now. */
export function playedStep(lesson: Lesson, definition: StepDefinition, index: number, lines: readonly Line[]): PlayedStep {
  return {
    definition,
    get text(): StepText {
      const text = lesson.text.steps.get(definition.id);
      if (text !== undefined) return text;
      throw new Error(`the step ${definition.id} of lesson ${lesson.id} has no words: loading it should have said so`);
    },
    index,
    isChallenge: definition.id === "challenge",
    lines,
  };
}

/** The terminals that a step's lines are typed in, in the order of the lines, and its own. */
export function terminalsOf({ definition, lines }: Pick<PlayedStep, "definition" | "lines">): readonly TerminalName[] {
  return [...new Set([...lines.map((line) => placeOf(line, definition.terminal).terminal), definition.terminal])];
}
