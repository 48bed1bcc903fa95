import type { Said } from "../say/message.ts";

/** What was found out by trying, by src/lab/preflight.sh for one. */
export interface Tried {
  readonly works: boolean;
  /** What the command said, one line, or what nslab says of it; empty when it worked. */
  readonly complaint: Said;
  /** Programs for want of which it could not even be tried. */
  readonly lacks?: readonly string[];
}

/** Answers by capability id; what was never tried, because something before it failed, is not there. */
export function parsePreflightLines(text: string): ReadonlyMap<string, Tried> {
  return new Map(
    text.split("\n").flatMap((line): [string, Tried][] => {
      const [, answer, id = "", complaint = ""] = /^(yes|no) (\S+) ?(.*)$/.exec(line) ?? [];
      return answer === undefined ? [] : [[id, { works: answer === "yes", complaint }]];
    }),
  );
}
