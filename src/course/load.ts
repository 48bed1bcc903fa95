import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { LessonEntry } from "./entry.ts";
import { disagreements } from "./agreement.ts";
import { say } from "../say/message.ts";
import { type CourseError, courseError } from "./course-error.ts";
import { type Language, wordsFile } from "./language.ts";
import type { LessonDefinition } from "./lesson.ts";
import { type LessonText, parseLessonText } from "./lesson-text.ts";
import { translationDisagreements } from "./translation.ts";
import { systemReason } from "../say/system-reason.ts";

/** A lesson with its deeds and its words. */
export interface Lesson {
  readonly number: number;
  readonly id: string;
  readonly definition: LessonDefinition;
  /** In the language that is spoken now; in English where that has no translation. */
  readonly text: LessonText;
}

/**
 * Loads one lesson of the course and makes sure that its files agree.
 *
 * @param language asked again whenever words are needed: the learner may change it in the middle
 */
export async function loadLesson(
  entry: LessonEntry,
  packageRoot: string,
  language: () => Language = () => "en",
): Promise<Lesson | readonly CourseError[]> {
  const definitionFile = `${entry.folder}/${entry.deeds ?? "lesson.ts"}`;
  const text = readLessonText(packageRoot, entry.folder, "en");
  if (!("steps" in text)) return text;
  const loaded = await entry.load();
  if (!("default" in loaded)) return loaded;
  const { default: definition } = loaded;
  // The packed program holds the definitions compiled; their source is there only in a checkout.
  const source = resolve(packageRoot, definitionFile);
  const disagreeing = disagreements(definition, text, definitionFile, existsSync(source) ? readFileSync(source, "utf8") : "");
  const misnamed =
    definition.id === entry.id
      ? []
      : [
          courseError(
            definitionFile,
            1,
            say`The lesson calls itself "${{ own: definition.id }}", the course calls it "${{ given: entry.id }}": they must be the same.`,
          ),
        ];
  const errors = [...misnamed, ...disagreeing];
  if (errors.length > 0) return errors;
  const words = new Words(packageRoot, entry.folder, text);
  const spoken = words.in(language());
  if (!("steps" in spoken)) return spoken;
  const lesson = {
    number: entry.number,
    id: entry.id,
    definition,
    get text(): LessonText {
      const now = words.in(language());
      return "steps" in now ? now : text; // a translation with mistakes, chosen in the middle: opening the lesson in it names them
    },
  };
  return lesson;
}

/** A lesson's words in every language, each read when it is first needed. */
class Words {
  readonly #packageRoot: string;
  readonly #folder: string;
  readonly #original: LessonText;
  readonly #read = new Map<Language, LessonText | readonly CourseError[]>();

  constructor(packageRoot: string, folder: string, original: LessonText) {
    this.#packageRoot = packageRoot;
    this.#folder = folder;
    this.#original = original;
    this.#read.set("en", original);
  }

  in(language: Language): LessonText | readonly CourseError[] {
    const known = this.#read.get(language);
    if (known !== undefined) return known;
    const words = this.#translation(language);
    this.#read.set(language, words);
    return words;
  }

  #translation(language: Language): LessonText | readonly CourseError[] {
    if (!isTranslated(this.#packageRoot, this.#folder, language)) return this.#original;
    const words = readLessonText(this.#packageRoot, this.#folder, language);
    if (!("steps" in words)) return words;
    const errors = translationDisagreements(this.#original, words);
    return errors.length > 0 ? errors : words;
  }
}

function isTranslated(packageRoot: string, folder: string, language: Language): boolean {
  return existsSync(resolve(packageRoot, wordsFile(folder, language)));
}

/** A lesson's words alone: what lists need. In English where there is no translation. */
export function readLessonText(packageRoot: string, folder: string, language: Language): LessonText | readonly CourseError[] {
  const spoken = isTranslated(packageRoot, folder, language) ? language : "en";
  const file = wordsFile(folder, spoken);
  try {
    return parseLessonText(readFileSync(resolve(packageRoot, file), "utf8"), file, spoken);
  } catch (error) {
    return [courseError(file, 1, say`The lesson's words cannot be read: ${{ detail: systemReason(error) }}.`)];
  }
}
