import chalk, { Chalk } from "chalk";
import isUnicodeSupported from "is-unicode-supported";
import type { ReportStyle } from "./pretty.ts";

/** Colours for a terminal that has them; none in a pipe, with NO_COLOR or on a dumb terminal. */
export function reportStyle(output: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): ReportStyle {
  const plain = output.isTTY !== true || (environment["NO_COLOR"] ?? "") !== "" || environment["TERM"] === "dumb";
  const colours = plain ? new Chalk({ level: 0 }) : chalk;
  const unicode = isUnicodeSupported();
  return {
    good: colours.green,
    bad: colours.red,
    quiet: colours.dim,
    pass: unicode ? "✓" : "ok",
    fail: unicode ? "✗" : "FAIL",
    skip: unicode ? "○" : "--",
  };
}
