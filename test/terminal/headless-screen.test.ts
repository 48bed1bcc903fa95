import { beforeAll, describe, expect, test, vi } from "vitest";
import { headlessScreen, withFewMarks } from "../../src/terminal/headless-screen.ts";

async function shown(text: string): Promise<string> {
  const screen = await headlessScreen({ columns: 20, rows: 4, scrollback: 10 });
  await new Promise<void>((resolve) => screen.write(text, resolve));
  return screen.buffer.active.getLine(screen.buffer.active.baseY)?.translateToString(true) ?? "";
}

// What it takes to load it is not what is measured.
beforeAll(() => shown(""));

describe("a screen without a window", () => {
  test.each(["S", "T", "L", "M", "@", "P", "X", "b", "I", "Z", " @", " A", "'}", "'~"])(
    "is not kept busy by what is to be done a thousand million times: CSI %s",
    async (final) => {
      expect(await shown(`\u001b[999999999${final}\u001b[1;1Hgoes on`)).toBe("goes on");
    },
    2_000,
  );

  test("does what a program asks for within reason", async () => {
    expect(await shown("one\r\ntwo\u001b[1S")).toBe("two");
    expect(await shown("x\u001b[3b")).toBe("xxxx");
  });

  test("says nothing of what it cannot read", async () => {
    const said = vi.spyOn(console, "error").mockReturnValue();
    await shown("\u001b[3\u007f\u001b[\u0080");
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });
});

describe("marks on one character", () => {
  test.each([
    ["none", "plain text, \u00e9, \u4e2d\u6587, \ud83d\ude00"],
    [
      "as many as languages have",
      "e\u0323\u0302 \u0e01\u0e34\u0e48 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \u1112\u1161\u11ab",
    ],
  ])("stay as they are: %s", (_, text) => {
    expect(withFewMarks(text)).toBe(text);
  });

  test.each(["\u0301", "\u200b", "\u200d", "\u1160", "\ufe0f", "\u{e0100}", "\u202e"])(
    "are few, however many are printed, and take no room on a screen: %j",
    async (mark) => {
      const text = `a${mark.repeat(100_000)}b`;
      const few = withFewMarks(text);
      expect([...few]).toHaveLength(18);
      const screen = await headlessScreen({ columns: 20, rows: 4, scrollback: 10 });
      await new Promise<void>((resolve) => screen.write(few, resolve));
      const cell = screen.buffer.active.getLine(0)?.getCell(0);
      expect(cell?.getChars().length).toBeLessThanOrEqual(1 + 16 * mark.length);
      expect(screen.buffer.active.getLine(0)?.getCell(1)?.getChars()).toBe("b");
    },
  );

  test("are all that take no column: no other character fills one cell", async () => {
    const characters = Array.from({ length: 0x2fe0 }, (_, index) => String.fromCodePoint(index + 0x20));
    const others = characters.filter((each) => !/\p{Cc}/u.test(each) && withFewMarks(each.repeat(20)).length === 20);
    const screen = await headlessScreen({ columns: 60, rows: 2, scrollback: others.length });
    const text = others.map((each) => `a${each.repeat(20)}\r\n`).join("");
    await new Promise<void>((resolve) => screen.write(text, resolve));
    const filled = others.filter((_, row) => (screen.buffer.active.getLine(row)?.getCell(0)?.getChars().length ?? 0) > 2);
    expect(others.length).toBeGreaterThan(10_000);
    expect(filled).toEqual([]);
  });
});
