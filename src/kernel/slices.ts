import { setImmediate } from "node:timers/promises";

/** Milliseconds of work after which whoever waits for nslab gets a turn: a key is answered in between. */
const SLICE_MS = 12;

/** Work that may be long, in slices, and with an end. */
export class Slices {
  readonly #end: number;
  #begun = performance.now();

  /** @param budget milliseconds that the work may take in all */
  constructor(budget: number) {
    this.#end = performance.now() + budget;
  }

  /** Gives the event loop back when it is time. Asked often: only then is there something to wait for. */
  get pause(): Promise<void> | undefined {
    return performance.now() - this.#begun < SLICE_MS ? undefined : this.#rest();
  }

  /** No time is left. */
  get isOver(): boolean {
    return performance.now() > this.#end;
  }

  async #rest(): Promise<void> {
    await setImmediate();
    this.#begun = performance.now();
  }
}
