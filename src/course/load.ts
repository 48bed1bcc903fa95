import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LessonEntry } from "./entry.ts";
import { disagreements } from "./agreement.ts";
import { type CourseError, courseError } from "./course-error.ts";
import type { LessonDefinition } from "./lesson.ts";
import { type LessonText, parseLessonText } from "./lesson-text.ts";

/** A lesson with its deeds and its words. */
export interface Lesson {
  readonly number: number;
  readonly id: string;
  readonly definition: LessonDefinition;
  readonly text: LessonText;
}

/** Loads one lesson of the course and makes sure that its two files agree. */
export async function loadLesson(entry: LessonEntry, packageRoot: string): Promise<Lesson | readonly CourseError[]> {
  const textFile = `lessons/${entry.folder}/lesson.md`;
  const definitionFile = `lessons/${entry.folder}/lesson.ts`;
  const text = readLessonText(join(packageRoot, textFile), textFile);
  if (!("steps" in text)) return text;
  const { default: definition } = await entry.load();
  // The packed program holds the definitions compiled; their source is there only in a checkout.
  const source = join(packageRoot, definitionFile);
  const disagreeing = disagreements(definition, text, definitionFile, existsSync(source) ? readFileSync(source, "utf8") : "");
  const misnamed =
    definition.id === entry.id
      ? []
      : [
          courseError(
            definitionFile,
            1,
            `The lesson calls itself "${definition.id}", the course calls it "${entry.id}": they must be the same.`,
          ),
        ];
  const errors = [...misnamed, ...disagreeing];
  return errors.length > 0 ? errors : { number: entry.number, id: entry.id, definition, text };
}

/** A lesson's words alone: what lists need. */
export function readLessonText(path: string, name: string): LessonText | readonly CourseError[] {
  try {
    return parseLessonText(readFileSync(path, "utf8"), name);
  } catch (error) {
    return [
      courseError(name, 1, `The lesson's words cannot be read: ${error instanceof Error ? error.message : String(error)}.`),
    ];
  }
}
