import { createContext, Script } from "node:vm";

/** Shorter text is looked through at once: no pattern of the course takes longer for it than a millisecond or two. */
const SHORT = 2048;
/** Milliseconds for one look through what a terminal has shown. */
const PATIENCE_MS = 50;

const context = createContext({});
const FIRST = new Script("pattern.test(text)");
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
