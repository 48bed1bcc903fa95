import { stringWidth } from "./text-width.ts";

/** Characters that each take one column and stand alone: Latin ones, the map's own signs, and what stands for others (src/lab/printable.ts). */
const SIMPLE = /^[ -~\u00a0-\u02ff→↔✗…\u2400-\u2421\ufffd]*$/;

const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What stands in one cell, or in two for wide characters. */
export interface Grapheme {
  readonly text: string;
  readonly width: number;
}

/** Text as what is shown together, with the columns each takes. What takes none by itself belongs to what stands before it. */
export function graphemes(text: string): readonly Grapheme[] {
  if (SIMPLE.test(text)) return Array.from(text, (character) => ({ text: character, width: 1 }));
  const known = takenTexts.get(text);
  if (known !== undefined) return known;
  if (takenTexts.size >= MOST_TAKEN) takenTexts.clear();
  const found = takenApart(text);
  takenTexts.set(text, found);
  return found;
}

/** To take text of other scripts apart is slow, and each is asked about again and again while a map is drawn. */
const takenTexts = new Map<string, readonly Grapheme[]>();
const MOST_TAKEN = 2000;

function takenApart(text: string): readonly Grapheme[] {
  const found: { text: string; width: number }[] = [];
  for (const { segment } of SEGMENTER.segment(text)) {
    const width = Math.min(stringWidth(segment), 2);
    const last = found.at(-1);
    if (width === 0 && last !== undefined) last.text += segment;
    else if (width > 0) found.push({ text: segment, width });
  }
  return found;
}

export function widthOf(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  return graphemes(text).reduce((sum, { width }) => sum + width, 0);
}

/** The text cut to a width, with an ellipsis in place of what is missing. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  return `${take(text, Math.max(width - widthOf(ellipsis), 0))}${ellipsis.slice(0, Math.max(width, 0))}`;
}

function take(text: string, width: number): string {
  let taken = "";
  let used = 0;
  for (const each of graphemes(text)) {
    if (used + each.width > width) break;
    taken += each.text;
    used += each.width;
  }
  return taken;
}

/** Lines may end at a blank, and behind a mark of full width, which has none. */
const BETWEEN_WORDS = /(?<=\S)(?= )|(?<=[，。、；：）])(?![，。、；：）])/u;
/** What no line begins with. */
const CLOSING = /^[，。、；：）”]/u;

/** As much as fits into the width, and does not leave a closing mark to the next line. */
function takeLine(line: string, width: number): string {
  const whole = take(line, width);
  let piece = whole;
  while (CLOSING.test(line.slice(piece.length))) {
    piece = piece.slice(0, -(graphemes(piece).at(-1)?.text.length ?? 1));
    if (piece.trim() === "") return whole;
  }
  return piece;
}

/** Lines of at most that width; blanks at the beginning are kept, and begin each line that follows, too. */
export function fold(text: string, width: number): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(BETWEEN_WORDS)) {
    const whole = line === "" ? indent + word.trim() : line + word;
    if (widthOf(whole) <= width) {
      line = whole;
      continue;
    }
    if (line !== "") lines.push(line);
    line = indent + word.trim();
    while (widthOf(line) > width) {
      const piece = takeLine(line, Math.max(width, 2));
      lines.push(piece);
      line = indent + line.slice(piece.length);
      if (piece.trim() === "") return [cut(text.trim(), width, "")]; // narrower than its own indent
    }
  }
  return line === "" ? (lines.length === 0 ? [""] : lines) : [...lines, line];
}
