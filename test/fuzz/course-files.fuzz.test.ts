import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { disagreements } from "../../src/course/agreement.ts";
import type { LessonDefinition } from "../../src/course/lesson.ts";
import { parseLessonText } from "../../src/course/lesson-text.ts";
import { createLayout, type Layout } from "../../src/ui/layout.ts";
import { inEnglish } from "../../src/say/words.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";
import { brokenTextOf, textWith, tried } from "./fuzz.ts";

const STRANGE = textWith([
  ...[
    "# ",
    "## ",
    "### ",
    "## bind: ",
    "## challenge: x",
    "## closing",
    "### look",
    "### hints",
    "### flags",
    "### states",
    "### answers",
    "### because",
  ],
  ...[
    "## question end: ",
    "- ",
    "- `a`: b",
    "1. ",
    "2. ",
    "> ",
    "```",
    "```sh\n",
    "`",
    "**",
    "[x](y)",
    "![x](y)",
    "<b>",
    "|a|b|\n|-|-|",
    "\n\n",
    "\n",
    "    ",
  ],
  ...[
    "\u001b[2J",
    "\u001b]0;x\u0007",
    "\u009b2J",
    "&#27;[2J",
    "&#x1b;[2J",
    "\u0000",
    "\r",
    "\u202e",
    "中文，。",
    "{pid}",
    ":tada:",
    "---",
    "<!-- -->",
  ],
]);

interface Sound {
  readonly file: string;
  readonly markdown: string;
  readonly definition: LessonDefinition;
  readonly source: string;
}
let lessons: readonly Sound[] = [];
let layouts: readonly Layout[] = [];

beforeAll(async () => {
  lessons = await Promise.all(
    COURSE.map(async ({ folder, load }) => {
      const at = (name: string) => readFileSync(join(PACKAGE_ROOT, folder, name), "utf8");
      return {
        file: `${folder}/lesson.md`,
        markdown: at("lesson.md"),
        definition: (await load()).default,
        source: at("lesson.ts"),
      };
    }),
  );
  const capabilities = { isTTY: true, columns: 80, rows: 24, cursor: true } as const;
  layouts = await Promise.all([
    createLayout({ ...capabilities, colour: 0, light: false, unicode: false, plain: true }, () => 80),
    createLayout({ ...capabilities, colour: 1, light: false, unicode: true, plain: false }, () => 80),
  ]);
});

/** A lesson of the course with its words broken somehow. */
function brokenLesson(): fc.Arbitrary<{ readonly sound: Sound; readonly markdown: string }> {
  return fc.nat({ max: lessons.length - 1 }).chain((at) => {
    const sound = lessons[at];
    if (sound === undefined) throw new Error("the course has no such lesson");
    return brokenTextOf(sound.markdown, STRANGE).map((markdown) => ({ sound, markdown, toString: () => markdown }));
  });
}

describe("a lesson's words, whatever they are", () => {
  test("are read, or every complaint names a line that is there and says what to do", () => {
    fc.assert(
      fc.property(brokenLesson(), ({ sound, markdown }) => {
        const text = parseLessonText(markdown, sound.file);
        const complaints = "steps" in text ? disagreements(sound.definition, text, "lesson.ts", sound.source) : text;
        if (!("steps" in text)) expect(complaints.length).toBeGreaterThan(0);
        for (const { file, line, message } of complaints) {
          const lines = (file === sound.file ? markdown : sound.source).split(/\r\n?|\n/).length;
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(inEnglish(message)).toMatch(/\w.*[.:`]/s);
        }
      }),
      tried(1_000),
    );
  });

  test("hold no control character once they are read", () => {
    fc.assert(
      fc.property(brokenLesson(), ({ sound, markdown }) => {
        const text = parseLessonText(markdown, sound.file);
        if (!("steps" in text)) return;
        const { title, summary, opening, closing, steps, questions } = text;
        const all: string[] = [];
        JSON.stringify([title, summary, opening, closing, [...steps], [...questions]], (_, value: unknown) => {
          if (typeof value === "string") all.push(value);
          return value;
        });
        expect(all.join("")).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
      tried(500),
    );
  });

  test("reach the screen as text and colours alone", () => {
    fc.assert(
      fc.property(STRANGE, (markdown) => {
        const [plain, coloured] = layouts.map((layout) => {
          const text = parseLessonText(`# Title\n> Summary\n\n${markdown}\n\n## closing\nEnd.\n`, "lesson.md");
          return "steps" in text ? layout.markdown(text.opening, 60) : "";
        });
        expect(plain).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        expect(coloured).not.toMatch(/[\u0000-\u0009\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[0-9;]*m)/);
      }),
      tried(600),
    );
  });
});
