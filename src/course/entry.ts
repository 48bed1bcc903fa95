import type { LessonDefinition } from "./lesson.ts";

/** A lesson's place in the course, and how to get at it. */
export interface LessonEntry {
  /** Its place in the course, for people; progress is kept by `id`. */
  readonly number: number;
  readonly id: string;
  /** Folder below lessons/. */
  readonly folder: string;
  readonly load: () => Promise<{ readonly default: LessonDefinition }>;
}
