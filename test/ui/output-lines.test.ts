import { describe, expect, it } from "vitest";
import { HEAD_LINES, OutputLines, TAIL_LINES } from "../../src/ui/output-lines.ts";

function shown(...pieces: readonly string[]): string {
  let text = "";
  const lines = new OutputLines(
    (more) => {
      text += more;
    },
    (count) => `(${count} lines)`,
  );
  for (const piece of pieces) lines.push(piece);
  lines.end();
  return text;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}\n`);

describe("output shown line by line", () => {
  it.each([
    ["lines as a terminal ends them", ["one\r\ntwo\r\n"], "one\ntwo\n"],
    ["a line in pieces", ["o", "ne\r", "\ntwo\r\n"], "one\ntwo\n"],
    ["a last line without an end", ["one\r\ntwo"], "one\ntwo\n"],
    ["nothing", [""], ""],
    ["empty lines", ["\r\n\r\n"], "\n\n"],
    ["a progress bar: what stood there last", ["10 %\r20 %", "\r100 %\r\n"], "100 %\n"],
    ["a lone carriage return before the first line", ["\rone\r\n"], "one\n"],
    ["a carriage return at the very end", ["one\r"], "one\n"],
  ])("holds %s", (_, pieces, text) => {
    expect(shown(...pieces)).toBe(text);
  });

  it("is whole up to the length of its head and its tail", () => {
    const lines = numbered(HEAD_LINES + TAIL_LINES);
    expect(shown(...lines)).toBe(lines.join(""));
  });

  it("says how many lines it leaves out of a long one", () => {
    const lines = numbered(100);
    const left = 100 - HEAD_LINES - TAIL_LINES;
    expect(shown(lines.join(""))).toBe(
      `${lines.slice(0, HEAD_LINES).join("")}(${left} lines)\n${lines.slice(-TAIL_LINES).join("")}`,
    );
  });

  it("shows the head before the output is over", () => {
    let text = "";
    const lines = new OutputLines(
      (more) => {
        text += more;
      },
      () => "",
    );
    lines.push("one\r\ntw");
    expect(text).toBe("one\n");
  });

  it("cuts a line that does not end", () => {
    expect(
      shown(
        ..."x"
          .repeat(100)
          .split("")
          .map((letter) => letter.repeat(1000)),
      ).length,
    ).toBeLessThan(20_000);
  });
});
