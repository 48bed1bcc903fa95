import { expect, test } from "vitest";
import { shellStatus } from "../../../src/ui/lab-shell/shell-status.ts";
import { createStyle } from "../../../src/ui/style.ts";
import { TEXTS } from "../../../src/ui/texts/texts.ts";

const style = createStyle({ colour: 0, unicode: true, plain: false });

test.each([
  [80, "nslab shell: container  exit or Ctrl-] leaves the lab"],
  [53, "nslab shell: container  ^] leaves"],
  [30, "container  ^] leaves"],
  [15, "container"],
  [9, ""],
])("in %d columns the line below a shell in the lab says what matters most", (columns, line) => {
  expect(shellStatus({ style, texts: TEXTS.en }, "container", columns)).toBe(line);
});

test("it leaves the last column free, also where characters are wide", () => {
  const line = shellStatus({ style, texts: TEXTS.zh }, "host", 80);
  expect(line).toContain("离开实验环境");
  for (let columns = 1; columns < 80; columns += 1) {
    const shown = shellStatus({ style, texts: TEXTS.zh }, "host", columns);
    expect([...shown].reduce((width, character) => width + (character > "\u2fff" ? 2 : 1), 0)).toBeLessThan(columns);
  }
});
