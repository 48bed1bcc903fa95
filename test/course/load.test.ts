import { allInEnglish } from "../support/in-english.ts";
import { inEnglish } from "../../src/say/words.ts";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import type { LessonEntry } from "../../src/course/entry.ts";
import { type Language, LANGUAGES, wordsFile } from "../../src/course/language.ts";
import { type Check, verdict } from "../../checks/check.ts";
import type { LessonDefinition } from "../../src/course/lesson.ts";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import { loadLesson, readLessonText } from "../../src/course/load.ts";

const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "nslab-load-"));
  mkdirSync(join(root, "lessons/07-bridge"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const check: Check = {
  name: "it is so",
  kind: "state",
  within: 0,
  judge: async () => verdict(true, { expected: "so", observed: "so", look: "look", cause: "", next: "" }),
};
const definition: LessonDefinition = {
  id: "bridge",
  startsFrom: [],
  steps: [{ id: "add", terminal: "host", command: "true", checks: [check] }],
  challenge: { terminal: "host", command: "true", checks: [check] },
};
const entry: LessonEntry = { number: 7, id: "bridge", folder: "lessons/07-bridge", load: async () => ({ default: definition }) };
const write = (name: string, text: string) => writeFileSync(join(root, "lessons/07-bridge", name), text);

const WORDS = "# Bridge\n> Summary.\n\n## add: Add it\nProse.\n\n## challenge: Do it\nGoal.\n\n## closing\nDone.\n";

describe("loading a lesson", () => {
  test("brings deeds and words together", async () => {
    write("lesson.md", WORDS);
    const lesson = await loadLesson(entry, root);
    expect(lesson).toMatchObject({
      number: 7,
      id: "bridge",
      definition,
      text: { title: "Bridge", file: "lessons/07-bridge/lesson.md" },
    });
  });

  test("names the file that is missing", async () => {
    expect(allInEnglish(await loadLesson(entry, root))).toEqual([
      {
        type: "course-error",
        file: "lessons/07-bridge/lesson.md",
        line: 1,
        column: 1,
        message: expect.stringMatching(/^The lesson's words cannot be read: ENOENT/) as string,
      },
    ]);
  });

  test("names file and line of what is wrong with the words", async () => {
    write("lesson.md", WORDS.replace("## add: Add it", "## Add it"));
    expect(await loadLesson(entry, root)).toEqual([expect.objectContaining({ file: "lessons/07-bridge/lesson.md", line: 4 })]);
  });

  test("names the line of the definition whose words are missing", async () => {
    write("lesson.md", WORDS.replace("## add: Add it\nProse.\n\n", ""));
    write("lesson.ts", 'export default defineLesson({\n  steps: [\n    { id: "add" },\n  ],\n});\n');
    expect(await loadLesson(entry, root)).toEqual([expect.objectContaining({ file: "lessons/07-bridge/lesson.ts", line: 3 })]);
  });

  test("does without the definition's source, which is not packed", async () => {
    write("lesson.md", WORDS.replace("## add: Add it\nProse.\n\n", ""));
    expect(await loadLesson(entry, root)).toEqual([expect.objectContaining({ file: "lessons/07-bridge/lesson.ts", line: 1 })]);
  });

  test("says so when the definition calls itself otherwise than the course does", async () => {
    write("lesson.md", WORDS);
    expect(allInEnglish(await loadLesson({ ...entry, id: "bridges" }, root))).toEqual([
      expect.objectContaining({ file: "lessons/07-bridge/lesson.ts", message: expect.stringContaining('"bridges"') as string }),
    ]);
  });

  test("reads the words alone for lists", () => {
    write("lesson.md", WORDS);
    expect(readLessonText(root, "lessons/07-bridge", "en")).toMatchObject({
      title: "Bridge",
      summary: "Summary.",
      file: "lessons/07-bridge/lesson.md",
    });
  });
});

describe("a lesson in another language", () => {
  const CHINESE = WORDS.replace("# Bridge", "# 网桥").replace("Prose.", "正文。");
  let spoken: Language = "en";
  const load = () => loadLesson(entry, root, () => spoken);

  beforeEach(() => {
    spoken = "zh";
    write("lesson.md", WORDS);
  });

  test("is told in that language, as long as it is spoken", async () => {
    write("lesson.zh.md", CHINESE);
    const lesson = await load();
    if (!("definition" in lesson)) throw new Error("it does not load");
    expect(lesson.text).toMatchObject({ title: "网桥", language: "zh", file: "lessons/07-bridge/lesson.zh.md" });
    spoken = "en";
    expect(lesson.text).toMatchObject({ title: "Bridge", language: "en" });
    spoken = "zh";
    expect(lesson.text.title).toBe("网桥");
  });

  test("is told in English where there is no translation", async () => {
    expect(await load()).toMatchObject({ text: { title: "Bridge", language: "en" } });
    expect(readLessonText(root, "lessons/07-bridge", "zh")).toMatchObject({ title: "Bridge", language: "en" });
  });

  test("whose translation tells another story names its file and line", async () => {
    write("lesson.zh.md", CHINESE.replace("## add:", "## adds:"));
    expect(await load()).toEqual([
      expect.objectContaining({ file: "lessons/07-bridge/lesson.zh.md", line: 1 }),
      expect.objectContaining({ file: "lessons/07-bridge/lesson.zh.md", line: 4 }),
    ]);
  });

  test("with mistakes is no hindrance to who reads English, also when he changes the language in the middle", async () => {
    write("lesson.zh.md", CHINESE.replace("## add: Add it", "## Add it"));
    spoken = "en";
    const lesson = await load();
    if (!("definition" in lesson)) throw new Error("it does not load");
    spoken = "zh";
    expect(lesson.text.language).toBe("en");
    expect(await load()).toEqual([expect.objectContaining({ file: "lessons/07-bridge/lesson.zh.md", line: 4 })]);
  });
});

describe("the course", () => {
  test.each(LANGUAGES.flatMap((language) => COURSE.map((each) => [each.folder, language, each] as const)))(
    "%s is there in the language %s, with everything that the lesson has",
    async (_, language, each) => {
      const lesson = await loadLesson(each, PACKAGE_ROOT, () => language);
      if (!("definition" in lesson))
        throw new Error(lesson.map((error) => `${error.file}:${error.line}: ${inEnglish(error.message)}`).join("\n"));
      expect(lesson.text.language, wordsFile(each.folder, language)).toBe(language);
    },
  );

  test.each(COURSE.map((each) => [each.folder, each] as const))("%s loads without a complaint", async (_, each) => {
    const lesson = await loadLesson(each, PACKAGE_ROOT);
    if (!("definition" in lesson))
      throw new Error(lesson.map((error) => `${error.file}:${error.line}: ${inEnglish(error.message)}`).join("\n"));
    expect(lesson.definition.id).toBe(each.id);
    expect(each.folder).toBe(`lessons/${String(each.number).padStart(2, "0")}-${each.id}`);
  });

  test("counts its lessons from 1 without a gap", () => {
    expect(COURSE.map((each) => each.number)).toEqual(COURSE.map((_, index) => index + 1));
  });

  test("starts lessons only from steps of lessons that exist", async () => {
    const ids = new Map<string, readonly string[]>();
    const definitions = await Promise.all(COURSE.map(async (each) => (await each.load()).default));
    for (const each of definitions)
      ids.set(
        each.id,
        stepsWithChallenge(each).map((step) => step.id),
      );
    const wanted = definitions.flatMap((each) =>
      each.startsFrom.flatMap((from) =>
        "lesson" in from ? from.steps.map((step) => ({ in: each.id, lesson: from.lesson, step })) : [],
      ),
    );
    expect(wanted.filter(({ lesson, step }) => ids.get(lesson)?.includes(step) !== true)).toEqual([]);
  });

  test("names in its code only states that its words have, and the other way round", async () => {
    for (const each of COURSE) {
      const folder = join(PACKAGE_ROOT, each.folder);
      const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
      const source = files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
      const lesson = await loadLesson(each, PACKAGE_ROOT);
      if (!("definition" in lesson)) continue; // told by the test above
      for (const step of stepsWithChallenge(lesson.definition)) {
        const states = lesson.text.steps.get(step.id)?.states ?? new Map<string, string>();
        if (step.hint === undefined)
          expect([...states.keys()], `${each.id}/${step.id} has states and nothing that chooses one`).toEqual([]);
        else expect(states.size, `${each.id}/${step.id} chooses among states and has none`).toBeGreaterThan(0);
        for (const state of states.keys()) expect(source, `${each.id}/${step.id}: the state ${state}`).toContain(state);
      }
    }
  });
});
