import { withWordsOf } from "../../../src/course/course.ts";
import { type Said, say } from "../../../src/say/message.ts";
import { ENGLISH_WORDS, inEnglish, inWords } from "../../../src/say/words.ts";
import { afterEach, describe, expect, test } from "vitest";
import { readCourseFiles } from "../../../src/course/outside/course-files.ts";
import { compileCourse, urlOf } from "../../../src/course/outside/course-code.ts";
import { readCourse } from "../../../src/course/outside/read-course.ts";
import { type CourseOnDisk, makeCourse } from "../../support/outside-course.ts";

let course: CourseOnDisk | null = null;
afterEach(() => course?.remove());

const GOOD = { id: "example", title: "An example", lessons: ["01-hello"] };
const check = { name: "it is so", kind: "state", within: 0, judge: async () => null };
const lesson = (fields: object = {}) => ({
  id: "hello",
  startsFrom: [],
  steps: [{ id: "make", terminal: "host", command: "true", checks: [check] }],
  challenge: { terminal: "host", command: "true", checks: [check] },
  ...fields,
});

/** Reads a course whose files export these values. */
async function read(exported: Readonly<Record<string, unknown>>, files: Readonly<Record<string, string | null>> = {}) {
  course = makeCourse(files);
  const { folder } = course;
  const found = readCourseFiles(folder);
  if ("type" in found) throw new Error(inEnglish(found.detail));
  const code = await compileCourse(folder, found.files, "/program");
  const values = new Map(Object.entries(exported).map(([path, value]) => [urlOf(folder, path), value]));
  return readCourse(folder, new Set(found.files.keys()), code, async (url) => ({ value: values.get(url) }));
}

const told = (errors: readonly { readonly file: string; readonly line: number; readonly message: Said }[]) =>
  errors
    .map(({ file, line, message }) => `${file.slice((course?.folder.length ?? 0) + 1)}:${line}: ${inEnglish(message)}`)
    .join("\n");

describe("a course's folder", () => {
  test("is a course with its lessons in their order", async () => {
    const found = await read({ "course.ts": GOOD, "01-hello/lesson.ts": lesson() });
    if (!("lessons" in found)) throw new Error(told(found));
    expect(found.outside).toEqual({ id: "example", title: "An example", folder: course?.folder });
    expect(found.lessons).toMatchObject([{ number: 1, id: "hello", folder: `${course?.folder}/01-hello`, deeds: "lesson.ts" }]);
    expect(await found.lessons[0]?.load()).toMatchObject({ default: { id: "hello" } });
  });

  test("may bring words of its own, which nslab's go before", async () => {
    const zh = { "the plug {name} is there": "插头 {name} 在这里", "nslab doctor": "x" };
    const found = await read({ "course.ts": { ...GOOD, words: { zh } }, "01-hello/lesson.ts": lesson() });
    if (!("lessons" in found)) throw new Error(told(found));
    const words = { ...ENGLISH_WORDS, phrases: { "nslab doctor": "nslab's" } };
    expect(inWords(say`the plug ${{ name: "a" }} is there`, withWordsOf(found, "zh", words))).toBe("插头 a 在这里");
    expect(inWords(say`nslab doctor`, withWordsOf(found, "zh", words))).toBe("nslab's");
    expect(withWordsOf(found, "en", words)).toBe(words);
  });

  test.each<[string, unknown, RegExp]>([
    ["words that are none", "你好", /The course's words is the text/],
    ["words of a language that nslab does not speak", { xx: {} }, /a field "xx" that nslab does not know.* Known are zh\./],
    ["a list for a language", { zh: ["a"] }, /The course's words have a list for a language: write words: /],
    ["a phrase with other holes", { zh: { "{link} is up": "{name} 已启用" } }, /have other holes for "\{link\} is up"/],
    ["a phrase that colours", { zh: { "it is up": "\u001b[31m" } }, /for "it is up": write text on one line/],
  ])("with %s is complained of, too", async (_, words, expected) => {
    const found = await read({ "course.ts": { ...GOOD, words } });
    if ("lessons" in found) throw new Error("it was taken for a course");
    expect(told(found)).toMatch(expected);
  });

  test("may hold JavaScript", async () => {
    const files = { "course.ts": null, "course.mjs": "export default 1;", "01-hello/lesson.ts": null, "01-hello/lesson.js": "" };
    const found = await read({ "course.mjs": GOOD, "01-hello/lesson.js": lesson() }, files);
    expect("lessons" in found && found.lessons[0]?.deeds).toBe("lesson.js");
  });

  test.each<[string, unknown, Readonly<Record<string, string | null>>, RegExp]>([
    [
      "no course.ts",
      GOOD,
      { "course.ts": null },
      /^course\.ts:1: There is no course in this folder: .*export default defineCourse/,
    ],
    ["two of them", GOOD, { "course.js": "" }, /^course\.ts:1: There is course\.js beside it: keep the one/],
    ["no export", undefined, {}, /^course\.ts:1: The course is not exported: write export default/],
    ["an export that is no object", "example", {}, /^course\.ts:1: The course is the text "example": write/],
    ["a field too many", { ...GOOD, version: 1 }, {}, /a field "version" that nslab does not know.*id, title, lessons/],
    ["no id", { ...GOOD, id: undefined }, {}, /^course\.ts:3: The course has no id: add id: "my-course"; progress is kept by it/],
    [
      "an id that leads elsewhere",
      { ...GOOD, id: "../../etc" },
      {},
      /^course\.ts:3: The course has the text "\.\.\/\.\.\/etc" for its id/,
    ],
    [
      "a title of two lines",
      { ...GOOD, title: "An\nexample" },
      {},
      /^course\.ts:3: The course has the text .* for its title: it is text on one line/,
    ],
    ["no lessons", { ...GOOD, lessons: [] }, {}, /The course has no lessons: add the folder of one/],
    [
      "a lesson elsewhere",
      { ...GOOD, lessons: ["../01-hello"] },
      {},
      /the text "\.\.\/01-hello" for its lesson: it is a number, a dash and an id/,
    ],
    [
      "a lesson without a folder",
      { ...GOOD, lessons: ["02-more"] },
      {},
      /there is no file 02-more\/lesson\.ts: write it, or take/,
    ],
    ["a lesson without words", GOOD, { "01-hello/lesson.md": null }, /there is no file 01-hello\/lesson\.md with its words/],
    [
      "two lessons with one id",
      { ...GOOD, lessons: ["01-hello", "02-hello"] },
      {},
      /two lessons with the id "hello", 01-hello and 02-hello/,
    ],
  ])("with %s is complained of", async (_, value, files, expected) => {
    const found = await read({ "course.ts": value }, files);
    if ("lessons" in found) throw new Error("it was taken for a course");
    expect(told(found)).toMatch(expected);
  });

  test.each<[string, unknown, RegExp]>([
    [
      "a lesson that is not there",
      [{ lesson: "more", steps: [] }],
      /^01-hello\/lesson\.ts:\d+: The lesson starts from "more", which is no lesson of this course/,
    ],
    [
      "a step that is not there",
      [{ lesson: "hello", steps: ["none"] }],
      /starts from the step "none" of "hello", which has no such step/,
    ],
  ])("whose lesson starts from %s is complained of when that is opened", async (_, startsFrom, expected) => {
    const found = await read({ "course.ts": GOOD, "01-hello/lesson.ts": lesson({ startsFrom }) });
    const loaded = "lessons" in found ? await found.lessons[0]?.load() : undefined;
    if (loaded === undefined || "default" in loaded) throw new Error("nothing was said");
    expect(told(loaded)).toMatch(expected);
  });
});
