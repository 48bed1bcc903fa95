import { passedStep, type Position, type Progress } from "./progress.ts";

/** A lesson of the course as it is today, by ids. */
export interface CourseLesson {
  readonly id: string;
  /** Its steps in order, the challenge among them; asked for only where it matters. */
  readonly steps: () => readonly string[];
}

export interface Place extends Position {
  /** Where the learner stood is gone from the course; null when he goes on at that very step. */
  readonly gone: "lesson" | "step" | null;
}

/**
 * Where a learner goes on. A place that an upgrade has taken away gives way to the step after the last
 * one passed: of that lesson, or, where the whole lesson is gone, of the last lesson begun.
 */
export function placeToGoOn(progress: Progress, course: readonly CourseLesson[]): Place {
  const first = { lesson: course[0]?.id ?? "", step: "" };
  const { current } = progress;
  if (current === null) return { ...first, gone: null };
  const lesson = course.find(({ id }) => id === current.lesson);
  if (lesson !== undefined) {
    if (current.step === "" || lesson.steps().includes(current.step)) {
      return { lesson: current.lesson, step: current.step, gone: null };
    }
    return { ...afterLastPassed(progress, course, lesson), gone: "step" };
  }
  const begun = course.findLast(({ id, steps }) => steps().some((step) => passedStep(progress, id, step) !== null));
  return { ...(begun === undefined ? first : afterLastPassed(progress, course, begun)), gone: "lesson" };
}

function afterLastPassed(progress: Progress, course: readonly CourseLesson[], lesson: CourseLesson): Position {
  const steps = lesson.steps();
  const isPassed = (step: string) => passedStep(progress, lesson.id, step) !== null;
  const last = steps.findLastIndex(isPassed);
  if (last === -1) return { lesson: lesson.id, step: "" };
  const next = steps[last + 1] ?? steps.find((step) => !isPassed(step));
  if (next !== undefined) return { lesson: lesson.id, step: next };
  const following = course[course.indexOf(lesson) + 1];
  return { lesson: following?.id ?? lesson.id, step: "" };
}
