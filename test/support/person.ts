import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import xterm from "@xterm/headless";

/** One cell of a screen; `width` is 0 for the second half of a wide character. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly bold: boolean;
  readonly dim: boolean;
  /** ANSI colour of the text, or null for the terminal's own. */
  readonly colour: number | null;
}

/** What is waited for comes in well below a second on a quiet machine; a busy one may take its time. */
const PATIENCE_MS = 60_000;

/** A person at a terminal: nslab on a real PTY (script(1) makes it), its screen as cells. */
export class Person {
  readonly #child: ChildProcess;
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #changed = new Set<() => void>();
  /** Everything printed so far, for what has scrolled away. */
  printed = "";
  readonly exited: Promise<number>;

  /** Those whose program has not ended. */
  static readonly #present = new Set<Person>();

  private constructor(child: ChildProcess, columns: number, rows: number, heard: (bytes: Buffer) => void) {
    Person.#present.add(this);
    this.#child = child;
    this.#screen = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
    child.stdout?.on("data", (chunk: Buffer) => {
      heard(chunk);
      this.printed += chunk.toString();
      this.#screen.write(chunk, () => {
        for (const listener of [...this.#changed]) listener();
      });
    });
    child.stdin?.on("error", () => undefined); // it has quit before it has read a key
    this.exited = new Promise((resolve) => {
      child.once("exit", (code) => {
        Person.#present.delete(this);
        resolve(code ?? 0);
      });
    });
  }

  /** Starts a command line on a PTY of that size. */
  static start(
    command: string,
    options: {
      readonly columns: number;
      readonly rows: number;
      readonly environment: Readonly<NodeJS.ProcessEnv>;
      /** Another user's than whoever runs the tests. */
      readonly ids?: { readonly uid?: number; readonly gid?: number };
      /** Is told every byte that comes out of the PTY. */
      readonly heard?: (bytes: Buffer) => void;
    },
  ): Person {
    const { columns, rows, environment, ids, heard = () => undefined } = options;
    const child = spawn("script", ["-qefc", `stty rows ${rows} cols ${columns}; exec ${command}`, "/dev/null"], {
      env: { PATH: process.env["PATH"] ?? "", TERM: "xterm-256color", LANG: "C.UTF-8", ...environment },
      stdio: ["pipe", "pipe", "inherit"],
      ...(ids === undefined ? {} : { ...ids, cwd: "/" }), // his own, wherever the tests are
    });
    return new Person(child, columns, rows, heard);
  }

  /** Closes the windows of all who are still there, as after a test that has failed. */
  static async closeAll(): Promise<void> {
    await Promise.all([...Person.#present].map((person) => person.end()));
  }

  /** Asks the program itself to end, as script(1) ends with it at once; asked itself, it waits two seconds. */
  async end(): Promise<void> {
    try {
      process.kill(this.programPid || this.pid, "SIGTERM");
    } catch {
      // It has ended just now.
    }
    await this.exited;
  }

  /** The PID of script, whose child is nslab. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The PID of the program itself; 0 before it is there, and when it has ended. */
  get programPid(): number {
    try {
      return Number(readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, "utf8").trim().split(" ")[0]);
    } catch {
      return 0;
    }
  }

  /** What stands on the screen now, a string a row, without trailing blanks. */
  get rows(): readonly string[] {
    const buffer = this.#screen.buffer.active;
    return Array.from(
      { length: this.#screen.rows },
      (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? "",
    );
  }

  /** The cells of the screen, row by row, with their looks. */
  get cells(): readonly (readonly Cell[])[] {
    const buffer = this.#screen.buffer.active;
    return Array.from({ length: this.#screen.rows }, (_, row) =>
      Array.from({ length: this.#screen.cols }, (__, column): Cell => {
        const cell = buffer.getLine(buffer.viewportY + row)?.getCell(column);
        if (cell === undefined) return { text: "", width: 1, bold: false, dim: false, colour: null };
        const colour = cell.isFgPalette() ? cell.getFgColor() : null;
        return { text: cell.getChars(), width: cell.getWidth(), bold: cell.isBold() !== 0, dim: cell.isDim() !== 0, colour };
      }),
    );
  }

  /** The window has another size; the program learns it from its own terminal. */
  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
  }

  press(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** Waits until the screen shows it. */
  async sees(wanted: RegExp, milliseconds = PATIENCE_MS): Promise<void> {
    await this.#until(
      () => wanted.test(this.rows.join("\n")),
      () => `the screen never showed ${wanted}; it shows:\n${this.rows.join("\n")}`,
      milliseconds,
    );
  }

  /** Waits until it is printed, after so many characters, whether or not it stays on the screen; colours and the like do not count. */
  async prints(wanted: RegExp | string, from: number, milliseconds = PATIENCE_MS): Promise<void> {
    await this.#until(
      () => this.hasPrinted(wanted, from),
      () => `it was never printed: ${wanted}; printed was:\n${this.#printedText(from)}`,
      milliseconds,
    );
  }

  /** Whether it has been printed after so many characters. */
  hasPrinted(wanted: RegExp | string, from: number): boolean {
    const text = this.#printedText(from);
    return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
  }

  #printedText(from: number): string {
    return stripVTControlCharacters(this.printed.slice(from)).replaceAll("\r", "");
  }

  /** Whether the screen shows it in that time. */
  seesWithin(wanted: RegExp, milliseconds: number): Promise<boolean> {
    return isDone(this.sees(wanted, milliseconds));
  }

  /** Whether it is printed in that time. */
  printsWithin(wanted: RegExp, from: number, milliseconds: number): Promise<boolean> {
    return isDone(this.prints(wanted, from, milliseconds));
  }

  /** Waits for what the screen must show, presses keys, and waits until something has come of them. */
  async answers(wanted: RegExp, keys: string): Promise<void> {
    await this.sees(wanted);
    const before = this.printed.length;
    this.press(keys);
    await this.#until(
      () => this.printed.length > before,
      () => `nothing came of the keys ${JSON.stringify(keys)}:\n${this.rows.join("\n")}`,
      PATIENCE_MS,
    );
  }

  async #until(holds: () => boolean, complaint: () => string, milliseconds: number): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!holds()) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(complaint()));
      }, milliseconds);
      const stop = () => {
        clearTimeout(timer);
        this.#changed.delete(check);
      };
      this.#changed.add(check);
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

function isDone(waiting: Promise<void>): Promise<boolean> {
  return waiting.then(
    () => true,
    () => false,
  );
}
