import { expect, test } from "vitest";
import { headlessScreen } from "../../src/terminal/headless-screen.ts";

/** The column in which a screen stands behind a text. */
async function columnsOf(text: string): Promise<number> {
  const screen = await headlessScreen({ columns: 80, rows: 2, scrollback: 0 });
  await new Promise<void>((resolve) => screen.write(text, resolve));
  return screen.buffer.active.cursorX;
}

// As wcwidth(3) of the C library counts, and with it the programs in a lab.
test.each([
  ["ASCII", "abc", 3],
  ["accents", "e\u0301\u0323x", 2],
  ["Chinese", "\u4e2d\u6587", 4],
  ["Korean that is put together", "\u1112\u1161\u11ab", 2],
  ["symbols", "\u2713\u2500\u2192\u263a", 4],
  ["emoji of Unicode 6", "\u{1f389}\u231a", 4],
  ["emoji of Unicode 11", "\u{1f970}", 2],
  ["emoji of Unicode 12", "\u{1f971}", 2],
  ["emoji of Unicode 14", "\u{1fae0}\u{1fae1}", 4],
  ["emoji of Unicode 15", "\u{1fae8}", 2],
  ["a family, which programs count one by one", "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}", 6],
  ["a flag", "\u{1f1e8}\u{1f1f3}", 2],
  ["an emoji behind a mark", "e\u0301\u{1f389}", 3],
  ["a mark behind an emoji", "\u{1f389}\u0301x", 3],
])("a screen of the lab counts the columns of %s", async (_, text, columns) => {
  expect(await columnsOf(text)).toBe(columns);
});

test("an emoji is drawn whole, and what is behind it beside it", async () => {
  const screen = await headlessScreen({ columns: 20, rows: 2, scrollback: 0 });
  await new Promise<void>((resolve) => screen.write("a\u{1f971}b", resolve));
  const line = screen.buffer.active.getLine(0);
  expect(line?.translateToString(true)).toBe("a\u{1f971}b");
  expect([0, 1, 2, 3].map((column) => line?.getCell(column)?.getWidth())).toEqual([1, 2, 0, 1]);
});
