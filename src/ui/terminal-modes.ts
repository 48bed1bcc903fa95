// DECSET and DECRST of DEC's VT510 and xterm ("ctlseqs"): what a program asks of the terminal it runs on.
const MODE = /\u001b\[\?([\d;]+)([hl])/g;
const BEGINNING = /\u001b(?:\[(?:\?[\d;]*)?)?$/;
/** Shown cursor, wrapping at the last column: on unless a program turns them off. */
const ON_BY_DEFAULT = ["25", "7"];

/**
 * The modes that a terminal's programs have set: the other screen, mouse reports, bracketed paste.
 * When the learner leaves in the middle of `vim`, the lesson needs them gone; on coming back, `vim` needs them again.
 */
export class TerminalModes {
  readonly #changed = new Map<string, "h" | "l">();
  #pending = "";

  /** Follows what the terminal shows. */
  follow(text: string): void {
    const whole = this.#pending + text;
    for (const [, modes = "", switched = ""] of whole.matchAll(MODE)) {
      for (const mode of modes.split(";")) this.#set(mode, switched === "h" ? "h" : "l");
    }
    this.#pending = BEGINNING.exec(whole)?.[0] ?? "";
  }

  /** What puts the learner's terminal back to normal; colours are ended too. */
  leave(): string {
    return `${this.#write((switched) => (switched === "h" ? "l" : "h"))}\u001b[0m`;
  }

  /** What sets the modes again. */
  enter(): string {
    return this.#write((switched) => switched);
  }

  #write(direction: (switched: "h" | "l") => string): string {
    return [...this.#changed].map(([mode, switched]) => `\u001b[?${mode}${direction(switched)}`).join("");
  }

  #set(mode: string, switched: "h" | "l"): void {
    const normal = ON_BY_DEFAULT.includes(mode) ? "h" : "l";
    if (switched === normal) this.#changed.delete(mode);
    else this.#changed.set(mode, switched);
  }
}
