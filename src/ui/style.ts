import { Chalk } from "chalk";
import { toAscii } from "./ascii.ts";
import type { Capabilities } from "./streams.ts";

/** Colours and symbols for one output. Only the 16 colours that every theme defines, none of them for reading text. */
export interface Style {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  /** Of less weight than the text around it. */
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
  /** A command or file name inside prose. */
  readonly code: (text: string) => string;
  readonly pass: string;
  readonly fail: string;
  readonly skip: string;
  /** Of a check that nobody has judged yet. */
  readonly open: string;
  /** Where the learner is. */
  readonly here: string;
  readonly bullet: string;
  /** Between what was and what is. */
  readonly arrow: string;
  /** Where a text was cut. */
  readonly ellipsis: string;
  /** Text as it can be shown: nslab named as it was called, without signs beyond ASCII where there are none. Before it is wrapped, since it may grow. */
  readonly fit: (text: string) => string;
  /** Whether nothing beyond ASCII may be drawn. */
  readonly ascii: boolean;
  /** One column of a drawn rule; empty where none is drawn. */
  readonly rule: string;
}

type Looks = Pick<Capabilities, "colour" | "unicode" | "plain"> & Partial<Pick<Capabilities, "light" | "asCalled">>;

export function createStyle({ colour, unicode, plain, light = false, asCalled = asWritten }: Looks): Style {
  const chalk = new Chalk({ level: colour });
  return {
    good: chalk.green,
    bad: chalk.red,
    quiet: chalk.dim,
    strong: chalk.bold,
    // Without colours, code keeps the backticks it is written with: it must stay told from prose.
    code: colour === 0 ? (text) => `\`${text}\`` : light ? chalk.blue : chalk.cyan, // cyan is pale on white
    pass: unicode ? "✓" : "ok",
    fail: unicode ? "✗" : "FAIL",
    skip: unicode ? "○" : "--",
    open: unicode ? "○" : "-",
    here: unicode ? "▸" : ">",
    bullet: unicode ? "•" : "-",
    arrow: unicode ? "→" : "->",
    ellipsis: unicode ? "…" : "...",
    fit: unicode ? asCalled : (text) => toAscii(asCalled(text)),
    ascii: !unicode,
    rule: plain ? "" : unicode ? "─" : "-",
  };
}

function asWritten(text: string): string {
  return text;
}
