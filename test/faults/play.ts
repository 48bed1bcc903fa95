import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Installed } from "../support/package-copy.ts";
import type { Home, Who } from "../support/people.ts";
import { Person } from "../support/person.ts";
import { ProcessFamily } from "../support/process-family.ts";
import type { PlannedStep } from "./points.ts";

const KEYS = /\? (?:help|more)\s*$/;
const PASSED = /Enter (?:next|go on)\b/;
const LEAVE_TERMINAL = "\u001d"; // Ctrl-]
const ESCAPE = "\u001b";
/** Long enough on a machine that does much else. */
const PATIENCE = 45_000;

/** Somebody who goes on where he stands, at a step of the course, as the keys on the screen tell him. */
export class Play {
  readonly person: Person;
  readonly family: ProcessFamily;
  /** PID of nslab itself. */
  readonly pid: number;
  hasExited = false;
  readonly #startedAt = performance.now();

  private constructor(person: Person, family: ProcessFamily, pid: number) {
    this.person = person;
    this.family = family;
    this.pid = pid;
    void person.exited.then(() => (this.hasExited = true));
  }

  /**
   * Starts nslab and returns as soon as it is a process.
   * @param by words of a shell that run the program behind them, and become it: `env A=1`
   */
  static async start(installed: Installed, who: Who, home: Home, by = ""): Promise<Play> {
    const tmp = join(home.path, "tmp");
    execFileSync("mkdir", ["-p", "-m", "700", tmp], { ...who.ids, cwd: "/" });
    const person = Person.start(`${by} ${process.execPath} ${installed.program} start`, {
      columns: 80,
      rows: 24,
      environment: { ...home.environment, TMPDIR: tmp },
      ids: who.ids,
    });
    while (person.programPid === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    return new Play(person, new ProcessFamily(person.programPid, null), person.programPid);
  }

  /** Waits until the step's keys are there. Returns the milliseconds since the start. */
  async opens(step: PlannedStep): Promise<number> {
    if (step.index === 0) await this.person.answers(/Enter begin/, "\r");
    const title = step.step === "challenge" ? /Challenge: / : new RegExp(`Step ${step.index + 1} of`);
    await this.person.prints(title, 0, PATIENCE);
    await this.keys();
    return performance.now() - this.#startedAt;
  }

  /** Waits for keys at the bottom of the screen. */
  async keys(): Promise<void> {
    await this.person.sees(KEYS, PATIENCE);
  }

  /** Has the step's command run; a challenge has one when its solution was shown. */
  async run(): Promise<void> {
    for (let hints = 0; hints < 6 && !/Enter (?:run|try|this step)/.test(this.#bottom); hints += 1) {
      await this.person.answers(KEYS, "h");
      await this.keys();
    }
    await this.person.answers(KEYS, "\r");
  }

  async passes(): Promise<void> {
    await this.person.sees(new RegExp(`${PASSED.source}[\\s\\S]*${KEYS.source}`), PATIENCE);
  }

  async takeOver(): Promise<void> {
    await this.person.answers(KEYS, "t");
    await this.person.sees(/Ctrl-\] (?:goes )?back|\^\] back/, PATIENCE);
  }

  async openMenu(): Promise<void> {
    await this.person.answers(KEYS, "l");
    await this.person.sees(/Up and Down/, PATIENCE);
  }

  /** Finds back to the keys and leaves, whatever is on the screen. Returns false when that does not work. */
  async leave(): Promise<boolean> {
    const deadline = performance.now() + PATIENCE;
    for (let tries = 0; !this.hasExited && performance.now() < deadline; tries += 1) {
      const screen = this.person.rows.join("\n").trimEnd();
      if (/Up and Down/.test(screen)) this.person.press(ESCAPE);
      else if (/Ctrl-\]|\^\]/.test(this.#bottom)) this.person.press(LEAVE_TERMINAL);
      else if (/\(END\)|back to the lesson\s*$/.test(screen)) this.person.press("q");
      else if (KEYS.test(screen) || screen.endsWith("any other key stay")) this.person.press("q");
      else if (tries % 20 === 19) this.person.press("\u0003"); // a command that does not come back
      await Promise.race([this.person.exited, new Promise((resolve) => setTimeout(resolve, 150))]);
    }
    return this.hasExited;
  }

  async exitsWithin(milliseconds: number): Promise<boolean> {
    await Promise.race([this.person.exited, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
    return this.hasExited;
  }

  get #bottom(): string {
    return this.person.rows.findLast((row) => row !== "") ?? "";
  }
}
