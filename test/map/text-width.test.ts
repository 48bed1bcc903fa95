import { expect, test } from "vitest";
import { stringWidth } from "../../src/map/text-width.ts";

test.each([
  ["", 0],
  ["a word, ~", 9],
  ["容器", 4],
  ["\u001b[1mbold\u001b[22m", 4],
  ["é…", 2],
])("%j takes %i columns", (text, columns) => {
  expect(stringWidth(text)).toBe(columns);
});
