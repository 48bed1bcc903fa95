import { describe, expect, it } from "vitest";
import { changeSettings, TerminalModes } from "../../../src/ui/take-over/terminal-modes.ts";

function settings(act: (modes: TerminalModes) => void): ReadonlyMap<string, string> {
  const modes = new TerminalModes();
  act(modes);
  return modes.settings();
}

describe("what programs ask of the learner's keyboard", () => {
  it.each([
    ["nothing", () => undefined, "", ""],
    [
      "mouse reports",
      (modes: TerminalModes) => [1000, 1006].forEach((mode) => modes.set(mode, true)),
      "\u001b[?1000h\u001b[?1006h",
      "\u001b[?1000l\u001b[?1006l",
    ],
    ["a mode that is off again", (modes: TerminalModes) => [true, false].forEach((on) => modes.set(2004, on)), "", ""],
    ["the other screen, which is drawn and not passed on", (modes: TerminalModes) => modes.set(1049, true), "", ""],
    [
      "the keypad and a cursor of another form",
      (modes: TerminalModes) => [modes.setKeypad(true), modes.setCursorStyle(6)],
      "\u001b=\u001b[6 q",
      "\u001b>\u001b[0 q",
    ],
    ["a form there is none of", (modes: TerminalModes) => modes.setCursorStyle(99), "", ""],
    [
      "all of it, and then a reset",
      (modes: TerminalModes) => [modes.set(1000, true), modes.setKeypad(true), modes.reset()],
      "",
      "",
    ],
  ])("is set, and taken back: %s", (_, act, on, off) => {
    const wanted = settings(act);
    expect(changeSettings(new Map(), wanted)).toBe(on);
    expect(changeSettings(wanted, new Map())).toBe(off);
    expect(changeSettings(wanted, wanted)).toBe("");
  });

  it("a soft reset leaves mouse and paste as they are, and shows the cursor", () => {
    const modes = new TerminalModes();
    for (const mode of [1, 1000, 2004]) modes.set(mode, true);
    modes.set(25, false);
    modes.softReset();
    expect([...modes.settings().keys()]).toEqual(["\u001b[?1000h", "\u001b[?2004h"]);
    expect(modes.cursorVisible).toBe(true);
  });
});
