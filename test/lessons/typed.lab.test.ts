import { describe, expect, test } from "vitest";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import { courseLesson } from "../support/course-lesson.ts";
import { playCount, stepsWithNewWay } from "../support/learner-data.ts";
import { playTyped } from "../support/learner-rig.ts";
import { isPlayedHere } from "../support/lessons-here.ts";
import { statuses } from "../support/play-rig.ts";
import { TYPED } from "./typed/all.ts";

describe.each(TYPED.filter(({ lesson }) => isPlayedHere(lesson)))(
  "a learner who types everything himself, in the lesson $lesson",
  (typed) => {
    test("has something to type at every step, and at no other", async () => {
      const { definition } = await courseLesson(typed.lesson);
      expect(Object.keys(typed.steps)).toEqual(stepsWithChallenge(definition).map((step) => step.id));
    });

    test.each(Array.from({ length: playCount(typed) }, (_, play) => play))(
      "passes every step with commands of his own, and is never told of a mistake (way %i)",
      async (play) => {
        const { reports, refused, remarks } = await playTyped(typed, play);
        expect(refused.join("\n\n")).toBe("");
        // Also where a check was green before anything was typed.
        expect(statuses(reports).filter((line) => line.endsWith(" failed") || line.endsWith(" error"))).toEqual([]);
        expect(remarks).toEqual([]);
        expect(reports.map(({ step }) => step.definition.id)).toEqual(expect.arrayContaining([...stepsWithNewWay(typed, play)]));
      },
      180_000,
    );
  },
);
