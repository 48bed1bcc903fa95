import { expect } from "vitest";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { type StepDefinition, stepsWithChallenge } from "../../src/course/lesson.ts";
import type { Command, Line } from "../../src/course/command.ts";
import type { Lesson } from "../../src/course/load.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import type { CheckResult, StepReport, StepTrouble } from "../../src/player/events.ts";
import { explained } from "../../src/player/explain.ts";
import { allPassed, judgeChecks } from "../../src/player/judge.ts";
import { UNATTENDED } from "../../src/player/learner.ts";
import { playLesson } from "../../src/player/play-lesson.ts";
import { prepare, runQuietly } from "../../src/player/prepare.ts";
import { runLines } from "../../src/player/run-lines.ts";
import { Session } from "../../src/player/session.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { courseLesson } from "./course-lesson.ts";
import { partsOf, stepsWithNewWay, type TypedLesson, type Way, wayOf } from "./learner-data.ts";
import { SIZE, startTestLab } from "./test-lab.ts";
import { inEnglish } from "../../src/say/words.ts";
import { englishOfVerdict } from "./english-left.ts";
import { nameInEnglish } from "./in-english.ts";

const PATIENCE_MS = 10_000;

/** A hint that the lab's state chose, and when: on the right way there is none. */
export interface Remark {
  readonly step: string;
  readonly when: string;
  readonly state: string;
}

export interface TypedPlay {
  readonly reports: readonly StepReport[];
  /** Ways after which a step did not pass, with what was said. The shown command was run then, and the play went on. */
  readonly refused: readonly string[];
  readonly remarks: readonly Remark[];
}

/** A learner in a lab of his own, who types at the steps of one lesson. */
export class LearnerRig {
  readonly lesson: Lesson;
  readonly session: Session;
  #step: StepDefinition;
  #before: Snapshot | null = null;
  readonly remarks: Remark[] = [];

  private constructor(lesson: Lesson, session: Session, step: StepDefinition) {
    this.lesson = lesson;
    this.session = session;
    this.#step = step;
  }

  /** A fresh lab, brought to a step of a lesson by the shown commands of the steps before it. */
  static async at(lessonId: string, stepId?: string): Promise<LearnerRig> {
    const lesson = await courseLesson(lessonId);
    const steps = stepsWithChallenge(lesson.definition);
    const index = stepId === undefined ? 0 : steps.findIndex((each) => each.id === stepId);
    const step = steps[index];
    if (step === undefined) throw new Error(`the lesson ${lessonId} has no step ${stepId}`);
    const rig = new LearnerRig(lesson, new Session(await startTestLab(), SIZE), step);
    const trouble = await prepare(rig.session, lesson, index, courseLesson, SYSTEM_CLOCK);
    if (trouble !== null) throw new Error(`the step ${stepId} was not reached: ${JSON.stringify(trouble)}`);
    await rig.enter(step);
    return rig;
  }

