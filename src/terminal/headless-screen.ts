import type { Terminal as Xterm } from "@xterm/headless";
import { useNewerWidths } from "./character-widths.ts";

/** Nothing that a program draws is moved, repeated or deleted more often than this at a time. */
const MOST_REPEATS = 1000;

/** Sequences that are carried out as often as their number says (ECMA-48: SU, SD, IL, DL, ICH, DCH, ECH, REP, CHT, CBT; SL, SR, DECIC, DECDC). */
const REPEATING = [
  ...["S", "T", "L", "M", "@", "P", "X", "b", "I", "Z"].map((final) => ({ final })),
  ...["@", "A"].map((final) => ({ intermediates: " ", final })),
  ...["}", "~"].map((final) => ({ intermediates: "'", final })),
];

/** Accents and the like, which take no column: a screen keeps them with the character before them. */
const MARKS = "[\\p{M}\\p{Cf}\\u1160-\\u11ff]";
const MOST_MARKS = 16;
const TOO_MANY_MARKS = new RegExp(`(${MARKS}{${MOST_MARKS}})${MARKS}+`, "gu");
/** Below are no such characters. */
const ANY_MARK = /[^\0-\u00ac\u00ae-\u02ff]/;

/** The same text with no more marks on a character than any language has: millions would be kept, and drawn, in one cell. */
export function withFewMarks(text: string): string {
  return ANY_MARK.test(text) ? text.replace(TOO_MANY_MARKS, "$1") : text;
}

/**
 * A terminal's screen without a window, to be fed whatever programs print. It says nothing of what it cannot read, and
 * leaves out what would keep it busy for minutes: `printf '\e[999999999S'`.
 */
export async function headlessScreen(size: {
  readonly columns: number;
  readonly rows: number;
  readonly scrollback: number;
}): Promise<Xterm> {
  const { default: xterm } = await import("@xterm/headless"); // lazy: 20 ms that only who types needs
  const screen = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    scrollback: size.scrollback,
    allowProposedApi: true,
    logLevel: "off", // else it writes to the learner's terminal
  });
  await useNewerWidths(screen);
  for (const sequence of REPEATING) screen.parser.registerCsiHandler(sequence, ([times]) => Number(times) > MOST_REPEATS);
  return screen;
}
