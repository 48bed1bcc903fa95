import { afterAll, describe, expect, test } from "vitest";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import { missingNeed } from "../../src/player/needs.ts";
import { courseLesson } from "../support/course-lesson.ts";
import { eventually } from "../support/eventually.ts";
import { inTours, type Mistake, partsOf, waysHere } from "../support/learner-data.ts";
import { canTest } from "../support/must-work.ts";
import { isPlayedHere } from "../support/lessons-here.ts";
import { LearnerRig } from "../support/learner-rig.ts";
import { MISTAKES } from "./mistakes/all.ts";

/** Somebody makes a mistake, looks at what he is told, and does that. */
async function make(rig: LearnerRig, { types, told, cure, asks }: Mistake): Promise<void> {
  expect(rig.remarks, "blamed before anything was done").toEqual([]);
  const trouble = await rig.type(types);
  const heard = new Map<string, boolean>();
  // A process may still be ending: what is told settles soon.
  await eventually(
    "he is told",
    async () => {
      const { passed, text } = await rig.told(trouble, asks);
      heard.set(text, passed);
      return told.test(text);
    },
    4000,
  ).catch(() => expect([...heard.keys()].at(-1), "what he is told").toMatch(told));
  const [text = "", passed] = [...heard].at(-1) ?? [];
  expect(passed, "the step passes with the mistake").toBe(false);
  if (cure === undefined) return;
  const known = await rig.shownLines();
  const unknown = (await rig.lines(partsOf(cure).lines)).filter((line) => !text.includes(line) && !known.includes(line));
  expect(unknown, `lines of the cure that nobody told him; he was told:\n${text}`).toEqual([]);
  expect(await rig.type(cure)).toBeNull();
  const results = await rig.judge(true);
  expect(results.filter(({ verdict }) => verdict.type !== "pass").map(({ verdict }) => verdict)).toEqual([]);
  expect(await rig.remark("when cured")).toBeNull();
}

describe.each(MISTAKES.filter(({ lesson }) => isPlayedHere(lesson)))(
  "in the lesson $lesson, the right thing is told to a learner",
  async ({ lesson, mistakes }) => {
    const { definition } = await courseLesson(lesson);
    const steps = stepsWithChallenge(definition).map(({ id }) => id);
    /** Where a mistake was cured, the next one of a later step is made in the same lab. */
    let rig: LearnerRig | null = null;
    let last = "";

    async function rigAt(step: string): Promise<LearnerRig> {
      if (rig !== null && steps.indexOf(step) > steps.indexOf(last)) {
        await rig.goOnTo(step);
        return rig;
      }
      await rig?.down();
      rig = await LearnerRig.at(lesson, step);
      return rig;
    }

    async function leave(): Promise<void> {
      await rig?.down();
      rig = null;
    }

    afterAll(leave);

    test("each mistake is made at a step that there is", () => {
      expect(inTours(mistakes, steps)).toHaveLength(mistakes.length);
    });

    const here = mistakes.filter(({ types }) => waysHere([types]).length > 0);
    test.each(inTours(here, steps))("who, at $step, $who", async (mistake) => {
      let isCured = false;
      try {
        if (mistake.inFreshLab === true) await leave();
        const at = await rigAt(mistake.step);
        const missing = missingNeed(at.lesson.definition.needs, at.session.lab);
        if (canTest(missing === null, `the lesson ${lesson} cannot be played here`)) await make(at, mistake);
        else expect(at.session.lab.cgroup).toBe("none");
        isCured = mistake.cure !== undefined;
        last = mistake.step;
      } finally {
        if (!isCured) await leave();
      }
    });
  },
);
