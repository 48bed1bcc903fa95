import { frontIn, type Remark } from "../../player/remarks.ts";
import { toldNow } from "../../player/told.ts";
import type { Check } from "../../../checks/check.ts";
import type { StepView } from "../../player/learner.ts";
import type { CheckResult } from "../../player/events.ts";
import { allPassed } from "../../player/judge.ts";
import { type Whereabouts, whereabouts } from "../../kernel/whereabouts.ts";
import { LabGone } from "../../kernel/read-snapshot.ts";
import type { TerminalName } from "../../terminal/names.ts";
import { BlindLines } from "./blind-lines.ts";

/** Of a command that runs for so long, it is said how it is ended; in milliseconds. */
const LONG_MS = 6000;
/** What has failed may have come true after so many milliseconds. */
const FRESH_MS = 2000;

/** What a look at the lab has shown, told piece by piece as it is known. */
export interface FollowUpListener {
  /** Of the shell in front in the terminal that is shown; null where it is not known. */
  where(where: Whereabouts | null): void;
  /** One verdict a check, in their order; null for one that is still being looked at. */
  checks(passed: readonly (boolean | null)[]): void;
  /** Those that need no waiting of their own have been told. */
  known(): void;
  /** A shell that sends no marks waits for the next line there. */
  blindPrompt(terminal: TerminalName): void;
  /** The prompt need not wait any longer: what else there is to say takes its time. */
  mayGoOn(): void;
  allPassed(): void;
  /** A hint chosen by the state of the lab, by its name. */
  hint(name: string): void;
  remark(remark: Remark): void;
}

/** Looks at the lab after every command of the learner's: never before, and never in between. */
export class FollowUp {
  readonly #view: StepView;
  readonly #checks: readonly Check[];
  readonly #listener: FollowUpListener;
  #terminal: TerminalName;
  /** The terminal whose command ended last. */
  #worked: TerminalName;
  /** A verdict a check, in their order; null for one that is still being looked at. */
  #results: (CheckResult | null)[];
  /** Grows with each reason to look. */
  #asked = 0;
  #answered = 0;
  /** Grows with each reason for which what is being looked at is no news any more: such a look gives up. */
  #overtaken = 0;
  /** Terminals in which a command has been started and has not come back. */
  readonly #runs = new Set<TerminalName>();
  /** Resolves when the last command's prompt is to be seen. */
  #seen: Promise<void> = Promise.resolve();
  #looking = false;
  /** Ends waiting for what may come true when there is a new reason to look. */
  #hurry = new AbortController();
  #patient = false;
  #ended = false;
  #told = false;
  #passedNow = false;
  /** Nothing has happened since the verdicts were found. */
  #isFresh = false;
  #knownAt = 0;
  #ran = false;
  /** Where a line was typed that nobody could see. */
  #unseen: TerminalName | null = null;
  #running: NodeJS.Timeout | undefined;
  readonly #blind = new BlindLines((terminal) => this.#isBlindAnswered(terminal));

  /** @param judges whether the step's checks are looked at, too */
  constructor(view: StepView, terminal: TerminalName, judges: boolean, listener: FollowUpListener) {
    this.#view = view;
    this.#checks = judges ? view.step.definition.checks : [];
    this.#listener = listener;
    this.#terminal = terminal;
    this.#worked = terminal;
    this.#results = this.#checks.map(() => null);
  }

  /** Whether all checks passed when they were looked at last, after the learner's last command. */
  get allPassed(): boolean {
    return this.#passedNow;
  }

  /** The verdicts on all checks after the last command, if nothing was begun since; null where somebody should look again. */
  get results(): readonly CheckResult[] | null {
    const known = this.#results.filter((result) => result !== null);
    if (!this.#isFresh || known.length === 0 || known.length < this.#checks.length) return null;
    return allPassed(known) || performance.now() - this.#knownAt < FRESH_MS ? known : null;
  }

  get #passed(): readonly (boolean | null)[] {
    return this.#results.map((result) => (result === null ? null : result.verdict.type === "pass"));
  }

  /** Another terminal is shown, or the first one: how things stand there. */
  shown(terminal: TerminalName): void {
    this.#terminal = terminal;
    this.#overtaken += 1;
    this.#ask();
  }

