// Figures that CONTRIBUTING.md and the README promise, measured on this machine: npm run bench.
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { findPackageRoot } from "../../src/cli/context.ts";
import { type Lab, type LabFailed } from "../../src/lab/lab.ts";
import { createLab } from "../../src/lab/machine.ts";
import { loadLesson } from "../../src/course/load.ts";
import type { StepReport } from "../../src/player/events.ts";
import { findIn, playInFreshLab } from "../../src/player/fresh-lab.ts";
import { UNATTENDED } from "../../src/player/learner.ts";
import { prepare } from "../../src/player/prepare.ts";
import { Session } from "../../src/player/session.ts";
import { readSnapshot } from "../../src/kernel/read-snapshot.ts";
import { changesText } from "../../src/ui/changes/changes-text.ts";
import { createStyle } from "../../src/ui/style.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { mapText } from "../../src/ui/map-text.ts";
import { checksAfterCommand, gigabyte, keysInFlood } from "./at-the-keyboard.ts";
import { endOfLesson } from "../support/end-of-lesson.ts";

const packageRoot = findPackageRoot(import.meta.url);
const program = join(packageRoot, "dist/main.js");
const machine = { packageRoot, uid: process.getuid?.() ?? 0, environment: process.env };
const SIZE = { rows: 24, columns: 80 };

function report(name: string, values: readonly number[], limit: string): void {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const worst = sorted.at(-1) ?? 0;
  process.stdout.write(
    `${name.padEnd(58)} median ${median.toFixed(1).padStart(8)}  worst ${worst.toFixed(1).padStart(8)}  ${limit}\n`,
  );
}

async function times(count: number, measure: () => Promise<number> | number): Promise<readonly number[]> {
  const values: number[] = [];
  for (let index = 0; index < count; index += 1) values.push(await measure());
  return values;
}

function up(lab: Lab | LabFailed): Lab {
  if ("type" in lab) throw new Error(`no lab: ${lab.part}: ${lab.complaint}`);
  return lab;
}

async function labStart(): Promise<number> {
  const started = performance.now();
  const lab = up(await createLab(machine));
  await Terminal.open(lab, "host", "host", SIZE);
  const ms = performance.now() - started;
  await lab.down();
  return ms;
}

async function openLesson(id: string): Promise<{ ms: number; snapshots: readonly number[] }> {
  const entry = COURSE.find((each) => each.id === id);
  if (entry === undefined) throw new Error(`no lesson ${id}`);
  const started = performance.now();
  const lesson = await loadLesson(entry, packageRoot);
  if (!("definition" in lesson)) throw new Error(`lesson ${id} has errors`);
  const lab = up(await createLab(machine));
  const session = new Session(lab, SIZE);
  await prepare(session, lesson, 0, findIn(COURSE, packageRoot), SYSTEM_CLOCK);
  await (await session.terminal(lesson.definition.steps[0]?.terminal ?? "host")).prompt();
  const ms = performance.now() - started;
  const snapshots = await times(5, async () => {
    const from = performance.now();
    await readSnapshot(lab);
    return performance.now() - from;
  });
  await lab.down();
  return { ms, snapshots };
}

/** Opens each lesson at its challenge, the step with the most before it. */
async function resumed(): Promise<readonly number[]> {
  const all: number[] = [];
  for (const entry of COURSE) {
    const lesson = await loadLesson(entry, packageRoot);
    if (!("definition" in lesson)) throw new Error(`the lesson ${entry.id} has errors`);
    const lab = up(await createLab(machine));
    const work = () =>
      prepare(new Session(lab, SIZE), lesson, lesson.definition.steps.length, findIn(COURSE, packageRoot), SYSTEM_CLOCK);
    all.push(await timed(work));
    await lab.down();
  }
  return all;
}

