import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../src/setup/build.mjs";
import { runQuietly } from "../../src/setup/run-command.mjs";
import { install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { nslab } from "../support/nslab.ts";
import { COURSE_FILES, makeCourse } from "../support/outside-course.ts";

let installed: Installed;
const gone: { remove(): void }[] = [];

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());
afterEach(() => {
  for (const each of gone.splice(0)) each.remove();
});

const [FIRST = { name: "", ids: {} }] = PEOPLE;

/** Somebody opens a course of his own that has these files. */
function open(files: Readonly<Record<string, string | null>>) {
  const course = makeCourse(files, FIRST.ids.uid);
  const home = makeHome(FIRST);
  gone.push(course, home);
  return nslab(installed, ["lesson", "1", "--auto", "--trust", "--course", course.folder], { who: FIRST, home });
}

const lesson = (change: (source: string) => string) => ({
  "01-hello/lesson.ts": change(COURSE_FILES["01-hello/lesson.ts"] ?? ""),
});
const replaced = (from: string, to: string) => lesson((source) => source.replace(from, to));

type Broken = readonly [string, Readonly<Record<string, string | null>>, RegExp];

const BROKEN: readonly Broken[] = [
  ["a syntax error in TypeScript", replaced("steps: [", "steps: [["), /01-hello\/lesson\.ts:\d+:\d+: This is no TypeScript: /],
  [
    "a syntax error in JavaScript",
    { "names.ts": null, "names.js": "\nexport const LINK = 'a\n';", ...replaced("names.ts", "names.js") },
    /names\.js:2:1: This is no JavaScript: /,
  ],
  [
    "an import that is misspelt",
    replaced("../names.ts", "../names"),
    /lesson\.ts:4:1: There is no file "\.\.\/names"\. Did you mean "\.\.\/names\.ts"\?/,
  ],
  ["an import of nothing", replaced("../names.ts", "../words.ts"), /lesson\.ts:4:1: There is no file "\.\.\/words\.ts": make it/],
  ["an import from outside", replaced("../names.ts", "../../names.ts"), /lesson\.ts:4:1: .* is outside of the course's folder/],
  [
    "an import of a package",
    replaced("../names.ts", "left-pad"),
    /lesson\.ts:4:1: "left-pad" is a package: .* a course imports nslab\/course/,
  ],
  ["an import that nslab has not", replaced("nslab/kernel", "nslab/lab"), /lesson\.ts:3:1: nslab has no "nslab\/lab"/],
  [
    "a check that nslab has not",
    lesson((source) => source.replaceAll("isDirectory", "isFolder")),
    /lesson\.ts:1:1: There is no "isFolder" in what is imported/,
  ],
  [
    "code that throws",
    lesson((source) => `${source}\nthrow new Error("no \u001b[31mred");\n`),
    /lesson\.ts:\d+:1: This throws while it is run: Error: no red\. /,
  ],
  [
    "what is thrown but no error",
    lesson((source) => `${source}\nthrow Object.create(null);\n`),
    /lesson\.ts:1:1: This throws while it is run: /,
  ],
  [
    "a terminal that is none",
    replaced('terminal: "host"', 'terminal: "hots"'),
    /lesson\.ts:\d+:1: The step "make" has the text "hots" for its terminal/,
  ],
];

describe("loading a broken course", () => {
  const told: (readonly string[])[] = [];

  beforeAll(async () => {
    const out = mkdtempSync(join(tmpdir(), "nslab-course-program-"));
    await build({ entry: "test/support/course-program.ts", out });
    const courses = BROKEN.map(([, files]) => makeCourse(files));
    const folders = courses.map(({ folder }) => folder);
    const { output } = await runQuietly([process.execPath, join(out, "main.js"), join(installed.root, "dist"), ...folders]);
    told.push(...(JSON.parse(output) as (readonly string[])[]));
    for (const course of courses) course.remove();
    rmSync(out, { recursive: true });
  });

  test.each(BROKEN.map(([name, , expected], index) => [name, expected, index] as const))(
    "says by file and line what is wrong with %s",
    (_, expected, index) => {
      expect(told[index]?.join("\n")).toMatch(expected);
      expect(told[index]).toHaveLength(1);
      expect(told[index]?.join("\n")).not.toMatch(/\n +at |node:internal|\u001b/);
    },
  );
});

describe("a broken course", () => {
  test.each<Broken>([
    ["a syntax error in TypeScript", replaced("steps: [", "steps: [["), /01-hello\/lesson\.ts:\d+:\d+: This is no TypeScript: /],
    [
      "a step without words",
      { "01-hello/lesson.md": (COURSE_FILES["01-hello/lesson.md"] ?? "").replace("## link", "## links") },
      /lesson\.ts:\d+:1: The step "link" has no words/,
    ],
    [
      "another id than its folder's",
      replaced('id: "hello"', 'id: "hi"'),
      /The lesson calls itself "hi", the course calls it "hello"/,
    ],
    [
      "a command that throws when it is asked",
      replaced('"mkdir -p /data"', '() => {\n      throw new Error("later");\n    }'),
      /lesson\.ts:\d+:1: This throws while it is run: Error: later/,
    ],
    [
      "a course.ts that ends the program",
      { "course.ts": "process.exit(0);" },
      /course\.ts:1:1: Loading this file ends the whole program/,
    ],
    [
      "an await that nothing ends",
      lesson((source) => `${source}\nawait new Promise(() => {});\n`),
      /01-hello\/lesson\.ts:1:1: Loading this file ends the whole program, or never ends/,
    ],
  ])("with %s is refused by file and line, without a stack trace", async (_, files, expected) => {
    const { code, stderr } = await open(files);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/^ +at |node:internal|\u001b/m);
    expect(code).toBe(2);
  });

  test("that loops for ever while it is loaded is stopped, and the file named", async () => {
    const { code, stderr } = await open({ "names.ts": "export const LINK = 'a';\nwhile (true);\n" });
    expect(stderr).toMatch(
      /01-hello\/lesson\.ts:1:1: Loading this file does not come to an end: it was stopped after 5 s of computing/,
    );
    expect(code).toBe(2);
  });
});
