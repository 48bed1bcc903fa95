import type { StreamPart } from "./marks.ts";

/** A key that acts on the command in front. */
export type Key = "Ctrl-C" | "Ctrl-Z";

export const KEYS: Readonly<Record<Key, string>> = { "Ctrl-C": "\u0003", "Ctrl-Z": "\u001a" };

/** What a terminal shows of a key while a command runs (termios(3), ECHOCTL). */
const ECHO: Readonly<Record<Key, string>> = { "Ctrl-C": "^C", "Ctrl-Z": "^Z" };

/** Looks for the echo of a key in what a terminal shows. */
export class EchoWatch {
  readonly #echo: string;
  #shown = "";
  isSeen = false;

  constructor(key: Key) {
    this.#echo = ECHO[key];
  }

  see(part: StreamPart): void {
    if (part.type === "text") this.#shown = this.#shown.slice(-1) + part.text; // it may come in two pieces
    this.isSeen ||= this.#shown.includes(this.#echo);
  }
}
