import stringWidth from "fast-string-width";
import { describe, expect, it } from "vitest";
import { type Language, LANGUAGES } from "../../src/course/language.ts";
import { type Action, actionOf, decodeKeys, type Key, keysLine, OFFERS, type Stage } from "../../src/ui/keys.ts";
import { createStyle } from "../../src/ui/style.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";

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
    ["\u001b[A\u001bOB\u001b[5~\u001b[6~", ["up", "down", "page-up", "page-down"]],
    ["\u001b[C", ["other"]],
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
const LOOKS = { "char:c": "checks", "char:d": "changes", "char:m": "map", "char:e": "explain", "char:o": "output" } as const;
const AWAY = { "char:l": "lessons", "char:g": "language", "char:q": "quit", "char:?": "help" } as const;
const MOVES = { "char:b": "back", "char:r": "restart" } as const;
const UNDONE = { "char:t": "type", "char:h": "hint", "char:s": "skip", ...LOOKS, ...MOVES, ...AWAY } as const;
const DONE = { enter: "next", "char:t": "type", ...LOOKS, ...MOVES, ...AWAY } as const;
const KEYS: Readonly<Record<Stage, Readonly<Partial<Record<Key, Action>>>>> = {
  opening: { enter: "next", ...AWAY },
  step: { enter: "run", ...UNDONE },
  challenge: { enter: "type", ...UNDONE },
  solution: { enter: "run", ...UNDONE },
  failed: { enter: "run", ...UNDONE },
  moved: { enter: "afresh", ...UNDONE },
  undone: { enter: "run", ...UNDONE },
  passed: DONE,
  finished: DONE,
  stuck: { enter: "interrupt", ...UNDONE },
  closed: { enter: "afresh", ...UNDONE },
  skip: { "char:s": "skip" },
  restart: { "char:r": "restart" },
  leave: { "char:q": "quit" },
  page: { enter: "next", "char: ": "next", "char:q": "stay", escape: "stay" },
  question: { enter: "answer", "char:s": "skip", "char:g": "language", "char:q": "quit", "char:?": "help" },
  "question-number": {
    enter: "answer",
    "char:t": "type",
    "char:s": "skip",
    "char:g": "language",
    "char:q": "quit",
    "char:?": "help",
  },
  "question-right": { enter: "next", "char:q": "quit" },
  "lab-ended": { enter: "afresh", ...AWAY },
  "lesson-end": { enter: "next", "char:m": "map", ...AWAY },
};
const ALL: readonly Key[] = [
  "enter",
  "escape",
  "other",
  ...[..."abcdefghijklmnopqrstuvwxyz?1 "].map((character): Key => `char:${character}`),
];

describe.each(Object.entries(KEYS) as [Stage, Readonly<Partial<Record<Key, Action>>>][])("at the stage %s", (stage, expected) => {
  it("keys do what they say, and no other key does anything", () => {
    const other = stage === "skip" || stage === "restart" || stage === "leave" ? "stay" : null;
    expect(Object.fromEntries(ALL.map((key) => [key, actionOf(OFFERS[stage], key)]))).toEqual(
      Object.fromEntries(ALL.map((key) => [key, expected[key] ?? other])),
    );
  });

  it.each<Key>(["ctrl-c", "ctrl-d", "end"])("%s quits", (key) => {
    expect(actionOf(OFFERS[stage], key)).toBe("quit");
  });
});

function line(stage: Stage, columns: number, language: Language = "en"): string {
  return keysLine(
    { style: createStyle({ colour: 0, unicode: true, plain: true }), texts: TEXTS[language] },
    OFFERS[stage].filter(({ action }) => action !== "output"), // shown only where output was cut
    columns,
  );
}

describe("the line of keys", () => {
  it.each<[Stage, number, string]>([
    [
      "step",
      120,
      "Enter run  t type it  h hint  c checks  d changes  m map  e flags  b back  r restart  s skip  l lessons  q quit  ? help",
    ],
    ["step", 80, "Enter run  t type it  h hint  c checks  m map  e flags  s skip  q quit  ? more"],
    ["step", 40, "Enter run  t type it  q quit  ? more"],
    ["failed", 80, "Enter try again  t type it  h hint  c checks  m map  e explain  q quit  ? more"],
    ["challenge", 80, "t solve it  h hint  c checks  d changes  m map  e flags  s skip  q quit  ? more"],
    ["passed", 80, "Enter next  d changes  m map  c checks  t terminal  e explain  q quit  ? more"],
    ["undone", 80, "Enter run it  t type it  s go on  h hint  c checks  e explain  q quit  ? more"],
    ["skip", 80, "s skip it   any other key stay"],
  ])("of the stage %s in %d columns", (stage, columns, text) => {
    expect(line(stage, columns)).toBe(text);
  });

  it("is in the language that is spoken", () => {
    expect(line("step", 80, "zh")).toBe("Enter 运行  t 输入  h 提示  c 检查  m 地图  e 逐项解释  s 跳过  q 退出  ? 更多");
    expect(line("opening", 80, "zh")).toBe("Enter 开始   l 目录   g 语言/English   q 退出   ? 帮助");
  });

  it.each(LANGUAGES)(
    "is one line in any window from 30 columns up, and says where the keys are that it has no room for (%s)",
    (language) => {
      for (const stage of Object.keys(OFFERS) as Stage[]) {
        for (let columns = 30; columns < 160; columns += 1) {
          const text = line(stage, columns, language);
          expect(text.split("\n"), stage).toHaveLength(1);
          expect(stringWidth(text), `${stage} ${columns}`).toBeLessThan(columns);
          expect(text, `${stage} ${columns}`).not.toBe("");
          if (/\? (?:more|help|更多|帮助)$/.test(text)) continue;
          expect(["skip", "restart", "leave", "page", "question-right"], `${stage} ${columns}: ${text}`).toContain(stage);
        }
      }
    },
  );
});
