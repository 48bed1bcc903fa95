import { describe, expect, it } from "vitest";
import { OutputFilter } from "../../src/ui/output-filter.ts";

const RED = "\u001b[31m";

/** What is left of an output, and that it is the same in whatever pieces it comes. */
function filtered(colours: boolean, output: string): string {
  const whole = new OutputFilter(colours).push(output);
  const bytewise = new OutputFilter(colours);
  expect([...output].map((character) => bytewise.push(character)).join("")).toBe(whole);
  return whole;
}

describe("the output of a command in the lab", () => {
  it.each([
    ["ordinary text", "one\ttwo\r\nthree\r\n", "one\ttwo\r\nthree\r\n"],
    ["the cursor moved", "a\u001b[2Ab\u001b[10;5Hc", "abc"],
    ["the screen cleared", "a\u001b[2J\u001b[Hb\u001bcc", "abc"],
    ["the other screen", "\u001b[?1049hvim\u001b[?1049l", "vim"],
    ["bracketed paste switched on", "\u001b[?2004hok", "ok"],
    ["the window renamed", "a\u001b]0;you are hacked\u0007b", "ab"],
    ["the clipboard set", "a\u001b]52;c;cm0gLXJmIC8=\u001b\\b", "ab"],
    ["an answer asked for", 'a\u001bP$q"p\u001b\\b\u001b[6nc\u001b[cd', "abcd"],
    ["a character set switched", "a\u001b(0b\u000ec", "abc"],
    ["bells, backspaces and other controls", "a\u0007\b\u0000\u007fb", "ab"],
    ["controls of eight bits", "a\u009b31mb\u0085", "a31mb"],
    ["an escape before a colour's end is missing", "a\u001b[31", "a"],
    ["what turns the text around it", "a\u202eb\u2067c\u{e0041}", "abc"],
    ["wide characters", "挂载", "挂载"],
  ])("loses what would reach the learner's own terminal: %s", (_, output, left) => {
    expect(filtered(false, output)).toBe(left);
    expect(filtered(true, output)).toBe(left);
  });

  it("keeps its colours where colours are shown", () => {
    expect(filtered(true, `${RED}red\u001b[0m\u001b[1;38;5;9mx`)).toBe(`${RED}red\u001b[0m\u001b[1;38;5;9mx`);
    expect(filtered(false, `${RED}red\u001b[0m`)).toBe("red");
  });

  it("leaves no colour on when it is over", () => {
    const filter = new OutputFilter(true);
    filter.push(`${RED}red`);
    expect(filter.end()).toBe("\u001b[0m");
    expect(filter.end()).toBe("");
    expect(new OutputFilter(false).end()).toBe("");
  });

  it("does not wait for ever for a sequence that does not end", () => {
    const filter = new OutputFilter(false);
    filter.push(`\u001b]0;${"x".repeat(10_000)}`);
    expect(filter.push("after\n")).toBe("after\n");
  });
});
