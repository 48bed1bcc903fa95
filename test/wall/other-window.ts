import { NotAnswered } from "./learner.ts";
import type { Ground } from "./bench.ts";
import { asPattern, childrenOf, Window } from "./window.ts";

/** The prompt of the machine's own shell, in the window in which nslab shell is typed. */
const MACHINE = "machine> ";
const AT_MACHINE = /machine> *$/;
const LAB_PROMPT = /(?:\[root@[^\n\]]*\]|bash-[\d.]+)# *$/;
const TOLD = 300;
const TRIES = 5;
const OWN_LINE = /\n[^\n]*Ctrl-\] [^\n]*$/;
const WAIT_MS = 20_000;
const SHOWN_MS = 1000;
const SECRETS = 20;

/** A second window of the same person: the machine's shell, from which he enters the lab. */
export class OtherWindow extends Window {
  readonly #pace: number;
  readonly #nslab: string;
  /** Typed at the machine's prompt, and nowhere else. */
  static readonly SECRET = "ZZZZZZZZZZZZ";
  #token = 70;

  /** @param nslab the command by which nslab is started */
  constructor(ground: Ground, nslab: string, pace: number) {
    super("bash --norc --noprofile -i", { ...ground, environment: { ...ground.environment, PS1: MACHINE, HISTFILE: "" } });
    this.#nslab = nslab;
    this.#pace = pace;
  }

  async begin(): Promise<void> {
    await this.#shows(AT_MACHINE, "the machine's own shell did not start");
    // what bash inherits of PS1 it throws away where its own start says otherwise
    // Without job control the shell is not told, and does not go on, when what it runs is stopped.
    await this.#typed(`set +m; PS1='${MACHINE}'; nslab() { ${this.#nslab} "$@"; }`, AT_MACHINE);
  }

  /** @returns whether the lab's prompt came */
  async enter(terminal: string): Promise<boolean> {
    const from = this.person.printed.length;
    this.person.press(`nslab shell ${terminal}\r`);
    await this.person.prints("nslab shell", from, WAIT_MS * this.#pace);
    const came = new RegExp(`${LAB_PROMPT.source}|${AT_MACHINE.source}`);
    const isThere = await this.#until(() => came.test(this.#last) && this.person.printed.length > from + 20);
    return isThere && LAB_PROMPT.test(this.#last);
  }

  async type(line: string, comesBack: boolean): Promise<void> {
    if (!comesBack) {
      const from = this.person.printed.length;
      this.person.press(`${line}\r`);
      // It may end who would show it.
      await this.person.printsWithin(asPattern(line.slice(-6)), from, SHOWN_MS * this.#pace);
      return;
    }
    this.#token += 1;
    const asked = `printf '\\nother-%s\\n' $((${this.#token}+1))\r`;
    const answered = new RegExp(`^other-${this.#token + 1}\\s*$`, "m");
    this.person.press(`${line}\r${asked}`);
    for (let tries = 1; tries < TRIES; tries += 1) {
      if (await this.person.seesWithin(answered, (WAIT_MS / TRIES) * this.#pace)) return;
      this.person.press(`\r${asked}`); // what is typed while nslab shell ends is thrown away
    }
    await this.#shows(answered, `this did not come back: ${line}`);
  }

  async leave(): Promise<void> {
    this.person.press("\rexit\r");
    await this.#shows(AT_MACHINE, "nslab shell was not left by exit");
  }

  /** Types at the machine's prompt what nobody else may read, so often that a second reader would have had some of it. */
  async typeSecret(): Promise<void> {
    for (let times = 0; times < SECRETS; times += 1) {
      const from = this.person.printed.length;
      this.person.press(`: ${OtherWindow.SECRET}\r`);
      // not: all of it; somebody may have taken a part
      await this.person.printsWithin(/machine> /, from, 500 * this.#pace);
    }
  }

  /** PID of the nslab that runs in this window; 0 where none does. */
  get nslabPid(): number {
    return childrenOf(this.person.programPid)[0] ?? 0;
  }

  /** What is typed while nslab is stopped, and so without an answer. */
  typeAhead(line: string): void {
    this.person.press(`${line}\r`);
  }

  /** Waits for the machine's prompt, or whatever else nslab shows when a lab has ended. */
  async afterTheLab(): Promise<void> {
    await this.#until(() => AT_MACHINE.test(this.#last) || /lab has ended|machine again|next lab/i.test(this.screen));
    // A line that was typed ahead runs, if it does, before the answer to this one.
    const from = this.person.printed.length;
    this.person.press(" \r");
    await this.person.printsWithin(/./, from, 2000 * this.#pace);
    await this.type(":", true).catch(() => undefined);
  }

  /** The last row that is written on, but for a line of nslab's own at the bottom. */
  get #last(): string {
    return this.screen.replace(OWN_LINE, "").trimEnd().split("\n").at(-1) ?? "";
  }

  async #typed(line: string, wanted: RegExp): Promise<void> {
    const from = this.person.printed.length;
    this.person.press(`${line}\r`);
    await this.#prints(line.slice(-6), from, `what is typed is not shown: ${line}`);
    await this.#shows(wanted, `this did not come back: ${line}`);
  }

  async #shows(wanted: RegExp, complaint: string): Promise<void> {
    if (await this.#until(() => wanted.test(this.screen))) return;
    throw new NotAnswered(`${complaint}; shown is: ${JSON.stringify(this.screen.slice(-TOLD))}`);
  }

  async #prints(wanted: string, from: number, complaint: string): Promise<void> {
    if (!(await this.person.printsWithin(asPattern(wanted), from, WAIT_MS * this.#pace))) throw new NotAnswered(complaint);
  }

  /** Looks whenever something has been shown. */
  async #until(holds: () => boolean): Promise<boolean> {
    const deadline = performance.now() + WAIT_MS * this.#pace;
    while (!holds()) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await this.person.printsWithin(/./, this.person.printed.length, Math.min(left, 100));
    }
    return true;
  }
}
