import { verbatim } from "../../src/say/message.ts";
import { describe, expect, test } from "vitest";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import type { PlayedStep, PlayerEvent, StepStatus } from "../../src/player/events.ts";
import type { QuestionOutcome } from "../../src/player/events.ts";
import { AWAY_MS } from "../../src/progress/active-time.ts";
import { NOTHING_YET, type Progress } from "../../src/progress/progress.ts";
import { Recorder } from "../../src/progress/recorder.ts";
import { makes } from "../support/play-rig.ts";
import { lessonOf } from "../support/test-lesson.ts";

const AT = "2026-01-02T03:04:05.678Z";
const LESSON = lessonOf([makes("one"), makes("two")]);

function stepAt(index: number): PlayedStep {
  const definition = stepsWithChallenge(LESSON.definition)[index];
  const text = definition === undefined ? undefined : LESSON.text.steps.get(definition.id);
  if (definition === undefined || text === undefined) throw new Error(`the lesson has no step ${index}`);
  return { definition, text, index, isChallenge: definition.id === "challenge", lines: [] };
}

const opened = (index: number): PlayerEvent => ({ type: "step-opened", lesson: LESSON, step: stepAt(index), prompt: "# " });
const typed: PlayerEvent = { type: "line-started", terminal: "host", prompt: "# ", line: "touch /tmp/one" };
const judged = (index: number, type: "pass" | "fail"): PlayerEvent => ({
  type: "checks-judged",
  step: stepAt(index),
  results: stepAt(index).definition.checks.map((check) => ({
    check,
    verdict: { type, expected: "", observed: "", look: "", cause: "", next: "" },
    ms: 0,
  })),
});
const ended = (index: number, status: StepStatus): PlayerEvent => ({
  type: "step-ended",
  lesson: LESSON,
  report: { step: stepAt(index), status, before: [], after: [], ms: 0 },
});
const PASSED: StepStatus = { type: "passed" };

/** Somebody who plays; times are in milliseconds from the beginning. */
class Play {
  now = 0;
  progress: Progress = NOTHING_YET;
  readonly recorder = new Recorder({
    course: ["test", "next"],
    update: (change) => void (this.progress = change(this.progress)),
    now: () => this.now,
    today: () => AT,
  });

  at(now: number, ...events: readonly PlayerEvent[]): this {
    this.now = now;
    for (const event of events) this.recorder.follow(event);
    return this;
  }
}

describe("the record of somebody who plays", () => {
  test("has how each step was passed, and where he stands", () => {
    const { progress } = new Play().at(
      0,
      opened(0),
      typed,
      judged(0, "pass"),
      ended(0, PASSED),
      opened(1),
      judged(1, "pass"),
      ended(1, PASSED),
    );
    expect(progress.lessons).toEqual({
      test: { one: { at: AT, withSolution: false, by: "enter" }, two: { at: AT, withSolution: false, by: "typed" } },
    });
    expect(progress.current).toEqual({ lesson: "test", step: "challenge" });
  });

  test("says typed where Enter did not do it, and the learner then did", () => {
    const play = new Play().at(0, opened(0), typed, judged(0, "fail"), judged(0, "pass"), ended(0, PASSED));
    expect(play.progress.lessons["test"]?.["one"]?.by).toBe("typed");
  });

  test("says enter where the learner's own try did not do it, and Enter then did", () => {
    const play = new Play().at(0, opened(0), judged(0, "fail"), typed, judged(0, "pass"), ended(0, PASSED));
    expect(play.progress.lessons["test"]?.["one"]?.by).toBe("enter");
  });

  test("has a solution that was shown, also when the learner leaves before he uses it", () => {
    const play = new Play().at(0, opened(0));
    play.recorder.solutionShown("test", "one");
    play.recorder.close();
    expect(play.progress.attempts).toEqual({ test: { one: { activeMs: 0, solution: true } } });
    play.at(1, opened(0), judged(0, "pass"), ended(0, PASSED));
    expect(play.progress.lessons["test"]?.["one"]?.withSolution).toBe(true);
  });

  test("counts the time from opening a step to opening the next one, reading its outcome included", () => {
    const play = new Play().at(100, opened(0)).at(1100, judged(0, "pass"), ended(0, PASSED)).at(3100, opened(1));
    expect(play.progress.attempts).toEqual({ test: { one: { activeMs: 3000 } } });
  });

  test("keeps the time of a step that is left", () => {
    const play = new Play().at(0, opened(0)).at(700);
    play.recorder.close();
    expect(play.progress.attempts).toEqual({ test: { one: { activeMs: 700 } } });
    expect(play.progress.current).toEqual({ lesson: "test", step: "one" });
  });

  test("counts keys as being there, and leaves out the night", () => {
    const play = new Play().at(0, opened(0)).at(AWAY_MS);
    play.recorder.sign();
    play.at(2 * AWAY_MS).recorder.sign();
    play.at(20 * AWAY_MS, judged(0, "pass"), ended(0, PASSED));
    expect(play.progress.attempts?.["test"]?.["one"]?.activeMs).toBe(2 * AWAY_MS);
  });

  test("stands at the skipped step's successor only when that is opened, and does not count it as passed", () => {
    const play = new Play().at(0, opened(0), ended(0, { type: "skipped", reason: { type: "learner" } }));
    expect(play.progress.lessons).toEqual({});
    expect(play.at(0, opened(1)).progress.current).toEqual({ lesson: "test", step: "two" });
  });

  test("stands at the next lesson when one is done, or skipped for the machine's sake", () => {
    const next = { lesson: "next", step: "" };
    const done = new Play().at(0, { type: "lesson-ended", lesson: LESSON, reports: [], outcome: "passed", view: null });
    expect(done.progress.current).toEqual(next);
    const reason = { type: "machine", what: verbatim(""), fix: verbatim("") } as const;
    expect(new Play().at(0, { type: "lesson-skipped", lesson: LESSON, reason, reports: [] }).progress.current).toEqual(next);
  });

  test("stays in a lesson that was left or failed", () => {
    for (const outcome of ["left", "failed"] as const) {
      const play = new Play().at(0, opened(1), { type: "lesson-ended", lesson: LESSON, reports: [], outcome, view: null });
      expect(play.progress.current).toEqual({ lesson: "test", step: "two" });
    }
  });
});

describe("questions at a lesson's end", () => {
  const asked = (question: string, outcome: QuestionOutcome): PlayerEvent => ({
    type: "question-ended",
    lesson: LESSON,
    question,
    outcome,
  });

  test("are on record with how many tries it took, the first time that they were answered", () => {
    const { progress } = new Play().at(
      0,
      asked("end", { type: "answered", tries: 1, leaves: false }),
      asked("why", { type: "answered", tries: 3, leaves: true }),
      asked("why", { type: "answered", tries: 1, leaves: false }),
    );
    expect(progress.questions).toEqual({ test: { end: { at: AT, tries: 1 }, why: { at: AT, tries: 3 } } });
  });

  test("are not on record when they were left out", () => {
    const { progress } = new Play().at(0, asked("end", { type: "skipped" }), asked("why", { type: "left" }));
    expect(progress.questions).toBeUndefined();
  });
});
