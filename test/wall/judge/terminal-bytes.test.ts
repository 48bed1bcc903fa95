import { describe, expect, test } from "vitest";
import { escaped, readTerminalBytes } from "./terminal-bytes.ts";

const read = (text: string) => readTerminalBytes(text, { bell: true });
const straysIn = (text: string) => read(text).strays.map(({ what }) => what);

describe("what comes out of a terminal", () => {
  test.each([
    ["text", "plain text, 中文, ✓\r\n"],
    ["colours", "\u001b[1;31mred\u001b[0m \u001b[38;5;208mx\u001b[39m \u001b[48;2;1;2;3my\u001b[49m"],
    ["moves and erases", "\u001b[2J\u001b[H\u001b[3;4H\u001b[K\u001b[2A\u001b[5C\u001b[1;23r\u001b[r\u001bM"],
    ["the other screen and the cursor", "\u001b[?1049h\u001b[?25l\u001b[?25h\u001b[?1049l"],
    ["modes that programs ask for", "\u001b[?1h\u001b=\u001b[?2004h\u001b[?2004l\u001b[?1l\u001b>"],
    ["the title kept and put back, as by less", "\u001b[22;0;0t\u001b[23;0;0t"],
    ["a cursor of another form", "\u001b[5 q\u001b[0 q"],
    ["drawing at one go", "\u001b[?2026hx\u001b[?2026l"],
    ["the usual character set", "\u001b(B"],
  ])("is nslab's own to write: %s", (_, text) => {
    expect(read(text)).toEqual({ strays: [], leftOn: [] });
  });

  test.each([
    ["\u001b]0;owned\u0007", "an OSC sequence"],
    ["\u001b]52;c;cm0=\u001b\\", "an OSC sequence"],
    ["\u001b]0;never ended", "an OSC sequence"],
    ["\u001bP$q\u001b\\", "a DCS sequence"],
    ["\u001b_x\u001b\\", "an APC sequence"],
    ["\u001b^x\u001b\\", "a PM sequence"],
    ["\u001bXx\u001b\\", "an SOS sequence"],
    ["\u001bc", "a full reset"],
    ["\u001b[6n", "a question that the terminal answers as if it were typed"],
    ["\u001b[c", "a question that the terminal answers as if it were typed"],
    ["\u001b[>c", "a CSI sequence of no use for drawing"],
    ["\u001b[21t", "a CSI sequence of no use for drawing"],
    ["\u001b[5i", "a CSI sequence of no use for drawing"],
    ["\u001b[?1048h\u001b[?1048l", "the terminal's mode 1048"],
    ["\u001b(0", "another character set"],
    ["\u009b31m", "a C1 control character"],
    ["\u0085", "a C1 control character"],
    ["\u202e", "a character that turns the direction of text"],
    ["\u2066", "a character that turns the direction of text"],
    ["\u000e", "a control character"],
    ["\u0000", "a control character"],
    ["\u007f", "a control character"],
  ])("is nothing that nslab writes: %j", (bytes, what) => {
    expect(straysIn(`before${bytes}`)[0]).toBe(what);
  });

  test("holds a bell only where bells may be rung", () => {
    expect(straysIn("\u0007")).toEqual([]);
    expect(readTerminalBytes("\u0007", { bell: false }).strays).toEqual([{ what: "a bell", bytes: "\\u{7}" }]);
  });

  test("is read to its end behind a sequence that is none of nslab's", () => {
    expect(straysIn("\u001b]0;a\u0007ok\u001b[6nok\u001b]0;b\u0007")).toHaveLength(3);
  });

  test.each([
    ["\u001b[?25l", ["mode 25 off"]],
    ["\u001b[?1049h", ["mode 1049 on"]],
    ["\u001b[?1000h\u001b[?1000l", []],
    ["\u001b[?12l", []],
    ["\u001b=", ["the keypad's own sequences"]],
    ["\u001b[1;20r", ["a scroll region"]],
    ["\u001b[31m", ["a colour"]],
    ["\u001b[38;5;1m\u001b[39m", []],
    ["\u001b[38;2;1;4;7m\u001b[39m", []],
    ["\u001b[1;4m\u001b[22m", ["underlined text"]],
    ["\u001b[7m\u001b[m", []],
    ["\u001b[5 q", ["a cursor of another form"]],
  ])("leaves a terminal as it was, or not: %j", (bytes, leftOn) => {
    expect(read(bytes).leftOn).toEqual(leftOn);
  });

  test("is reported in letters that are no attack themselves", () => {
    expect(escaped("\u001b]0;ä\u0007")).toBe("\\u{1b}]0;\\u{e4}\\u{7}");
    expect(escaped("x".repeat(200)).length).toBeLessThan(70);
  });
});
