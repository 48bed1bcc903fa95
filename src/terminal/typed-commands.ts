import { KeptOutput } from "./kept-output.ts";
import type { StreamPart } from "./marks.ts";
import type { Terminal } from "./terminal.ts";
import { type TypedLine, typedLine } from "./typed-line.ts";

/** A command that somebody typed at a terminal himself, not one that `run` was given. */
export interface TypedCommand extends TypedLine {
  /** What it printed, as it came; where that is long, the beginning and the end. */
  readonly output: string;
  /** It has not come back. */
  readonly isRunning: boolean;
}

interface Running {
  readonly line: Promise<TypedLine>;
  readonly output: KeptOutput;
  isTold: boolean;
}

/** Follows a terminal and tells of each command typed in it when it has come back. */
export class TypedCommands {
  readonly #terminal: Terminal;
  readonly #tell: (command: TypedCommand) => void;
  #running: Running | null = null;
  /** What is still to be told, one after the other. */
  #told: Promise<void> = Promise.resolve();

  constructor(terminal: Terminal, tell: (command: TypedCommand) => void) {
    this.#terminal = terminal;
    this.#tell = tell;
    terminal.listen((part) => this.#follow(part));
    void terminal.closed.then(() => this.#ended());
  }

  /** Resolves when everything is told; a command that still runs is told as it is, and not again. */
  async tellAll(): Promise<void> {
    const running = this.#running;
    if (running !== null) this.#say(running, true);
    await this.#told;
  }

  #follow(part: StreamPart): void {
    switch (part.type) {
      case "command-started": {
        this.#ended(); // its prompt was none of ours: a shell without marks
        const typed = this.#terminal.typedByHand;
        if (typed === null) return;
        const { prompt, shown } = typed;
        const line = typedLine(prompt, shown, this.#terminal.columns);
        this.#running = { line, output: new KeptOutput(), isTold: false };
        return;
      }
      case "text":
        this.#running?.output.push(part.text);
        return;
      case "prompt":
        this.#ended();
        return;
    }
  }

  #ended(): void {
    if (this.#running !== null) this.#say(this.#running, false);
    this.#running = null;
  }

  #say(running: Running, isRunning: boolean): void {
    if (running.isTold) return;
    running.isTold = true;
    this.#told = this.#tellAfter(this.#told, running.line, { output: running.output.text, isRunning });
  }

  async #tellAfter(
    before: Promise<void>,
    line: Promise<TypedLine>,
    came: Pick<TypedCommand, "output" | "isRunning">,
  ): Promise<void> {
    const [{ prompt, command }] = await Promise.all([line, before]);
    if (command !== "") this.#tell({ prompt, command, ...came });
  }
}
