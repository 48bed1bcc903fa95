import { inEnglish } from "../../src/say/words.ts";
import { describe, expect, test } from "vitest";
import { parseLessonText } from "../../src/course/lesson-text.ts";

const lesson = (questions: string) => `# PIDs
> Numbers of one's own.

## one: A step
Prose.

## closing
Done.

${questions}`;

function parsed(questions: string) {
  const text = parseLessonText(lesson(questions), "lesson.md");
  return "steps" in text ? [...text.questions.values()] : text.map(({ line, message }) => `${line}: ${inEnglish(message)}`);
}

const GOOD = `## question pid-one: Who is PID 1?
In the namespace you made.

### answers
- \`bash\`: The \`bash\` that unshare started
- \`init\`: The machine's init

### because
- \`bash\`: It was the first
  to be born there.
- \`init\`: It is in the outer namespace.
`;

describe("a question in a lesson's Markdown", () => {
  test("has its text, what one must know, answers and explanations, by name", () => {
    expect(parsed(GOOD)).toEqual([
      {
        id: "pid-one",
        question: "Who is PID 1?",
        line: 10,
        prose: "In the namespace you made.",
        answers: new Map([
          ["bash", "The `bash` that unshare started"],
          ["init", "The machine's init"],
        ]),
        because: new Map([
          ["bash", "It was the first\nto be born there."],
          ["init", "It is in the outer namespace."],
        ]),
      },
    ]);
  });

  test("needs no answers where a number is asked for", () => {
    const number = "## question pid: Which PID?\n\n### because\n- `right`: So says ps.\n- `other`: No.\n";
    expect(parsed(number)).toMatchObject([{ id: "pid", prose: "", answers: new Map() }]);
  });

  test.each([
    ["## question PID: Who?\n### because\n- `a`: b", /^10: A question's heading is/],
    ["## question pid: Who?\nProse.", /^10: The question "pid" has no "### because"/],
    [`${GOOD}\n${GOOD}`, /^\d+: The question "pid-one" stands here a second time; the first is on line 10/],
    ["## question pid: Who?\n### hints\n- x\n### because\n- `a`: b", /^11: "### hints" is not known; a question has/],
    ["## question pid: Who?\n### because\n- no term", /^11: In "### because", each item is a term in backticks/],
  ])("that is not in this form is refused with its line: %#", (questions, complaint) => {
    const complaints = parsed(questions);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(complaint);
  });
});
