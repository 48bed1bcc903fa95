import { expect, test } from "vitest";
import type { LessonRow } from "../../../src/progress/lesson-rows.ts";
import { writeCourseJson } from "../../../src/ui/report/course-json.ts";

const AT = "2026-01-02T03:04:05.678Z";
const LESSON: LessonRow = {
  number: 1,
  id: "mounts",
  title: "Mount namespaces",
  summary: "A list of mounts of its own.",
  steps: [
    { id: "bind", title: "A mount", passed: { at: AT, withSolution: false, by: "typed" }, solution: false, activeMs: 5000 },
    { id: "challenge", title: "On your own", passed: null, solution: true, activeMs: 10 },
  ],
  questions: [
    { id: "end", question: "When does it end?", answered: { at: AT, tries: 2 } },
    { id: "why", question: "Why?", answered: null },
  ],
  current: "challenge",
};

test("other programs get what was passed and answered, and what is still open as null", () => {
  expect(JSON.parse(writeCourseJson([LESSON], "0.1.0"))).toMatchObject({
    format: 1,
    version: "0.1.0",
    current: { lesson: "mounts", step: "challenge" },
    lessons: [
      {
        id: "mounts",
        steps: [
          { id: "bind", passedAt: AT, passedBy: "typed", solution: false, activeMs: 5000 },
          { id: "challenge", passedAt: null, passedBy: null, solution: true, activeMs: 10 },
        ],
        questions: [
          { id: "end", question: "When does it end?", answeredAt: AT, tries: 2 },
          { id: "why", question: "Why?", answeredAt: null, tries: null },
        ],
      },
    ],
    totals: { steps: 2, passed: 1, typed: 1, solutions: 1, activeMs: 5010 },
  });
});
