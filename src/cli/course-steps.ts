import type { Course } from "../course/course.ts";
import { readLessonText } from "../course/load.ts";
import type { CourseLesson } from "../progress/place.ts";

/** The course by ids. A lesson whose words cannot be read has no steps: opening it says what is wrong. */
export function courseSteps({ lessons }: Course, packageRoot: string): readonly CourseLesson[] {
  return lessons.map(({ id, folder }) => ({
    id,
    steps: () => {
      const text = readLessonText(packageRoot, folder, "en"); // the ids are the same in every language
      return "steps" in text ? [...text.steps.keys()] : [];
    },
  }));
}
