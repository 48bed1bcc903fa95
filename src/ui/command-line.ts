import { stringWidth } from "../map/text-width.ts";

/** What bash takes as one: a blank outside of quotes, quoted text, an escaped character, any other. */
const PARTS = /( +)|('[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|\\[\s\S]|[\s\S])/gu;

/**
 * A command as it is to stand in a terminal of so many columns, behind a prompt. The terminal ends a
 * row wherever it is full, in the middle of a word, too; so blanks between words, which mean nothing
 * more when there are several, fill a row that has no room for the next word. What is copied is one
 * line, still, and the same command. Text in quotes stays as it is.
 */
export function filledRows(prompt: string, command: string, columns: number): string {
  let shown = "";
  let used = stringWidth(prompt);
  for (const { blanks, word } of wordsOf(command)) {
    const width = stringWidth(word);
    const room = columns - (used % columns);
    const isFirst = shown === "";
    const moves = !isFirst && blanks.length + width > room && width <= columns;
    const gap = moves ? " ".repeat(Math.max(room, blanks.length)) : blanks;
    shown += gap + word;
    used += gap.length + width;
  }
  return shown;
}

interface Word {
  /** What stands before it. */
  readonly blanks: string;
  readonly word: string;
}

function wordsOf(command: string): readonly Word[] {
  const words: { blanks: string; word: string }[] = [];
  let current: { blanks: string; word: string } | null = null;
  for (const [, blanks, part = ""] of command.matchAll(PARTS)) {
    if (blanks !== undefined) {
      current = { blanks, word: "" };
      words.push(current);
      continue;
    }
    if (current === null) words.push((current = { blanks: "", word: "" }));
    current.word += part;
  }
  return words;
}
