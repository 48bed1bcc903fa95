import { createContext, Script } from "node:vm";
import { type Message, say, verbatim } from "../src/say/message.ts";

/** Shorter text is looked through at once: no pattern of the course takes longer for it than a millisecond or two. */
const SHORT = 2048;
/** Milliseconds for one look through what a terminal has shown: by the clock, so a busy machine has some to spare. */
const PATIENCE_MS = 200;

const context = createContext({});
const FIRST = new Script("pattern.test(text)");
const FIRST_PLACE = new Script(`
  { const match = pattern.exec(text); match === null ? [-1, -1] : [match.index, match.index + match[0].length] }
`);
const LAST_END = new Script(`
  [...text.matchAll(new RegExp(pattern.source, pattern.flags.replace("g", "") + "g"))].reduce((end, { 0: { length }, index }) => index + length, 0)
`);

/*
 * Patterns are tried on text that a learner chose, and it may be written so that trying all ways to fit one takes hours.
 * So a look comes to an end after its time, with null: nobody knows.
 */

/** Whether a pattern fits somewhere in a text. */
export function isFoundIn(pattern: RegExp, text: string): boolean | null {
  return text.length <= SHORT ? pattern.test(text) : (inTime(FIRST, pattern, text) as boolean | null);
}

/** As many lines are quoted of what a pattern fits: the first and the last of it. */
const QUOTED = 2;

/** What came of looking for a pattern in a text: nobody knows where that took too long. */
type Found = { readonly type: "found"; readonly lines: Message } | { readonly type: "not-found" } | { readonly type: "unknown" };

/** The lines of a text in which a pattern fits, where it does first; of many the first and the last. */
export function foundIn(pattern: RegExp, text: string): Found {
  const place = text.length <= SHORT ? placeOf(pattern.exec(text)) : (inTime(FIRST_PLACE, pattern, text) as Place | null);
  if (place === null) return { type: "unknown" };
  return place[0] < 0 ? { type: "not-found" } : { type: "found", lines: linesAt(text, place) };
}

function linesAt(text: string, [start, end]: Place): Message {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  // what ends with the end of a line is of that line
  const rest = text.indexOf("\n", Math.max(end - 1, start));
  const lines = text
    .slice(from, rest < 0 ? undefined : rest)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const quoted = lines.length <= QUOTED ? lines : [lines[0], lines.length === QUOTED + 1 ? lines[1] : "…", lines.at(-1)];
  return lines.length === 0 ? say`an empty line` : verbatim(quoted.join(" ⏎ "));
}

/** Where a match begins and ends; below zero without one. */
type Place = readonly [start: number, end: number];

function placeOf(match: RegExpExecArray | null): Place {
  return match === null ? [-1, -1] : [match.index, match.index + match[0].length];
}

/** Where the last part of a text that a pattern fits ends; 0 where it fits none. */
export function endOfLastIn(pattern: RegExp, text: string): number | null {
  return inTime(LAST_END, pattern, text) as number | null;
}

function inTime(script: Script, pattern: RegExp, text: string): unknown {
  Object.assign(context, { pattern, text });
  try {
    return script.runInContext(context, { timeout: PATIENCE_MS });
  } catch (error) {
    // Where it is an error of that context's, it is no instance of this one's Error.
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      return null;
    throw error;
  } finally {
    Object.assign(context, { pattern: null, text: "" });
  }
}
