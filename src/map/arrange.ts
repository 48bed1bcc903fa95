import type { MapLayout } from "./layout.ts";
import { cableCount, sheetOf } from "./build-sheet.ts";
import { CABLE, cableText, compose, type Composed, markLines, naturalWidth, type Parts, roleOf, rowLines } from "./compose.ts";
import type { Drawing } from "./drawing.ts";
import { cut, widthOf } from "./fit.ts";
import { type Box, CHANGE_SYMBOLS, type Row, type Sheet, type SheetOptions, type Symbols } from "./sheet.ts";

/** Columns below which a box beside another would be unreadable. */
const NARROWEST = 26;
/** A box is never narrower, whatever the window: its borders would meet. */
const LEAST = 16;
const GAP = 1;
/** The column of the signs of changes in a box that begins at the left (compose.ts). */
const SIGN = 1;

export type DrawOptions = Omit<SheetOptions, "cables">;

/**
 * Puts a layout into positions: the host above, what is connected to it below, then what stands
 * alone, and the cgroups.
 *
 * @param columns it may take; a picture that needs fewer takes fewer. Below 16 it is as for 16.
 */
export function drawingOf(layout: MapLayout, columns: number, options: DrawOptions): Drawing {
  const room = Math.max(columns, LEAST);
  const count = cableCount(layout);
  const cables = count * NARROWEST + (count - 1) * GAP <= room;
  return arrange(sheetOf(layout, { ...options, cables }), room, options.symbols);
}

function arrange(sheet: Sheet, columns: number, symbols: Symbols): Drawing {
  const parts: Parts = { boxes: [], wires: [], texts: [] };
  const groups = [...rowsOfBoxes(sheet.places, columns), ...rowsOfBoxes(sheet.cgroups, columns)];
  const needed = Math.max(
    naturalWidth(sheet.host),
    ...groups.map(naturalRow),
    ...portsWidth(sheet),
    ...sheet.notes.map((note) => widthOf(note.text) + 2),
  );
  const width = Math.min(Math.max(needed, Math.min(columns, NARROWEST * 2)), columns);
  let y = 0;
  if (sheet.outside !== null) {
    parts.texts.push({ x: CABLE, y, text: cut(sheet.outside, width - CABLE, symbols.ellipsis), role: "quiet" });
    parts.wires.push({ x1: CABLE, y1: 1, x2: CABLE, y2: 2, thick: false });
    y = 2;
  }
  y = drawHost(parts, sheet, groups[0] ?? [], { y, width }, symbols);
  for (const [index, boxes] of groups.entries()) {
    const hasCables = index === 0 && boxes.some(({ cable }) => cable !== null);
    y = drawRow(parts, boxes, y + (hasCables ? 1 : 0), width, symbols);
  }
  for (const line of sheet.notes.flatMap((note) => noteLines(note, width, symbols))) {
    parts.texts.push({ x: 0, y, text: line.text, role: line.role });
    y += 1;
  }
  // what must not be parted has been kept together: from here on a blank is a blank
  const texts = parts.texts.map((each) => ({ ...each, text: each.text.replaceAll("\u00a0", " ") }));
  return { width, height: y, ...parts, texts };
}

/** Boxes beside each other as long as each gets enough. */
function rowsOfBoxes(boxes: readonly Box[], columns: number): readonly (readonly Box[])[] {
  const rows: Box[][] = [];
  for (const box of boxes) {
    const row = rows.at(-1);
    const narrowest = (each: Box) =>
      Math.min(naturalWidth(each), each.inner.length > 0 ? NARROWEST + 8 : NARROWEST + (each.cable === null ? 4 : 0));
    const used = row?.reduce((sum, each) => sum + narrowest(each) + GAP, 0) ?? 0;
    // cables reach only the first row: what has none does not push one out of it
    if (
      row === undefined ||
      used + narrowest(box) > columns ||
      (row.some(({ cable }) => cable !== null) && box.cable === null && used + naturalWidth(box) > columns)
    )
      rows.push([box]);
    else row.push(box);
  }
  return rows;
}

function naturalRow(boxes: readonly Box[]): number {
  return boxes.reduce((sum, box) => sum + naturalWidth(box) + GAP, -GAP);
}

