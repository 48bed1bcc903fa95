import type { IBufferCell, IBufferLine } from "@xterm/headless";
import { UNSEEN } from "../../terminal/plain-text.ts";

/** A row of a screen as it is written to a terminal. */
export interface RowText {
  /** With its colours (SGR), which end with it. */
  readonly text: string;
  /** Columns it takes, blanks at the end not counted. */
  readonly width: number;
}

export const BLANK_ROW: RowText = { text: "", width: 0 };

const RESET = "\u001b[0m";

export function rowText(line: IBufferLine | undefined, columns: number): RowText {
  if (line === undefined) return BLANK_ROW;
  let text = "";
  let attributes = "";
  let width = 0;
  /** Blanks are written when something follows them. */
  let blanks = 0;
  let cell: IBufferCell | undefined;
  for (let column = 0; column < columns; column += 1) {
    cell = line.getCell(column, cell);
    if (cell === undefined) break;
    if (cell.getWidth() === 0) continue;
    const characters = cell.getChars();
    const wanted = cell.isAttributeDefault() ? "" : attributesOf(cell);
    if ((characters === "" || characters === " ") && wanted === "") {
      blanks += 1;
      continue;
    }
    if (blanks > 0) {
      if (attributes !== "") text += RESET;
      attributes = "";
      text += " ".repeat(blanks);
      blanks = 0;
    }
    if (wanted !== attributes) text += wanted === "" ? RESET : `\u001b[0${wanted}m`;
    attributes = wanted;
    text += characters === "" ? " " : seen(characters);
    width = column + cell.getWidth();
    // Terminals differ in how wide they draw these; what follows stands in its column all the same.
    if (isOfDoubtfulWidth(cell.getCode()) && width < columns) text += `\u001b[${width + 1}G`;
  }
  return { text: attributes === "" ? text : text + RESET, width };
}

/** A cell's characters without what would turn the text of nslab's own around it. */
function seen(characters: string): string {
  if (characters.length === 1 && characters < FIRST_UNSEEN) return characters;
  return characters.replace(UNSEEN, "") || " "; // one that has a cell of its own leaves it empty
}

/** Arabic letter mark: no character before it turns or hides anything. */
const FIRST_UNSEEN = "\u061c";

function isOfDoubtfulWidth(code: number): boolean {
  if (code < 0x1100 || (code >= 0x2500 && code < 0x2580)) return false;
  return !((code >= 0x3000 && code < 0xa000) || (code >= 0xac00 && code < 0xd7a4) || (code >= 0xff00 && code < 0xff61));
}

/** Parameters of SGR, each with a semicolon before it. */
function attributesOf(cell: IBufferCell): string {
  let attributes = "";
  if (cell.isBold() !== 0) attributes += ";1";
  if (cell.isDim() !== 0) attributes += ";2";
  if (cell.isItalic() !== 0) attributes += ";3";
  if (cell.isUnderline() !== 0) attributes += ";4";
  if (cell.isBlink() !== 0) attributes += ";5";
  if (cell.isInverse() !== 0) attributes += ";7";
  if (cell.isInvisible() !== 0) attributes += ";8";
  if (cell.isStrikethrough() !== 0) attributes += ";9";
  if (cell.isOverline() !== 0) attributes += ";53";
  if (!cell.isFgDefault()) attributes += colour(cell.getFgColor(), cell.isFgRGB(), 30);
  if (!cell.isBgDefault()) attributes += colour(cell.getBgColor(), cell.isBgRGB(), 40);
  return attributes;
}

/** @param base 30 for the foreground, 40 for the background */
function colour(value: number, isRgb: boolean, base: number): string {
  if (isRgb) return `;${base + 8};2;${value >> 16};${(value >> 8) & 255};${value & 255}`;
  if (value < 8) return `;${base + value}`;
  if (value < 16) return `;${base + 60 + value - 8}`;
  return `;${base + 8};5;${value}`;
}
