import { describe, expect, it } from "vitest";
import { TerminalModes } from "../../src/ui/terminal-modes.ts";

function following(...texts: readonly string[]): TerminalModes {
  const modes = new TerminalModes();
  for (const text of texts) modes.follow(text);
  return modes;
}

describe("the modes that programs have set", () => {
  it.each([
    ["none", ["text"], "", ""],
    [
      "the other screen and a hidden cursor",
      ["\u001b[?1049h\u001b[?25lvim"],
      "\u001b[?1049l\u001b[?25h",
      "\u001b[?1049h\u001b[?25l",
    ],
    ["several at once", ["\u001b[?1000;1006h"], "\u001b[?1000l\u001b[?1006l", "\u001b[?1000h\u001b[?1006h"],
    ["one that is off again", ["\u001b[?2004h", "\u001b[?2004l"], "", ""],
    ["a cursor that is shown again", ["\u001b[?25l\u001b[?25h"], "", ""],
    ["one whose sequence comes in pieces", ["\u001b", "[?10", "49h"], "\u001b[?1049l", "\u001b[?1049h"],
  ])("are undone on leaving and set again on coming back: %s", (_, texts, undone, again) => {
    const modes = following(...texts);
    expect(modes.leave()).toBe(`${undone}\u001b[0m`);
    expect(modes.enter()).toBe(again);
  });
});