/** What the host needs so that the names of its ports and bridges fit below each other. */
function portsWidth({ places }: Sheet): readonly number[] {
  return places.flatMap(({ cable }) => (cable === null ? [] : [widthOf(cableText(cable.bridge ?? cable.host)) + 6]));
}

/** Widths of boxes in one row: what each needs, while there is enough; else the needy share what the others leave. */
export function shareWidth(needs: readonly number[], total: number): readonly number[] {
  const widths = needs.map(() => 0);
  let left = total;
  const open = new Set(needs.keys());
  for (let changed = true; changed && open.size > 0; ) {
    changed = false;
    const fair = Math.floor(left / open.size);
    for (const index of open) {
      const need = needs[index] ?? 0;
      if (need > fair) continue;
      widths[index] = need;
      left -= need;
      open.delete(index);
      changed = true;
    }
  }
  if (open.size === 0) {
    const extra = Math.floor(left / Math.max(needs.length, 1));
    return widths.map((width, index) => width + extra + (index === widths.length - 1 ? left - extra * needs.length : 0));
  }
  const fair = Math.floor(left / open.size);
  const [last] = [...open].slice(-1);
  for (const index of open) widths[index] = fair + (index === last ? left - fair * open.size : 0);
  return widths;
}

function widthsIn(boxes: readonly Box[], width: number): readonly number[] {
  return shareWidth(boxes.map(naturalWidth), width - (boxes.length - 1) * GAP);
}

function drawRow(parts: Parts, boxes: readonly Box[], y: number, width: number, symbols: Symbols): number {
  const widths = widthsIn(boxes, width);
  const composed: readonly Composed[] = boxes.map((box, index) => compose(box, widths[index] ?? LEAST, symbols));
  const height = Math.max(...composed.map((each) => each.height));
  let x = 0;
  for (const [index, each] of composed.entries()) {
    each.draw(parts, x, y, height);
    x += (widths[index] ?? LEAST) + GAP;
  }
  return y + height;
}

/** The host with its bridges and cables at the bottom; returns the row below. */
function drawHost(
  parts: Parts,
  { host, outside }: Sheet,
  below: readonly Box[],
  at: { readonly y: number; readonly width: number },
  symbols: Symbols,
): number {
  const cabled = cabledBoxes(below, at.width);
  const bridges = [...new Set(cabled.flatMap(({ bridge }) => (bridge === null ? [] : [bridge.key])))];
  const ends = cabled.flatMap(({ box, x, width }) => {
    const end = box.cable?.host;
    return end === undefined ? [] : [{ x: x + CABLE, width, end, lines: markLines(end.mark, width, symbols) }];
  });
  const marked = Math.max(0, ...ends.map(({ lines }) => lines.length));
  const bridgeMarks = Math.max(0, ...bridges.map((key) => bridgeMark(cabled, key, at.width, symbols).length));
  const footer = cabled.length === 0 ? 0 : (bridges.length > 0 ? 4 : 2) + marked + bridgeMarks;
  const isFirstOutside = outside !== null && host.rows.length > 0;
  // the first row is the host's end of the way out
  const [first, ...rest] = host.rows;
  const shown: Box =
    isFirstOutside && first !== undefined ? { ...host, rows: rest, cable: { host: first, bridge: null, end: first } } : host;
  const composed = compose(shown, at.width, symbols, footer);
  composed.draw(parts, 0, at.y, composed.height);
  if (isFirstOutside) parts.wires.push({ x1: CABLE, y1: at.y, x2: CABLE, y2: at.y + 1, thick: false });
  const bottom = at.y + composed.height - 1;
  if (cabled.length === 0) return bottom + 1;
  const nameRow = bottom - 1 - marked;
  for (const { x, width, end, lines } of ends) {
    const top = bridges.length > 0 ? nameRow - 1 : nameRow;
    parts.wires.push({ x1: x, y1: cabledTop(cabled, x, top, nameRow), x2: x, y2: bottom + 3, thick: false });
    const sign = signBeside(parts, end, x === CABLE, nameRow);
    parts.texts.push({
      x: x + 2,
      y: nameRow,
      text: cut(`${sign}${cableText(end)}`, width - CABLE - 4, symbols.ellipsis),
      role: roleOf(end),
    });
    for (const [index, line] of lines.entries())
      parts.texts.push({
        x: x + 2,
        y: nameRow + 1 + index,
        text: cut(`${line.sign} ${line.text}`.trim(), width - CABLE - 4, symbols.ellipsis),
        role: "dies",
      });
  }
  for (const key of bridges) drawBridge(parts, cabled, key, nameRow - 1, at.width, symbols);
  return bottom + 1;
}

