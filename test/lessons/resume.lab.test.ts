import { afterAll, describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { type StepDefinition, stepsWithChallenge } from "../../src/course/lesson.ts";
import { findIn } from "../../src/player/fresh-lab.ts";
import { allPassed, judgeChecks } from "../../src/player/judge.ts";
import { prepare } from "../../src/player/prepare.ts";
import { runLines } from "../../src/player/run-lines.ts";
import { Session } from "../../src/player/session.ts";
import { courseLesson } from "../support/course-lesson.ts";
import { isPlayedHere } from "../support/lessons-here.ts";
import { PACKAGE_ROOT, SIZE, startTestLab } from "../support/test-lab.ts";

/** Every step with this set; otherwise every third, from a place that differs from run to run. */
const ALL = process.env["NSLAB_RESUME_ALL"] === "1";
const SEED = Number(process.env["NSLAB_RESUME_SEED"] ?? Math.floor(Math.random() * 3));

interface Place {
  readonly lesson: string;
  readonly index: number;
}

const definitions = await Promise.all(COURSE.map(async (entry) => (await entry.load()).default));
const PLACES = definitions
  .flatMap((definition) => stepsWithChallenge(definition).map((_, index): Place => ({ lesson: definition.id, index })))
  .filter((_, place) => ALL || place % 3 === SEED % 3)
  .filter(({ lesson }) => isPlayedHere(lesson));
const times: number[] = [];

afterAll(() => {
  const sorted = times.toSorted((one, other) => one - other);
  const rounded = (time: number | undefined) => `${Math.round(time ?? 0)} ms`;
  console.log(
    `${sorted.length} steps opened (NSLAB_RESUME_SEED=${SEED}): median ${rounded(sorted[sorted.length >> 1])}, max ${rounded(sorted.at(-1))}`,
  );
});

describe("a lesson that is gone on with in a fresh lab", () => {
  test.each(PLACES)(
    "opens $lesson at its step $index, which is to be done there",
    async ({ lesson: id, index }) => {
      const lesson = await courseLesson(id);
      const step = stepsWithChallenge(lesson.definition)[index];
      if (step === undefined) throw new Error(`no step ${index}`);
      const started = performance.now();
      const session = new Session(await startTestLab(), SIZE);
      try {
        expect(await prepare(session, lesson, index, findIn(COURSE, PACKAGE_ROOT), SYSTEM_CLOCK)).toBeNull();
        const terminal = await session.terminal(step.terminal);
        await terminal.prompt();
        times.push(performance.now() - started); // told, not judged: how long it may take is npm run bench's matter
        await isDoneBy(session, step);
      } finally {
        await session.lab.down();
      }
    },
    90_000,
  );
});

/** The step's checks are red before its own commands, and green after them. */
async function isDoneBy(session: Session, step: StepDefinition): Promise<void> {
  const before = await session.latest();
  for (const terminal of session.terminals.values()) terminal.forget();
  const judge = (patient: boolean) => judgeChecks(step.checks, () => session.scene(before), SYSTEM_CLOCK, patient);
  const red = await judge(false);
  expect(red.filter(({ verdict }) => verdict.type === "pass").map(({ check }) => check.name)).toEqual([]);
  const lines = await session.lines(step.command);
  const work = { terminal: step.terminal, lines, lastStaysRunning: step.leaves === "running", patience: 20_000 };
  expect(await runLines(session, work, () => undefined)).toBeNull();
  const green = await judge(true);
  expect(allPassed(green), JSON.stringify(green.map(({ verdict }) => verdict))).toBe(true);
}
