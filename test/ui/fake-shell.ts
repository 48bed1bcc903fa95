import { Duplex } from "node:stream";
import type { TerminalLine, TerminalRequest } from "../../src/lab/lab.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import type { TerminalSize } from "../../src/terminal/size.ts";

export const PROMPT = "[root@host docker]# ";

/** A shell at the other end of a terminal: echoes keys, runs commands that a test defines, sends the marks. */
export class FakeShell {
  /** Lines that were run. */
  readonly lines: string[] = [];
  readonly sizes: TerminalSize[] = [];
  /** How often Ctrl-C was pressed. */
  interrupts = 0;
  /** What a command prints; null: it does not come back. */
  command: (line: string) => string | null = () => "";
  readonly #nonce: string;
  readonly #stream: Duplex;
  /** How deep it says that it is: more than one below another shell. */
  level = 1;
  #typed = "";
  #running = false;
  #close: (code: number) => void = () => undefined;

  private constructor(nonce: string) {
    this.#nonce = nonce;
    this.#stream = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        for (const key of chunk.toString()) this.#key(key);
        done();
      },
    });
  }

  /** A terminal with such a shell in it, at its prompt. */
  static async open(name: string): Promise<{ terminal: Terminal; shell: FakeShell }> {
    let opened: FakeShell | null = null;
    const openTerminal = ({ nonce }: TerminalRequest): TerminalLine => {
      const shell = new FakeShell(nonce);
      opened = shell;
      const closed = new Promise<number>((resolve) => {
        shell.#close = resolve;
      });
      shell.#prompt(0);
      return { stream: shell.#stream, closed, resize: (size) => void shell.sizes.push(size) };
    };
    const lab = { openTerminal, ended: new Promise<never>(() => undefined), pace: 1 };
    const terminal = await Terminal.open(lab, name, "host", { rows: 24, columns: 80 });
    if (opened === null) throw new Error("the terminal was not opened");
    return { terminal, shell: opened };
  }

  /** A running command prints something. */
  print(text: string): void {
    this.#stream.push(text);
  }

  /** The command that runs comes back. */
  comesBack(code = 0): void {
    this.#running = false;
    this.#prompt(code);
  }

  close(code: number): void {
    this.#close(code);
  }

  #key(key: string): void {
    if (key === "\u0003") {
      this.interrupts += 1;
      this.#typed = "";
      this.print("^C\r\n");
      this.comesBack(130);
    } else if (this.#running) {
      this.print(key);
    } else if (key === "\r" || key === "\n") {
      this.#run();
    } else {
      this.#typed += key;
      this.print(key);
    }
  }

  #run(): void {
    const line = this.#typed;
    this.#typed = "";
    this.lines.push(line);
    this.#running = true;
    this.print(`\r\n\u001b]133;C;${this.#nonce}\u0007`);
    const printed = this.command(line);
    if (printed === null) return;
    this.print(printed);
    this.comesBack();
  }

  #prompt(code: number): void {
    this.print(`\u001b]133;D;${this.#nonce};${code};10;${this.level}\u0007${PROMPT}`);
  }
}
