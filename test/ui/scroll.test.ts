import { describe, expect, it } from "vitest";
import type { Key } from "../../src/ui/keys.ts";
import { isAtEnd, scrolled } from "../../src/ui/scroll.ts";

const at = (first: number) => ({ first, rows: 50, room: 20 });

describe("a text that is higher than its window", () => {
  it.each<[Key, number, number | null]>([
    ["char: ", 0, 20],
    ["page-down", 20, 30],
    ["char:f", 30, 30],
    ["char:b", 30, 10],
    ["page-up", 10, 0],
    ["enter", 0, 1],
    ["down", 30, 30],
    ["char:j", 29, 30],
    ["up", 0, 0],
    ["char:k", 5, 4],
    ["char:g", 17, 0],
    ["char:x", 17, null],
    ["other", 17, null],
  ])("by the key %s goes from row %i to %j", (key, from, to) => {
    expect(scrolled(key, at(from))).toBe(to);
  });

  it("is at its end when its last row is shown", () => {
    expect([29, 30].map((first) => isAtEnd(at(first)))).toEqual([false, true]);
    expect(isAtEnd({ first: 0, rows: 5, room: 20 })).toBe(true);
  });

  it("that is not, does not move", () => {
    expect(scrolled("char: ", { first: 0, rows: 5, room: 20 })).toBe(0);
  });
});
