import type { CourseError } from "./course-error.ts";
import type { LessonDefinition } from "./lesson.ts";

/** A lesson's place in the course, and how to get at it. */
export interface LessonEntry {
  /** Its place in the course, for people; progress is kept by `id`. */
  readonly number: number;
  readonly id: string;
  /** Folder with its two files, as messages name it: below the package's root, or an absolute path. */
  readonly folder: string;
  /** The file in that folder with its deeds; `lesson.ts` by default. */
  readonly deeds?: string;
  readonly load: () => Promise<LessonModule | readonly CourseError[]>;
}

export interface LessonModule {
  readonly default: LessonDefinition;
}

/** Of nslab's own course: its lessons are compiled with the program. */
export interface OwnLessonEntry extends LessonEntry {
  readonly load: () => Promise<LessonModule>;
}
