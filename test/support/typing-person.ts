import type { Line } from "../../src/course/command.ts";
import { TERMINAL_NAMES, type TerminalName } from "../../src/terminal/names.ts";
import type { Person } from "./person.ts";

const LEAVE = "\u001d"; // Ctrl-]
const SWITCH = "\u001e"; // Ctrl-^
const ANY_KEYS = /\? help\s*$/;
/** The next step, or the first question at the lesson's end, stands there. */
const GONE_ON = /Step \d+ of|Challenge:|Question 1 of/;
const PASSED_KEYS = /Enter (next|go on)/;
const ALL_PASSED = /all checks of this step pass/;
/** The line at the bottom; the words above may still stand on a terminal from an earlier step. */
const ALL_MARKED = /\n\d+\/\d+ [^\n]*✓ (\d+)\/\1  [^\n]*$/;
/** The lab's own prompt, or that of a bash which knows nothing of it, with nothing typed at it, above the line that tells how the step stands. */
export const PROMPT = /(\[[^\n\]]+\]|bash-[\d.]+)[#$] *\s*\n\d+\/\d+ [^\n]*$/;
/** An empty line asks for the checks again: what takes its time to come true may have come true. */
const LOOKS = 12;
const LOOK_MS = 1500;
/** So many characters of a typed line are sure to stand in one row. */
const END_OF_LINE = 8;
const BACKGROUND = /[^&]&\s*$/;

/**
 * Somebody who types everything himself, in the real shells of a lab. What the screens of a
 * take-over say, and their keys, stand here alone.
 */
export class TypingPerson {
  readonly #person: Person;
  /** The terminal that is shown. */
  #at: TerminalName = "host";

  constructor(person: Person) {
    this.#person = person;
  }

  /** Reads the welcome and the lesson's opening. */
  async begin(): Promise<void> {
    await this.#person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
    await this.#person.answers(/Enter begin/, "\r");
  }

  /**
   * Takes the step's terminal over, types the lines, each where it belongs, is told that all checks pass, and
   * goes on by the key that leaves.
   * @param terminal the step's; another one may be opened, where the first of its lines belong
   * @param way the lines, which may depend on what runs in the lab by then
   */
  async doStep(terminal: TerminalName, way: () => Promise<readonly Line[]>, staysRunning: boolean): Promise<void> {
    await this.#person.sees(ANY_KEYS);
    const start = this.#person.printed.length;
    this.#person.press("t");
    await this.#person.prints(/Ctrl-\] goes back to the lesson/, start);
    await this.#person.sees(PROMPT);
    this.#at = this.#shown();
    const typed = this.#person.printed.length;
    const lines = await way();
    for (const [index, line] of lines.entries()) {
      await this.#goTo(typeof line === "object" && "in" in line ? line.in : terminal);
      await this.#type(line, staysRunning && index === lines.length - 1);
    }
    await this.#isTold(typed, staysRunning);
    const left = this.#person.printed.length;
    this.#person.press(LEAVE);
    // The key goes on by itself unless the last command's checks are still being looked at.
    await this.#person.prints(new RegExp(`Back in the lesson[\\s\\S]*(${GONE_ON.source}|${PASSED_KEYS.source})`), left);
    if (!GONE_ON.test(this.#person.printed.slice(left))) await this.#person.answers(PASSED_KEYS, "\r");
  }

  /** Leaves the program at a question. */
  async quit(): Promise<number> {
    await this.#person.answers(ANY_KEYS, "q");
    return this.#person.exited;
  }

  /** Switches until that terminal is shown: the line at the bottom names it. */
  async #goTo(terminal: TerminalName): Promise<void> {
    for (let switched = 0; this.#at !== terminal; switched += 1) {
      if (switched > TERMINAL_NAMES.length) throw new Error(`the terminal ${terminal} is none that one can switch to`);
      const before = this.#at;
      this.#person.press(SWITCH);
      await this.#person.sees(
        new RegExp(`\\n\\d+/\\d+ [^\\n]*  (?!${before}[: ])(?:${TERMINAL_NAMES.join("|")})(?::|  )[^\\n]*$`),
      );
      this.#at = this.#shown();
    }
  }

  #shown(): TerminalName {
    const bottom = this.#person.rows.at(-1) ?? "";
    const shown = TERMINAL_NAMES.find((name) => new RegExp(`  ${name}(?::|  )`).test(bottom));
    if (shown === undefined) throw new Error(`the line at the bottom names no terminal: ${bottom}`);
    return shown;
  }

  async #type(line: Line, staysRunning: boolean): Promise<void> {
    const from = this.#person.printed.length;
    if (typeof line === "object" && "key" in line) {
      this.#person.press(line.key === "Ctrl-C" ? "\u0003" : "\u001a");
      await this.#person.prints(/./, from);
    } else await typeLine(this.#person, textOf(line));
    // What goes on in the background may print behind the prompt: then its number is all that is sure to come.
    if (BACKGROUND.test(textOf(line))) await this.#person.prints(/\[\d+\] \d+/, from);
    else if (!staysRunning) await this.#person.sees(PROMPT);
  }

  async #isTold(from: number, staysRunning: boolean): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      if (await this.#person.seesWithin(ALL_MARKED, LOOK_MS)) return this.#person.prints(ALL_PASSED, from);
      if (!staysRunning) await this.#type("", false);
    }
    throw new Error(`the line at the bottom never said that all checks pass:\n${this.#person.rows.join("\n")}`);
  }
}

/** Types a line at a prompt; when it stands there, the next prompt to be seen is the one after it. */
export async function typeLine(person: Person, line: string): Promise<void> {
  const from = person.printed.length;
  person.press(`${line}\r`);
  await person.prints(line.trimEnd().slice(-END_OF_LINE) || /./, from);
}

function textOf(line: Line): string {
  if (typeof line === "string") return line;
  return "key" in line ? "" : line.line;
}
