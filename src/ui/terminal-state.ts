/**
 * What of the person's own terminal nslab has changed by now: modes, the scroll region, the screen, the cursor. Who
 * changes something says before how it is undone; there is one of these for the whole process, and however nslab
 * ends, by this the terminal is as it was.
 */
export class TerminalState {
  readonly #write: (text: string) => void;
  readonly #undoes = new Set<() => string>();

  /** @param write writes to the terminal, at once */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /**
   * Something is going to be changed.
   *
   * @param undo undoes it, or gives what is to be written for that
   * @returns to be called when it has been undone
   */
  change(undo: () => string): () => void {
    const own = () => undo(); // the same may be changed twice
    this.#undoes.add(own);
    return () => void this.#undoes.delete(own);
  }

  /** Undoes what is still changed, the last change first. */
  restore(): void {
    const undoes = [...this.#undoes].reverse();
    this.#undoes.clear();
    const text = undoes.map(tried).join("");
    if (text !== "") tried(() => this.#write(text));
  }
}

/** The terminal may be gone, and what drew on it may be what has failed. */
function tried(undo: () => string | void): string {
  try {
    return undo() ?? "";
  } catch {
    return "";
  }
}
