import { readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { execFileSync } from "node:child_process";
import { Person } from "../support/person.ts";
import type { Ground } from "./bench.ts";
import type { HeldTerminal } from "./watch.ts";

export const COLUMNS = 120;
export const ROWS = 50;

/** A window of the machine's, with a program in it on a real PTY. */
export class Window {
  readonly person: Person;
  readonly #decoder = new StringDecoder("utf8");
  /** All that came out of the PTY. */
  bytes = "";

  /** @param command as a shell reads it */
  constructor(command: string, { environment, somebody }: Pick<Ground, "environment" | "somebody">) {
    this.person = Person.start(command, {
      columns: COLUMNS,
      rows: ROWS,
      environment,
      ids: somebody.ids,
      heard: (bytes) => (this.bytes += this.#decoder.write(bytes)),
    });
  }

  get screen(): string {
    return this.person.rows.join("\n").trimEnd();
  }

  /** The PTY, with who leads its session; null when it is gone. */
  get terminal(): HeldTerminal | null {
    const leader = this.person.programPid;
    try {
      return { file: readlinkSync(`/proc/${leader}/fd/0`), leader };
    } catch {
      return null;
    }
  }

  resize(columns: number, rows: number): void {
    const { terminal } = this;
    if (terminal === null) return;
    this.person.resize(columns, rows);
    execFileSync("stty", ["-F", terminal.file, "rows", String(rows), "cols", String(columns)]);
  }

  /** Closed by its owner: the kernel tells who is in it (SIGHUP). */
  async close(): Promise<void> {
    this.person.kill("SIGKILL");
    await this.person.exited;
  }
}

/** What came of a program that had a window for itself. */
export interface Afterwards {
  /** null: nobody was there to see it. */
  readonly code: number | null;
  /** The terminal's settings before and after, as `stty -a` has them. */
  readonly before: string;
  readonly after: string;
}

/** A window in which one program runs, between two looks at the terminal's settings. */
export class ProgramWindow extends Window {
  readonly #files: Readonly<Record<"before" | "code" | "after", string>>;

  constructor(argv: readonly string[], ground: Ground) {
    const script = join(ground.words["FOLDER"] ?? "", "window.sh");
    const { before, code, after } = filesOf(ground);
    const quoted = argv.map((each) => `'${each.replaceAll("'", "'\\''")}'`).join(" ");
    // Set to its size first; where the window is closed, whoever runs this goes with it.
    writeFileSync(script, `stty -a >${before}; ${quoted}; echo $? >${code}; stty -a >${after}\n`, { mode: 0o644 });
    super(`bash --norc ${script}`, ground);
    this.#files = { before, code, after };
  }

  afterwards(): Afterwards {
    const read = (file: string) => {
      try {
        return readFileSync(file, "utf8").trim();
      } catch {
        return "";
      }
    };
    const code = read(this.#files.code);
    return { code: code === "" ? null : Number(code), before: read(this.#files.before), after: read(this.#files.after) };
  }

  /** PID of the program: the child of whoever waits for it. */
  get nslabPid(): number {
    const [child] = childrenOf(this.person.programPid);
    return child ?? 0;
  }
}

function filesOf({ words }: Ground): Readonly<Record<"before" | "code" | "after", string>> {
  const folder = words["FOLDER"] ?? "";
  return { before: join(folder, "before"), code: join(folder, "code"), after: join(folder, "after") };
}

export function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** What stands for these very letters. */
export function asPattern(text: string): RegExp {
  return new RegExp(text.replaceAll(/[^\w ]/g, "\\$&"));
}
