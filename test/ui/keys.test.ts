import stringWidth from "fast-string-width";
import { describe, expect, it } from "vitest";
import { type Action, actionOf, decodeKeys, type Key, keysLine, OFFERS, type Stage } from "../../src/ui/keys.ts";
import { createStyle } from "../../src/ui/style.ts";
import { ENGLISH } from "../../src/ui/texts/texts.ts";

describe("what a terminal sends", () => {
  it.each<[string, readonly Key[]]>([
    ["\r", ["enter"]],
    ["\n", ["enter"]],
    ["t", ["char:t"]],
    ["T", ["char:t"]],
    ["?", ["char:?"]],
    ["挂", ["char:挂"]],
    ["\u0003", ["ctrl-c"]],
    ["\u0004", ["ctrl-d"]],
    ["\u001b", ["escape"]],
    ["\u001b[A", ["other"]],
    ["\u001b[1;5C", ["other"]],
    ["\u001bOP", ["other"]],
    ["\u001bq", ["other"]],
    ["\u007f", ["other"]],
    ["\u001a", ["other"]],
    ["hc\r", ["char:h", "char:c", "enter"]],
    ["", []],
  ])("%j is %j", (sent, keys) => {
    expect(decodeKeys(sent)).toEqual(keys);
  });
});

/** Keys that do something at that stage; all others do nothing. */
const KEYS: Readonly<Record<Stage, Readonly<Partial<Record<Key, Action>>>>> = {
  opening: { enter: "next", "char:q": "quit", "char:?": "help" },
  step: {
    enter: "run",
    "char:t": "type",
    "char:h": "hint",
    "char:c": "checks",
    "char:e": "explain",
    "char:s": "skip",
    "char:q": "quit",
    "char:?": "help",
  },
  challenge: {
    enter: "type",
    "char:t": "type",
    "char:h": "hint",
    "char:c": "checks",
    "char:s": "skip",
    "char:q": "quit",
    "char:?": "help",
  },
  solution: {
    enter: "run",
    "char:t": "type",
    "char:h": "hint",
    "char:c": "checks",
    "char:s": "skip",
    "char:q": "quit",
    "char:?": "help",
  },
  failed: {
    enter: "run",
    "char:t": "type",
    "char:h": "hint",
    "char:c": "checks",
    "char:e": "explain",
    "char:s": "skip",
    "char:q": "quit",
    "char:?": "help",
  },
  passed: { enter: "next", "char:t": "type", "char:c": "checks", "char:q": "quit", "char:?": "help" },
  finished: { enter: "next", "char:t": "type", "char:c": "checks", "char:q": "quit", "char:?": "help" },
  stuck: { enter: "interrupt", "char:t": "type", "char:s": "skip", "char:q": "quit", "char:?": "help" },
  closed: { enter: "run", "char:t": "type", "char:s": "skip", "char:q": "quit", "char:?": "help" },
  skip: { "char:s": "skip" },
  "lesson-end": { enter: "next", "char:q": "quit", "char:?": "help" },
};
const ALL: readonly Key[] = [
  "enter",
  "escape",
  "other",
  ...[..."abcdefghijklmnopqrstuvwxyz?1 "].map((character): Key => `char:${character}`),
];

describe.each(Object.entries(KEYS) as [Stage, Readonly<Partial<Record<Key, Action>>>][])("at the stage %s", (stage, expected) => {
  it("keys do what they say, and no other key does anything", () => {
    const other = stage === "skip" ? "stay" : null;
    expect(Object.fromEntries(ALL.map((key) => [key, actionOf(OFFERS[stage], key)]))).toEqual(
      Object.fromEntries(ALL.map((key) => [key, expected[key] ?? other])),
    );
  });

  it.each<Key>(["ctrl-c", "ctrl-d", "end"])("%s quits", (key) => {
    expect(actionOf(OFFERS[stage], key)).toBe("quit");
  });
});

function line(stage: Stage, columns: number): string {
  return keysLine(
    { style: createStyle({ colour: 0, unicode: true, plain: true }), texts: ENGLISH, width: () => columns },
    OFFERS[stage],
  );
}

describe("the line of keys", () => {
  it.each<[Stage, number, string]>([
    ["step", 120, "Enter run it   t type it myself   h hint   c checks   e explain   s skip   q quit   ? help"],
    ["step", 84, "Enter run it  t type it myself  h hint  c checks  e explain  s skip  q quit  ? help"],
    ["step", 80, "Enter run  t type it myself  h hint  c checks  e flags  s skip  q quit  ? help"],
    ["step", 40, "Enter run it  t type it myself  h hint\nc checks  e explain  s skip  q quit\n? help"],
    ["failed", 80, "Enter try again  t type it  h hint  c checks  e explain  s skip  q quit  ? help"],
    ["challenge", 80, "t solve it in the terminal   h hint   c checks   s skip   q quit   ? help"],
    ["passed", 80, "Enter next step   t use the terminal   c checks   q quit   ? help"],
    ["skip", 80, "s skip it   any other key stay"],
  ])("of the stage %s in %d columns", (stage, columns, text) => {
    expect(line(stage, columns)).toBe(text);
  });

  it("is one line in 80 columns, and fits any window from 30 columns up", () => {
    for (const stage of Object.keys(OFFERS) as Stage[]) {
      expect(line(stage, 80).split("\n"), stage).toHaveLength(1);
      for (let columns = 30; columns < 130; columns += 1) {
        for (const row of line(stage, columns).split("\n")) expect(stringWidth(row), `${stage} ${columns}`).toBeLessThan(columns);
      }
    }
  });
});
