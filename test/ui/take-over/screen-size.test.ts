import { expect, it } from "vitest";
import { hasStatusRow, screenSize, terminalSize } from "../../../src/ui/take-over/screen-size.ts";

it.each([
  [24, true, 23],
  [10, true, 9],
  [9, false, 9],
  [1, false, 1],
])("a window of %i rows has a row to spare for the status line: %s, so the lab's programs have %i", (rows, spare, left) => {
  expect(hasStatusRow({ rows, columns: 80 })).toBe(spare);
  expect(screenSize({ rows, columns: 80 })).toEqual({ rows: left, columns: 80 });
  expect(terminalSize({ rows, columns: 80 }, { cursor: true })).toEqual({ rows: left, columns: 80 });
});

it("where the cursor cannot be moved the lab's programs have the whole window", () => {
  expect(terminalSize({ rows: 24, columns: 80 }, { cursor: false })).toEqual({ rows: 24, columns: 80 });
});
