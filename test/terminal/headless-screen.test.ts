import { describe, expect, test, vi } from "vitest";
import { headlessScreen } from "../../src/terminal/headless-screen.ts";

async function shown(text: string): Promise<string> {
  const screen = await headlessScreen({ columns: 20, rows: 4, scrollback: 10 });
  await new Promise<void>((resolve) => screen.write(text, resolve));
  return screen.buffer.active.getLine(screen.buffer.active.baseY)?.translateToString(true) ?? "";
}

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
