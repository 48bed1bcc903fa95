import { inEnglish } from "../say/words.ts";
import type { CourseError } from "./course-error.ts";

/** Thrown where a defect of a course only shows while it is played: whoever has opened the course says what it is. */
export class CourseFault extends Error {
  readonly errors: readonly CourseError[];

  constructor(errors: readonly CourseError[]) {
    super(inEnglish(errors[0]?.message ?? ""));
    this.errors = errors;
  }
}
