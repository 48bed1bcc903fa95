import { describe, expect, test } from "vitest";
import { COURSE } from "../../../lessons/course.ts";
import { stepsWithChallenge } from "../../../src/course/lesson.ts";
import { ATTACKS } from "./all.ts";

/** A line that is typed is read by readline(3), which takes its time for long ones. */
const LONGEST = 1200;

describe("the attacks", () => {
  test("have names of their own", () => {
    expect(ATTACKS.length).toBeGreaterThan(150);
    expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
  });

  test("are typed at steps that there are", async () => {
    for (const { name, lesson, step } of ATTACKS) {
      const { default: definition } = (await COURSE.find(({ id }) => id === lesson)?.load()) ?? { default: undefined };
      if (definition === undefined) throw new Error(`${name}: there is no lesson ${lesson}`);
      expect(
        stepsWithChallenge(definition).map(({ id }) => id),
        name,
      ).toContain(step);
    }
  });

  test("are lines that can be typed", () => {
    const typed = ATTACKS.flatMap(({ deeds }) => deeds.flatMap((deed) => ("line" in deed ? [deed.line] : [])));
    for (const line of typed) {
      expect(line).not.toMatch(/[\n\r\u001b]/);
      expect(line.length, line).toBeLessThan(LONGEST);
      // What an attack writes past nslab must not stand in what it types.
      expect(line).not.toMatch(/forged-42|stolen-42|beyond-42/);
    }
  });

  test("are tried here only by users who may try them at all", () => {
    for (const { name, here, users } of ATTACKS) expect(users, name).toEqual(expect.arrayContaining([...here]));
  });

  test("of every kind are among the few of npm run test:all", () => {
    const kinds = new Set(ATTACKS.map(({ kind }) => kind));
    expect(new Set(ATTACKS.filter(({ isQuick }) => isQuick).map(({ kind }) => kind))).toEqual(kinds);
  });
});
