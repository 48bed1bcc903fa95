import { describe, expect, test } from "vitest";
import { plainText } from "../../src/terminal/plain-text.ts";
import { computedMs } from "../support/cpu-time.ts";

const ESC = "\u001b";
const BEL = "\u0007";

describe("a terminal's output as plain text", () => {
  test.each([
    ["ordinary text", "total 0\n", "total 0\n"],
    ["letters of any script", "Größe 大小 \u{1f4e6}\n", "Größe 大小 \u{1f4e6}\n"],
    ["a tab", "a\tb", "a\tb"],
    ["what joins letters", "می\u200cخواهم 👩\u200d🔬", "می\u200cخواهم 👩\u200d🔬"],
  ])("keeps %s", (_, output, plain) => {
    expect(plainText(output)).toBe(plain);
  });

  test.each([
    ["colours", `${ESC}[1;31mred${ESC}[0m`, "red"],
    ["a 24-bit colour with colons", `${ESC}[38:2::1:2:3mred${ESC}[m`, "red"],
    ["bracketed paste", `${ESC}[?2004l\r\nout\r\n${ESC}[?2004h$ `, "\nout\n$ "],
    ["cursor movement with an intermediate byte", `a${ESC}[2 qb`, "ab"],
    ["a title that ends with BEL", `${ESC}]0;root@host: ~${BEL}$ `, "$ "],
    ["a title that ends with ST", `${ESC}]0;root@host${ESC}\\$ `, "$ "],
    ["a link of OSC 8", `${ESC}]8;;http://203.0.113.80/${ESC}\\here${ESC}]8;;${ESC}\\`, "here"],
    ["a device control string", `a${ESC}P1$r0m${ESC}\\b`, "ab"],
    ["a choice of character set", `${ESC}(Bplain`, "plain"],
    ["saving the cursor", `${ESC}7a${ESC}8b`, "ab"],
    ["an application keypad", `${ESC}=a${ESC}>b`, "ab"],
    ["the bell", `a${BEL}b`, "ab"],
    ["NUL and DEL", "a\u0000b\u007fc", "abc"],
    ["control characters of 8 bits", "a\u0085b\u009bc", "abc"],
    ["what turns the direction of writing", "a\u202eb\u2066c\u2069\u200f\u061cd", "abcd"],
    ["what parts lines or cannot be seen", "a\u2028b\u2029c\u200b\ufeff\u2060d\u{e0041}", "abcd"],
  ])("takes %s out", (_, output, plain) => {
    expect(plainText(output)).toBe(plain);
  });

  test.each([
    ["the terminal's own", "a\r\nb\r\n", "a\nb\n"],
    ["with more carriage returns than one", "a\r\r\nb", "a\nb"],
    ["of a file from elsewhere, with an escape sequence between", `a\r${ESC}[K\nb`, "a\nb"],
  ])("has one \\n for a line's end: %s", (_, output, plain) => {
    expect(plainText(output)).toBe(plain);
  });

  test.each([
    ["a title that never ends", `${ESC}]0;title\nout`, "0;title\nout"],
    ["a lone escape character at the end", `out${ESC}`, "out"],
    ["a CSI that is cut off", `out${ESC}[3`, "out3"],
  ])("shows what follows %s", (_, output, plain) => {
    expect(plainText(output)).toBe(plain);
  });

  test("takes time in proportion to the output, even to one of escape characters alone", () => {
    const started = computedMs();
    for (const sequence of [`${ESC}]`, `${ESC}P`, `${ESC}[`, `${ESC}[0;`, ESC, "\r"]) plainText(sequence.repeat(100_000));
    expect(computedMs() - started).toBeLessThan(2000);
  });
});
