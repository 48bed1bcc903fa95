import { say } from "../say/message.ts";
import { type CourseError, courseError } from "./course-error.ts";
import { type LessonDefinition, stepsWithChallenge } from "./lesson.ts";
import type { LessonText } from "./lesson-text.ts";
import { questionDisagreements } from "./question-agreement.ts";

/** Where a lesson's Markdown and TypeScript disagree; empty when they tell the same story. */
export function disagreements(
  lesson: LessonDefinition,
  text: LessonText,
  definitionFile: string,
  definitionSource: string,
): readonly CourseError[] {
  const steps = stepsWithChallenge(lesson);
  const lineOf = (id: string) => lineOfStep(definitionSource, id);
  const errors: CourseError[] = [];
  for (const step of steps) {
    if (!text.steps.has(step.id)) {
      errors.push(
        courseError(
          definitionFile,
          lineOf(step.id),
          say`The step "${{ step: step.id }}" has no words: add a section ${{ form: `\`## ${step.id}: Title\`` }} to ${{ file: text.file }}.`,
        ),
      );
    }
    if (step.checks.length === 0) {
      errors.push(
        courseError(
          definitionFile,
          lineOf(step.id),
          say`The step "${{ step: step.id }}" proves nothing: give it at least one check.`,
        ),
      );
    }
  }
  for (const [id, section] of text.steps) {
    if (!steps.some((step) => step.id === id)) {
      errors.push(
        courseError(
          text.file,
          section.line,
          say`The step "${{ step: id }}" has words but no deeds: define it in ${{ file: definitionFile }}, or remove the section.`,
        ),
      );
    }
  }
  const order = [...text.steps.keys()].filter((id) => steps.some((step) => step.id === id));
  const wanted = steps.map((step) => step.id).filter((id) => text.steps.has(id));
  const misplaced = order.findIndex((id, index) => id !== wanted[index]);
  if (misplaced !== -1) {
    const section = text.steps.get(order[misplaced] ?? "");
    errors.push(
      courseError(
        text.file,
        section?.line ?? 1,
        say`The steps stand in another order than in ${{ file: definitionFile }}: here comes "${{ here: order[misplaced] ?? "" }}", there "${{ there: wanted[misplaced] ?? "" }}".`,
      ),
    );
  }
  const seen = new Set<string>();
  for (const step of steps) {
    if (seen.has(step.id))
      errors.push(
        courseError(
          definitionFile,
          lineOfStep(definitionSource, step.id, "last"),
          say`Two steps have the id "${{ id: step.id }}"; progress is kept by it, so it must be unique.`,
        ),
      );
    seen.add(step.id);
  }
  return [...errors, ...questionDisagreements(lesson.questions ?? [], text, definitionFile, lineOf)];
}

/** Line of a step's definition; 1 where it cannot be told. */
function lineOfStep(source: string, id: string, which: "first" | "last" = "first"): number {
  const lines = source.split("\n");
  const defines = (line: string) => line.includes(`id: "${id}"`) || (id === "challenge" && /^\s*challenge:/.test(line));
  const index = which === "first" ? lines.findIndex(defines) : lines.findLastIndex(defines);
  return Math.max(index, 0) + 1;
}
