import type { CourseError } from "../course/course-error.ts";
import type { LessonEntry } from "../course/entry.ts";
import type { Language } from "../course/language.ts";
import { readLessonText } from "../course/load.ts";
import { answer, type Answer, attempt, passedStep, type PassedStep, type Progress } from "./progress.ts";

/** A lesson as lists show it. */
export interface LessonRow {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** In order, the challenge among them. */
  readonly steps: readonly StepRow[];
  /** What is asked at its end, in order. */
  readonly questions: readonly QuestionRow[];
  /** Id of the step at which the learner goes on; null where he stands in another lesson. */
  readonly current: string | null;
}

export interface StepRow {
  readonly id: string;
  readonly title: string;
  /** How it was passed, or null. */
  readonly passed: PassedStep | null;
  /** The solution was shown: before it was passed, if it was. */
  readonly solution: boolean;
  /** Milliseconds spent on it. */
  readonly activeMs: number;
}

export interface QuestionRow {
  readonly id: string;
  readonly question: string;
  /** How it was answered, or null. */
  readonly answered: Answer | null;
}

/** The course with what this person has passed; words only, so that listing stays quick. */
export function lessonRows(
  course: readonly LessonEntry[],
  packageRoot: string,
  progress: Progress,
  place: { readonly lesson: string; readonly step: string } | null,
  language: Language,
): readonly LessonRow[] | readonly CourseError[] {
  const rows: LessonRow[] = [];
  const errors: CourseError[] = [];
  for (const { number, id, folder } of course) {
    const text = readLessonText(packageRoot, folder, language);
    if (!("steps" in text)) {
      errors.push(...text);
      continue;
    }
    const steps = [...text.steps.values()].map((step): StepRow => {
      const passed = passedStep(progress, id, step.id);
      const tried = attempt(progress, id, step.id);
      const solution = passed?.withSolution ?? tried?.solution ?? false;
      return { id: step.id, title: step.title, passed, solution, activeMs: tried?.activeMs ?? 0 };
    });
    const current = place?.lesson === id ? place.step || (steps[0]?.id ?? "") : null;
    const questions = [...text.questions.values()].map(
      (each): QuestionRow => ({ id: each.id, question: each.question, answered: answer(progress, id, each.id) }),
    );
    rows.push({ number, id, title: text.title, summary: text.summary, steps, questions, current });
  }
  return errors.length > 0 ? errors : rows;
}
