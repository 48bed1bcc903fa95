import { describe, expect, test } from "vitest";
import { FAULTS } from "./faults-list.ts";
import { plannedSteps } from "./course-steps.ts";
import { planPoints, spread } from "./points.ts";

const course = await plannedSteps();

describe("the faults of a seed", () => {
  test("are the same each time, and others for another seed", () => {
    expect(planPoints(course, 5, 2)).toEqual(planPoints(course, 5, 2));
    expect(planPoints(course, 5, 2)).not.toEqual(planPoints(course, 6, 2));
  });

  test("come at every step, more than 300 in all, and every kind of them at every kind of moment", () => {
    const points = planPoints(course, 1, 2);
    expect(points.length).toBeGreaterThan(300);
    expect(new Set(points.map(({ step }) => `${step.lesson}/${step.step}`)).size).toBe(course.length);
    expect(new Set(points.map(({ fault }) => fault.name))).toEqual(new Set(FAULTS.map(({ name }) => name)));
    expect(new Set(points.map(({ moment }) => moment)).size).toBe(6);
  });

  test("befall the world only where there is one, and cgroups only root", () => {
    const points = planPoints(course, 2, 3);
    expect(points.filter(({ step, fault }) => fault.targets.includes("world") && !step.hasWorld)).toEqual([]);
    expect(points.filter(({ step, asRoot }) => step.needsCgroup && !asRoot)).toEqual([]);
  });

  test("can be fewer, from the first step to the last lessons", () => {
    const some = spread(planPoints(course, 1, 2), 10);
    expect(some).toHaveLength(10);
    expect(some[0]?.step.lesson).toBe(course[0]?.lesson);
    expect(some.at(-1)?.number).toBeGreaterThan(300);
  });
});
