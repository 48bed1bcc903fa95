import { inEnglish } from "../../src/say/words.ts";
import { describe, expect, test } from "vitest";
import { type LessonText, parseLessonText } from "../../src/course/lesson-text.ts";
import { translationDisagreements } from "../../src/course/translation.ts";

const ENGLISH = `# Bridge
> Summary.

Opening.

## add: Add it
Prose.

### look
A line.

### hints
1. A nudge.
2. The shape.

### flags
- \`ip\`: the tool
- \`link\`: of links

### states
- \`down\`: it is down

## up: Set it up
Prose.

## challenge: Do it
Goal.

## closing
Done.

## question end: When?
### answers
- \`now\`: Now
- \`later\`: Later
- \`never\`: Never

### because
- \`now\`: Yes.
- \`later\`: No.
- \`never\`: No.
`;

const CHINESE = ENGLISH.replace("# Bridge", "# 网桥")
  .replace("> Summary.", "> 摘要。")
  .replace("add: Add it", "add: 新建")
  .replace("A nudge.", "一个提示。")
  .replace("the tool", "工具")
  .replace("it is down", "它没有启用")
  .replace("end: When?", "end: 什么时候？");

function text(markdown: string, language: "en" | "zh"): LessonText {
  const file = language === "en" ? "lesson.md" : "lesson.zh.md";
  const parsed = parseLessonText(markdown, file, language);
  if ("steps" in parsed) return parsed;
  throw new Error(parsed.map((error) => `${error.line}: ${inEnglish(error.message)}`).join("\n"));
}

/** Complaints about the Chinese text, each with its line. */
function complaints(chinese: string): readonly string[] {
  return translationDisagreements(text(ENGLISH, "en"), text(chinese, "zh")).map((error) => {
    expect(error.file).toBe("lesson.zh.md");
    return `${error.line}: ${inEnglish(error.message)}`;
  });
}

describe("a translation", () => {
  test("of which only the words differ is accepted", () => {
    expect(complaints(CHINESE)).toEqual([]);
  });

  test.each([
    [
      "lacks a step",
      CHINESE.replace("## up: Set it up\nProse.\n\n", ""),
      ['6: The step "up" is not translated: add its section `## up: …`, as in lesson.md:23.'],
    ],
    [
      "has a step of its own",
      CHINESE.replace("## up: Set it up", "## upp: Set it up"),
      [
        '6: The step "up" is not translated: add its section `## up: …`, as in lesson.md:23.',
        '23: The step "upp" is not in lesson.md: use the id that stands there, or remove the section.',
      ],
    ],
    [
      "has its steps in another order",
      CHINESE.replace("## up: Set it up\nProse.\n\n", "").replace("## closing", "## up: Set it up\nProse.\n\n## closing"),
      ['23: The steps stand in another order than in lesson.md: here comes "challenge", there "up".'],
    ],
    [
      "has no look",
      CHINESE.replace("### look\nA line.\n\n", ""),
      ['6: The step "add" has no "### look", other than in lesson.md:6.'],
    ],
    [
      "has another number of hints",
      CHINESE.replace("2. The shape.\n", ""),
      ['6: The step "add" has 1 hints, and 2 in lesson.md:6: one for each.'],
    ],
    [
      "translates a flag",
      CHINESE.replace("`link`", "`链接`"),
      [
        '6: The step "add" lacks `link` in "### flags", which lesson.md:6 has.',
        '6: The step "add" has `链接` in "### flags", which lesson.md:6 has not: terms in backticks stay as they are.',
      ],
    ],
    [
      "has flags in another order",
      CHINESE.replace("- `ip`: 工具\n- `link`: of links", "- `link`: of links\n- `ip`: 工具"),
      ['6: The step "add" has its "### flags" in another order, or one twice, other than in lesson.md:6.'],
    ],
    [
      "lacks a state",
      CHINESE.replace("### states\n- `down`: 它没有启用\n\n", ""),
      ['6: The step "add" lacks `down` in "### states", which lesson.md:6 has.'],
    ],
    [
      "lacks an answer, and what is said of it",
      CHINESE.replace("- `never`: Never\n", "").replace("- `never`: No.\n", ""),
      [
        '32: The question "end" lacks `never` in "### answers", which lesson.md:32 has.',
        '32: The question "end" lacks `never` in "### because", which lesson.md:32 has.',
      ],
    ],
    [
      "lacks a question",
      CHINESE.slice(0, CHINESE.indexOf("## question")),
      ['1: The question "end" is not translated: add its section `## question end: …`, as in lesson.md:32.'],
    ],
  ])("that %s is told where", (_, chinese, told) => {
    expect(complaints(chinese)).toEqual(told);
  });
});
