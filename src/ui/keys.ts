import { stringWidth } from "../map/text-width.ts";
import type { Layout } from "./layout.ts";
import type { Texts } from "./texts/english.ts";

/** A key by name; a printable one by its lower-case character. `end`: there will be no more keys. */
export type Key = "enter" | "escape" | "ctrl-c" | "ctrl-d" | "end" | Scrolling | "other" | Printable;
type Scrolling = "up" | "down" | "page-up" | "page-down";
type Printable = `char:${string}`;

const KEYS = /\u001b(?:\[[0-?]*[ -/]*[@-~]|O[\s\S]|[\s\S])|[\s\S]/gu;

/** Keys that send a sequence and are told apart (xterm, "PC-Style Function Keys"). */
const SEQUENCES: Readonly<Record<string, Scrolling>> = {
  "\u001b[A": "up",
  "\u001bOA": "up",
  "\u001b[B": "down",
  "\u001bOB": "down",
  "\u001b[5~": "page-up",
  "\u001b[6~": "page-down",
};

/** The keys in what a terminal in raw mode sent. Those with a sequence that nothing here asks for are `other`. */
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
        if (Object.hasOwn(SEQUENCES, piece)) return SEQUENCES[piece] ?? "other";
        return piece.startsWith("\u001b") || piece < " " || piece === "\u007f" ? "other" : char(piece.toLowerCase());
    }
  });
}

/** What a key does. */
export type Action =
  | "next"
  | "run"
  /** The same step from its beginning, in a fresh lab. */
  | "afresh"
  | "fix"
  | "type"
  | "hint"
  | "checks"
  | "changes"
  | "map"
  | "explain"
  | "output"
  | "back"
  | "restart"
  | "skip"
  | "lessons"
  | "language"
  | "answer"
  | "stay"
  | "quit"
  | "help"
  | "interrupt";

/** Where the learner is asked. */
export type Stage =
  | "opening"
  | "step"
  /** The challenge, before its solution was shown, and after. */
  | "challenge"
  | "solution"
  | "failed"
  /** It failed, and left its terminal in another shell: its lines would be typed in the wrong place. */
  | "moved"
  /** It passed once, and does not hold any more. */
  | "undone"
  | "passed"
  /** The same after the last step. */
  | "finished"
  | "stuck"
  | "closed"
  /** The lab has ended under the learner. */
  | "lab-ended"
  | "skip"
  | "restart"
  /** Leaving nslab with the key that leaves a page. */
  | "leave"
  | "page"
  /** A question: one to choose an answer for, one that takes a look at the lab, and one that has been answered rightly. */
  | "question"
  | "question-number"
  | "question-right"
  | "lesson-end";

export interface Offer {
  readonly key: Key;
  readonly action: Action;
  /** Its words; a key without any works, but is not shown. */
  readonly label: keyof Texts["learner"]["keys"] | null;
  /** Where there is no room for all, the highest go first. */
  readonly rank: number;
}

function offer(key: Key, action: Action, label: Offer["label"], rank: number): Offer {
  return { key, action, label, rank };
}

function enter(action: Action, label: Offer["label"]): Offer {
  return offer("enter", action, label, 0);
}

const QUIT = offer(char("q"), "quit", "quit", 2);
const HELP = offer(char("?"), "help", "help", 1);
const TYPE = offer(char("t"), "type", "type", 3);
const USE_TERMINAL = offer(char("t"), "type", "lookAround", 6);
const HINT = offer(char("h"), "hint", "hint", 4);
const CHECKS = offer(char("c"), "checks", "checks", 5);
const OUTPUT = offer(char("o"), "output", "output", 3);
const EXPLAIN = offer(char("e"), "explain", "explain", 7);
const MAP = offer(char("m"), "map", "map", 8);
const SKIP = offer(char("s"), "skip", "skip", 9);
const CHANGES = offer(char("d"), "changes", "changes", 10);
const BACK = offer(char("b"), "back", "back", 11);
const LESSONS = offer(char("l"), "lessons", "lessons", 12);
/** Where a lesson is open, the help names it: it is needed once. */
const LANGUAGE = offer(char("g"), "language", null, 14);
const RESTART = offer(char("r"), "restart", "restart", 13);
/** Offered where something that earlier steps made true is so no more. */
export const FIX = offer(char("f"), "fix", "fix", 1);

const LOOKS = [CHECKS, CHANGES, MAP, EXPLAIN, OUTPUT] as const;
const MOVES = [BACK, RESTART] as const;
const AWAY = [LESSONS, LANGUAGE, QUIT, HELP] as const;
/** A step that is done: what came of it matters most. */
const DONE = [
  { ...CHANGES, rank: 4 },
  { ...MAP, rank: 5 },
  CHECKS,
  USE_TERMINAL,
  { ...EXPLAIN, rank: 10 },
  OUTPUT,
  { ...BACK, label: "redo", rank: 11 },
  RESTART,
  ...AWAY,
] as const;

