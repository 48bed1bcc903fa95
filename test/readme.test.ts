import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "./support/test-lab.ts";

const READMES = ["README.md", "README.zh.md"] as const;
const [english, chinese] = READMES.map((name) => readFileSync(join(PACKAGE_ROOT, name), "utf8")) as [string, string];

/** What both have to show, whatever their words. */
function shape(text: string) {
  return {
    headings: (text.match(/^#+ /gm) ?? []).map((mark) => mark.trim()),
    fences: text.match(/^```.*$/gm) ?? [],
    pictures: Array.from(text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g), ([, file]) => file),
    points: (text.match(/^- /gm) ?? []).length,
    lessons: (text.match(/^\| \d+ +\| `[a-z]+`/gm) ?? []).map((row) => row.replaceAll(/ +/g, " ")),
    // rows about commands; what was measured has a colon
    commands: Array.from(text.matchAll(/^\| `(nslab [a-z]+)[^:：|]*\|/gm), ([, command]) => command),
  };
}

describe("the two READMEs", () => {
  test("tell the same, each in its language", () => {
    expect(shape(chinese)).toEqual(shape(english));
    expect(shape(english).points).toBeGreaterThan(10);
  });

  test("lead to each other", () => {
    expect(english).toContain("(README.zh.md)");
    expect(chinese).toContain("(README.md)");
  });

  test("lead to headings that are there", () => {
    for (const [text, links] of [
      [english, chinese.matchAll(/\(README\.md#([^)]+)\)/g)],
      [chinese, chinese.matchAll(/\(#([^)]+)\)/g)],
      [english, english.matchAll(/\(#([^)]+)\)/g)],
    ] as const) {
      const anchors = Array.from(text.matchAll(/^#+ (.+)$/gm), ([, title = ""]) => title.toLowerCase().replaceAll(" ", "-"));
      for (const [, anchor] of links) expect(anchors).toContain(anchor);
    }
  });
});
