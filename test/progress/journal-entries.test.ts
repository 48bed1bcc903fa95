import { describe, expect, test } from "vitest";
import { toldAttempts } from "../../src/progress/attempts.ts";
import { entryLine, type JournalEntry, parseJournal } from "../../src/progress/journal-entries.ts";
import { shortOutput } from "../../src/progress/short-output.ts";
import { command, lines, mapDrawn, opened, passed } from "./journal-fixtures.ts";

const ALL: readonly JournalEntry[] = [
  opened(),
  command("mount --bind /data1 data", { output: { head: ["one"], left: 7, tail: ["nine"] } }),
  passed({}, { changes: ["+ mount"] }),
  mapDrawn("┌──┐\n└──┘"),
];

describe("a journal's lines", () => {
  test("are read as they were written, each on a line", () => {
    const text = ALL.map(entryLine).join("");
    expect(text.trimEnd().split("\n")).toHaveLength(ALL.length);
    expect(parseJournal(text)).toEqual(ALL);
  });

  test.each([
    ["cut off", entryLine(passed()).slice(0, 60)],
    ["of a later nslab", entryLine(passed()).replace('"v":1', '"v":2')],
    ["of a kind that is not known", entryLine(opened()).replace('"opened"', '"sung"')],
    ["without a time", entryLine(opened()).replace(/"at":"[^"]*"/, '"at":"soon"')],
    ["whose output is none", entryLine(command("ls")).replace('"head":[]', '"head":[1]')],
    ["that are not JSON", "hello\n\n\u0000\n"],
    ["that are null", "null\n[]\n7\n"],
  ])("%s are left out, and those around them are read", (_, line) => {
    expect(parseJournal(`${entryLine(opened())}${line}\n${entryLine(command("ls"))}`)).toEqual([opened(), command("ls")]);
  });
});

describe("of several attempts at a step the notes tell", () => {
  const commandsOf = (entries: readonly JournalEntry[]) =>
    toldAttempts(entries).map(({ step, entries: told }) => [
      step,
      ...told.flatMap((entry) => (entry.type === "command" ? [entry.command] : [])),
    ]);

  test.each<[string, readonly JournalEntry[], readonly (readonly string[])[]]>([
    [
      "the last that passed",
      [opened(), command("one"), passed(), opened(), command("two"), passed(), opened(), command("three")],
      [["bind", "two"]],
    ],
    [
      "the last with a command, where none passed",
      [opened(), command("one"), opened(), command("two"), opened()],
      [["bind", "two"]],
    ],
    ["nothing where only a look was taken", [opened()], []],
    [
      "what belongs together, though two plays wrote at the same time",
      [opened(), opened({ play: "p2" }), command("one"), command("two", { play: "p2" }), passed({ play: "p2" }), command("more")],
      [["bind", "two"]],
    ],
    [
      "each step in the order in which they were begun",
      [opened({ step: "b" }), command("x", { step: "b" }), opened({ step: "a" }), command("y", { step: "a" })],
      [
        ["b", "x"],
        ["a", "y"],
      ],
    ],
  ])("%s", (_, entries, told) => {
    expect(commandsOf(entries)).toEqual(told);
  });
});

describe("of a command's output is kept", () => {
  test.each([
    ["all of it, where it is short", "one\r\ntwo\r\n", lines("one", "two")],
    ["no escape sequence or control character", "\u001b[31mred\u001b[0m\u0007 \u001b]0;title\u0007end\r\n", lines("red end")],
    ["what a progress bar showed last", "10%\r20%\r100%\r\ndone", lines("100%", "done")],
    [
      "nothing that a full-screen program drew",
      "before\r\n\u001b[?1049h\u001b[Hscreen\r\n~\u001b[?1049lafter\r\n",
      lines("before", "after"),
    ],
    ["nothing of one that is still there", "\u001b[?1049hscreen", lines()],
    ["nothing of nothing", "\r\n", lines()],
  ])("%s", (_, output, kept) => {
    expect(shortOutput(output)).toEqual(kept);
  });

  test("the beginning and the end, where it is long, with the lines between counted", () => {
    const { head, left, tail } = shortOutput(Array.from({ length: 100 }, (_, index) => `${index}\r\n`).join(""));
    expect([head[0], head.at(-1), left, tail[0], tail.at(-1)]).toEqual(["0", "24", 60, "85", "99"]);
  });

  test("of a flood without reading all of it", () => {
    const flood = "\u001b[31mred\u001b[0m\r\n".repeat(500_000);
    const { head, left, tail } = shortOutput(flood);
    expect([...head, ...tail]).toEqual(Array.from({ length: 40 }, () => "red"));
    expect(left).toBe(499_960);
  });

  test("of a line drawn over again and again the last of it", () => {
    expect(shortOutput(`${"10% \r".repeat(3)}\u001b[32m100%\u001b[0m\r\r\nend\r\n`).head).toEqual(["100%", "end"]);
  });

  test("of a long line its beginning", () => {
    expect(shortOutput("x".repeat(10_000)).head[0]).toHaveLength(304);
  });
});
