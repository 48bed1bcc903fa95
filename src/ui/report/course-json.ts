import type { OutsideCourse } from "../../course/course.ts";
import type { LessonRow } from "../../progress/lesson-rows.ts";
import { courseTotals, totalsOf } from "../../progress/totals.ts";

/** The course and what this person has passed of it, for other programs. Times are in milliseconds. */
export function writeCourseJson(lessons: readonly LessonRow[], version: string, outside: OutsideCourse | null = null): string {
  const here = lessons.find(({ current }) => current !== null);
  const document = {
    format: 1,
    version,
    ...(outside === null ? {} : { course: outside }),
    current: here === undefined ? null : { lesson: here.id, step: here.current },
    lessons: lessons.map(({ number, id, title, summary, steps, questions }) => ({
      number,
      id,
      title,
      summary,
      totals: totalsOf(steps),
      steps: steps.map(({ passed, ...step }) => ({ ...step, passedAt: passed?.at ?? null, passedBy: passed?.by ?? null })),
      questions: questions.map(({ answered, ...question }) => ({
        ...question,
        answeredAt: answered?.at ?? null,
        tries: answered?.tries ?? null,
      })),
    })),
    totals: courseTotals(lessons),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
