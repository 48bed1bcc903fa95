import { Duplex } from "node:stream";
import type { Controlled } from "../../../src/lab/control/controlled.ts";
import type { OwnTerminalLine, TerminalRequest } from "../../../src/lab/lab.ts";
import type { RanAsLearner } from "../../../src/lab/lab.ts";

/** A terminal of a lab that there is not: the test is the shell in it. */
export class FakeTerminal {
  readonly request: TerminalRequest;
  readonly sizes: string[] = [];
  readonly typed: Buffer[] = [];
  hangUps = 0;
  /** Bytes that it has printed and that somebody has read. */
  printed = 0;
  readonly line: OwnTerminalLine;
  readonly stream: Duplex;
  /** Keys are taken while this is true. */
  takesKeys = true;
  #waiting: (() => void) | null = null;
  #flood = false;
  #end: (code: number) => void = () => undefined;

  constructor(request: TerminalRequest) {
    this.request = request;
    this.stream = new Duplex({
      read: () => {
        if (this.#flood) setImmediate(() => this.#pour());
      },
      write: (bytes: Buffer, _encoding, done) => {
        this.typed.push(bytes);
        if (this.takesKeys) done();
        else this.#waiting = done;
      },
    });
    const closed = new Promise<number>((resolve) => {
      this.#end = resolve;
    });
    const resize: OwnTerminalLine["resize"] = ({ rows, columns }) => void this.sizes.push(`${rows}x${columns}`);
    this.line = { stream: this.stream, closed, resize, hangUp: () => void (this.hangUps += 1) };
  }

  print(text: string): void {
    this.stream.push(text);
  }

  /** Prints without an end, as fast as it is read. */
  flood(): void {
    this.#flood = true;
    this.#pour();
  }

  takeKeys(): void {
    this.takesKeys = true;
    this.#waiting?.();
  }

  end(code: number): void {
    this.#flood = false;
    this.#end(code);
  }

  #pour(): void {
    if (!this.#flood) return;
    const piece = Buffer.alloc(16 * 1024, "y");
    this.printed += piece.length;
    this.stream.push(piece);
  }
}

/** The owner of such a lab. */
export class FakeControlled implements Controlled {
  readonly terminals: FakeTerminal[] = [];
  readonly commands: {
    readonly argv: readonly string[];
    readonly timeout: number;
    readonly answer: (ran: RanAsLearner) => void;
  }[] = [];
  /** Where the terminals of the session are, by name. */
  readonly fronts = new Map<string, number>();
  #changed: () => void = () => undefined;

  openTerminal(request: TerminalRequest): OwnTerminalLine {
    const terminal = new FakeTerminal(request);
    this.terminals.push(terminal);
    this.#changed();
    return terminal.line;
  }

  runAsLearner(argv: readonly string[], timeout: number): Promise<RanAsLearner> {
    return new Promise((answer) => {
      this.commands.push({ argv, timeout, answer });
      this.#changed();
    });
  }

  async frontOf(terminal: string): Promise<number | null> {
    return this.fronts.get(terminal) ?? null;
  }

  /** Resolves when so many terminals have been opened, and so many commands been begun. */
  async has({ terminals = 0, commands = 0 }: { readonly terminals?: number; readonly commands?: number }): Promise<void> {
    while (this.terminals.length < terminals || this.commands.length < commands)
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
  }
}
