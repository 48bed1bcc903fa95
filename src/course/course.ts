import type { LessonEntry } from "./entry.ts";

/** Lessons in their order: nslab's own, or somebody else's. */
export interface Course {
  readonly lessons: readonly LessonEntry[];
  /** What is known of a course that is not nslab's own. */
  readonly outside: OutsideCourse | null;
}

export interface OutsideCourse {
  /** Progress is kept by it. */
  readonly id: string;
  /** Plain text, one line. */
  readonly title: string;
  /** Absolute, without links. */
  readonly folder: string;
}
