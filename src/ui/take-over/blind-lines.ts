import type { StreamPart } from "../../terminal/marks.ts";
import type { TerminalName } from "../../terminal/names.ts";

/** A terminal that has printed nothing for so long may be waiting for the next line, in milliseconds. */
const QUIET_MS = 250;
/** After each look in vain twice as much: what prints all the time is not looked at all the time. */
const LONGEST_MS = 4000;

/** What a terminal shows, as it comes. */
interface Listened {
  listen(listener: (part: StreamPart) => void): () => void;
}

/**
 * Lines that are typed in a shell which sends no marks (sh, busybox, bash without its settings): that one of them has ended is
 * told by nobody. So whenever the terminal has fallen silent somebody looks whether the shell is in front again.
 */
export class BlindLines {
  readonly #isAnswered: (terminal: TerminalName) => Promise<boolean>;
  #typedIn: TerminalName | null = null;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: () => void = () => undefined;
  #quiet = QUIET_MS;

  /** @param isAnswered looks, and says whether the line is done with; false: asked again at the next silence */
  constructor(isAnswered: (terminal: TerminalName) => Promise<boolean>) {
    this.#isAnswered = isAnswered;
  }

  /** A line was accepted there, and no mark has told that it has ended. */
  typed(name: TerminalName, terminal: Listened): void {
    this.drop();
    this.#typedIn = name;
    this.#quiet = QUIET_MS;
    this.#unlisten = terminal.listen((part) => {
      if (part.type === "text") this.#wait();
      else this.drop(); // a mark: that is followed by itself
    });
    this.#wait();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#unlisten();
    this.#unlisten = () => undefined;
    this.#typedIn = null;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), this.#quiet);
  }

  async #look(): Promise<void> {
    const name = this.#typedIn;
    if (name === null) return;
    this.#quiet = Math.min(2 * this.#quiet, LONGEST_MS);
    if ((await this.#isAnswered(name)) && this.#typedIn === name) this.drop();
  }
}
