import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { Stopwatch } from "./own-time.ts";
import { Person } from "./person.ts";
import { PACKAGE_ROOT } from "./test-lab.ts";

export const LEAVE = "\u001d";
export const SWITCH = "\u001e";
export const CTRL_C = "\u0003";

/** What a window shows whose terminal waits at the host's prompt, the line of nslab below it. */
export const AT_PROMPT = /\[root@host docker\]# *(?:\n[^\n]*)?$/;

export interface TakenOverOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Record<string, string>;
}

/** The built program, for those that run it. */
export function buildProgram(): void {
  execFileSync(process.execPath, [join(PACKAGE_ROOT, "src/setup/build.mjs")], { cwd: PACKAGE_ROOT, stdio: "ignore" });
}

/** A person who has taken over the terminal of a lesson's first step, in the built program on a real PTY. */
export class TakenOver {
  readonly person: Person;
  readonly home: string;

  static readonly #all = new Set<TakenOver>();

  private constructor(person: Person, home: string) {
    this.person = person;
    this.home = home;
    TakenOver.#all.add(this);
  }

  /** @param given what follows `nslab lesson` */
  static async begin(given: string, options: TakenOverOptions = {}): Promise<TakenOver> {
    const taken = TakenOver.#start(`lesson ${given}`, makeHome(), options);
    const { person } = taken;
    const printed = (wanted: RegExp) => eventually(`${wanted} is printed`, async () => wanted.test(person.printed));
    await printed(/q\S* quits at any time[\s\S]*Enter\S* begin/);
    await person.answers(/Enter begin/, "\r");
    await printed(/Lesson \d+: [\s\S]*Enter\S* begin/);
    await person.answers(/Enter begin/, "\r");
    await person.answers(/Enter run/, "t");
    await person.sees(AT_PROMPT);
    return taken;
  }

  /** At a later step, as somebody who comes back. */
  static async at(place: { readonly lesson: string; readonly step: string }, options: TakenOverOptions = {}): Promise<TakenOver> {
    const home = makeHome();
    const state = join(home, ".local/state/nslab");
    mkdirSync(state, { recursive: true, mode: 0o700 });
    writeFileSync(join(state, "progress.json"), JSON.stringify({ format: 1, current: place, lessons: {} }), { mode: 0o600 });
    const taken = TakenOver.#start("start", home, options);
    await taken.person.sees(/Enter (?:run|begin)|t solve/);
    // The first step stands behind the lesson's opening.
    if (/Enter begin/.test(taken.person.rows.join("\n"))) taken.person.press("\r");
    await taken.person.answers(/Enter run|t solve/, "t");
    await taken.person.sees(/[#$] *\n[^\n]*$/);
    return taken;
  }

  static #start(given: string, home: string, options: TakenOverOptions): TakenOver {
    const { columns = 80, rows = 24, environment = {} } = options;
    const person = Person.start(`${process.execPath} ${PACKAGE_ROOT}/dist/main.js ${given}`, {
      columns,
      rows,
      environment: { HOME: home, XDG_RUNTIME_DIR: home, ...environment },
    });
    return new TakenOver(person, home);
  }

  /** Ends all that are still there, with what they have kept. */
  static async closeAll(): Promise<void> {
    await Person.closeAll();
    for (const { home } of TakenOver.#all) rmSync(home, { recursive: true, force: true });
    TakenOver.#all.clear();
  }

  /** The line of nslab's, where there is one. */
  get bottom(): string {
    return this.person.rows.at(-1) ?? "";
  }

  /** PID of nslab, the child of script. */
  get nslabPid(): number {
    return this.person.programPid;
  }

  /** Memory of nslab's that is in use, in MiB. */
  get rss(): number {
    return this.#memory("VmRSS");
  }

  /** The most that it has been. */
  get peakRss(): number {
    return this.#memory("VmHWM");
  }

  #memory(name: string): number {
    const status = readFileSync(`/proc/${this.nslabPid}/status`, "utf8");
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  }

  /** Gives the window another size, of which the kernel tells the programs in it. */
  resize(columns: number, rows: number): void {
    const terminal = readlinkSync(`/proc/${this.nslabPid}/fd/0`);
    this.person.resize(columns, rows);
    execFileSync("stty", ["-F", terminal, "rows", String(rows), "cols", String(columns)]);
  }

  /** Bytes that nslab has read so far, what programs in the lab print among them. */
  get bytesRead(): number {
    return Number(/^rchar: (\d+)$/m.exec(readFileSync(`/proc/${this.nslabPid}/io`, "utf8"))?.[1]);
  }

  /** Milliseconds of nslab's own time until the screen shows what comes of these keys. */
  async measured(wanted: RegExp, keys: string): Promise<number> {
    const watch = new Stopwatch(this.nslabPid);
    this.person.press(keys);
    await this.person.sees(wanted);
    return watch.ms;
  }
}

function makeHome(): string {
  return mkdtempSync(join(tmpdir(), "nslab-take-over-"));
}
