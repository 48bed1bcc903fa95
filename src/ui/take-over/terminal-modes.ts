/**
 * Modes that change what a terminal sends, by their numbers in DEC's VT510 and xterm ("ctlseqs"):
 * cursor keys, mouse reports and their forms, focus reports, bracketed paste.
 */
const FORWARDED: readonly number[] = [1, 9, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004];

/** Cursor keys; what DECSTR puts back. */
const SOFT = [1];

/**
 * What programs asked of the keyboard and the cursor of the terminal they run on. The learner's own
 * terminal is given the same as long as it shows theirs, and nothing else that they ask for.
 */
export class TerminalModes {
  readonly #on = new Set<number>();
  #keypad = false;
  #cursorStyle = 0;
  cursorVisible = true;

  set(mode: number, on: boolean): void {
    if (mode === 25) this.cursorVisible = on;
    if (mode === 66) this.#keypad = on;
    if (!FORWARDED.includes(mode)) return;
    if (on) this.#on.add(mode);
    else this.#on.delete(mode);
  }

  /** The keypad sends sequences of its own (DECKPAM). */
  setKeypad(application: boolean): void {
    this.#keypad = application;
  }

  /** @param style as DECSCUSR counts them; 0 is the terminal's own */
  setCursorStyle(style: number): void {
    this.#cursorStyle = style >= 0 && style <= 6 ? style : 0;
  }

  /** DECSTR; `reset` is RIS. */
  softReset(): void {
    for (const mode of SOFT) this.#on.delete(mode);
    this.#keypad = false;
    this.cursorVisible = true;
  }

  reset(): void {
    this.softReset();
    this.#on.clear();
    this.#cursorStyle = 0;
  }

  /** The sequences that turn each of them on, and off again. */
  settings(): ReadonlyMap<string, string> {
    return new Map([
      ...[...this.#on].map((mode): [string, string] => [`\u001b[?${mode}h`, `\u001b[?${mode}l`]),
      ...(this.#keypad ? [["\u001b=", "\u001b>"] as const] : []),
      ...(this.#cursorStyle === 0 ? [] : [[`\u001b[${this.#cursorStyle} q`, "\u001b[0 q"] as const]),
    ]);
  }
}

/** What takes a terminal from some settings to others. */
export function changeSettings(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): string {
  const off = [...from].filter(([on]) => !to.has(on)).map(([, undone]) => undone);
  const on = [...to.keys()].filter((each) => !from.has(each));
  return [...off, ...on].join("");
}