  commandStarted(terminal: TerminalName): void {
    this.#isFresh = false;
    this.#blind.drop();
    this.#runs.add(terminal);
    if (this.#view.session.terminals.get(terminal)?.typedByHand?.isUnseen === true) this.#unseen = terminal;
    if (this.#view.step.definition.leaves === "running") {
      this.#worked = terminal;
      this.#ran = true;
      this.#patient = true;
      this.#overtaken += 1;
      this.#view.session.changed();
      this.#ask();
      return;
    }
    this.lineTyped(terminal);
  }

  /** A line was typed, and no mark has told that it has ended: it may be that of a shell without marks, or have started one. */
  lineTyped(terminal: TerminalName): void {
    this.#isFresh = false;
    if (this.#view.step.definition.leaves === "running") return;
    clearTimeout(this.#running);
    this.#running = setTimeout(() => void this.#guarded(() => this.#tellRunning(terminal)), LONG_MS);
    const open = this.#view.session.terminals.get(terminal);
    if (open !== undefined) this.#blind.typed(terminal, open);
  }

  /** The terminal has fallen silent: whether a shell without marks is in front there, and so the line is done with. */
  async #isBlindAnswered(terminal: TerminalName): Promise<boolean> {
    let isShell = false;
    await this.#guarded(async () => {
      const program = await this.#view.session.frontProgram(terminal);
      const isRunning = this.#view.session.terminals.get(terminal)?.state === "running";
      isShell = isRunning && program?.isShell === true && !this.#ended;
      if (isShell) this.#listener.blindPrompt(terminal);
      else if (isRunning && !this.#ended) await this.#tellWhere();
    });
    if (isShell) this.commandEnded(terminal, Promise.resolve());
    return isShell;
  }

  /** @param seen looking begins when it resolves: a look takes a moment in which nothing is drawn */
  commandEnded(terminal: TerminalName, seen: Promise<void>): void {
    this.#blind.drop();
    clearTimeout(this.#running);
    this.#seen = seen;
    this.#passedNow = false;
    // Who presses Enter again and again before a look is over would else never be told anything.
    if (this.#runs.delete(terminal)) this.#overtaken += 1;
    this.#worked = terminal;
    this.#ran = true;
    this.#view.session.changed();
    this.#ask();
  }

  end(): void {
    this.#ended = true;
    this.#hurry.abort();
    this.#blind.drop();
    clearTimeout(this.#running);
  }

  /** One that was not typed there, or in a shell of its own, is told of by other words. */
  async #tellRunning(terminal: TerminalName): Promise<void> {
    const isThere = () =>
      !this.#ended && terminal === this.#terminal && this.#view.session.terminals.get(terminal)?.state === "running";
    if (!isThere()) return;
    const program = await this.#view.session.frontProgram(terminal);
    if (program?.isShell !== true && isThere()) this.#listener.remark({ type: "still-runs", terminal, program });
  }

  #ask(): void {
    this.#isFresh = false;
    this.#asked += 1;
    this.#hurry.abort();
    if (!this.#looking) void this.#guarded(() => this.#look());
  }

  async #guarded(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      // That the lab has ended is told by itself.
      if (!(error instanceof LabGone)) throw error;
    }
  }

  async #look(): Promise<void> {
    this.#looking = true;
    try {
      while (this.#answered < this.#asked && !this.#ended) {
        const asked = this.#asked;
        const overtaken = this.#overtaken;
        await this.#lookOnce(() => !this.#ended && overtaken === this.#overtaken);
        this.#answered = asked;
      }
    } finally {
      this.#looking = false;
    }
  }

  async #lookOnce(isCurrent: () => boolean): Promise<void> {
    await this.#seen;
    if (!isCurrent()) return;
    if (this.#unseen !== null) this.#listener.remark({ type: "unseen", terminal: this.#unseen });
    this.#unseen = null;
    const patient = this.#patient;
    this.#patient = false;
    const quick = this.#checks.filter((check) => check.kind !== "active");
    if (quick.length > 0) this.#take(await this.#view.judge(false, undefined, quick));
    if (!isCurrent()) return;
    await this.#tellWhere();
    if (!isCurrent()) return;
    this.#listener.checks(this.#passed);
    this.#listener.known();
    const slow = this.#checks.filter((check) => check.kind === "active");
    const isSettled = slow.length === 0 && (this.#red.length === 0 || !this.#isWorthWaiting(patient));
    if (isSettled) await this.#conclude(isCurrent);
    if (!isCurrent()) return;
    this.#listener.mayGoOn();
    if (isSettled) return;
    for (const check of slow) {
      this.#take(await this.#view.judge(false, undefined, [check]));
      if (!isCurrent()) return;
      this.#listener.checks(this.#passed);
    }
    if (this.#red.length > 0 && this.#isWorthWaiting(patient)) await this.#wait(isCurrent);
    if (isCurrent()) await this.#conclude(isCurrent);
  }

  get #red(): readonly Check[] {
    return this.#checks.filter((_, index) => this.#passed[index] !== true);
  }

  /** What does not pass yet may take its time to come true; that is worth waiting for only when nothing else is missing. */
  #isWorthWaiting(patient: boolean): boolean {
    return patient || this.#red.every((check) => check.within > 0);
  }

  async #wait(isCurrent: () => boolean): Promise<void> {
    this.#hurry = new AbortController();
    const results = await this.#view.judge(true, this.#hurry.signal, this.#red);
    if (!isCurrent()) return;
    this.#take(results);
    this.#listener.checks(this.#passed);
  }

  async #conclude(isCurrent: () => boolean): Promise<void> {
    if (this.#checks.length === 0) return;
    this.#isFresh = true;
    this.#knownAt = performance.now();
    const isDone = this.#passed.every((each) => each === true);
    // What holds before anything was typed is no news.
    if (isDone && !this.#told && this.#ran) this.#listener.allPassed();
    this.#told = isDone && (this.#told || this.#ran);
    this.#passedNow = this.#told;
    if (!isDone && this.#ran) await this.#help(isCurrent);
  }

  async #help(isCurrent: () => boolean): Promise<void> {
    const { hint, remarks } = await toldNow(this.#view, this.#worked);
    if (!isCurrent()) return;
    if (hint !== null) this.#listener.hint(hint);
    for (const remark of remarks) this.#listener.remark(remark);
  }

  #rootPid(name: TerminalName): number | null {
    return this.#view.session.terminals.get(name)?.rootPid ?? null;
  }

  async #tellWhere(): Promise<void> {
    const snapshot = await this.#view.session.latest();
    const front = frontIn(snapshot, this.#rootPid(this.#terminal));
    if (!this.#ended) this.#listener.where(front === null ? null : whereabouts(snapshot, front));
  }

  #take(results: readonly CheckResult[]): void {
    for (const result of results) this.#results[this.#checks.indexOf(result.check)] = result;
  }
}
