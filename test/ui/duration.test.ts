import { expect, it } from "vitest";
import { formatDuration, formatMinutes } from "../../src/ui/duration.ts";

it.each([
  [0, "0.0 s"],
  [440, "0.4 s"],
  [9_940, "9.9 s"],
  [9_960, "10 s"],
  [59_400, "59 s"],
  [59_600, "1 min"],
  [200_000, "3 min 20 s"],
  [3_599_600, "1 h"],
  [3_900_000, "1 h 5 min"],
])("%d milliseconds read as %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

it.each([
  [0, ""],
  [1, "1 min"],
  [60_000, "1 min"],
  [60_001, "2 min"],
  [4_000_000, "67 min"],
])("%d milliseconds are %s in a table", (milliseconds, text) => {
  expect(formatMinutes(milliseconds)).toBe(text);
});
