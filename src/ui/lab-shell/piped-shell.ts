import type { DistantLab } from "../../lab/control/client.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { OutputFilter } from "../output-filter.ts";
import type { ShellEnd } from "./shell-end.ts";

/** A shell that has been silent for so long after the end of its input is told of that end, in milliseconds at the usual pace; then after longer and longer. */
const QUIET_MS = 100;
const LONGEST_QUIET_MS = 1000;
const END_OF_FILE = "\u0004";

export interface PipedShell {
  readonly lab: DistantLab;
  readonly terminal: Terminal;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly stop: AbortSignal;
}

/** A shell without anybody in front of it: it gets what is in a pipe, and then the end of it. */
export async function pipedShell({ lab, terminal, input, output, stop }: PipedShell): Promise<ShellEnd> {
  const filter = new OutputFilter(false);
  const eof = new EndOfInput(terminal, lab.pace);
  let goOn: (() => void) | null = null;
  const print = (text: string) => {
    eof.heard();
    // One that takes its time has what prints wait, not pile up.
    if (!output.write(filter.push(text))) goOn ??= terminal.hold();
  };
  const printOn = () => {
    goOn?.();
    goOn = null;
  };
  const type = (bytes: Buffer) => {
    eof.typed(bytes);
    terminal.write(bytes);
    if (!lab.isFull) return;
    input.pause();
    void lab.taken().then(() => input.resume());
  };
  const ended = () => eof.begin();
  output.on("drain", printOn);
  const unlisten = terminal.listen((part) => void (part.type === "text" && print(part.text)));
  print(terminal.promptAndLine);
  input.on("data", type).once("end", ended).once("close", ended).resume();
  const stopped = new Promise<ShellEnd>((resolve) => {
    if (stop.aborted) resolve("no-more-keys");
    stop.addEventListener("abort", () => resolve("no-more-keys"), { once: true });
  });
  const end = await Promise.race([
    terminal.closed.then((): ShellEnd => "closed"),
    lab.ended.then((): ShellEnd => "lab-ended"),
    stopped,
  ]);
  unlisten();
  eof.end();
  output.off("drain", printOn);
  input.off("data", type).off("end", ended).off("close", ended).pause();
  return end;
}

/** Tells a shell, and whatever it runs, that no more will be typed: as often as there is somebody to be told. */
class EndOfInput {
  readonly #terminal: Terminal;
  readonly #pace: number;
  #lastByte = 0x0a;
  #quiet = QUIET_MS;
  #timer: NodeJS.Timeout | undefined;
  #hasBegun = false;

  constructor(terminal: Terminal, pace: number) {
    this.#terminal = terminal;
    this.#pace = pace;
  }

  typed(bytes: Buffer): void {
    this.#lastByte = bytes.at(-1) ?? this.#lastByte;
  }

  /** Something was printed: what was typed is still being worked on. */
  heard(): void {
    if (this.#hasBegun) this.#wait(QUIET_MS);
  }

  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    // A line that was not ended would be there for ever.
    if (this.#lastByte !== 0x0a && this.#lastByte !== 0x0d) this.#terminal.write("\n");
    this.#wait(QUIET_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#hasBegun = false;
  }

  #wait(quiet: number): void {
    this.#quiet = quiet;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#terminal.write(END_OF_FILE);
      this.#wait(Math.min(this.#quiet * 2, LONGEST_QUIET_MS));
    }, quiet * this.#pace);
  }
}
