/** Somebody who presses no key and sees nothing happen for longer than this has gone away, in milliseconds. */
export const AWAY_MS = 5 * 60_000;

/**
 * Measures how long somebody was there: the time between signs of life (a key, a command's output),
 * without the pauses in which there was none for longer than `AWAY_MS`.
 */
export class ActiveTime {
  readonly #now: () => number;
  #lastSign: number;
  #active = 0;

  /** @param now milliseconds that only ever grow */
  constructor(now: () => number) {
    this.#now = now;
    this.#lastSign = now();
  }

  /** A key was pressed, or something happened on the screen. */
  readonly sign = (): void => {
    const now = this.#now();
    const pause = now - this.#lastSign;
    if (pause <= AWAY_MS) this.#active += pause;
    this.#lastSign = now;
  };

  /** Milliseconds since the last time this was asked, until now. */
  take(): number {
    this.sign();
    const active = this.#active;
    this.#active = 0;
    return active;
  }
}
