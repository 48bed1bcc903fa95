import { describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { findIn } from "../../src/player/fresh-lab.ts";
import { judgeChecks } from "../../src/player/judge.ts";
import { UNATTENDED } from "../../src/player/learner.ts";
import { playLesson } from "../../src/player/play-lesson.ts";
import { prepare } from "../../src/player/prepare.ts";
import { Session } from "../../src/player/session.ts";
import { type Fact, stateFacts } from "../../src/player/standing.ts";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import { courseLesson } from "../support/course-lesson.ts";
import { isPlayedHere } from "../support/lessons-here.ts";
import { PACKAGE_ROOT, SIZE, startTestLab } from "../support/test-lab.ts";

describe.each(COURSE.filter(({ id }) => isPlayedHere(id)))("in the lesson $id", ({ id }) => {
  test("each step says which earlier steps' facts end with it, and no fact ends otherwise", async () => {
    const lesson = await courseLesson(id);
    const steps = stepsWithChallenge(lesson.definition);
    const session = new Session(await startTestLab(), SIZE);
    const undone: Record<string, readonly string[]> = {};
    let holding: readonly Fact[] = [];
    try {
      expect(await prepare(session, lesson, 0, findIn(COURSE, PACKAGE_ROOT), SYSTEM_CLOCK)).toBeNull();
      const part = await playLesson({
        lesson,
        session,
        firstStep: 0,
        soFar: null,
        clock: SYSTEM_CLOCK,
        lookBefore: false,
        patience: 20_000,
        emit: () => undefined,
        learner: {
          ...UNATTENDED,
          passed: async ({ step: { index, definition } }) => {
            const checks = holding.map(({ check }) => check);
            const results = await judgeChecks(checks, () => session.scene(null), SYSTEM_CLOCK, true);
            const lost = holding.filter((_, at) => results[at]?.verdict.type !== "pass");
            const ids = [...new Set(lost.map(({ step }) => steps[step]?.id ?? ""))];
            if (ids.length > 0) undone[definition.id] = ids;
            holding = [...holding.filter((fact) => !lost.includes(fact)), ...stateFacts(definition.checks, index)];
            return { type: "next" };
          },
        },
      });
      expect(part).toMatchObject({ type: "ended", outcome: "passed" });
    } finally {
      await session.lab.down();
    }
    const declared = steps.flatMap((step) => (step.undoes === undefined ? [] : [[step.id, step.undoes] as const]));
    expect(undone).toEqual(Object.fromEntries(declared));
  });
});
