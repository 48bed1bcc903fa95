import type { IMarker, Terminal as Xterm } from "@xterm/headless";
import { headlessScreen, withFewMarks } from "../../terminal/headless-screen.ts";
import type { TerminalSize } from "../../terminal/size.ts";
import { insertAbove } from "./insert-above.ts";
import { type RowText, rowText } from "./row-text.ts";
import type { Frame } from "./screen-painter.ts";
import { withoutScrolledPast } from "./scrolled-past.ts";
import { TerminalModes } from "./terminal-modes.ts";

/** Rows that left the screen are kept this long, to be shown where one scrolls back. */
const SCROLLBACK = 500;

/** Followed at a time, at most about this many characters: keys that are pressed meanwhile wait for no more. */
const PIECE = 16 * 1024;

type Work = string | (() => string);

/**
 * The screen of one terminal, kept by following what its programs write, as a terminal would.
 * It answers programs that ask what terminal this is; the learner's own is never asked.
 */
export class ScreenModel {
  readonly #xterm: Xterm;
  readonly #modes = new TerminalModes();
  readonly #changed: () => void;
  #work: Work[] = [];
  #backlog = 0;
  #parsing = false;
  #bell = false;
  /** The first row of the screen when it was taken last. */
  #top: IMarker | undefined;
  #prompt: IMarker | undefined;

  private constructor(xterm: Xterm, answer: (bytes: string) => void, changed: () => void) {
    this.#xterm = xterm;
    this.#changed = changed;
    xterm.onData(answer);
    xterm.onBell(() => {
      this.#bell = true;
    });
    this.#followModes();
  }

  static async create(size: TerminalSize, answer: (bytes: string) => void, changed: () => void): Promise<ScreenModel> {
    return new ScreenModel(await headlessScreen({ ...size, scrollback: SCROLLBACK }), answer, changed);
  }

  /** Characters that have not been followed yet. */
  get backlog(): number {
    return this.#backlog;
  }

  /** Whether a full-screen program is in front (the alternate screen). */
  get isFullScreen(): boolean {
    return this.#xterm.buffer.active.type === "alternate";
  }

  write(text: string): void {
    this.#queue(text);
  }

