import { describe, expect, it } from "vitest";
import { KEPT } from "../../src/ui/output-log.ts";
import { FOR_LOGS, OutputLines, shownIn } from "../../src/ui/output-lines.ts";

const { head: HEAD_LINES, tail: TAIL_LINES } = FOR_LOGS;

/** A way to show output, and what was shown. */
function screen(
  limits = FOR_LOGS,
  colours = false,
  lookedFor: readonly string[] = [],
): { readonly lines: OutputLines; text: string } {
  const made = {
    text: "",
    lines: new OutputLines({
      show: (more) => {
        made.text += more;
      },
      shown: limits,
      colours,
      between: (count) => `(${count} lines)`,
      lookedFor,
    }),
  };
  return made;
}

function shown(...pieces: readonly string[]): string {
  const made = screen();
  for (const piece of pieces) made.lines.push(piece);
  made.lines.end();
  return made.text;
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

  it("shows a line rather than say that one is left out", () => {
    const lines = numbered(HEAD_LINES + TAIL_LINES + 1);
    expect(shown(lines.join(""))).toBe(lines.join(""));
  });

  const small = { head: 3, tail: 2, longest: 100 };
  const partly = (output: string, ...words: readonly string[]) => {
    const made = screen(small, false, words);
    made.lines.push(output);
    made.lines.end();
    return made.text.split("\n").slice(0, -1);
  };
  const of = (count: number, words: Readonly<Record<number, string>>) =>
    Array.from({ length: count }, (_, index) => `${words[index + 1] ?? index + 1}\n`).join("");

  it("leaves no line out that is looked for", () => {
    const output = of(20, { 7: "3: veth0@if2: master docker0", 12: "4: docker0: DOWN" });
    const [veth0, docker0] = ["3: veth0@if2: master docker0", "4: docker0: DOWN"];
    expect(partly(output, "docker0")).toEqual(["1", "2", "3", "(3 lines)", veth0, "(4 lines)", docker0, "(6 lines)", "19", "20"]);
    expect(partly(output, "eth1")).toEqual(["1", "2", "3", "(15 lines)", "19", "20"]);
  });

  it("keeps few of them, and none for a word that stands nearly everywhere", () => {
    const output = of(400, { 200: "needle" });
    expect(partly(output, "0")).toHaveLength(6);
    expect(partly(output, "0", "needle")).toContain("needle");
    expect(
      partly(of(60, { 10: "aa", 20: "aa", 30: "aa", 40: "bb", 50: "bb", 55: "bb", 57: "cc" }), "aa", "bb", "cc"),
    ).not.toContain("cc");
  });

  it("shows the head before the output is over", () => {
    const made = screen();
    made.lines.push("one\r\ntw");
    expect(made.text).toBe("one\n");
  });

  it("keeps all of it for who wants to see it, without what a terminal would obey", () => {
    const made = screen();
    for (const line of numbered(100)) made.lines.push(`\u001b[2J${line.replace("\n", "\r\n")}`);
    made.lines.end();
    expect(made.lines.isCut).toBe(true);
    expect(made.lines.whole).toBe(numbered(100).join(""));
  });

  it("is not cut where all was shown", () => {
    const made = screen();
    made.lines.push("one\ntwo\n");
    made.lines.end();
    expect(made.lines.isCut).toBe(false);
  });

  it("keeps the beginning and the end of what is endless, and its count is right", () => {
    const made = screen();
    const count = 400_000;
    for (let at = 1; at <= count; at += 1000)
      made.lines.push(Array.from({ length: 1000 }, (_, index) => `${at + index}\r\n`).join(""));
    expect(made.lines.waiting).toBe(count - HEAD_LINES);
    made.lines.end();
    expect(made.text).toContain(`${HEAD_LINES}\n(${count - HEAD_LINES - TAIL_LINES} lines)\n${count - TAIL_LINES + 1}\n`);
    expect(made.text.endsWith(`\n${count}\n`)).toBe(true);
    expect(made.lines.whole.startsWith("1\n2\n")).toBe(true);
    expect(made.lines.whole.endsWith(`\n${count}\n`)).toBe(true);
    expect(made.lines.whole.length).toBeLessThan(3 * KEPT);
  });

  it("ends a colour where a line was cut", () => {
    const made = screen({ head: 2, tail: 2, longest: 10 }, true);
    made.lines.push(`\u001b[31m${"x".repeat(50)}\u001b[0m\nplain\n`);
    made.lines.end();
    expect(made.text).toBe(`\u001b[31mxxxxx\u001b[0m ...\nplain\n`);
    expect(made.lines.isCut).toBe(true);
  });

  it("leaves room for the verdict in a low window, and fills a high one no further than a log", () => {
    expect(shownIn({ rows: 24, columns: 80 })).toEqual({ head: 8, tail: 4, longest: 240 });
    expect(shownIn({ rows: 12, columns: 40 })).toEqual({ head: 4, tail: 2, longest: 120 });
    expect(shownIn({ rows: 200, columns: 200 })).toMatchObject({ head: HEAD_LINES, tail: TAIL_LINES });
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
