// Faults over the whole course, on this machine: npm run test:faults -- [--seed N] [--points N] [--only N] [--jobs N]
//
// Ends what nslab itself has started, at every step boundary and at random points inside steps; then
// nothing may be left, no progress be lost or wrong, and the next start must go on.
import { parseArgs } from "node:util";
import { findPackageRoot } from "../../src/cli/context.ts";
import { copyPackage } from "../support/package-copy.ts";
import { PEOPLE } from "../support/people.ts";
import { plannedSteps } from "./course-steps.ts";
import { inject, type Injected } from "./inject.ts";
import { touched } from "./left-behind.ts";
import { planPoints, spread } from "./points.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e6)) },
    /** Faults at each step. */
    "per-step": { type: "string", default: "2" },
    /** So many of all, spread over the course. */
    points: { type: "string" },
    /** One of them by its number, or those from one to another: 17, 1-60. */
    only: { type: "string" },
    jobs: { type: "string", default: "2" },
  },
});
const packageRoot = findPackageRoot(import.meta.url);
const say = (text: string) => process.stdout.write(`${text}\n`);

const [first, last] = [PEOPLE[0], PEOPLE.at(-1)];
if (first === undefined || last === undefined) throw new Error("nobody can run nslab here");
const isRoot = process.getuid?.() === 0;
const course = await plannedSteps();
const [from = 1, to = from] = values.only?.split("-").map(Number) ?? [1, Number.POSITIVE_INFINITY];
const planned = planPoints(course, Number(values.seed), Number(values["per-step"]))
  .filter(({ step }) => isRoot || !step.needsCgroup)
  .filter(({ number }) => number >= from && number <= to);
const points = spread(planned, Number(values.points ?? planned.length));
say(
  `seed ${values.seed}: ${points.length} faults over ${course.length} steps; again: npm run test:faults -- --seed ${values.seed}`,
);

const before = touched();
const installed = copyPackage(packageRoot, ["package.json", "lessons", "src/lab", "dist"]);
const results: Injected[] = [];
const queue = [...points];
const work = async () => {
  for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
    const result = await inject({ installed, course, root: first, user: last }, point);
    results.push(result);
    const bad = [...result.leaks.map((leak) => `left behind: ${leak}`), ...result.complaints];
    if (bad.length === 0) continue;
    const { number, step, moment, fault, delay, asRoot } = point;
    say(
      `point ${number} (--only ${number}): ${fault.name}, ${moment} + ${delay} ms, ${step.lesson}/${step.step}, ${asRoot ? "root" : "user"}`,
    );
    for (const each of bad) say(`  ${each}`);
  }
};
const started = performance.now();
try {
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
} finally {
  installed.remove();
}
const changed = touched().filter((line) => !before.includes(line));
for (const line of changed) say(`the machine has changed: ${line}`);

const injected = results.filter((result) => result.injected).length;
const leaks = results.reduce((sum, each) => sum + each.leaks.length, changed.length);
const wrong = results.reduce((sum, each) => sum + each.complaints.length, 0);
const starts = results.flatMap((result) => result.starts).toSorted((one, other) => one - other);
const at = (share: number) => `${Math.round(starts[Math.floor(starts.length * share)] ?? 0)} ms`;
say(
  `faults injected: ${injected} of ${points.length}, leaks: ${leaks}, other complaints: ${wrong}; ` +
    `${starts.length} starts, to the step's keys: median ${at(0.5)}, 95 % ${at(0.95)}, slowest ${Math.round(starts.at(-1) ?? 0)} ms; ` +
    `${Math.round((performance.now() - started) / 1000)} s (seed ${values.seed})`,
);
process.exitCode = leaks + wrong > 0 ? 1 : 0;
