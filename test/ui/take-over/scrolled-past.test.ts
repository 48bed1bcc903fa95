import xterm from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { withoutScrolledPast } from "../../../src/ui/take-over/scrolled-past.ts";

const ROWS = 5;
const SCROLLBACK = 10;
const KEPT = ROWS + SCROLLBACK;

/** All rows that a screen shows and keeps, and where its cursor is. */
async function shown(...texts: readonly string[]): Promise<unknown> {
  const screen = new xterm.Terminal({ cols: 20, rows: ROWS, scrollback: SCROLLBACK, allowProposedApi: true });
  for (const text of texts) await new Promise<void>((resolve) => screen.write(text, resolve));
  const buffer = screen.buffer.active;
  const rows = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)?.translateToString(true));
  return { rows, cursor: [buffer.cursorX, buffer.cursorY] };
}

const many = (line: (index: number) => string, count = 100) => Array.from({ length: count }, (_, index) => line(index)).join("");

describe("a text that scrolls past", () => {
  it.each([
    ["short lines", many(() => "y\r\n")],
    ["numbered lines", many((index) => `line ${index}\r\n`)],
    ["lines that are wrapped", many((index) => `${"abc".repeat(30)}${index}\r\n`)],
    ["empty lines", many(() => "\r\n")],
    ["wide characters", many((index) => `容器 ${index}\r\n`)],
    ["a last line that has not ended", `${many((index) => `line ${index}\r\n`)}half`],
    ["a line break that began in the piece before", `\n${many((index) => `line ${index}\r\n`)}`],
    ["a line break that ends in the piece after", `${many((index) => `line ${index}\r\n`)}end\r`],
  ])("leaves the same behind without what nobody sees of it: %s", async (_, text) => {
    const less = withoutScrolledPast(text, KEPT);
    expect(less.length).toBeLessThan(text.length / 2);
    for (const before of ["", "\u001b[31mred \u001b[5;3H", "in a row\r"])
      expect(await shown(before, less, "after\r\n")).toEqual(await shown(before, text, "after\r\n"));
  });

  it.each([
    ["too few lines", many(() => "y\r\n", KEPT)],
    ["a colour among them", `\u001b[31m${many(() => "y\r\n")}`],
    ["a bell", `\u0007${many(() => "y\r\n")}`],
    ["a tab", `${many(() => "y\r\n")}\t`],
    ["a carriage return alone", `a\rb${many(() => "y\r\n")}`],
    ["a line feed alone", `a\nb${many(() => "y\r\n")}`],
    ["one line without an end", "x".repeat(10_000)],
    ["nothing", ""],
  ])("is followed whole: %s", (_, text) => {
    expect(withoutScrolledPast(text, KEPT)).toBe(text);
  });
});
