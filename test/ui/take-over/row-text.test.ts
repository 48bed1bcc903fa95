import xterm from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { type RowText, rowText } from "../../../src/ui/take-over/row-text.ts";

const COLUMNS = 20;

async function screenWith(written: string): Promise<InstanceType<typeof xterm.Terminal>> {
  const screen = new xterm.Terminal({ cols: COLUMNS, rows: 3, allowProposedApi: true });
  await new Promise<void>((resolve) => screen.write(written, resolve));
  return screen;
}

async function firstRow(written: string): Promise<RowText> {
  return rowText((await screenWith(written)).buffer.active.getLine(0), COLUMNS);
}

describe("a row as it is written to a terminal", () => {
  it.each<[string, string, string, number]>([
    ["nothing", "", "", 0],
    ["text", "abc", "abc", 3],
    ["blanks at its end", "abc   ", "abc", 3],
    ["blanks in between", "a\u001b[5Gb", "a   b", 5],
    ["a full row", "x".repeat(COLUMNS), "x".repeat(COLUMNS), COLUMNS],
    ["a colour, which ends with the row", "\u001b[31mred", "\u001b[0;31mred\u001b[0m", 3],
    ["a colour that ends before", "\u001b[31mred\u001b[0m no", "\u001b[0;31mred\u001b[0m no", 6],
    ["bright colours", "\u001b[91;102mx", "\u001b[0;91;102mx\u001b[0m", 1],
    ["one of 256 colours", "\u001b[38;5;208mx", "\u001b[0;38;5;208mx\u001b[0m", 1],
    ["a colour by its parts", "\u001b[48;2;1;2;3mx", "\u001b[0;48;2;1;2;3mx\u001b[0m", 1],
    ["every look at once", "\u001b[1;2;3;4;5;7;8;9;53mx", "\u001b[0;1;2;3;4;5;7;8;9;53mx\u001b[0m", 1],
    ["blanks that are coloured", "\u001b[44m  \u001b[0m", "\u001b[0;44m  \u001b[0m", 2],
    ["wide characters", "容器", "容器", 4],
    ["what turns the text around it", "ab\u202ecd\u200fe", "abcde", 5],
    ["what does so and has a cell of its own", "ab\u2066c", "ab c", 4],
    ["words that are written from the right", "\u05d0\u05d1", "\u05d0\u05d1", 2],
    ["a character with a mark on it", "e\u0301a", "e\u0301\u001b[2Ga", 2],
  ])("%s", async (_, written, text, width) => {
    const row = await firstRow(written);
    expect(row.width).toBe(width);
    expect(row.text.replace(/\u001b\[\d+G/g, "")).toBe(text.replace(/\u001b\[\d+G/g, ""));
  });

  it("says where what follows a character of doubtful width stands", async () => {
    expect((await firstRow("⚙ b")).text).toMatch(/^⚙\u001b\[\d+G b$/u);
    expect((await firstRow("┌─┐")).text).toBe("┌─┐");
  });

  it("is blank where there is no row", () => {
    expect(rowText(undefined, COLUMNS)).toEqual({ text: "", width: 0 });
  });

  it.each(["plain", "\u001b[1;31ma\u001b[0m b \u001b[4mc", "容\u001b[7m器 x", "\u001b[44m   \u001b[0m  end"])(
    "makes the same cells on another terminal: %j",
    async (written) => {
      const { text } = await firstRow(written);
      const [one, other] = [await screenWith(written), await screenWith(text)];
      for (let column = 0; column < COLUMNS; column += 1) {
        const cells = [one, other].map((screen) => {
          const cell = screen.buffer.active.getLine(0)?.getCell(column);
          const looks = [cell?.isBold(), cell?.isInverse(), cell?.isUnderline(), cell?.getFgColor(), cell?.getBgColor()];
          return [cell?.getChars().trim(), cell?.getWidth(), ...looks];
        });
        expect(cells[1], `column ${column}`).toEqual(cells[0]);
      }
    },
  );
});
