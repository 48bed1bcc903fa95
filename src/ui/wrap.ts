import { isPrintableAscii, stringWidth } from "../map/text-width.ts";

/** What may not begin a line, in Chinese and Japanese (JIS X 4051, CLREQ) and after a wide character. */
const CLOSING = /^[、。，．：；？！）」』】》〉”’…—～·,.:;?!)\]}%]$/u;
/** What may not end one. */
const OPENING = /^[（「『【《〈“‘([{]$/u;

/** Leaves half of its columns empty behind itself: a space there would be a second one. */
const WITH_SPACE = /^[、。，：；？！）」』】》〉]$/u;

/** Colours, space, and what is never parted: characters of one column each, one after the other, or any other by itself. */
const PIECES = /(\u001b\[[0-9;:]*m)|([ \t]+)|([!-~]+)|([\s\S])/gu;
const CHARACTERS = /(\u001b\[[0-9;:]*m)|([\s\S])/gu;

/** What is never parted by a line's end: a word, or one wide character with its punctuation. */
interface Unit {
  text: string;
  width: number;
  /** Whether a space stands before it in the text. */
  readonly spaced: boolean;
  /** Its last visible character; empty as long as there is none. */
  last: string;
}

/**
 * Wraps text at a width in columns. A newline in it is a line's end. Colours (SGR sequences) count
 * nothing, wide characters count two and may part from each other, as Chinese does. Words longer
 * than the width are cut.
 */
export function wrap(text: string, width: number): string {
  const columns = Math.max(width, 2);
  return text
    .split("\n")
    .map((line) => fill(unitsOf(line), columns))
    .join("\n");
}

/** What stands between a text and the next on its line: nothing after a mark that brings its own space. */
export function gapAfter(text: string): string {
  const last = text.at(-1) ?? "";
  return isPrintableAscii(last) || !WITH_SPACE.test(last) ? " " : "";
}

/** Text with every line of it, other than empty ones, moved to the right; the first one may have a mark there. */
export function indent(text: string, columns: number, mark = ""): string {
  const space = " ".repeat(columns);
  const first = mark + " ".repeat(Math.max(columns - stringWidth(mark), 0));
  return text
    .split("\n")
    .map((line, index) => (line === "" && (index > 0 || mark === "") ? "" : `${index === 0 ? first : space}${line}`))
    .join("\n");
}

function fill(units: readonly Unit[], columns: number): string {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const unit of units) {
    const gap = unit.spaced && used > 0 ? 1 : 0;
    if (used > 0 && used + gap + unit.width > columns) {
      lines.push(line);
      line = "";
      used = 0;
    }
    if (unit.width > columns) {
      const pieces = cut(unit.text, columns);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? "";
      used = stringWidth(line);
      continue;
    }
    const space = used > 0 ? " ".repeat(gap) : "";
    line += space + unit.text;
    used += space.length + unit.width;
  }
  return [...lines, line].join("\n");
}

function unitsOf(line: string): readonly Unit[] {
  return isPrintableAscii(line) ? wordsOf(line) : unitsOfAny(line);
}

/** The same in a fraction of the time: most text is no more than words and spaces. */
function wordsOf(line: string): readonly Unit[] {
  const words = line.split(" ").filter((word) => word !== "");
  return words.map((text) => ({ text, width: text.length, spaced: true, last: text.at(-1) ?? "" }));
}

function unitsOfAny(line: string): readonly Unit[] {
  const units: Unit[] = [];
  let spaced = false;
  let current: Unit | null = null;
  for (const [, escape, space, run, character = run ?? ""] of line.matchAll(PIECES)) {
    if (space !== undefined) {
      spaced = true;
      current = null;
      continue;
    }
    const width = escape === undefined ? (run?.length ?? stringWidth(character)) : 0;
    if (current === null || (width > 0 && mayPart(current.last, run?.charAt(0) ?? character))) {
      current = { text: "", width: 0, spaced: spaced && gapAfter(units.at(-1)?.last ?? "") !== "", last: "" };
      units.push(current);
      spaced = false;
    }
    current.text += escape ?? character;
    current.width += width;
    if (width > 0) current.last = run?.at(-1) ?? character;
  }
  return units;
}

function mayPart(before: string, character: string): boolean {
  if (before === "" || (isNarrow(before) && isNarrow(character))) return false;
  return !CLOSING.test(character) && !OPENING.test(before);
}

function isNarrow(character: string): boolean {
  return stringWidth(character) < 2;
}

/** Pieces of a word that is longer than a line. */
function cut(text: string, columns: number): readonly string[] {
  const pieces = [""];
  let used = 0;
  for (const [piece, escape] of text.matchAll(CHARACTERS)) {
    const width = escape === undefined ? stringWidth(piece) : 0;
    if (used + width > columns) {
      pieces.push("");
      used = 0;
    }
    pieces[pieces.length - 1] += piece;
    used += width;
  }
  return pieces;
}
