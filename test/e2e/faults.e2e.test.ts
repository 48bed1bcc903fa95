import { afterAll, beforeAll, expect, test } from "vitest";
import { plannedSteps } from "../faults/course-steps.ts";
import { injectOverCourse } from "../faults/over-the-course.ts";
import { install, type Installed } from "../support/installed.ts";
import { Person } from "../support/person.ts";

/** The same again: NSLAB_FAULTS_SEED=17. All of the course: npm run test:faults. */
const SEED = Number(process.env["NSLAB_FAULTS_SEED"] ?? Math.floor(Math.random() * 1e6));
const COUNT = Number(process.env["NSLAB_FAULTS"] ?? 16);

let installed: Installed;
beforeAll(async () => {
  installed = await install();
});
afterAll(async () => {
  await Person.closeAll();
  installed.remove();
});

test(`faults at ${COUNT} points of the course leave nothing, lose nothing, and the next start goes on (NSLAB_FAULTS_SEED=${SEED})`, {
  timeout: 400_000 + COUNT * 20_000,
}, async () => {
  const told: string[] = [];
  const done = await injectOverCourse({
    seed: SEED,
    perStep: 2,
    count: COUNT,
    range: [1, Number.POSITIVE_INFINITY],
    jobs: 2,
    course: await plannedSteps(),
    installed,
    say: (text) => told.push(text),
  });
  expect(told).toEqual([]);
  expect({ ...done, starts: [] }).toEqual({ planned: COUNT, injected: COUNT, leaks: 0, complaints: 0, starts: [] });
});
