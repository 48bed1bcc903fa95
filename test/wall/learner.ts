import type { TerminalName } from "../../src/terminal/names.ts";
import { ASKS, type Ask } from "./attacks/attack.ts";
import { Stopwatch } from "../support/own-time.ts";
import { asPattern, type ProgramWindow } from "./window.ts";

const LEAVE = "\u001d"; // Ctrl-]
const SWITCH = "\u001e"; // Ctrl-^
/** The keys of a page, a step, or of a lab that has ended; "? help" comes last, "? more" where not all fit. */
const KEYS = /\? (?:help|more)\s*$/;
const PAGE = /Enter (?:begin|go on)\b/;
const PASSED = /Enter next\b/;
const STEP = /Enter run\b|t (?:type|solve)\b/;
/** less(1), which shows what does not fit. */
const PAGER = /(?:q back to the lesson|\(END\)|^:)\s*$/;
const MOST_PAGES = 5;
/** A terminal in the learner's hands: the prompt, with the line of nslab's below. */
const PROMPT = /[#$] *\s*\n[^\n]*(?:\^|Ctrl-)\][^\n]*$/;
const TAKEN = /Ctrl-\] goes back to the lesson|(?:\^|Ctrl-)\] back[^\n]*$/;
/** What nslab says when it is still looking takes no more than this; then a key has to end it. */
const LOOKING_MS = 12_000;
const ANSWER_MS = 1000;
/** Whoever has not answered by then will not. */
const NEVER_MS = 6000;
const SHOWN_MS = 1000;
const START_MS = 60_000;
const OPEN_MS = 15_000;
/** A usual machine draws the answer to a key in a fraction of this. */
const USUAL_MS = 60;
/** So many letters of the screen are told when it is not what it should be. */
const TOLD = 150;
const ANY_OTHER_KEY = " ";

/** nslab did not do what a person at it waits for. */
export class NotAnswered extends Error {}

/** A person at nslab's screen, who knows its keys and measures how soon they are answered. */
export class Learner {
  readonly #window: ProgramWindow;
  /** How much slower than usual this machine is; at least 1. */
  pace: number;
  #at: "lesson" | "terminal" = "lesson";
  #token = 40;
  /** So much had been printed when he typed last. */
  #typedAt = 0;

  constructor(window: ProgramWindow, pace: number) {
    this.#window = window;
    this.pace = pace;
  }

