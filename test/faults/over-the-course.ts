import type { Installed } from "../support/package-copy.ts";
import { PEOPLE } from "../support/people.ts";
import { inject, type Injected } from "./inject.ts";
import { touched } from "./left-behind.ts";
import { type FaultPoint, type PlannedStep, planPoints, spread } from "./points.ts";

export interface CourseFaults {
  readonly seed: number;
  /** Faults at each step of the course. */
  readonly perStep: number;
  /** So many of all, spread over the course; null: all of them. */
  readonly count: number | null;
  /** Numbers of the first and the last one. */
  readonly range: readonly [number, number];
  /** So many side by side. */
  readonly jobs: number;
  readonly course: readonly PlannedStep[];
  readonly installed: Installed;
  readonly say: (text: string) => void;
  /** Told how far it is. */
  readonly tell?: (text: string) => void;
}

export interface FaultsDone {
  readonly planned: number;
  readonly injected: number;
  readonly leaks: number;
  /** Everything else that should not be. */
  readonly complaints: number;
  /** Milliseconds from each start to the step's keys, sorted. */
  readonly starts: readonly number[];
}

/** The faults that a seed stands for. */
export function chosenPoints({ seed, perStep, count, range, course }: CourseFaults): readonly FaultPoint[] {
  const isRoot = process.getuid?.() === 0;
  const points = planPoints(course, seed, perStep)
    .filter(({ step }) => isRoot || !step.needsCgroup)
    .filter(({ number }) => number >= range[0] && number <= range[1]);
  return spread(points, count ?? points.length);
}

/** Has the faults happen, and tells of all that should not be. */
export async function injectOverCourse(options: CourseFaults): Promise<FaultsDone> {
  const { installed, course, jobs, say } = options;
  const points = chosenPoints(options);
  const [root, user] = [PEOPLE[0], PEOPLE.at(-1)];
  if (root === undefined || user === undefined) throw new Error("nobody can run nslab here");
  const before = touched();
  const results: Injected[] = [];
  const queue = [...points];
  const work = async () => {
    for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
      const result = await inject({ installed, course, root, user }, point);
      results.push(result);
      if (results.length % 50 === 0) options.tell?.(`  ${results.length} of ${points.length}`);
      for (const line of bad(result)) say(line);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const changed = touched().filter((line) => !before.includes(line));
  for (const line of changed) say(`the machine has changed: ${line}`);
  return {
    planned: points.length,
    injected: results.filter((result) => result.injected).length,
    leaks: results.reduce((sum, { leaks }) => sum + leaks.length, changed.length),
    complaints: results.reduce((sum, { complaints }) => sum + complaints.length, 0),
    starts: results.flatMap(({ starts }) => starts).toSorted((one, other) => one - other),
  };
}

function bad({ point, leaks, complaints }: Injected): readonly string[] {
  if (leaks.length + complaints.length === 0) return [];
  const { number, step, moment, fault, delay, asRoot } = point;
  const where = `${step.lesson}/${step.step}, ${asRoot ? "root" : "an ordinary user"}`;
  return [
    `fault ${number} (again: --only ${number}): ${fault.name}, ${moment} + ${delay} ms, ${where}`,
    ...leaks.map((leak) => `  left behind: ${leak}`),
    ...complaints.map((complaint) => `  ${complaint}`),
  ];
}
