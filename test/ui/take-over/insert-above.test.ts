import xterm from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { insertAbove, moveTo } from "../../../src/ui/take-over/insert-above.ts";

const ROWS = 6;

interface Screen {
  /** Rows that scrolled away and rows on the screen, the last blank ones left out. */
  readonly rows: readonly string[];
  /** What stands before the cursor in its row. */
  readonly beforeCursor: string;
}

/** What a screen shows after text with a prompt at its end, and after lines were put above that. */
async function inserted(text: string, prompt: string, lines: readonly string[], back = 0): Promise<Screen> {
  const screen = new xterm.Terminal({ cols: 20, rows: ROWS, scrollback: 50, allowProposedApi: true });
  const write = (more: string) => new Promise<void>((resolve) => screen.write(more, resolve));
  await write(text);
  const { active } = screen.buffer;
  const firstLine = active.baseY + active.cursorY;
  await write(prompt);
  const last = active.cursorY;
  await write(back > 0 ? `\u001b[${back}A` : "");
  const place = {
    rows: ROWS,
    first: firstLine - active.baseY,
    last,
    cursorRow: active.cursorY,
    cursorColumn: active.cursorX,
  };
  await write(insertAbove(lines, place));
  const all = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? "");
  const cursorLine = active.getLine(active.baseY + active.cursorY)?.translateToString() ?? "";
  return { rows: trimmed(all), beforeCursor: cursorLine.slice(0, active.cursorX) };
}

function trimmed(rows: readonly string[]): readonly string[] {
  return rows.slice(0, rows.findLastIndex((row) => row !== "") + 1);
}

describe("lines above a prompt", () => {
  it.each<[string, string, string, readonly string[], readonly string[]]>([
    ["with room below", "one\r\n", "# half", ["said"], ["one", "said", "# half"]],
    ["several of them", "one\r\n", "# ", ["said", "more"], ["one", "said", "more", "# "]],
    ["on an empty screen", "", "# x", ["said"], ["said", "# x"]],
    ["at the bottom of the screen", "1\r\n2\r\n3\r\n4\r\n5\r\n", "# x", ["said"], ["1", "2", "3", "4", "5", "said", "# x"]],
    [
      "after much has scrolled away",
      "n\r\n".repeat(9),
      "# x",
      ["said"],
      [...Array.from({ length: 9 }, () => "n"), "said", "# x"],
    ],
    [
      "above a line that takes two rows",
      "1\r\n2\r\n3\r\n4\r\n",
      `# ${"x".repeat(30)}`,
      ["said"],
      ["1", "2", "3", "4", "said", `# ${"x".repeat(18)}`, "x".repeat(12)],
    ],
    [
      "more than there is room for, without their beginning",
      "one\r\n",
      "# x",
      ["1", "2", "3", "4", "5", "6", "7"],
      ["one", "3", "4", "5", "6", "7", "# x"],
    ],
    ["none", "one\r\n", "# x", [], ["one", "# x"]],
  ])("stand there: %s", async (_, text, prompt, lines, rows) => {
    const screen = await inserted(text, prompt, lines);
    expect(screen.rows).toEqual(rows);
    expect(screen.beforeCursor.trimEnd()).toBe((rows.at(-1) ?? "").trimEnd());
  });

  it("leave the cursor in the row of the line in which it is", async () => {
    const screen = await inserted("1\r\n2\r\n3\r\n4\r\n", `# ${"x".repeat(30)}`, ["said"], 1);
    expect(screen.rows).toEqual(["1", "2", "3", "4", "said", `# ${"x".repeat(18)}`, "x".repeat(12)]);
    expect(screen.beforeCursor).toBe(`# ${"x".repeat(10)}`);
  });

  it("are nothing where the line being typed fills the screen", () => {
    expect(insertAbove(["said"], { rows: ROWS, first: 0, last: ROWS - 1, cursorRow: 0, cursorColumn: 0 })).toBe("");
  });
});

it("rows and columns are counted from 0 here, and from 1 by terminals", () => {
  expect(moveTo(0, 0)).toBe("\u001b[1;1H");
});
