/** The languages of the course. The first is the one a lesson is written in, and the one to fall back to. */
export const LANGUAGES = ["en", "zh"] as const;

export type Language = (typeof LANGUAGES)[number];

/** The file with a lesson's words, as its folder is named: below the package's root, or an absolute path. */
export function wordsFile(folder: string, language: Language): string {
  return `${folder}/${language === "en" ? "lesson.md" : `lesson.${language}.md`}`;
}
