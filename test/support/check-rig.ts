import { expect } from "vitest";
import type { Check, Verdict } from "../../checks/check.ts";
import { withDeathPlace } from "../../checks/where-packet-dies.ts";
import type { Line } from "../../src/course/command.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { judgeChecks } from "../../src/player/judge.ts";
import { runLines } from "../../src/player/run-lines.ts";
import { Session } from "../../src/player/session.ts";
import type { TerminalName } from "../../src/terminal/names.ts";
import { englishOfVerdict } from "./english-left.ts";
import { type VerdictInEnglish, verdictInEnglish } from "./in-english.ts";
import { SIZE, startTestLab } from "./test-lab.ts";

const PATIENCE_MS = 10_000;

const CLOCK = {
  now: () => performance.now(),
  wait: (milliseconds: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

/** A lab in which a test types as a learner would, and has checks judged as the player does. */
export class CheckRig {
  readonly session: Session;

  private constructor(session: Session) {
    this.session = session;
  }

  static async start(): Promise<CheckRig> {
    return new CheckRig(new Session(await startTestLab(), SIZE));
  }

  get cgroup() {
    return this.session.lab.cgroup;
  }

  /** Types lines one by one and waits for the prompt after each. */
  async type(terminal: TerminalName, ...lines: readonly Line[]): Promise<void> {
    await this.#run(terminal, lines, false);
  }

  /** Types a line that keeps its terminal busy. */
  async leave(terminal: TerminalName, line: Line): Promise<void> {
    await this.#run(terminal, [line], true);
  }

  async #run(terminal: TerminalName, lines: readonly Line[], lastStaysRunning: boolean): Promise<void> {
    const trouble = await runLines(this.session, { terminal, lines, lastStaysRunning, patience: PATIENCE_MS }, () => undefined);
    if (trouble !== null) throw new Error(`in the terminal ${terminal}: ${JSON.stringify(trouble)}`);
  }

  /** A new step begins: what was printed so far does not count. */
  forget(): void {
    for (const terminal of this.session.terminals.values()) terminal.forget();
  }

  snapshot(): Promise<Snapshot> {
    return this.session.look();
  }

  /** PID on the host of the process in front in a terminal. */
  async front(terminal: TerminalName): Promise<number> {
    await this.snapshot();
    const [line] = await this.session.lines((situation) => String(situation.front(terminal)));
    return Number(line);
  }

  /** The verdict of one look. */
  async look(check: Check, before: Snapshot | null = null): Promise<VerdictInEnglish> {
    const [result] = await judgeChecks([check], () => this.session.scene(before), CLOCK, false);
    return verdictInEnglish(verdictOf(result));
  }

  /** The verdict of one look; a failure is looked into, as for somebody who reads it. */
  async explained(check: Check): Promise<VerdictInEnglish> {
    const [result] = await judgeChecks([check], () => this.session.scene(null), CLOCK, false);
    return verdictInEnglish(await withDeathPlace(this.session.scene(null), verdictOf(result)));
  }

  /** The verdict after as many looks as the check's deadline allows. */
  async judge(check: Check, before: Snapshot | null = null): Promise<VerdictInEnglish> {
    const [result] = await judgeChecks([check], () => this.session.scene(before), CLOCK, true);
    return verdictInEnglish(verdictOf(result));
  }

  async down(): Promise<void> {
    await this.session.lab.down();
  }
}

function verdictOf(result: { readonly verdict: Verdict } | undefined): Verdict {
  if (result === undefined) throw new Error("one check has one result");
  // tests give checks a text or two of their own
  expect(englishOfVerdict(result.verdict, false), "English in what is said in Chinese").toEqual([]);
  return result.verdict;
}
