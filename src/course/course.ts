import type { Words } from "../say/words.ts";
import type { CourseWords } from "./define-course.ts";
import type { LessonEntry } from "./entry.ts";
import type { Language } from "./language.ts";

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
  readonly words?: CourseWords;
}

/** How a language says messages, those of a course from elsewhere among them; nslab's own stay what they are. */
export function withWordsOf({ outside }: Pick<Course, "outside">, language: Language, words: Words): Words {
  const own = language === "en" ? undefined : outside?.words?.[language];
  return own === undefined ? words : { ...words, phrases: { ...own, ...words.phrases } };
}
