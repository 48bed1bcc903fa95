import { describe, expect, test } from "vitest";
import { FORGED, judgeDocument, judgeSecrets, judgeTerminal } from "./texts.ts";

const CANARIES = { open: "canary0123456789ab", name: "canarybbbbbbbbbbbb" };
const STACK = "Error: no such thing\n    at read (file:///tmp/nslab/dist/main.js:12:3)\n";

describe("a byte of the machine's", () => {
  test.each([
    ["as it is", `holds: ${CANARIES.open}`],
    ["broken where a row ends", "holds: canary0123\r\n456789ab"],
    ["with colours in it", "\u001b[31mcanary0123\u001b[0m456789ab"],
  ])("is found %s", (_, text) => {
    expect(judgeSecrets("the window", text, CANARIES)).toEqual([
      { what: "secret", text: "the window: the machine's file that everybody may read" },
    ]);
  });

  test("is not found where there is none", () => {
    expect(judgeSecrets("the window", "canary 0123456789a", CANARIES)).toEqual([]);
  });

  test("is told from what was written past nslab", () => {
    expect(judgeSecrets("the window", `x${FORGED}`, CANARIES).map(({ what }) => what)).toEqual(["terminal"]);
    expect(judgeSecrets("the window", "echo forged-$((6*7))", CANARIES)).toEqual([]);
  });
});

describe("a terminal", () => {
  test("is judged by what it is left in only when all is over", () => {
    expect(judgeTerminal("it", "\u001b[?25l", false)).toEqual([]);
    expect(judgeTerminal("it", "\u001b[?25l", true)).toEqual([{ what: "terminal", text: "it: left with mode 25 off" }]);
  });

  test("shows an error that nobody caught", () => {
    expect(judgeTerminal("it", STACK.replaceAll("\n", "\r\n"), true).map(({ what }) => what)).toEqual(["crash"]);
  });

  test("is told of a flood in a few lines", () => {
    const flood = Array.from({ length: 100 }, (_, number) => `\u001b]0;${number}\u0007`).join("");
    expect(judgeTerminal("it", flood, true)).toHaveLength(3);
  });
});

describe("a document", () => {
  test.each([
    ["JSON with clean texts", '{"a": ["b", {"c": "d\\n"}]}', "json", []],
    ["nothing, as when there is no lab", "", "json", []],
    ["JSON that is none", "{", "json", ["document"]],
    ["JSON with an escape character in a text", '{"a": "\\u001b[31m"}', "json", ["document"]],
    ["JSON with a C1 character in a name", '{"\\u009b": 1}', "json", ["document"]],
    ["JSON that turns the direction of text", '{"a": ["\\u202e"]}', "json", ["document"]],
    ["text", "a line\nand one\tmore\n", "text", []],
    ["text with a colour", "\u001b[31mred", "text", ["document"]],
    ["text with a bell", "\u0007", "text", ["document"]],
    ["an error that nobody caught", STACK, "text", ["crash"]],
  ] as const)("is right or not: %s", (_, text, format, kinds) => {
    expect(judgeDocument("it", text, format).map(({ what }) => what)).toEqual(kinds);
  });
});
