import type { Language } from "./language.ts";

/** What the `course.ts` of a course exports. */
export interface CourseDefinition {
  /** Small letters, digits and dashes. Progress is kept by it, so it never changes; choose one that nobody else has. */
  readonly id: string;
  /** Plain text, one line. */
  readonly title: string;
  /** The lessons' folders in their order: `01-mounts`. */
  readonly lessons: readonly string[];
  /** What its own checks say by `say`, in other languages: by language, then by the English sentence with its holes. */
  readonly words?: CourseWords;
}

export type CourseWords = Readonly<Partial<Record<Exclude<Language, "en">, Readonly<Record<string, string>>>>>;

/** Types a course where it is written. */
export function defineCourse(course: CourseDefinition): CourseDefinition {
  return course;
}
