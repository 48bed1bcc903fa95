import type { Asker } from "./asker.ts";
import type { Printer } from "./printer.ts";
import type { Texts } from "./texts/english.ts";

/** Of a command that prints nothing for so long, it is said how it is ended; in milliseconds. */
const SILENT_MS = 5000;

export interface MeanwhileOptions {
  readonly asker: Pick<Asker, "sayMeanwhile">;
  readonly printer: Pick<Printer, "waitingLines">;
  readonly texts: () => Texts;
}

/** What is said below all else while something takes its time: one thing at a time. */
export class Meanwhile {
  readonly #options: MeanwhileOptions;
  #stop: () => void = () => undefined;
  #isCounting = false;

  constructor(options: MeanwhileOptions) {
    this.#options = options;
  }

  /** @param after milliseconds; a moment when left out */
  say(text: () => string, after?: number): void {
    this.#stop();
    this.#stop = this.#options.asker.sayMeanwhile(text, after);
  }

  stop(): void {
    this.#stop();
    this.#isCounting = false;
  }

  /** A command runs, which may print nothing. */
  runs(): void {
    this.say(() => this.#options.texts().play.stillRuns, SILENT_MS);
  }

  /** Before something is printed that a command has: the number of its lines may stay below that. */
  beforeOutput(): void {
    if (!this.#isCounting) this.#stop();
  }

  /** A command prints more than is shown: that it still does is seen by the number of lines. */
  afterOutput(isRunning: boolean): void {
    if (this.#isCounting) return;
    const { printer, texts } = this.#options;
    if (printer.waitingLines > 0) {
      this.#isCounting = true;
      this.say(() => texts().play.moreLines(printer.waitingLines.toLocaleString("en")));
    } else if (isRunning) this.runs();
  }
}
