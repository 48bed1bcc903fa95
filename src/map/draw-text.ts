import type { Drawing, Role } from "./drawing.ts";
import { graphemes } from "./fit.ts";

/** A piece of a line that looks the same throughout. */
export interface Span {
  readonly text: string;
  readonly role: Role | "line";
}

const UP = 1;
const RIGHT = 2;
const DOWN = 4;
const LEFT = 8;
/** The horizontal part is a bridge. */
const THICK = 16;

/** Box-drawing characters by the sides they reach; a line's loose end is drawn to its whole length. */
const UNICODE: Readonly<Record<number, string>> = {
  [UP]: "│",
  [DOWN]: "│",
  [UP | DOWN]: "│",
  [LEFT]: "─",
  [RIGHT]: "─",
  [LEFT | RIGHT]: "─",
  [DOWN | RIGHT]: "┌",
  [DOWN | LEFT]: "┐",
  [UP | RIGHT]: "└",
  [UP | LEFT]: "┘",
  [UP | DOWN | RIGHT]: "├",
  [UP | DOWN | LEFT]: "┤",
  [DOWN | LEFT | RIGHT]: "┬",
  [UP | LEFT | RIGHT]: "┴",
  [UP | DOWN | LEFT | RIGHT]: "┼",
  [THICK | LEFT]: "═",
  [THICK | RIGHT]: "═",
  [THICK | LEFT | RIGHT]: "═",
  [THICK | DOWN | RIGHT]: "╤",
  [THICK | DOWN | LEFT]: "╤",
  [THICK | DOWN | LEFT | RIGHT]: "╤",
  [THICK | UP | DOWN | LEFT | RIGHT]: "╪",
};

/**
 * The drawing as lines of text, each exactly as wide as the drawing.
 * @param ascii nothing but ASCII for lines; names keep their own characters
 */
export function textLines(drawing: Drawing, ascii: boolean): readonly (readonly Span[])[] {
  const lines = lineCells(drawing);
  const characters = lines.map((row) => row.map((sides) => (sides === 0 ? " " : character(sides, ascii))));
  const roles = lines.map((row) => row.map((): Role | "line" => "line"));
  for (const { x, y, text, role } of drawing.texts) {
    let at = x;
    for (const each of graphemes(text)) {
      const [row, own] = [characters[y], roles[y]];
      if (row === undefined || own === undefined || at + each.width > drawing.width) break;
      row[at] = each.text;
      own[at] = role;
      if (each.width === 2) [row[at + 1], own[at + 1]] = ["", role]; // the second half of a wide character
      at += each.width;
    }
  }
  return characters.map((row, y) => toSpans(row, roles[y] ?? []));
}

/** The same without roles, for whoever has no colours. */
export function plainLines(drawing: Drawing, ascii: boolean): readonly string[] {
  return textLines(drawing, ascii).map((line) => line.map(({ text }) => text).join(""));
}

function toSpans(row: readonly string[], roles: readonly (Role | "line")[]): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let at = 1; at <= row.length; at += 1) {
    const role = roles[from] ?? "line";
    if (at < row.length && roles[at] === role) continue;
    spans.push({ text: row.slice(from, at).join(""), role });
    from = at;
  }
  return spans;
}

/** For each cell the sides that lines in it reach. */
function lineCells({ width, height, boxes, wires }: Drawing): readonly number[][] {
  const cells = Array.from({ length: height }, () => Array.from({ length: width }, () => 0));
  const add = (x: number, y: number, sides: number) => {
    const row = cells[y];
    if (row !== undefined && x >= 0 && x < width) row[x] = (row[x] ?? 0) | sides;
  };
  const across = (x1: number, x2: number, y: number, thick: number) => {
    for (let x = x1; x <= x2; x += 1) add(x, y, (x > x1 ? LEFT : 0) | (x < x2 ? RIGHT : 0) | thick);
  };
  const down = (x: number, y1: number, y2: number) => {
    for (let y = y1; y <= y2; y += 1) add(x, y, (y > y1 ? UP : 0) | (y < y2 ? DOWN : 0));
  };
  for (const box of boxes) {
    const [right, bottom] = [box.x + box.width - 1, box.y + box.height - 1];
    across(box.x, right, box.y, 0);
    across(box.x, right, bottom, 0);
    down(box.x, box.y, bottom);
    down(right, box.y, bottom);
  }
  for (const { x1, y1, x2, y2, thick } of wires) {
    if (y1 === y2) across(x1, x2, y1, thick ? THICK : 0);
    else down(x1, y1, y2);
  }
  return cells;
}

function character(sides: number, ascii: boolean): string {
  if (!ascii) return UNICODE[sides] ?? "┼";
  const turns = (sides & (UP | DOWN)) !== 0 && (sides & (LEFT | RIGHT)) !== 0;
  if (turns) return "+";
  if ((sides & (UP | DOWN)) !== 0) return "|";
  return (sides & THICK) === 0 ? "-" : "=";
}
