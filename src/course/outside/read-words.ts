import { say } from "../../say/message.ts";
import { holesOf } from "../../say/words.ts";
import type { CourseWords } from "../define-course.ts";
import { LANGUAGES } from "../language.ts";
import { kindOf, type Look } from "./look.ts";
import { oneLine } from "./one-line.ts";

const FORM = 'words: { zh: { "the link {link} is there": "有接口 {link}" } }';
/** English needs none: the sentences are written in it. */
const OTHERS = LANGUAGES.filter((each) => each !== "en");

/** What a course's own checks say, in other languages than English. */
export function readWords(given: Look): CourseWords {
  const words = given.named(say`The course's words`);
  if (!words.isRecord(OTHERS, FORM)) return {};
  return Object.fromEntries(
    OTHERS.flatMap((language) => {
      const phrases = words.field(language);
      return phrases.isThere ? [[language, readPhrases(phrases)] as const] : [];
    }),
  );
}

function readPhrases(phrases: Look): Readonly<Record<string, string>> {
  const { value } = phrases;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    phrases.complain(say`have ${{ kind: kindOf(value) }} for a language: write ${{ form: FORM }}`);
    return {};
  }
  const read = Object.entries(value as Readonly<Record<string, unknown>>).map(([sentence, phrase]) => {
    const quoted = JSON.stringify(oneLine(sentence));
    if (typeof phrase !== "string" || /\p{Cc}/u.test(phrase))
      phrases.complain(say`have ${{ kind: kindOf(phrase) }} for ${{ sentence: quoted }}: write text on one line.`);
    else if (holesIn(sentence) !== holesIn(phrase))
      phrases.complain(say`have other holes for ${{ sentence: quoted }}: write each of its holes there, and no other.`);
    return [sentence, typeof phrase === "string" ? phrase : ""] as const;
  });
  return Object.fromEntries(read);
}

function holesIn(text: string): string {
  return [...new Set(holesOf(text))].sort().join();
}
