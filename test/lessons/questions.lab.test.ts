import { afterEach, describe, expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { type Lesson, loadLesson } from "../../src/course/load.ts";
import { findIn } from "../../src/player/fresh-lab.ts";
import { judgeChecks } from "../../src/player/judge.ts";
import { prepare } from "../../src/player/prepare.ts";
import { questionViews } from "../../src/player/questions.ts";
import { runLines } from "../../src/player/run-lines.ts";
import { Session } from "../../src/player/session.ts";
import { PACKAGE_ROOT, SIZE, startTestLab } from "../support/test-lab.ts";

const PATIENCE_MS = 20_000;

let session: Session | null = null;
afterEach(() => session?.lab.down());

async function loaded(id: string): Promise<Lesson> {
  const entry = COURSE.find((each) => each.id === id);
  const lesson = entry === undefined ? [] : await loadLesson(entry, PACKAGE_ROOT);
  if (!("definition" in lesson)) throw new Error(JSON.stringify(lesson));
  return lesson;
}

/** The lab as a lesson leaves it, its challenge solved, or skipped. */
async function atTheEndOf(lesson: Lesson, isSolved = true): Promise<Session> {
  const at = new Session(await startTestLab(), SIZE);
  session = at;
  const { steps, challenge } = lesson.definition;
  expect(await prepare(at, lesson, steps.length, findIn(COURSE, PACKAGE_ROOT), SYSTEM_CLOCK)).toBeNull();
  // what was killed or started in the background takes a moment
  const settled = (checks: readonly Check[]) => judgeChecks(checks, () => at.scene(null), SYSTEM_CLOCK, true);
  await settled(steps.at(-1)?.checks ?? []);
  if (!isSolved) return at;
  const lines = await at.lines(challenge.command);
  const work = { lines, terminal: challenge.terminal, lastStaysRunning: challenge.leaves === "running", patience: PATIENCE_MS };
  expect(await runLines(at, work, () => undefined)).toBeNull();
  await settled(challenge.checks);
  return at;
}

test.each(COURSE.map(({ id }) => id))("the lesson %s ends with questions", async (id) => {
  const { definition } = await loaded(id);
  expect(definition.questions?.length).toBeGreaterThanOrEqual(3);
});

const NUMBERS = ["mounts", "pid", "uts", "ipc", "veth", "bridge", "snat", "nsenter", "container"];

describe("a number asked for at a lesson's end", () => {
  test.each(NUMBERS)("can be read from the lab, and what is told apart differs: %s", async (id) => {
    const lesson = await loaded(id);
    const at = await atTheEndOf(lesson);
    const views = questionViews({ lesson, session: at, patience: PATIENCE_MS, emit: () => undefined });
    for (const view of views) {
      const { definition } = view;
      if (definition.kind !== "number") continue;
      expect(await view.prepare()).toBeNull();
      const situation = await at.situation();
      const answer = definition.answer(situation);
      expect(answer).toEqual(expect.any(Number));
      expect(await view.judgeNumber(answer ?? Number.NaN)).toEqual({ right: true, because: ["right"] });
      for (const [name, mistake] of Object.entries(definition.mistakes ?? {})) {
        expect(await view.judgeNumber(mistake(situation) ?? Number.NaN)).toEqual({ right: false, because: [name] });
      }
      expect(await view.judgeNumber(987_654_321)).toEqual({ right: false, because: ["other"] });
    }
  });

  test("is not asked for where a skipped challenge would have made what it is about", async () => {
    const lesson = await loaded("uts");
    const at = await atTheEndOf(lesson, false);
    await at.terminal("container2");
    const views = questionViews({ lesson, session: at, patience: PATIENCE_MS, emit: () => undefined });
    const there = await Promise.all(views.map(async (view) => [view.definition.id, await view.isThere()]));
    expect(there).toEqual([
      ["number", false],
      ["holds", true],
      ["prompt", true],
    ]);
  });

  test("is asked for in all lessons of that list, and in no other", async () => {
    const asking: string[] = [];
    for (const { id } of COURSE) {
      const { definition } = await loaded(id);
      if (definition.questions?.some(({ kind }) => kind === "number") === true) asking.push(id);
    }
    expect(asking).toEqual(NUMBERS);
  });
});
