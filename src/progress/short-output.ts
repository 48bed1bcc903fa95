import { plainText } from "../terminal/plain-text.ts";
import type { ShortOutput } from "./journal-entries.ts";

const HEAD_LINES = 25;
const TAIL_LINES = 15;
const LONGEST_LINE = 300;

/** What a full-screen program drew on the alternate screen (xterm, DECSET 1049): of that, nothing stays behind. */
const ALTERNATE_SCREEN = /\u001b\[\?(?:1049|1047|47)h[\s\S]*?(?:\u001b\[\?(?:1049|1047|47)l|$)/g;
/** A carriage return that goes back over the line, as progress bars do. */
const OVERWRITTEN = /^.*\r(?=[^\r])/s;

/** A command's output for keeping: plain text, and where it is long, the beginning and the end. */
export function shortOutput(output: string): ShortOutput {
  const lines = output
    .replace(ALTERNATE_SCREEN, "")
    .split("\n")
    .map((line) => plainText(line.replace(OVERWRITTEN, "")).trimEnd());
  while (lines.at(-1) === "") lines.pop();
  const cut = (line: string) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} ...` : line);
  if (lines.length <= HEAD_LINES + TAIL_LINES) return { head: lines.map(cut), left: 0, tail: [] };
  return {
    head: lines.slice(0, HEAD_LINES).map(cut),
    left: lines.length - HEAD_LINES - TAIL_LINES,
    tail: lines.slice(-TAIL_LINES).map(cut),
  };
}