  /** Pages through what stands before a step. */
  async begin(): Promise<void> {
    const { person } = this.#window;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      await this.#sees(KEYS, START_MS, "the lesson never opened");
      if (STEP.test(this.#window.screen) && !PAGE.test(this.#window.screen)) break;
      const from = person.printed.length;
      person.press("\r");
      await person.prints(KEYS, from, START_MS * this.pace);
    }
    const started = performance.now();
    await this.#press(ASKS.help, "help", START_MS);
    this.pace = Math.max(this.pace, (performance.now() - started) / USUAL_MS);
    await this.#settle(START_MS, "help");
  }

  /** Types a line in the step's terminal, which he takes over if he has not. */
  async type(line: string, comesBack: boolean, patience: number): Promise<void> {
    await this.#takeOver();
    const { person } = this.#window;
    const from = person.printed.length;
    this.#typedAt = from;
    person.press(`${line}\r`);
    if (!comesBack) {
      // It may end, or stop, who would show it.
      await person.printsWithin(asPattern(line.trimEnd().slice(-6)), from, SHOWN_MS * this.pace);
      return;
    }
    this.#token += 1;
    person.press(`printf '\\nwall-%s\\n' $((${this.#token}+1))\r`);
    await this.#sees(new RegExp(`^wall-${this.#token + 1}\\s*$`, "m"), patience, `this did not come back: ${line}`);
  }

  /** Goes to another terminal, by the key that shows one after the other; where the step has none, to the next step. */
  async switchTo(terminal: TerminalName): Promise<void> {
    await this.#takeOver();
    const { person } = this.#window;
    const shown = new RegExp(`  ${terminal}(?::|  )[^\\n]*$`);
    for (let switched = 0; switched < 5 && !shown.test(this.#window.screen); switched += 1) {
      const from = person.printed.length;
      person.press(SWITCH);
      await this.#prints(/This is the terminal|no other one to go to/, from, OPEN_MS, "no other terminal came");
      if (person.printed.slice(from).includes("no other one to go to")) {
        await this.#goOn();
        await this.#takeOver();
      }
      await this.#sees(PROMPT, OPEN_MS, "the other terminal has no prompt");
    }
    await this.#sees(shown, NEVER_MS, `the terminal ${terminal} did not come`);
  }

  /**
   * Presses a key of the step's, and sees it through.
   * @returns milliseconds of nslab's own time until anything was drawn
   */
  async ask(ask: Ask, patience: number): Promise<number> {
    await this.toLesson();
    const keys = [...ASKS[ask]];
    let slowest = 0;
    for (const key of keys) slowest = Math.max(slowest, await this.#press(key, ask, NEVER_MS));
    await this.#settle(patience, ask);
    return slowest;
  }

  /** Milliseconds of nslab's own time until the answer to a key is drawn that has nothing to do with the lab; the fastest of some, where it is slow. */
  async answer(ask: "help" = "help", never = NEVER_MS): Promise<number> {
    await this.toLesson();
    let fastest = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 3 && fastest > this.limit; tries += 1) {
      fastest = Math.min(fastest, await this.#press(ASKS[ask], ask, never));
      await this.#settle(never, ask);
    }
    return fastest;
  }

  /** Milliseconds that nslab may take to answer. */
  get limit(): number {
    return ANSWER_MS * this.pace;
  }

  /** Back from the terminal to the lesson's keys. */
  async toLesson(): Promise<void> {
    if (this.#at === "lesson") return;
    this.#window.person.press(LEAVE);
    // He may be there already, when the shell that he typed in has ended.
    await this.#prints(/Back in the lesson|has ended/, this.#typedAt, NEVER_MS, "Ctrl-] did not lead back to the lesson");
    this.#at = "lesson";
    await this.#settle(LOOKING_MS, "Ctrl-]");
  }

  /** To the next step, whether or not this one is done. */
  async #goOn(): Promise<void> {
    await this.toLesson();
    for (const key of PASSED.test(this.#window.screen) ? ["\r"] : ["s", "s"]) await this.#press(key, "the next step", NEVER_MS);
    await this.#settle(OPEN_MS, "going on");
  }

  async #takeOver(): Promise<void> {
    if (this.#at === "terminal") return;
    const { person } = this.#window;
    const from = person.printed.length;
    this.#typedAt = from;
    person.press("t");
    await this.#prints(TAKEN, from, OPEN_MS, "the terminal could not be taken over");
    this.#at = "terminal";
    await this.#sees(PROMPT, OPEN_MS, "the terminal has no prompt");
  }

  async #press(key: string, ask: string, never: number): Promise<number> {
    const { person } = this.#window;
    const from = person.printed.length;
    const watch = new Stopwatch(this.#window.nslabPid);
    person.press(key);
    await this.#prints(/[^\s]/, from, never, `the key for ${ask} was never answered`);
    const { ms, wholeMs } = watch;
    // It may have become busier since the lesson was opened; a nslab that keeps him waiting slows nothing.
    this.pace = Math.max(this.pace, wholeMs / Math.max(ms, USUAL_MS));
    return ms;
  }

  /** Waits until keys are asked for again; where nslab goes on looking, any key has to end that. */
  async #settle(patience: number, what: string): Promise<void> {
    const { person } = this.#window;
    const deadline = performance.now() + Math.min(patience, LOOKING_MS) * this.pace;
    const isPage = () => PAGER.test(this.#window.screen) && !KEYS.test(this.#window.screen);
    const seen = new RegExp(`${KEYS.source}|${PAGER.source}`);
    if (!(await this.#seesBefore(seen, deadline))) {
      person.press(ANY_OTHER_KEY);
      await this.#sees(seen, ANSWER_MS * 2, `after ${what} it goes on looking, whatever is pressed`);
    }
    while (isPage()) {
      const from = person.printed.length;
      person.press("q");
      await this.#prints(KEYS, from, NEVER_MS, "the pager was not left by q");
    }
  }

  #seesBefore(wanted: RegExp, deadline: number): Promise<boolean> {
    return this.#window.person.seesWithin(wanted, Math.max(deadline - performance.now(), 1));
  }

  async #sees(wanted: RegExp, milliseconds: number, complaint: string): Promise<void> {
    await this.#unlessEnded(this.#window.person.sees(wanted, milliseconds * this.pace), complaint);
  }

  async #prints(wanted: RegExp | string, from: number, milliseconds: number, complaint: string): Promise<void> {
    await this.#unlessEnded(this.#window.person.prints(wanted, from, milliseconds * this.pace), complaint);
  }

  /** @throws NotAnswered when it is not so in time, and at once when nslab has ended */
  async #unlessEnded(waiting: Promise<void>, complaint: string): Promise<void> {
    const ended = this.#window.person.exited.then((code) => {
      throw new NotAnswered(`${complaint}: nslab has ended by itself (${code})`);
    });
    ended.catch(() => undefined);
    const late = waiting.catch(() => {
      throw new NotAnswered(`${complaint}; the last rows: ${JSON.stringify(this.#window.screen.slice(-TOLD))}`);
    });
    await Promise.race([late, ended]);
  }
}
