import { describe, expect, it } from "vitest";
import { capabilitiesOf, sizeOf } from "../../src/ui/streams.ts";

const TTY = { isTTY: true, columns: 100, rows: 30 };
const PIPE = {};

describe("capabilities", () => {
  it.each([
    ["a terminal", TTY, { TERM: "xterm" }, 1],
    ["a terminal of 256 colours", TTY, { TERM: "xterm-256color" }, 2],
    ["a terminal of all colours", TTY, { TERM: "xterm-256color", COLORTERM: "truecolor" }, 3],
    ["a dumb terminal", TTY, { TERM: "dumb" }, 0],
    ["NO_COLOR", TTY, { TERM: "xterm", NO_COLOR: "1" }, 0],
    ["an empty NO_COLOR, which is none", TTY, { TERM: "xterm", NO_COLOR: "" }, 1],
    ["a pipe", PIPE, { TERM: "xterm" }, 0],
    ["a pipe with FORCE_COLOR", PIPE, { FORCE_COLOR: "1" }, 1],
    ["a pipe with an empty FORCE_COLOR", PIPE, { FORCE_COLOR: "" }, 1],
    ["FORCE_COLOR of a level", TTY, { TERM: "xterm", FORCE_COLOR: "3" }, 3],
    ["FORCE_COLOR against NO_COLOR", TTY, { NO_COLOR: "1", FORCE_COLOR: "1" }, 1],
    ["FORCE_COLOR that says no", TTY, { TERM: "xterm", FORCE_COLOR: "0" }, 0],
  ])("of %s have the colours that can be shown", (_, output, environment, colour) => {
    expect(capabilitiesOf(output, environment, { plain: false }).colour).toBe(colour);
  });

  it.each([
    [{}, true],
    [{ LANG: "C.UTF-8" }, true],
    [{ LANG: "zh_CN.utf8" }, true],
    [{ LANG: "C" }, false],
    [{ LANG: "zh_CN.GB18030" }, false],
    [{ LANG: "C", LC_ALL: "C.UTF-8" }, true],
    [{ LANG: "C.UTF-8", LC_CTYPE: "POSIX" }, false],
    [{ TERM: "linux", LANG: "C.UTF-8" }, false],
  ])("of the environment %j have unicode symbols: %s", (environment, unicode) => {
    expect(capabilitiesOf(TTY, environment, { plain: false }).unicode).toBe(unicode);
  });

  it.each([
    [undefined, false],
    ["15;0", false],
    ["12;8", false],
    ["0;7", true],
    ["0;15", true],
    ["0;default;15", true],
    ["0;default", false],
    ["nonsense", false],
  ])("of a terminal whose COLORFGBG is %j have a background known to be light: %s", (colours, light) => {
    expect(capabilitiesOf(TTY, { COLORFGBG: colours }, { plain: false }).light).toBe(light);
  });

  it("of somebody who wants plain text are no colours, no symbols and no moving cursor", () => {
    const plain = capabilitiesOf(TTY, { TERM: "xterm", FORCE_COLOR: "3", LANG: "C.UTF-8" }, { plain: true });
    expect(plain).toMatchObject({
      isTTY: true,
      columns: 100,
      rows: 30,
      colour: 0,
      light: false,
      unicode: false,
      cursor: false,
      plain: true,
    });
  });

  it.each([
    ["a terminal", TTY, { TERM: "xterm" }, true],
    ["a dumb terminal", TTY, { TERM: "dumb" }, false],
    ["a pipe", PIPE, { TERM: "xterm" }, false],
  ])("of %s have a cursor that moves: see the fourth column", (_, output, environment, cursor) => {
    expect(capabilitiesOf(output, environment, { plain: false }).cursor).toBe(cursor);
  });

  it("take 80 by 24 where there is no size, or nobody has set one", () => {
    expect(sizeOf(PIPE)).toEqual({ columns: 80, rows: 24 });
    expect(sizeOf({ isTTY: true, columns: 0, rows: 0 })).toEqual({ columns: 80, rows: 24 });
    expect(sizeOf(TTY)).toEqual({ columns: 100, rows: 30 });
  });
});
