/** What src/lab/preflight.sh found out by trying. */
export interface Tried {
  readonly works: boolean;
  /** What the command said, one line; empty when it worked. */
  readonly complaint: string;
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
