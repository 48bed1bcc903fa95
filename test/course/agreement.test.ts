import { inEnglish } from "../../src/say/words.ts";
import { describe, expect, test } from "vitest";
import { type Check, verdict } from "../../checks/check.ts";
import { disagreements } from "../../src/course/agreement.ts";
import type { LessonDefinition, StepDefinition } from "../../src/course/lesson.ts";
import { type LessonText, parseLessonText } from "../../src/course/lesson-text.ts";

const MARKDOWN = "lessons/01-mounts/lesson.md";
const TYPESCRIPT = "lessons/01-mounts/lesson.ts";

const check: Check = {
  name: "it is so",
  kind: "state",
  within: 0,
  judge: async () => verdict(true, { expected: "so", observed: "so", look: "look", cause: "", next: "" }),
};
const step = (id: string, checks: readonly Check[] = [check]): StepDefinition => ({
  id,
  terminal: "host",
  command: "true",
  checks,
});
const lesson = (steps: readonly StepDefinition[], challenge: readonly Check[] = [check]): LessonDefinition => ({
  id: "mounts",
  startsFrom: [],
  steps,
  challenge: { terminal: "host", command: "true", checks: challenge },
});

/** A lesson's TypeScript as far as complaints point into it. */
const SOURCE = `import { defineLesson } from "../../src/course/lesson.ts";

export default defineLesson({
  id: "mounts",
  startsFrom: [{ lesson: "veth", steps: ["look", "bind"] }],
  steps: [
    { id: "bind", terminal: "host" },
    {
      id: "look",
    },
    { id: "bind", terminal: "container" },
  ],
  challenge: {
    terminal: "host",
  },
});
`;

function words(...ids: readonly string[]): LessonText {
  const sections = ids.map((id) => `## ${id}: Title\nProse.\n`).join("\n");
  const text = parseLessonText(`# Mounts\n> Summary.\n\n${sections}\n## closing\nDone.\n`, MARKDOWN);
  if (!("steps" in text)) throw new Error(text.map((error) => inEnglish(error.message)).join("\n"));
  return text;
}

const found = (definition: LessonDefinition, text: LessonText, source = SOURCE) =>
  disagreements(definition, text, TYPESCRIPT, source).map((error) => `${error.file}:${error.line}: ${inEnglish(error.message)}`);

describe("a lesson's Markdown and TypeScript", () => {
  test("agree when each step has words and checks, in the same order", () => {
    expect(found(lesson([step("bind"), step("look")]), words("bind", "look", "challenge"))).toEqual([]);
  });

  test("disagree where a step has no words", () => {
    expect(found(lesson([step("bind"), step("look")]), words("bind", "challenge"))).toEqual([
      `${TYPESCRIPT}:9: The step "look" has no words: add a section \`## look: Title\` to ${MARKDOWN}.`,
    ]);
  });

  test("disagree where the challenge has no words, and its definition is pointed at", () => {
    expect(found(lesson([step("bind")]), words("bind"))).toEqual([
      `${TYPESCRIPT}:13: The step "challenge" has no words: add a section \`## challenge: Title\` to ${MARKDOWN}.`,
    ]);
  });

  test("disagree where words have no step", () => {
    expect(found(lesson([step("bind")]), words("bind", "look", "challenge"))).toEqual([
      `${MARKDOWN}:7: The step "look" has words but no deeds: define it in ${TYPESCRIPT}, or remove the section.`,
    ]);
  });

  test("disagree where the order is another", () => {
    expect(found(lesson([step("bind"), step("look")]), words("look", "bind", "challenge"))).toEqual([
      `${MARKDOWN}:4: The steps stand in another order than in ${TYPESCRIPT}: here comes "look", there "bind".`,
    ]);
  });

  test("do not disagree about the order because of a step that only one of them has", () => {
    const errors = found(lesson([step("bind"), step("extra"), step("look")]), words("bind", "other", "look", "challenge"));
    expect(errors.filter((error) => error.includes("order"))).toEqual([]);
    expect(errors).toHaveLength(2);
  });

  test("are of no use where a step proves nothing, the challenge included", () => {
    expect(found(lesson([step("bind", [])], []), words("bind", "challenge"))).toEqual([
      `${TYPESCRIPT}:7: The step "bind" proves nothing: give it at least one check.`,
      `${TYPESCRIPT}:13: The step "challenge" proves nothing: give it at least one check.`,
    ]);
  });

  test("are of no use where two steps have one id, and the second is pointed at", () => {
    expect(found(lesson([step("bind"), step("look"), step("bind")]), words("bind", "look", "challenge"))).toContain(
      `${TYPESCRIPT}:11: Two steps have the id "bind"; progress is kept by it, so it must be unique.`,
    );
  });

  test("are of no use where a step is called as the challenge is", () => {
    expect(found(lesson([step("challenge")]), words("challenge"))).toContainEqual(
      expect.stringContaining('Two steps have the id "challenge"'),
    );
  });

  test("are pointed at as a whole where the source is not there, as in the packed program", () => {
    expect(found(lesson([step("bind", [])]), words("bind", "challenge"), "")).toEqual([
      `${TYPESCRIPT}:1: The step "bind" proves nothing: give it at least one check.`,
    ]);
  });
});