/** Which keys there are where, in the order in which they are shown. */
export const OFFERS: Readonly<Record<Stage, readonly Offer[]>> = {
  opening: [enter("next", "begin"), LESSONS, { ...LANGUAGE, label: "language" }, QUIT, HELP],
  step: [enter("run", "run"), TYPE, HINT, ...LOOKS, ...MOVES, SKIP, ...AWAY],
  challenge: [offer(char("t"), "type", "solve", 0), { ...enter("type", null) }, HINT, ...LOOKS, ...MOVES, SKIP, ...AWAY],
  solution: [enter("run", "runSolution"), TYPE, HINT, ...LOOKS, ...MOVES, SKIP, ...AWAY],
  failed: [enter("run", "tryAgain"), TYPE, HINT, ...LOOKS, ...MOVES, SKIP, ...AWAY],
  moved: [enter("afresh", "afresh"), TYPE, HINT, ...LOOKS, ...MOVES, SKIP, ...AWAY],
  undone: [enter("run", "runAgain"), TYPE, offer(char("s"), "skip", "goOn", 3), HINT, ...LOOKS, ...MOVES, ...AWAY],
  passed: [enter("next", "next"), ...DONE],
  finished: [enter("next", "finish"), ...DONE],
  stuck: [enter("interrupt", "interrupt"), { ...USE_TERMINAL, rank: 3 }, HINT, ...LOOKS, ...MOVES, SKIP, ...AWAY],
  closed: [enter("afresh", "afresh"), TYPE, HINT, ...LOOKS, ...MOVES, SKIP, ...AWAY],
  "lab-ended": [enter("afresh", "afresh"), ...AWAY],
  skip: [offer(char("s"), "skip", "skipNow", 0), offer("other", "stay", "stay", 0)],
  restart: [offer(char("r"), "restart", "restartNow", 0), offer("other", "stay", "stay", 0)],
  leave: [{ ...QUIT, rank: 0 }, offer("other", "stay", "stay", 0)],
  page: [
    enter("next", "nextPage"),
    offer(char(" "), "next", null, 0),
    { ...QUIT, action: "stay", label: "backToLesson" },
    offer("escape", "stay", null, 0),
  ],
  question: [enter("answer", "answer"), { ...SKIP, label: "skip" }, LANGUAGE, QUIT, HELP],
  "question-number": [enter("answer", "answer"), { ...USE_TERMINAL, rank: 3 }, { ...SKIP, label: "skip" }, LANGUAGE, QUIT, HELP],
  "question-right": [enter("next", "finish"), QUIT],
  "lesson-end": [enter("next", "nextLesson"), MAP, ...AWAY],
};

/** What a key does there, or null when it does nothing. Ctrl-C, Ctrl-D and the end of all input quit everywhere. */
export function actionOf(offers: readonly Offer[], key: Key): Action | null {
  if (key === "ctrl-c" || key === "ctrl-d" || key === "end") return "quit";
  const found = offers.find((each) => each.key === key) ?? offers.find((each) => each.key === "other");
  return found?.action ?? null;
}

/**
 * The keys in one line. Where that is too narrow, with shorter words; then without the least
 * important ones, which work all the same: the last key shown tells where they are.
 */
export function keysLine({ texts, style }: Pick<Layout, "texts" | "style">, offers: readonly Offer[], columns: number): string {
  const labelled = offers.flatMap(({ key, label, rank }) => (label === null ? [] : [{ key, label, rank }]));
  // The last column stays free: a terminal may wrap when it is written to.
  const width = columns - 1;
  const byRank = labelled.toSorted((one, other) => one.rank - other.rank);
  const line = (count: number, short: number, gap: number): readonly string[] => {
    const shown = labelled.filter((each) => byRank.indexOf(each) < count);
    return shown.map(({ key, label }, index) => {
      const words = texts.learner.keys[label === "help" && count < labelled.length ? "more" : label];
      return `${style.strong(nameOf(key, texts))} ${index < short ? words.at(-1) : words[0]}${" ".repeat(gap)}`;
    });
  };
  for (let count = labelled.length; count > 0; count -= 1) {
    const forms = [{ short: 0, gap: 3 }, ...Array.from({ length: count + 1 }, (_, short) => ({ short, gap: 2 }))];
    for (const { short, gap } of forms) {
      const text = line(count, short, gap).join("").trimEnd();
      if (stringWidth(text) <= width) return text;
    }
  }
  return "";
}

function nameOf(key: Key, texts: Texts): string {
  if (key === "enter") return texts.learner.enterKey;
  if (key === "other") return texts.learner.anyKey;
  return key.startsWith("char:") ? key.slice(5) : key;
}

function char(character: string): Printable {
  return `char:${character}`;
}
