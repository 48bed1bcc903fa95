import { stringWidth } from "../map/text-width.ts";

export interface Column {
  readonly cells: readonly string[];
  /** Numbers stand below each other by their end. */
  readonly align?: "left" | "right";
}

/** Rows of cells below each other, two columns apart; a column without anything in it is left out. */
export function columns(all: readonly Column[], gap = 2): readonly string[] {
  const shown = all.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const widths = shown.map(({ cells }) => Math.max(...cells.map((cell) => stringWidth(cell))));
  const count = Math.max(0, ...shown.map(({ cells }) => cells.length));
  return Array.from({ length: count }, (_, row) =>
    shown
      .map(({ cells, align }, index) => {
        const cell = cells[row] ?? "";
        const space = " ".repeat((widths[index] ?? 0) - stringWidth(cell));
        return align === "right" ? space + cell : cell + space;
      })
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** Words with the keys behind them, in one line: where there is no room for both, the words are cut. */
export function withKeys(words: string, keys: string, width: number, ellipsis: string): string {
  const room = width - stringWidth(keys) - GAP.length;
  return room < stringWidth(ellipsis) ? shorten(keys, width, "") : `${shorten(words, room, ellipsis)}${GAP}${keys}`;
}

const GAP = "  ";

/** Text cut to a width in columns, with a sign that something is missing. */
export function shorten(text: string, width: number, ellipsis: string): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (stringWidth(kept + character) + stringWidth(ellipsis) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ellipsis}`;
}
