import { moveTo } from "./insert-above.ts";
import { BLANK_ROW, type RowText } from "./row-text.ts";
import { changeSettings } from "./terminal-modes.ts";

/** What the learner's terminal is to show. */
export interface Frame {
  /** Rows that left at the top since the frame before, the oldest first: they go to where one scrolls back. */
  readonly scrolledAway: readonly RowText[];
  readonly rows: readonly RowText[];
  readonly cursor: { readonly row: number; readonly column: number; readonly visible: boolean };
  /** Sequences that turn on what the programs want of the keyboard, with those that turn it off. */
  readonly settings: ReadonlyMap<string, string>;
  readonly bell: boolean;
}

/** Between these a terminal that can shows nothing half drawn (synchronized output); others ignore them. */
const BEGIN = "\u001b[?2026h\u001b[?25l";
const END = "\u001b[?2026l";
const SHOW_CURSOR = "\u001b[?25h";
const RESET = "\u001b[0m";

/**
 * Draws a screen on the learner's terminal, and below it a status line that nothing on that screen
 * can reach: a scroll region (DECSTBM) keeps the last row out. Only what has changed is written.
 */
export class ScreenPainter {
  readonly #columns: number;
  readonly #hasStatus: boolean;
  /** Null where it is not known what stands there. */
  #rows: (RowText | null)[];
  #settings: ReadonlyMap<string, string> = new Map();
  #status: string | null = null;
  #cursor = "";
  /** Row of the cursor in the last frame. */
  #cursorRow = 0;

  /** @param rows of the screen, without the status line */
  constructor(size: { readonly rows: number; readonly columns: number }, hasStatus: boolean) {
    this.#columns = size.columns;
    this.#hasStatus = hasStatus;
    this.#rows = Array.from({ length: size.rows }, () => null);
  }

  /**
   * The first thing to write.
   * @param keep what stands on the terminal is not part of the screen: it scrolls away instead of being drawn over
   */
  begin(keep: boolean): string {
    const away = keep ? "\n".repeat(this.#rows.length) : "";
    return `${RESET}${away}${this.#hasStatus ? `\u001b[1;${this.#rows.length}r` : "\u001b[r"}`;
  }

  /** The last: the terminal is as it was, its cursor below what is shown. */
  end(row: number): string {
    const settings = changeSettings(this.#settings, new Map());
    this.#settings = new Map();
    const below = this.#hasStatus ? `${moveTo(this.#rows.length, 0)}\u001b[2K` : "";
    const cursor = row < this.#rows.length - 1 || this.#hasStatus ? moveTo(row + 1, 0) : `${moveTo(this.#rows.length - 1, 0)}\n`;
    return `${RESET}${settings}\u001b[r${below}${cursor}\u001b[J${SHOW_CURSOR}`;
  }

  /** The same, in the middle of whatever was being drawn. */
  undo(): string {
    return `${END}${this.end(this.#cursorRow)}`;
  }

  /** The terminal may have been drawn on by others: everything is drawn anew. */
  forget(): void {
    this.#rows = this.#rows.map(() => null);
    this.#status = null;
    this.#cursor = "";
  }

  /** What takes the terminal from the frame before to this one; empty when nothing has changed. */
  frame(frame: Frame, status: string): string {
    const drawn = this.#scroll(frame.scrolledAway) + frame.rows.map((row, index) => this.#row(index, row)).join("");
    const below =
      this.#hasStatus && status !== this.#status ? `${moveTo(this.#rows.length, 0)}${RESET}\u001b[2K${status}${RESET}` : "";
    this.#status = status;
    const settings = changeSettings(this.#settings, frame.settings);
    this.#settings = frame.settings;
    const { row, column, visible } = frame.cursor;
    this.#cursorRow = row;
    const cursor = moveTo(row, Math.min(column, this.#columns - 1)) + (visible ? SHOW_CURSOR : "");
    const bell = frame.bell ? "\u0007" : "";
    if (drawn + below + settings === "" && cursor === this.#cursor) return bell;
    this.#cursor = cursor;
    return `${BEGIN}${drawn}${below}${settings}${cursor}${END}${bell}`;
  }

  /** A screenful at a time: each is drawn at the top, then scrolled away. */
  #scroll(away: readonly RowText[]): string {
    const height = this.#rows.length;
    let written = "";
    for (let from = 0; from < away.length; from += height) {
      const page = away.slice(from, from + height);
      written += page.map((row, index) => this.#row(index, row)).join("");
      written += `${moveTo(height - 1, 0)}${"\n".repeat(page.length)}`;
      this.#rows = [...this.#rows.slice(page.length), ...page.map(() => BLANK_ROW)];
    }
    return written;
  }

  #row(index: number, row: RowText): string {
    const before = this.#rows[index];
    if (before?.text === row.text) return "";
    this.#rows[index] = row;
    // At the end of a full row a terminal would erase its last character.
    const rest =
      row.width < this.#columns && (before === null || before === undefined || before.width > row.width) ? "\u001b[K" : "";
    return `${moveTo(index, 0)}${row.text}${rest}`;
  }
}