  /** Begins anew, with text on it that the terminal's programs have nothing to do with. */
  restart(text: string, size: TerminalSize, textRows: number): void {
    this.#queue(() => {
      this.#xterm.reset();
      this.#modes.reset();
      this.#xterm.resize(size.columns, textRows);
      this.#forgetTop();
      return text;
    });
    this.resize(size);
  }

  /** A prompt begins where the cursor is. */
  promptBegins(): void {
    this.#queue(() => {
      this.#prompt?.dispose();
      this.#prompt = this.#xterm.registerMarker(0);
      return "";
    });
  }

  /** Puts lines of ours above the prompt, or where there is none, on lines of their own. A full-screen program is not disturbed. */
  say(lines: readonly string[], atPrompt: boolean): void {
    this.#queue(() => {
      const buffer = this.#xterm.buffer.active;
      if (this.isFullScreen) return "";
      if (!atPrompt) return `${buffer.cursorX > 0 ? "\r\n" : ""}${lines.join("\r\n")}\r\n`;
      const promptRow = (this.#prompt?.line ?? -1) - buffer.baseY;
      const first = promptRow < 0 || promptRow > buffer.cursorY ? buffer.cursorY : promptRow;
      return insertAbove(lines, {
        rows: this.#xterm.rows,
        first,
        last: this.#lastRow(buffer.cursorY),
        cursorRow: buffer.cursorY,
        cursorColumn: buffer.cursorX,
      });
    });
  }

  resize(size: TerminalSize): void {
    this.#queue(() => {
      this.#xterm.resize(size.columns, size.rows);
      this.#forgetTop();
      return "";
    });
  }

  /** Resolves when everything written until now has been followed. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#queue(() => {
        resolve();
        return "";
      });
    });
  }

  /** The screen as it is, and what left it since this was asked last. */
  takeFrame(): Frame {
    const buffer = this.#xterm.buffer.active;
    const scrolledAway = this.isFullScreen ? [] : this.#scrolledAway();
    const bell = this.#bell;
    this.#bell = false;
    return {
      scrolledAway,
      rows: this.#rowsOf(buffer),
      cursor: { row: buffer.cursorY, column: buffer.cursorX, visible: this.#modes.cursorVisible },
      settings: this.#modes.settings(),
      bell,
    };
  }

  /** The screen without the full-screen program that may be in front of it. */
  frameBehind(): Frame {
    const buffer = this.#xterm.buffer.normal;
    const cursor = { row: buffer.cursorY, column: buffer.cursorX, visible: true };
    return { scrolledAway: [], rows: this.#rowsOf(buffer), cursor, settings: new Map(), bell: false };
  }

  /** What scrolled away is not asked for: it has been shown, or is not to be. */
  forgetScrolled(): void {
    if (!this.isFullScreen) this.#markTop();
  }

  #rowsOf(buffer: Xterm["buffer"]["active"]): readonly RowText[] {
    return Array.from({ length: this.#xterm.rows }, (_, row) => rowText(buffer.getLine(buffer.baseY + row), this.#xterm.cols));
  }

  #scrolledAway(): readonly RowText[] {
    const buffer = this.#xterm.buffer.normal;
    // A marker that is gone left the scrollback, too: what came between is lost.
    const from = this.#top === undefined ? buffer.baseY : Math.max(this.#top.line, 0);
    this.#markTop();
    return Array.from({ length: Math.max(buffer.baseY - from, 0) }, (_, row) =>
      rowText(buffer.getLine(from + row), this.#xterm.cols),
    );
  }

  #markTop(): void {
    this.#top?.dispose();
    this.#top = this.#xterm.registerMarker(-this.#xterm.buffer.normal.cursorY);
  }

  #forgetTop(): void {
    this.#top?.dispose();
    this.#top = undefined;
  }

  /** The last row that has anything on it, at or below the given one. */
  #lastRow(from: number): number {
    const buffer = this.#xterm.buffer.active;
    for (let row = this.#xterm.rows - 1; row > from; row -= 1) {
      if (rowText(buffer.getLine(buffer.baseY + row), this.#xterm.cols).width > 0) return row;
    }
    return from;
  }

  #queue(work: Work): void {
    const last = this.#work.at(-1);
    // Following has a cost for each piece: small ones that came meanwhile are followed as one.
    if (typeof work === "string" && typeof last === "string" && last.length < PIECE)
      this.#work[this.#work.length - 1] = last + work;
    else this.#work.push(work);
    if (typeof work === "string") this.#backlog += work.length;
    if (!this.#parsing) this.#next();
  }

  /** One after the other: what is worked out from the screen must not be overtaken by what changes it. */
  #next(): void {
    const work = this.#work.shift();
    this.#parsing = work !== undefined;
    if (work === undefined) return;
    const text = typeof work === "string" ? withoutScrolledPast(work, SCROLLBACK + this.#xterm.rows) : work();
    this.#xterm.write(withFewMarks(text), () => {
      if (typeof work === "string") this.#backlog -= work.length;
      this.#changed();
      this.#next();
    });
  }

  #followModes(): void {
    const { parser } = this.#xterm;
    const isSet = (on: boolean) => (parameters: (number | number[])[]) => {
      for (const mode of parameters) if (typeof mode === "number") this.#modes.set(mode, on);
      return false; // xterm follows it as well
    };
    const follows = (act: () => void) => () => {
      act();
      return false;
    };
    parser.registerCsiHandler({ prefix: "?", final: "h" }, isSet(true));
    parser.registerCsiHandler({ prefix: "?", final: "l" }, isSet(false));
    parser.registerEscHandler(
      { final: "=" },
      follows(() => this.#modes.setKeypad(true)),
    );
    parser.registerEscHandler(
      { final: ">" },
      follows(() => this.#modes.setKeypad(false)),
    );
    parser.registerEscHandler(
      { final: "c" },
      follows(() => this.#modes.reset()),
    );
    parser.registerCsiHandler(
      { intermediates: "!", final: "p" },
      follows(() => this.#modes.softReset()),
    );
    parser.registerCsiHandler({ intermediates: " ", final: "q" }, ([style]) => {
      this.#modes.setCursorStyle(typeof style === "number" ? style : 0);
      return false;
    });
  }
}
