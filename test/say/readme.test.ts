import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

const ENGLISH = readFileSync(join(PACKAGE_ROOT, "README.md"), "utf8");
const CHINESE = readFileSync(join(PACKAGE_ROOT, "README.zh.md"), "utf8");

/** What a README is made of, whatever its words. */
function shapeOf(text: string) {
  const blocks = Array.from(text.matchAll(/^```.*$[\s\S]*?^```$/gm), ([block]) => block);
  const prose = text.replaceAll(/^```.*$[\s\S]*?^```$/gm, "");
  const lines = prose.split("\n");
  return {
    headings: lines.flatMap((line) => /^#+ /.exec(line) ?? []),
    blocks: blocks.map((block) => block.split("\n").map((line) => line.split(/ {2,}/)[0])),
    tables: Array.from(prose.matchAll(/(?:^\|.*\n)+/gm), ([table]) =>
      table
        .trim()
        .split("\n")
        .map((row) => row.split(/(?<!\\)\|/).length),
    ),
    points: lines.filter((line) => line.startsWith("- ")).length,
    pictures: Array.from(prose.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g), ([, file]) => file),
    commands: [...new Set(Array.from(prose.matchAll(/`([^`]+)`/g), ([, command = ""]) => command))].toSorted(),
    numbers: [...new Set(prose.match(/\d[\d.,]*\d|\d\d+/g))].sort(),
  };
}

describe("the README in Chinese", () => {
  test("has the headings, blocks of code, tables, points, pictures, commands and numbers of the English one", () => {
    expect(shapeOf(ENGLISH).tables.length).toBeGreaterThan(3);
    expect(shapeOf(CHINESE)).toEqual(shapeOf(ENGLISH));
  });

  test("would be found wanting, did it lack one", () => {
    const lacking = CHINESE.replace("## 许可证", "许可证").replace("| 13  |", "13").replaceAll("184", "185");
    const [found, wanted] = [shapeOf(lacking), shapeOf(ENGLISH)];
    expect(found.headings).not.toEqual(wanted.headings);
    expect(found.tables).not.toEqual(wanted.tables);
    expect(found.numbers).not.toEqual(wanted.numbers);
  });

  test("and the English one link to each other at their top, and both are in the package", () => {
    expect(ENGLISH.split("\n").slice(0, 6)).toContain("[中文](README.zh.md)");
    expect(CHINESE.split("\n").slice(0, 6)).toContain("[English](README.md)");
    const { files } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as { files: readonly string[] };
    expect(files).toEqual(expect.arrayContaining(["README.md", "README.zh.md"]));
  });
});
