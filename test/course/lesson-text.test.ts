import { inEnglish } from "../../src/say/words.ts";
import { describe, expect, test } from "vitest";
import { type LessonText, parseLessonText } from "../../src/course/lesson-text.ts";

const FILE = "lessons/01-mounts/lesson.md";

const GOOD = `# Mounts
> A mount namespace gives a process its own list of mounts.

What it is, and why.

\`\`\`
# not a heading
\`\`\`

## bind: Mount where nobody else sees it
Why, before how.

More of it.

### look
Nothing is printed.

### hints
1. A nudge
   over two lines.
2. The shape.

### flags
- \`--bind\`: shows a directory at a second place
- \`data\` the directory

### states
- \`on-host\`: you are on the host: \`exit\` is too much

## challenge: Undo it
A goal.

## closing
What was built.
`;

function parsed(markdown: string): LessonText {
  const text = parseLessonText(markdown, FILE);
  if (!("steps" in text)) throw new Error(text.map((error) => `${error.line}: ${inEnglish(error.message)}`).join("\n"));
  return text;
}

/** Complaints as `line: beginning of the message`. */
function complaints(markdown: string): readonly string[] {
  const text = parseLessonText(markdown, FILE);
  if ("steps" in text) return [];
  for (const error of text) expect(error).toMatchObject({ type: "course-error", file: FILE, column: 1 });
  return text.map((error) => `${error.line}: ${inEnglish(error.message)}`);
}

describe("a lesson's Markdown", () => {
  const lesson = parsed(GOOD);
  const bind = lesson.steps.get("bind");

  test("has a title, a summary in a line, an opening and a closing", () => {
    expect(lesson).toMatchObject({
      file: FILE,
      title: "Mounts",
      summary: "A mount namespace gives a process its own list of mounts.",
      opening: "What it is, and why.\n\n```\n# not a heading\n```",
      closing: "What was built.",
    });
  });

  test("has its steps in their order, the challenge among them", () => {
    expect([...lesson.steps.keys()]).toEqual(["bind", "challenge"]);
    expect(bind).toMatchObject({
      id: "bind",
      title: "Mount where nobody else sees it",
      line: 10,
      prose: "Why, before how.\n\nMore of it.",
      look: "Nothing is printed.",
    });
  });

  test("has hints, each with all its lines", () => {
    expect(bind?.hints).toEqual(["A nudge\nover two lines.", "The shape."]);
  });

  test("has flags with their meanings, with a colon or without", () => {
    expect(bind?.flags).toEqual([
      { flag: "--bind", meaning: "shows a directory at a second place" },
      { flag: "data", meaning: "the directory" },
    ]);
  });

  test("has texts for states of the lab, by name", () => {
    expect(bind?.states).toEqual(new Map([["on-host", "you are on the host: `exit` is too much"]]));
  });

  test("has empty parts where a step has none", () => {
    expect(lesson.steps.get("challenge")).toMatchObject({ look: "", hints: [], flags: [], states: new Map() });
  });

  test("reads alike with the line ends of Windows", () => {
    const windows = parsed(GOOD.replace(/\n/g, "\r\n"));
    expect(windows.title).toBe(lesson.title);
    expect(windows.summary).toBe(lesson.summary);
    expect(windows.steps.get("bind")?.hints).toEqual(bind?.hints);
    expect(windows.steps.get("bind")?.flags).toEqual(bind?.flags);
    expect([...(windows.steps.get("bind")?.states.keys() ?? [])]).toEqual(["on-host"]);
  });
});

describe("a complaint about a lesson's Markdown names the line", () => {
  test.each<[string, string, string]>([
    ["the title is missing", GOOD.replace("# Mounts\n", ""), "1: A lesson begins with its title"],
    ["the file is empty", "", "1: A lesson begins with its title"],
    ["the summary is missing", GOOD.replace(/^> .*\n/m, ""), "1: Below the title, say in one line"],
    ["the closing is missing", GOOD.replace(/## closing[\s\S]*/, ""), "1: The lesson has no `## closing`"],
    ["the closing is empty", GOOD.replace("What was built.\n", ""), "1: The lesson has no `## closing`"],
    ["there are two closings", `${GOOD}\n## closing\nAgain.\n`, "36: The lesson has a second `## closing`"],
    ["a part stands below the closing", `${GOOD}\n### look\nLost.\n`, '36: "### look" stands below the closing'],
    [
      "a part stands before any step",
      GOOD.replace("\n## bind", "\n### look\nLost.\n\n## bind"),
      '10: "look" stands outside a step',
    ],
    ["there is a second title", GOOD.replace("## challenge", "# More\n\n## challenge"), '30: "More" stands outside a step'],
    [
      "a step has no id",
      GOOD.replace("## bind: Mount where", "## Mount where"),
      '10: A step\'s heading is `## step-id: Title`; this one is "Mount where nobody else sees it"',
    ],
    ["a step's id is not in kebab-case", GOOD.replace("## bind:", "## Bind_it:"), "10: A step's heading is `## step-id: Title`"],
    [
      "a step has no title",
      GOOD.replace("## bind: Mount where nobody else sees it", "## bind:"),
      "10: A step's heading is `## step-id: Title`",
    ],
    [
      "a step stands there twice",
      GOOD.replace("## challenge: Undo it", "## bind: Once more"),
      '30: The step "bind" stands here a second time; the first is on line 10.',
    ],
    ["a step has no prose", GOOD.replace("A goal.\n", ""), '30: The step "challenge" has no prose'],
    [
      "a part is not known",
      GOOD.replace("### look", "### notes"),
      '15: "### notes" is not known; a step has ### look, ### hints, ### flags, ### states.',
    ],
    ["a part stands there twice", GOOD.replace("### flags", "### hints"), '23: The step "bind" has a second "### hints"'],
    ["a flag has no meaning", GOOD.replace("- `data` the directory", "- `data`"), '23: In "### flags", each item is'],
    ["a flag is not in backticks", GOOD.replace("- `data` the", "- data: the"), '23: In "### flags", each item is'],
    ["a state has no text", GOOD.replace(/- `on-host`:.*/, "- on-host"), '27: In "### states", each item is'],
    [
      "a part that is a list has other text in it",
      GOOD.replace("### hints\n", "### hints\nThink.\n"),
      '18: "### hints" is a list; this stands outside of it: "Think."',
    ],
    ["a list has no items", GOOD.replace(/1\. A nudge\n {3}over two lines\.\n2\. The shape\.\n/, ""), '18: "### hints" is empty'],
  ])("where %s", (_, markdown, expected) => {
    const found = complaints(markdown);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`)));
  });

  test("and all of them are told at once", () => {
    const markdown = GOOD.replace(/^> .*\n/m, "")
      .replace("### look", "### notes")
      .replace(/## closing[\s\S]*/, "");
    expect(complaints(markdown)).toHaveLength(3);
  });
});
