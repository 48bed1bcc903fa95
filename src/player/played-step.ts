import type { StepDefinition } from "../course/lesson.ts";
import type { Line } from "../course/command.ts";
import type { StepText } from "../course/lesson-text.ts";
import type { Lesson } from "../course/load.ts";
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
