import type { Duplex } from "node:stream";

/** A stream that is read only while nobody holds it. */
export class HeldStream {
  readonly #stream: Duplex;
  #holds = 0;

  constructor(stream: Duplex) {
    this.#stream = stream;
  }

  /** Nothing more is read until the returned function is called; calling it again does nothing. */
  hold(): () => void {
    this.#holds += 1;
    this.#stream.pause();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      if (this.#holds === 0) this.#stream.resume();
    };
  }
}