/** In the column of all signs, for what stands first in its row; else it goes before the text, and is returned. */
function signBeside(parts: Parts, row: Row, isFirst: boolean, y: number): string {
  if (row.change === null) return "";
  const sign = CHANGE_SYMBOLS[row.change];
  if (!isFirst) return `${sign} `;
  parts.texts.push({ x: SIGN, y, text: sign, role: roleOf(row) });
  return "";
}

interface Cabled {
  readonly box: Box;
  readonly x: number;
  readonly width: number;
  readonly bridge: Row | null;
}

function cabledBoxes(below: readonly Box[], width: number): readonly Cabled[] {
  const widths = widthsIn(below, width);
  let x = 0;
  return below.flatMap((box, index) => {
    const own = widths[index] ?? LEAST;
    const here: Cabled = { box, x, width: own, bridge: box.cable?.bridge ?? null };
    x += own + GAP;
    return box.cable === null ? [] : [here];
  });
}

/** A cable ends at its bridge, or at its own name. */
function cabledTop(cabled: readonly Cabled[], x: number, bridgeRow: number, nameRow: number): number {
  return cabled.some((each) => each.x + CABLE === x && each.bridge !== null) ? bridgeRow : nameRow;
}

/** The bridge as a bar above its ports, with its name above that. */
function drawBridge(parts: Parts, cabled: readonly Cabled[], key: string, y: number, width: number, symbols: Symbols): void {
  const ports = cabled.filter(({ bridge }) => bridge?.key === key);
  const bridge = ports[0]?.bridge;
  if (bridge === null || bridge === undefined) return;
  const from = (ports[0]?.x ?? 0) + CABLE - 1;
  const last = ports.at(-1);
  const to = Math.min((last?.x ?? 0) + Math.max(12, Math.min((last?.width ?? 0) - 6, 24)), width - 3);
  parts.wires.push({ x1: from, y1: y, x2: to, y2: y, thick: true });
  const sign = signBeside(parts, bridge, from === CABLE - 1, y - 1);
  const room = bridgeRoom(cabled, key, width);
  parts.texts.push({
    x: from + 1,
    y: y - 1,
    text: cut(`${sign}${cableText(bridge)}`, room, symbols.ellipsis),
    role: roleOf(bridge),
  });
  const lines = bridgeMark(cabled, key, width, symbols);
  for (const [index, text] of lines.entries())
    parts.texts.push({ x: from + 1, y: y - 1 - lines.length + index, text, role: "dies" });
}

/** Columns for what is written about a bridge: up to the next one. */
function bridgeRoom(cabled: readonly Cabled[], key: string, width: number): number {
  const ports = cabled.filter(({ bridge }) => bridge?.key === key);
  const last = ports.at(-1)?.x ?? 0;
  return (cabled.find((each) => each.x > last && each.bridge !== null)?.x ?? width) - (ports[0]?.x ?? 0) - CABLE - 2;
}

/** The lines of a bridge's mark, above its name. */
function bridgeMark(cabled: readonly Cabled[], key: string, width: number, symbols: Symbols): readonly string[] {
  const mark = cabled.find(({ bridge }) => bridge?.key === key)?.bridge?.mark ?? null;
  const sign = symbols.dies;
  const room = bridgeRoom(cabled, key, width);
  return markLines(mark, room - widthOf(sign) - 1, symbols).map(
    ({ text }, index) => `${index === 0 ? sign : " ".repeat(widthOf(sign))} ${text}`,
  );
}

function noteLines(note: Row, width: number, symbols: Symbols) {
  const sign = note.change === null ? "" : CHANGE_SYMBOLS[note.change];
  const lines =
    note.mark === null ? rowLines({ ...note, change: null }, 0, width - 2, symbols) : markLines(note.mark, width - 2, symbols);
  return lines.map((line, index) => ({
    text: `${index === 0 ? sign || line.sign || " " : " "} ${line.text}`,
    role: line.role === "plain" ? roleOf(note) : line.role,
  }));
}
