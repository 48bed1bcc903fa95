import { plainText } from "../terminal/plain-text.ts";
import type { ShortOutput } from "./journal-entries.ts";

const HEAD_LINES = 25;
const TAIL_LINES = 15;
const LONGEST_LINE = 300;

/** What a full-screen program drew on the alternate screen (xterm, DECSET 1049): of that, nothing stays behind. */
const ALTERNATE_SCREEN = /\u001b\[\?(?:1049|1047|47)h[\s\S]*?(?:\u001b\[\?(?:1049|1047|47)l|$)/g;
/** Of a line this much is looked at: its escape sequences count, too. */
const LONGEST_RAW_LINE = 64 * LONGEST_LINE;

/** A command's output for keeping: plain text, and where it is long, the beginning and the end. */
export function shortOutput(output: string): ShortOutput {
  const lines = output.replace(ALTERNATE_SCREEN, "").split("\n");
  while (lines.length > 0 && shown(lines.at(-1) ?? "") === "") lines.pop();
  if (lines.length <= HEAD_LINES + TAIL_LINES) return { head: lines.map(shown), left: 0, tail: [] };
  // Only what is kept is looked at: a flood has a hundred thousand lines, and the prompt waits for this.
  return {
    head: lines.slice(0, HEAD_LINES).map(shown),
    left: lines.length - HEAD_LINES - TAIL_LINES,
    tail: lines.slice(-TAIL_LINES).map(shown),
  };
}

/** What is left of a line on the screen. */
function shown(line: string): string {
  const text = plainText(notOverwritten(line).slice(0, LONGEST_RAW_LINE)).trimEnd();
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)} ...` : text;
}

/** A carriage return goes back over the line, as progress bars do, unless nothing follows. */
function notOverwritten(line: string): string {
  const end = line.replace(/\r+$/, "");
  return end.slice(end.lastIndexOf("\r") + 1);
}