/** A snapshot of the lab of lesson 13 with its two containers, and telling what made them. */
async function twoContainers(): Promise<{ snapshots: readonly number[]; changes: readonly number[] }> {
  const entry = COURSE.find((each) => each.id === "container");
  const lesson = entry === undefined ? [] : await loadLesson(entry, packageRoot);
  if (!("definition" in lesson)) throw new Error("lesson 13 has errors");
  const lab = up(await createLab(machine));
  const session = new Session(lab, SIZE);
  const before = await session.look();
  const firstStep = lesson.definition.steps.findIndex((step) => step.id === "each-other");
  await prepare(session, lesson, firstStep, findIn(COURSE, packageRoot), SYSTEM_CLOCK);
  const after = await session.look();
  const snapshots = await times(9, () => timed(() => readSnapshot(lab)));
  await lab.down();
  const paper = { style: createStyle({ colour: 0, unicode: true, plain: false }), texts: ENGLISH, width: () => 80 };
  const changes = await times(9, () => timed(async () => changesText(paper, before, after)));
  return { snapshots, changes };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function stepCosts(id: string): Promise<readonly number[]> {
  const entry = COURSE.find((each) => each.id === id);
  const costs: number[] = [];
  if (entry === undefined) return costs;
  let lineStarted = 0;
  let commands = 0;
  let stepStarted = 0;
  await playInFreshLab(
    {
      course: COURSE,
      packageRoot,
      createLab: () => createLab(machine),
      clock: SYSTEM_CLOCK,
      size: () => SIZE,
      patience: 20_000,
      stop: new AbortController().signal,
      emit: (event) => {
        if (event.type === "step-opened") [stepStarted, commands] = [performance.now(), 0];
        if (event.type === "line-started") lineStarted = performance.now();
        if (event.type === "line-ended") commands += performance.now() - lineStarted;
        if (event.type === "step-ended") costs.push(performance.now() - stepStarted - commands - probes(event.report));
      },
    },
    entry,
    UNATTENDED,
    { lookBefore: false, firstStep: 0 },
  );
  return costs;
}

function probes(step: StepReport): number {
  return step.after.reduce((sum, result) => sum + result.ms, 0);
}

function wall(command: string, args: readonly string[]): number {
  const started = performance.now();
  spawnSync(command, args, { stdio: "ignore", cwd: "/" });
  return performance.now() - started;
}

report("lab up, first prompt in its host terminal (ms)", await times(15, labStart), "limit 150");
const opened = await openLesson("container");
report("lesson 13 open at its starting point (ms)", [opened.ms, (await openLesson("container")).ms], "limit 3000");
report("each lesson opened at its last step (ms)", await resumed(), "limit 3000");
report("a snapshot there (ms)", opened.snapshots, "limit 60");
const { view } = await endOfLesson("container", packageRoot);
if (view === null) throw new Error("lesson 13 did not come to its end");
const mapTimes = await times(15, () => {
  const from = performance.now();
  mapText(
    { style: createStyle({ colour: 1, unicode: true, plain: false }), texts: ENGLISH, width: () => 80 },
    view.snapshot,
    view,
  );
  return performance.now() - from;
});
report("the map of lesson 13 with two containers (ms)", mapTimes, "limit 20");
const both = await twoContainers();
report("a snapshot with two containers (ms)", both.snapshots, "limit 60");
report("what changed since the empty lab, in words (ms)", both.changes, "limit 20");
report("a step beyond its command and probes (ms), lesson 7", await stepCosts("bridge"), "limit 30");
const afterCommand = await checksAfterCommand();
report("Enter to a typed command's checks, lesson 1 (ms)", afterCommand.first, "limit 150");
report("the same in lesson 13 (ms)", afterCommand.last, "limit 150");
for (const { name, leave, interrupt, memory } of await keysInFlood()) {
  report(`Ctrl-] while ${name} pours out (ms)`, leave, "limit 50");
  report(`Ctrl-C there, to the prompt (ms)`, interrupt, "limit 50");
  report(`memory that it takes (MiB)`, memory, "limit 150");
}
const { seconds, peak } = await gigabyte();
report("a gigabyte poured out (s)", [seconds], "");
report("memory of nslab's meanwhile, all of it (MiB)", [peak], "limit 300");
const bare = await times(15, () => wall(process.execPath, ["-e", "0"]));
const help = await times(15, () => wall(process.execPath, [program, "--help"]));
report("node -e 0 (ms)", bare, "");
report(
  "nslab --help (ms)",
  help,
  `limit 1.4 times: ${(help.reduce((a, b) => a + b) / bare.reduce((a, b) => a + b) || 0).toFixed(2)}`,
);
report(
  "completing a lesson, at Tab (ms)",
  await times(15, () => wall(process.execPath, [program, "__complete", "--", "lesson", ""])),
  "limit 150",
);
const started = performance.now();
const document = JSON.parse(
  execFileSync(process.execPath, [program, "verify", "--replay", "--format", "json"], { maxBuffer: 1 << 28 }).toString(),
) as { summary: object };
report(
  "verify --replay, all lessons, one after the other (s)",
  [(performance.now() - started) / 1000],
  `limit 60 ${JSON.stringify(document.summary)}`,
);
