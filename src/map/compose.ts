import type { DrawnBox, DrawnText, DrawnWire, Role } from "./drawing.ts";
import { cut, fold, widthOf } from "./fit.ts";
import { type Box, CHANGE_SYMBOLS, type Row, type Symbols } from "./sheet.ts";

/** Where a drawing is collected. */
export interface Parts {
  readonly boxes: DrawnBox[];
  readonly wires: DrawnWire[];
  readonly texts: DrawnText[];
}

/** From a box's border to its text: a column for the sign of a change, and a blank. */
const LEFT = 3;
/** Text, a blank and the border. */
const RIGHT = 2;
/** Where a cable enters a box. */
export const CABLE = 3;
/** Text beside a cable begins here. */
const BESIDE = 2;
/** Labels longer than this stand on a line of their own. */
const LONGEST_LABEL = 16;
/** Text narrower than this goes below its label. */
const NARROWEST_TEXT = 14;

interface Line {
  readonly text: string;
  /** Columns from where the box's text begins. */
  readonly indent: number;
  readonly role: Role;
  readonly sign: string;
}

/** A box at a width: how high it gets, and how to draw it. */
export interface Composed {
  readonly height: number;
  /** @param height at least its own: boxes beside each other end together */
  draw(parts: Parts, x: number, y: number, height: number): void;
}

/** Columns a box would take to have every row on one line. */
export function naturalWidth(box: Box): number {
  const labels = labelWidth(box.rows);
  const rows = box.rows.map((row) => LEFT + textColumn(row, labels) + widthOf(row.text) + RIGHT);
  const cable = box.cable === null ? 0 : LEFT + BESIDE + widthOf(cableText(box.cable.end)) + RIGHT;
  const inner = box.inner.map((each) => naturalWidth(each) + LEFT + RIGHT - 1);
  return Math.max(widthOf(titleOf(box)) + 6 + (box.cable === null ? 0 : CABLE), cable, ...rows, ...inner);
}

/** @param footer lines kept free below the rows */
export function compose(box: Box, width: number, symbols: Symbols, footer = 0): Composed {
  const room = width - LEFT - RIGHT;
  const cable = box.cable === null ? [] : cableLines(box.cable.end, room, symbols);
  const lines = [
    ...cable,
    ...box.rows.flatMap((row) => rowLines(row, labelWidth(box.rows), room, symbols)),
    ...markLines(box.mark, room, symbols),
  ];
  const inner = box.inner.map((each) => compose(each, width - LEFT - RIGHT + 1, symbols));
  const own = 2 + lines.length + footer + inner.reduce((sum, each) => sum + each.height, 0);
  return {
    height: Math.max(own, 3),
    draw: (parts, x, y, height) => {
      parts.boxes.push({ x, y, width, height });
      const start = box.cable === null ? 2 : CABLE + 2;
      const role: Role = box.change ?? (box.mark === null ? "title" : "dies");
      parts.texts.push({ x: x + start, y, text: ` ${cut(titleOf(box), width - start - 4, symbols.ellipsis)} `, role });
      for (const [index, line] of lines.entries()) drawLine(parts, line, x, y + 1 + index);
      let at = y + 1 + lines.length;
      for (const each of inner) {
        each.draw(parts, x + LEFT - 1, at, each.height);
        at += each.height;
      }
    },
  };
}

function drawLine(parts: Parts, { text, indent, role, sign }: Line, x: number, y: number): void {
  if (sign !== "") parts.texts.push({ x: x + 1, y, text: sign, role });
  if (text.trim() === "") return;
  const blank = /^ */.exec(text)?.[0].length ?? 0;
  parts.texts.push({ x: x + LEFT + indent + blank, y, text: text.slice(blank), role });
}

function titleOf({ title, change }: Box): string {
  return change === null ? title : `${CHANGE_SYMBOLS[change]} ${title}`;
}

function labelWidth(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(({ label }) => widthOf(label)).filter((width) => width <= LONGEST_LABEL));
}

function textColumn({ label }: Row, labels: number): number {
  return label === "" ? 0 : Math.max(labels, widthOf(label)) + 2;
}

/** The lines of a row: its label, and its text beside or, where that is too narrow, below it. */
export function rowLines(row: Row, labels: number, room: number, symbols: Symbols): readonly Line[] {
  const column = textColumn(row, labels);
  const line = (text: string, indent: number): Line => ({ text, indent, role: roleOf(row), sign: "" });
  const left = room - column;
  const beside = column === 0 || (widthOf(row.label) <= labels && (left >= NARROWEST_TEXT || widthOf(row.text) <= left));
  const label = row.label.trim() === "" ? [] : [line(cut(row.label, room, symbols.ellipsis), 0)];
  const texts = fold(row.text, room - (beside ? column : 2));
  const lines = beside
    ? texts.map((text, index) => line(`${index === 0 ? padTo(row.label, column) : " ".repeat(column)}${text}`, 0))
    : [...label, ...texts.filter((text) => text !== "").map((text) => line(text, 2))];
  return [...signed(lines, row), ...markLines(row.mark, room, symbols)];
}

function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(width - widthOf(text), 0));
}

function signed(lines: readonly Line[], { change, mark }: Row): readonly Line[] {
  if (change === null || mark !== null) return lines;
  return lines.map((each, index) => (index === 0 ? { ...each, sign: CHANGE_SYMBOLS[change] } : each));
}

export function markLines(mark: string | null, room: number, symbols: Symbols): readonly Line[] {
  if (mark === null) return [];
  return fold(mark, room).map((text, index) => ({
    text,
    indent: 0,
    role: "dies",
    sign: index === 0 ? symbols.dies.slice(0, 1) : "",
  }));
}

/** The end of a cable, beside it. */
function cableLines(end: Row, room: number, symbols: Symbols): readonly Line[] {
  const texts = fold(cableText(end), room - BESIDE);
  const lines = texts.map((text): Line => ({ text, indent: BESIDE, role: roleOf(end), sign: "" }));
  return [...signed(lines, end), ...markLines(end.mark, room, symbols)];
}

export function cableText({ label, text }: Row): string {
  return `${label}  ${text}`.trim();
}

export function roleOf({ change, mark }: Row): Role {
  return mark === null ? (change ?? "plain") : "dies";
}