  /** Goes on from the step, done by now, to a later one by the shown commands of those between. */
  async goOnTo(stepId: string): Promise<void> {
    const steps = stepsWithChallenge(this.lesson.definition);
    const index = steps.findIndex(({ id }) => id === stepId);
    const step = steps[index];
    if (step === undefined) throw new Error(`the lesson ${this.lesson.id} has no step ${stepId}`);
    for (const between of steps.slice(steps.indexOf(this.#step) + 1, index)) {
      const trouble = await runQuietly(this.session, between, SYSTEM_CLOCK);
      if (trouble !== null) throw new Error(`the step ${stepId} was not reached: ${JSON.stringify(trouble)}`);
    }
    this.remarks.length = 0;
    await this.enter(step);
  }

  /** The step is opened, as the player does it. */
  async enter(step: StepDefinition, isLookedAt = true): Promise<void> {
    this.#step = step;
    this.#before = await this.session.latest();
    await this.session.terminal(step.terminal);
    for (const open of this.session.terminals.values()) open.forget();
    if (isLookedAt) await this.remark("on entering");
  }

  /** Types what a way comes to, line by line, with a look at the state's hint after each where it is looked at. */
  async type(way: Way, isLookedAt = true): Promise<StepTrouble | null> {
    const { lines: command, leaves } = partsOf(way);
    const lines = await this.session.lines(command);
    const staysRunning = (leaves ?? this.#step.leaves) === "running";
    for (const [index, line] of lines.entries()) {
      const lastStaysRunning = staysRunning && index === lines.length - 1;
      const work = { terminal: this.#step.terminal, lines: [line], lastStaysRunning, patience: PATIENCE_MS };
      const trouble = await runLines(this.session, work, () => undefined);
      if (trouble !== null) return trouble;
      if (isLookedAt) await this.remark(`after ${wordsOf(line)}`);
    }
    return null;
  }

  /** The text of the hint that the state chooses now, or null. Remembered as a remark. */
  async remark(when: string): Promise<string | null> {
    const situation = await this.session.situation();
    const state = this.#step.hint?.(situation.snapshot, situation) ?? null;
    if (state === null) return null;
    this.remarks.push({ step: this.#step.id, when, state });
    const text = this.lesson.text.steps.get(this.#step.id)?.states.get(state);
    if (text === undefined) throw new Error(`the step ${this.#step.id} has no text for the state ${state}`);
    return text;
  }

  async judge(patient: boolean): Promise<readonly CheckResult[]> {
    const results = await judgeChecks(this.#step.checks, () => this.session.scene(this.#before), SYSTEM_CLOCK, patient);
    return inChinese(results);
  }

  /** All that a learner is told who leaves the terminal now: the state's hint, then what the failing checks say. */
  async told(trouble: StepTrouble | null, asks = false): Promise<{ readonly passed: boolean; readonly text: string }> {
    const hint = await this.remark("when looked at");
    const found = await this.judge(false);
    const results = asks ? inChinese(await explained(found, () => this.session.scene(this.#before))) : found;
    const { takeOver, stateHint } = ENGLISH.learner;
    const parts = [
      ...(trouble?.type === "terminal-closed" ? [takeOver.closed(trouble.terminal)] : []),
      ...(hint === null ? [] : [`${stateHint} ${hint}`]),
      ...results.flatMap(wordsOfResult),
    ];
    return { passed: allPassed(results), text: parts.map((part) => part.replace(/\s+/g, " ")).join("\n") };
  }

  /** The lines that the step itself shows in this lab now, as text. */
  async shownLines(): Promise<readonly string[]> {
    return (await this.lines(this.#step.command)).concat(this.#step.also ?? []);
  }

  /** What a command comes to in this lab now, as text. */
  async lines(command: Command): Promise<readonly string[]> {
    return (await this.session.lines(command)).map(wordsOf);
  }

  async down(): Promise<void> {
    await this.session.lab.down();
  }
}

/**
 * Plays a lesson as somebody who types everything himself; every check must be red before. From the first step to the last
 * one that has a way for this play; what was typed in an earlier one is typed again only to come from one to the next.
 */
export async function playTyped(typed: TypedLesson, play: number): Promise<TypedPlay> {
  const typedHere = stepsWithNewWay(typed, play);
  const rig = await LearnerRig.at(typed.lesson, typedHere[0]);
  const steps = stepsWithChallenge(rig.lesson.definition).map(({ id }) => id);
  rig.remarks.length = 0; // the first step is entered again
  const reports: StepReport[] = [];
  const refused = new Map<string, string>();
  try {
    await playLesson({
      lesson: rig.lesson,
      session: rig.session,
      firstStep: steps.indexOf(typedHere[0] ?? ""),
      soFar: null,
      clock: SYSTEM_CLOCK,
      lookBefore: true,
      patience: PATIENCE_MS,
      emit: (event) => void (event.type === "step-ended" && reports.push(event.report)),
      learner: {
        ...UNATTENDED,
        decide: async ({ step: { definition } }) => {
          const way = wayOf(typed, definition.id, play);
          if (refused.has(definition.id)) return { type: "run" };
          const isNew = typedHere.includes(definition.id);
          await rig.enter(definition, isNew);
          const trouble = await rig.type(way, isNew);
          if (trouble === null) return { type: "look" };
          refused.set(definition.id, `${definition.id}: ${ENGLISH.play.trouble(trouble)}`);
          return { type: "run" };
        },
        failed: async ({ step: { definition }, session }, results) => {
          if (refused.has(definition.id)) return { type: "give-up" };
          const shown = [...session.terminals].map(([name, { output }]) => `  in ${name}: ${output.trim().slice(-600)}`);
          refused.set(definition.id, [`${definition.id}:`, ...shown, ...results.flatMap(wordsOfResult)].join("\n"));
          return { type: "run" };
        },
        passed: async ({ step: { definition } }) => {
          if (typedHere.includes(definition.id)) await rig.remark("when done");
          return definition.id === typedHere.at(-1) ? { type: "leave" } : { type: "next" };
        },
      },
    });
  } finally {
    await rig.down();
  }
  return { reports, refused: [...refused.values()], remarks: rig.remarks };
}

/** The same, which a learner who reads Chinese would be told in Chinese. */
function inChinese(results: readonly CheckResult[]): readonly CheckResult[] {
  for (const { check, verdict } of results)
    expect(englishOfVerdict(verdict), `English in what is said in Chinese of ${check.id}`).toEqual([]);
  return results;
}

function wordsOf(line: Line): string {
  if (typeof line === "string") return line;
  return "line" in line ? line.line : line.key;
}

function wordsOfResult({ check, verdict }: CheckResult): readonly string[] {
  if (verdict.type === "pass") return [];
  const { expected, found, lookYourself, cause, next } = ENGLISH.play;
  return [
    `✗ ${nameInEnglish(check)}`,
    `  ${expected}: ${inEnglish(verdict.expected)}`,
    `  ${found}: ${inEnglish(verdict.observed)}`,
    `  ${lookYourself}: ${inEnglish(verdict.look)}`,
    `  ${cause}: ${inEnglish(verdict.cause)}`,
    `  ${next}: ${inEnglish(verdict.next)}`,
  ];
}
