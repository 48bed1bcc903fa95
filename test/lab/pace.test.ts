import { expect, test } from "vitest";
import { paceOf } from "../../src/lab/pace.ts";

test.each([
  ["a quick machine", 60, 1],
  ["the usual machine", 250, 1],
  ["one four times slower", 1000, 4],
  ["one that hardly moves", 60_000, 20],
])("deadlines on %s", (_, labStartMs, expected) => {
  expect(paceOf(labStartMs)).toBe(expected);
});
