import { inEnglish } from "../../src/say/words.ts";
import { describe, expect, test } from "vitest";
import { type LessonText, parseLessonText } from "../../src/course/lesson-text.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";
import { questionDisagreements } from "../../src/course/question-agreement.ts";

function words(questions: string): LessonText {
  const text = parseLessonText(`# T\n> S.\n\n${questions}\n\n## closing\nDone.\n`, "lesson.md");
  if (!("steps" in text)) throw new Error(JSON.stringify(text));
  return text;
}

const list = (...names: readonly string[]) => names.map((name) => `- \`${name}\`: text`).join("\n");
const choice = (answers: readonly string[], because = answers) =>
  words(`## question q: Which?\n\n### answers\n${list(...answers)}\n\n### because\n${list(...because)}`);
const number = (...because: readonly string[]) => words(`## question q: How many?\n\n### because\n${list(...because)}`);

const asked = (kind: "one" | "several", ...right: readonly string[]): QuestionDefinition => ({ id: "q", kind, right });
const counted: QuestionDefinition = { id: "q", kind: "number", terminal: "host", answer: () => 1, mistakes: { inside: () => 2 } };

const complaints = (questions: readonly QuestionDefinition[], text: LessonText) =>
  questionDisagreements(questions, text, "lesson.ts", () => 7).map(
    ({ file, line, message }) => `${file}:${line} ${inEnglish(message)}`,
  );

describe("words and deeds of a question", () => {
  test.each([
    ["one right answer of three", [asked("one", "a")], choice(["a", "b", "c"])],
    ["several right answers", [asked("several", "a", "c")], choice(["a", "b", "c"])],
    ["a number with its mistakes", [counted], number("right", "inside", "other")],
    ["no questions at all", [], words("")],
  ])("agree: %s", (_, questions, text) => {
    expect(complaints(questions, text)).toEqual([]);
  });

  test.each([
    ["no words", [asked("one", "a")], words(""), /^lesson\.ts:7 The question "q" has no words/],
    ["no deeds", [], choice(["a", "b", "c"]), /^lesson\.md:4 The question "q" has words but no deeds/],
    ["a right answer without words", [asked("one", "d")], choice(["a", "b", "c"]), /takes `d` for right/],
    ["an answer without its reason", [asked("one", "a")], choice(["a", "b", "c"], ["a", "b"]), /why `c` is right or wrong/],
    ["a reason for no answer", [asked("one", "a")], choice(["a", "b", "c"], ["a", "b", "c", "d"]), /explains `d`/],
    ["two answers only", [asked("one", "a")], choice(["a", "b"]), /has 2 answers/],
    ["one of two right ones", [asked("one", "a", "b")], choice(["a", "b", "c"]), /lets one answer be chosen, but 2 are right/],
    ["several, but one is right", [asked("several", "a")], choice(["a", "b", "c"]), /lets several answers be chosen, but 1 is/],
    ["a mistake without its reason", [counted], number("right", "other"), /why `inside`/],
    ["no reason for any other number", [counted], number("right", "inside"), /why `other`/],
  ])("disagree: %s", (_, questions, text, complaint) => {
    const found = complaints(questions, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(complaint);
  });

  test("two questions of one id are refused", () => {
    const found = complaints([asked("one", "a"), asked("one", "a")], choice(["a", "b", "c"]));
    expect(found).toEqual(['lesson.ts:7 Two questions have the id "q".']);
  });

  test("a number has nothing to choose from", () => {
    const text = words(
      `## question q: How many?\n\n### answers\n${list("a")}\n\n### because\n${list("right", "inside", "other")}`,
    );
    expect(complaints([counted], text)).toEqual([
      'lesson.md:4 The question "q" asks for a number: it has no "### answers" to choose from.',
    ]);
  });
});
