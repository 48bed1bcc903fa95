import { plainText } from "../../terminal/plain-text.ts";

const LONGEST = 300;

/** Text that a course or a folder brings, fit to stand in a message: one line, no control characters, not endless. */
export function oneLine(text: string): string {
  const line = plainText(text.slice(0, LONGEST * 4))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
