import type { StreamPart } from "../../terminal/marks.ts";
import { plainText } from "../../terminal/plain-text.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { OutputFilter } from "../output-filter.ts";
import type { OutputStream } from "../streams.ts";
import type { View } from "./view.ts";

/** A prompt waits this long for what is to be said above it; then it comes first. */
const HOLD_MS = 120;
/** Here a prompt comes after what is to be said, so that nothing waits for it. */
const SEEN = Promise.resolve();

/** Shows a terminal on one that can only add lines, or is to: text passes, everything that would move the cursor does not. */
export class LineView implements View {
  readonly hasStatus = false;
  readonly #output: OutputStream;
  #filter = new OutputFilter(false);
  #terminal: Terminal | null = null;
  #atLineStart = true;
  /** What came after a prompt's mark; null when nothing is held back. */
  #held: string | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(output: OutputStream) {
    this.#output = output;
  }

  async show(terminal: Terminal, words: string): Promise<void> {
    this.release();
    this.#terminal = terminal;
    if (terminal.state !== "running") await terminal.prompt();
    this.#filter = new OutputFilter(false);
    this.#write(`${this.#atLineStart ? "" : "\n"}\n${words}\n`);
    if (terminal.state !== "prompt") return;
    this.#hold();
    this.#held += terminal.promptAndLine;
  }

  follow(terminal: Terminal, part: StreamPart): Promise<void> {
    if (terminal === this.#terminal) this.#follow(part);
    return SEEN;
  }

  #follow(part: StreamPart): void {
    if (part.type === "command-started") this.release();
    if (part.type === "prompt") this.#hold();
    if (part.type !== "text") return;
    if (this.#held === null) this.#print(part.text);
    else this.#held += part.text;
  }

  pressed(): void {
    // What comes of it is printed as it comes.
  }

  say(text: string): void {
    const lines = `${this.#atLineStart ? "" : "\n"}${text}\n`;
    this.#write(lines);
    // The prompt is there already, and perhaps something typed at it: it comes again below.
    if (this.#held === null && this.#terminal?.state === "prompt") this.#print(this.#terminal.promptAndLine);
  }

  promptSeen(): void {
    // What it shows has been printed, and cannot be printed again.
  }

  release(): void {
    clearTimeout(this.#timer);
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.#print(held);
  }

  status(): void {
    // Said above the prompt instead, when it has changed.
  }

  suspend(): void {
    this.#write(this.#atLineStart ? "" : "\n");
  }

  resume(): void {
    if (this.#terminal?.state === "prompt") this.#print(this.#terminal.promptAndLine);
  }

  async close(): Promise<void> {
    this.release();
    this.#write(this.#atLineStart ? "" : "\n");
    this.#terminal = null;
  }

  #hold(): void {
    this.#held ??= "";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.release(), HOLD_MS);
  }

  #print(text: string): void {
    this.#write(this.#filter.push(text));
  }

  #write(text: string): void {
    if (text === "") return;
    this.#output.write(text);
    const visible = plainText(text);
    if (visible !== "") this.#atLineStart = visible.endsWith("\n");
  }
}
