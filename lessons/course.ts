import type { LessonDefinition } from "../src/course/lesson.ts";

export interface LessonEntry {
  /** Its place in the course, for people; progress is kept by `id`. */
  readonly number: number;
  readonly id: string;
  /** Folder below lessons/. */
  readonly folder: string;
  readonly load: () => Promise<{ readonly default: LessonDefinition }>;
}

/** The course, in order. */
export const COURSE: readonly LessonEntry[] = [
  { number: 1, id: "mounts", folder: "01-mounts", load: () => import("./01-mounts/lesson.ts") },
];
