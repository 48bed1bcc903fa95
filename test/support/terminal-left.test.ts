import { expect, test } from "vitest";
import { leftChanged } from "./terminal-left.ts";

test.each([
  ["", []],
  ["\u001b[?1049h\u001b[?25lmap\u001b[?25h\u001b[?1049l", []],
  ["\u001b[?1049h\u001b[?25lmap", ["mode 1049", "cursor hidden"]],
  ["\u001b[1;23r\u001b[31mred\u001b[0m", ["scroll region"]],
  ["\u001b[1;23r\u001b[r\u001b[?2004;1h\u001b[?1l", ["mode 2004"]],
  ["\u001b[1m\u001b=\u001b[4 q", ["weight", "keypad", "cursor style"]],
  ["\u001b[1;32mgood\u001b[39m\u001b[22m \u001b[7mx\u001b[m", []],
  ["\u001b[01;31mls", ["weight", "colour"]],
])("what is left changed of a terminal is seen: %j", (printed, left) => {
  expect(leftChanged(printed)).toEqual(left);
});
