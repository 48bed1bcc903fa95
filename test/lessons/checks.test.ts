import { describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { type LessonDefinition, stepsWithChallenge } from "../../src/course/lesson.ts";
import { inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";
import { nameInEnglish } from "../support/in-english.ts";

/** A kind and what it is about; no blanks, so that a report's line can hold it. */
const ID = /^[a-z][a-z0-9-]*(:[^\s:]+)*$/;
/** What no name of a file, program or place is: words of a sentence. */
const ENGLISH_PROSE = /[a-z]{2,} [a-z]{2,} [a-z]{2,}/;

const lessons = await Promise.all(
  COURSE.map(async ({ folder, load }): Promise<readonly [string, LessonDefinition]> => [folder, (await load()).default]),
);

describe.each(lessons)("the checks of %s", (_, lesson) => {
  const steps = stepsWithChallenge(lesson);

  test("have ids of their own, and no two of a step the same", () => {
    for (const { id, checks } of steps) {
      const ids = checks.map((check) => check.id ?? nameInEnglish(check));
      for (const each of ids) expect(each, id).toMatch(ID);
      expect(new Set(ids).size, id).toBe(ids.length);
    }
  });

  test("are called in Chinese, without a word of an English sentence", () => {
    for (const { id, checks } of steps) {
      for (const { name } of checks) {
        expect(inWords(name, CHINESE_WORDS), id).toMatch(/\p{Script=Han}/u);
        expect(inWords(name, CHINESE_WORDS), id).not.toMatch(ENGLISH_PROSE);
      }
    }
  });
});
