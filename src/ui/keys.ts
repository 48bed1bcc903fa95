import stringWidth from "fast-string-width";
import type { Layout } from "./layout.ts";
import type { Texts } from "./texts/texts.ts";

/** A key by name; a printable one by its lower-case character. `end`: there will be no more keys. */
export type Key = "enter" | "escape" | "ctrl-c" | "ctrl-d" | "end" | "other" | Printable;
type Printable = `char:${string}`;

const KEYS = /\u001b(?:\[[0-?]*[ -/]*[@-~]|O[\s\S]|[\s\S])|[\s\S]/gu;

/** The keys in what a terminal in raw mode sent. Arrow and function keys are `other`. */
export function decodeKeys(text: string): readonly Key[] {
  return [...text.matchAll(KEYS)].map(([piece]): Key => {
    switch (piece) {
      case "\r":
      case "\n":
        return "enter";
      case "\u0003":
        return "ctrl-c";
      case "\u0004":
        return "ctrl-d";
      case "\u001b":
        return "escape";
      default:
        return piece.startsWith("\u001b") || piece < " " || piece === "\u007f" ? "other" : char(piece.toLowerCase());
    }
  });
}

/** What a key does. */
export type Action = "next" | "run" | "type" | "hint" | "checks" | "explain" | "skip" | "stay" | "quit" | "help" | "interrupt";

/** Where the learner is asked. */
export type Stage =
  | "opening"
  | "step"
  /** The challenge, before its solution was shown, and after. */
  | "challenge"
  | "solution"
  | "failed"
  | "passed"
  /** The same after the last step. */
  | "finished"
  | "stuck"
  | "closed"
  | "skip"
  | "lesson-end";

export interface Offer {
  readonly key: Key;
  readonly action: Action;
  /** Its words; a key without any works, but is not shown. */
  readonly label: keyof Texts["learner"]["keys"] | null;
}

const QUIT: Offer = { key: char("q"), action: "quit", label: "quit" };
const HELP: Offer = { key: char("?"), action: "help", label: "help" };
const HINT: Offer = { key: char("h"), action: "hint", label: "hint" };
const CHECKS: Offer = { key: char("c"), action: "checks", label: "checks" };
const EXPLAIN: Offer = { key: char("e"), action: "explain", label: "explain" };
const SKIP: Offer = { key: char("s"), action: "skip", label: "skip" };
const TYPE: Offer = { key: char("t"), action: "type", label: "type" };
const USE_TERMINAL: Offer = { key: char("t"), action: "type", label: "lookAround" };

/** Which keys there are where, in the order in which they are shown. */
export const OFFERS: Readonly<Record<Stage, readonly Offer[]>> = {
  opening: [{ key: "enter", action: "next", label: "begin" }, QUIT, HELP],
  step: [{ key: "enter", action: "run", label: "run" }, TYPE, HINT, CHECKS, EXPLAIN, SKIP, QUIT, HELP],
  challenge: [
    { key: char("t"), action: "type", label: "solve" },
    { key: "enter", action: "type", label: null },
    HINT,
    CHECKS,
    SKIP,
    QUIT,
    HELP,
  ],
  solution: [{ key: "enter", action: "run", label: "runSolution" }, TYPE, HINT, CHECKS, SKIP, QUIT, HELP],
  failed: [
    { key: "enter", action: "run", label: "tryAgain" },
    { ...TYPE, label: "typeAgain" },
    HINT,
    CHECKS,
    EXPLAIN,
    SKIP,
    QUIT,
    HELP,
  ],
  passed: [{ key: "enter", action: "next", label: "next" }, USE_TERMINAL, CHECKS, QUIT, HELP],
  finished: [{ key: "enter", action: "next", label: "finish" }, USE_TERMINAL, CHECKS, QUIT, HELP],
  stuck: [{ key: "enter", action: "interrupt", label: "interrupt" }, USE_TERMINAL, SKIP, QUIT, HELP],
  closed: [{ key: "enter", action: "run", label: "tryAgain" }, TYPE, SKIP, QUIT, HELP],
  skip: [
    { key: char("s"), action: "skip", label: "skipNow" },
    { key: "other", action: "stay", label: "stay" },
  ],
  "lesson-end": [{ key: "enter", action: "next", label: "nextLesson" }, QUIT, HELP],
};

/** What a key does there, or null when it does nothing. Ctrl-C, Ctrl-D and the end of all input quit everywhere. */
export function actionOf(offers: readonly Offer[], key: Key): Action | null {
  if (key === "ctrl-c" || key === "ctrl-d" || key === "end") return "quit";
  const offer = offers.find((each) => each.key === key) ?? offers.find((each) => each.key === "other");
  return offer?.action ?? null;
}

/** The keys in one line; where that is too narrow, with shorter words, and then in several lines. */
export function keysLine(layout: Pick<Layout, "texts" | "style" | "width">, offers: readonly Offer[]): string {
  const { texts, style } = layout;
  const shown = offers.flatMap(({ key, label }) =>
    label === null ? [] : [{ name: nameOf(key, texts), words: texts.learner.keys[label] }],
  );
  /** The first so many with their short words. */
  const items = (short: number) => shown.map(({ name, words }, index) => [name, (index < short ? words.at(-1) : words[0]) ?? ""]);
  // The last column stays free: a terminal may wrap when it is written to.
  const width = layout.width() - 1;
  const widthOf = (line: readonly (readonly string[])[], gap: number) =>
    stringWidth(line.map((words) => words.join(" ")).join(" ".repeat(gap)));
  const forms = [
    { items: items(0), gap: 3 },
    ...Array.from({ length: shown.length + 1 }, (_, short) => ({ items: items(short), gap: 2 })),
  ];
  const fitting = forms.find((form) => widthOf(form.items, form.gap) <= width) ?? { items: items(0), gap: 2 };
  const lines: string[][][] = [];
  for (const item of fitting.items) {
    const line = lines.at(-1);
    if (line === undefined || widthOf([...line, item], fitting.gap) > width) lines.push([item]);
    else line.push(item);
  }
  return lines
    .map((line) => line.map(([name = "", ...words]) => [style.strong(name), ...words].join(" ")).join(" ".repeat(fitting.gap)))
    .join("\n");
}

function nameOf(key: Key, texts: Texts): string {
  if (key === "enter") return texts.learner.enterKey;
  if (key === "other") return texts.learner.anyKey;
  return key.startsWith("char:") ? key.slice(5) : key;
}

function char(character: string): Printable {
  return `char:${character}`;
}
