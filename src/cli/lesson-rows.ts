import { join } from "node:path";
import type { LessonEntry } from "../course/entry.ts";
import type { CourseError } from "../course/course-error.ts";
import { readLessonText } from "../course/load.ts";
import type { Progress } from "../progress/progress.ts";

/** A lesson as lists show it. */
export interface LessonRow {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Steps, the challenge among them. */
  readonly steps: number;
  /** Of these, passed once. */
  readonly passed: number;
  /** `nslab start` goes on here. */
  readonly current: boolean;
}

/** The course with what this person has passed; words only, so that listing stays quick. */
export function lessonRows(
  course: readonly LessonEntry[],
  packageRoot: string,
  progress: Progress,
): readonly LessonRow[] | readonly CourseError[] {
  const rows: LessonRow[] = [];
  const errors: CourseError[] = [];
  for (const { number, id, folder } of course) {
    const file = `lessons/${folder}/lesson.md`;
    const text = readLessonText(join(packageRoot, file), file);
    if (!("steps" in text)) {
      errors.push(...text);
      continue;
    }
    const known = progress.lessons[id] ?? {};
    const passed = [...text.steps.keys()].filter((step) => known[step] !== undefined).length;
    rows.push({
      number,
      id,
      title: text.title,
      summary: text.summary,
      steps: text.steps.size,
      passed,
      current: progress.current?.lesson === id,
    });
  }
  return errors.length > 0 ? errors : rows;
}
