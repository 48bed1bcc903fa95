import { describe, expect, test } from "vitest";
import { splitSections } from "../../src/course/sections.ts";

describe("Markdown split at its headings", () => {
  test("gives each heading with its level, its line and what stands below it", () => {
    expect(splitSections("# Title\n> summary\n\n## bind: Bind it\nProse.\n\n### look\nNothing.\n")).toEqual([
      { level: 1, heading: "Title", line: 1, body: "> summary" },
      { level: 2, heading: "bind: Bind it", line: 4, body: "Prose." },
      { level: 3, heading: "look", line: 7, body: "Nothing." },
    ]);
  });

  test.each([
    ["three backticks", "```\n# comment\n```"],
    ["a language", "```sh\n# comment\n## more\n```"],
    ["tildes", "~~~\n# comment\n~~~"],
    ["more backticks, holding fewer", "````\n```\n# comment\n```\n````"],
    ["tildes inside backticks", "```\n~~~\n# comment\n```"],
    ["an indentation of a list item", "1. run\n   ```\n   # comment\n# comment\n   ```"],
  ])("takes what looks like a heading in a fence of %s for code", (_, fence) => {
    expect(splitSections(`# Title\n${fence}\n## next`)).toEqual([
      { level: 1, heading: "Title", line: 1, body: fence },
      { level: 2, heading: "next", line: 2 + fence.split("\n").length, body: "" },
    ]);
  });

  test.each([
    ["a fourth level", "#### deep"],
    ["no space after the sign", "#tag"],
    ["an indented sign", "    # code"],
    ["a sign in the middle", "a # b"],
  ])("keeps %s in the body", (_, line) => {
    expect(splitSections(`# Title\n${line}`)).toEqual([{ level: 1, heading: "Title", line: 1, body: line.trim() }]);
  });

  test("reads files with the line ends of Windows alike", () => {
    expect(
      splitSections("# Title\r\nBody.\r\n\r\n## next\r\n").map(({ heading, line, body }) => ({ heading, line, body })),
    ).toEqual([
      { heading: "Title", line: 1, body: "Body." },
      { heading: "next", line: 4, body: "" },
    ]);
  });

  test("finds nothing in an empty file", () => {
    expect(splitSections("")).toEqual([]);
  });
});
