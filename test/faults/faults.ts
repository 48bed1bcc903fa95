// Faults, many labs and many replays, on this machine: npm run test:faults -- [--seed N] [--only N | --only N-M]
//
// Ends what nslab itself has started, at every step boundary and at random points inside steps; then
// nothing may be left, no progress be lost or wrong, and the next start must go on.
import { parseArgs } from "node:util";
import { findPackageRoot } from "../../src/cli/context.ts";
import { copyPackage } from "../support/package-copy.ts";
import { plannedSteps } from "./course-steps.ts";
import { labsAtOnce, startsAndStops, verifyAtOnce } from "./many-labs.ts";
import { chosenPoints, injectOverCourse } from "./over-the-course.ts";
import { replayMany } from "./replays.ts";

const PARTS = ["course", "labs", "starts", "replays"] as const;
/** Labs at once: that what they take stays linear is seen by several numbers. */
const LABS = [1, 5, 10, 20, 30] as const;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e6)) },
    /** One of the parts; all of them by default. */
    part: { type: "string" },
    "per-step": { type: "string", default: "2" },
    /** So many of all faults, spread over the course. */
    points: { type: "string" },
    /** One fault by its number, or those from one to another: 17, 1-60. */
    only: { type: "string" },
    /** Faults side by side. */
    jobs: { type: "string", default: "2" },
    starts: { type: "string", default: "60" },
    replays: { type: "string", default: "200" },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const packageRoot = findPackageRoot(import.meta.url);
const seed = Number(values.seed);
const wanted = PARTS.filter((part) => (values.part ?? (values.only === undefined ? part : "course")) === part);
const course = await plannedSteps();
const [from = 1, to = from] = values.only?.split("-").map(Number) ?? [1, Number.POSITIVE_INFINITY];
const installed = copyPackage(packageRoot, ["package.json", "lessons", "src/lab", "dist"]);
const complaints: string[] = [];
let summary = "";
try {
  if (wanted.includes("course")) await courseFaults();
  if (wanted.includes("labs")) await manyLabs();
  if (wanted.includes("starts")) await manyAtOnce();
  if (wanted.includes("replays")) {
    say(`${values.replays} replays of random lessons, one after the other:`);
    complaints.push(...(await replayMany(Number(values.replays), seed, packageRoot, say)));
  }
} finally {
  installed.remove();
}
for (const complaint of complaints) say(`  ${complaint}`);
say(`${summary}other complaints: ${complaints.length} (seed ${seed})`);
if (complaints.length > 0) process.exitCode = 1;

async function courseFaults(): Promise<void> {
  const options = {
    seed,
    perStep: Number(values["per-step"]),
    count: values.points === undefined ? null : Number(values.points),
    range: [from, to] as const,
    jobs: Number(values.jobs),
    course,
    installed,
    say,
    tell: say,
  };
  const count = chosenPoints(options).length;
  say(`seed ${seed}: ${count} faults over ${course.length} steps; again: npm run test:faults -- --seed ${seed}`);
  const started = performance.now();
  const done = await injectOverCourse(options);
  const at = (share: number) => `${Math.round(done.starts[Math.floor((done.starts.length - 1) * share)] ?? 0)} ms`;
  say(
    `${done.starts.length} starts, to the step's keys: median ${at(0.5)}, 95 % ${at(0.95)}, slowest ${at(1)}; ` +
      `all in ${Math.round((performance.now() - started) / 1000)} s`,
  );
  summary = `faults injected: ${done.injected} of ${done.planned}, leaks: ${done.leaks}, complaints: ${done.complaints}; `;
  if (done.leaks + done.complaints > 0) process.exitCode = 1;
}

async function manyLabs(): Promise<void> {
  const here = course.find(({ lesson, index }) => lesson === "uts" && index === 0);
  if (here === undefined) throw new Error("the course has no lesson uts");
  say("labs at once:");
  for (const count of LABS) complaints.push(...(await labsAtOnce(count, installed, course, here, say)));
}

async function manyAtOnce(): Promise<void> {
  const most = LABS.at(-1) ?? 1;
  complaints.push(...(await verifyAtOnce(most, installed, "uts")));
  say(`  ${most} replays of a lesson at once: done`);
  complaints.push(...(await startsAndStops(Number(values.starts), installed, seed)));
  say(`  ${values.starts} starts and stops at once: done`);
}
