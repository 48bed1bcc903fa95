import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { StreamPart } from "../../src/terminal/marks.ts";
import { PacedParts } from "../../src/terminal/paced-parts.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => vi.useRealTimers());

const text = (letters: string): StreamPart => ({ type: "text", text: letters });
const prompt = (pid: number): StreamPart => ({ type: "prompt", code: 0, shell: { pid, level: 1 }, linesRead: pid });

function paced() {
  const got: StreamPart[] = [];
  let holds = 0;
  const parts = new PacedParts(
    (part) => got.push(part),
    () => {
      holds += 1;
      return () => {
        holds -= 1;
      };
    },
  );
  return { parts, got, isHeld: () => holds > 0 };
}

describe("a terminal's parts", () => {
  test("are handed on at once, in their order, while they come as from a person's commands", () => {
    const { parts, got, isHeld } = paced();
    const all = Array.from({ length: 30 }, (_, at) => [text(String(at)), prompt(at)]).flat();
    parts.push(all);
    expect(got).toEqual(all);
    expect(isHeld()).toBe(false);
  });

  test("that are text are never waited for, however many", () => {
    const { parts, got } = paced();
    for (let at = 0; at < 5000; at += 1) parts.push([text("x")]);
    expect(got).toHaveLength(5000);
  });

  test("wait with the terminal held where there are too many marks, and none is lost of a pasted script", () => {
    const { parts, got, isHeld } = paced();
    const all = Array.from({ length: 300 }, (_, at) => [text(String(at)), prompt(at)]).flat();
    parts.push(all);
    expect(isHeld()).toBe(true);
    expect(got.length).toBeLessThan(70);
    parts.push([text("later")]); // what was read already
    vi.advanceTimersByTime(2000);
    expect(got).toEqual([...all, text("later")]);
    expect(isHeld()).toBe(false);
  });

  test("of a flood of marks are told by their text and the last of them, within a moment", () => {
    const { parts, got, isHeld } = paced();
    parts.push(Array.from({ length: 3000 }, (_, at) => [prompt(at), text("x")]).flat());
    vi.advanceTimersByTime(200);
    expect(isHeld()).toBe(false);
    expect(got.filter(({ type }) => type === "prompt").length).toBeLessThan(40);
    expect(got.findLast(({ type }) => type === "prompt")).toEqual(prompt(2999));
    expect(got.filter(({ type }) => type === "text")).toHaveLength(3000);
  });

  test("are nobody's when the terminal has ended", () => {
    const { parts, got, isHeld } = paced();
    parts.push(Array.from({ length: 300 }, (_, at) => prompt(at)));
    const before = got.length;
    parts.end();
    vi.advanceTimersByTime(5000);
    expect(got).toHaveLength(before);
    expect(isHeld()).toBe(false);
  });
});
