// Figures that CONTRIBUTING.md and the README promise, measured on this machine, each beside what it is held against:
// npm run bench. `npm run bench -- lab start` measures these parts alone. Exit code 1: a ratio is over its limit.
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
import { listed, say, verbatim } from "../../src/say/message.ts";
import { inEnglish } from "../../src/say/words.ts";
import { changesText } from "../../src/ui/changes/changes-text.ts";
import { createStyle } from "../../src/ui/style.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { mapText } from "../../src/ui/map-text.ts";
import { checksAfterCommand, gigabyte, keysInFlood } from "./at-the-keyboard.ts";
import { exitCode, type Figure, lines, table, type Told, told } from "./figures.ts";
import { replay } from "./replay.ts";
import { bareLab, inTurn, ipInHost, nodeAlone, podmanRun, wall } from "./yardsticks.ts";
import { endOfLesson } from "../support/end-of-lesson.ts";
import { speaker } from "../support/speaker.ts";

const packageRoot = findPackageRoot(import.meta.url);
const program = join(packageRoot, "dist/main.js");
const machine = { packageRoot, uid: process.getuid?.() ?? 0, environment: process.env };
const SIZE = { rows: 24, columns: 80 };

const measured: Told[] = [];
const speak = speaker();

function report(figure: Figure): void {
  const result = told(figure);
  measured.push(result);
  process.stdout.write(lines(result, speak));
}

async function times(count: number, measure: () => Promise<number> | number): Promise<readonly number[]> {
  const values: number[] = [];
  for (let index = 0; index < count; index += 1) values.push(await measure());
  return values;
}

function up(lab: Lab | LabFailed): Lab {
  if ("type" in lab) throw new Error(`no lab: ${lab.part}: ${inEnglish(lab.complaint)}`);
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

async function openLesson(id: string): Promise<number> {
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
  await lab.down();
  return ms;
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
async function twoContainers(): Promise<{ snapshots: readonly number[]; ip: readonly number[]; changes: readonly number[] }> {
  const entry = COURSE.find((each) => each.id === "container");
  const lesson = entry === undefined ? [] : await loadLesson(entry, packageRoot);
  if (!("definition" in lesson)) throw new Error("lesson 13 has errors");
  const lab = up(await createLab(machine));
  const session = new Session(lab, SIZE);
  const before = await session.look();
  const firstStep = lesson.definition.steps.findIndex((step) => step.id === "each-other");
  await prepare(session, lesson, firstStep, findIn(COURSE, packageRoot), SYSTEM_CLOCK);
  const after = await session.look();
  const [snapshots = [], ip = []] = await inTurn(9, [() => timed(() => readSnapshot(lab)), () => ipInHost(lab)]);
  await lab.down();
  const paper = { style: createStyle({ colour: 0, unicode: true, plain: false }), texts: ENGLISH, width: () => 80 };
  const changes = await times(9, () => timed(async () => changesText(paper, before, after)));
  return { snapshots, ip, changes };
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

/** How many times as long as one ip(8) they may take: nobody has promised less, and more would be felt. */
const LONGEST_SNAPSHOT = 12;
const LONGEST_CHECKS = 15;

/** By the names that they are asked for. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  lab: async () => {
    const [own = [], bare = [], podman = []] = await inTurn(15, [labStart, () => bareLab(packageRoot), podmanRun]);
    report({
      name: say`a lab is up, with the first prompt in its host terminal`,
      unit: "ms",
      values: own,
      limit: 150,
      against: [
        { name: say`a bare script`, values: bare, atMost: 1.3 },
        { name: verbatim("`podman run`"), values: podman, atMost: 0.5 },
      ],
    });
  },
  lessons: async () => {
    const opened = await times(2, () => openLesson("container"));
    report({ name: say`opening lesson 13 at its beginning`, unit: "ms", values: opened, limit: 3000 });
    report({ name: say`opening a lesson at its last step`, unit: "ms", values: await resumed(), limit: 3000 });
    report({ name: say`a step, beyond its command and its probes`, unit: "ms", values: await stepCosts("bridge"), limit: 30 });
  },
  look: async () => {
    const { snapshots, ip, changes } = await twoContainers();
    const against = [{ name: say`one \`ip -j -d addr\` there`, values: ip, atMost: LONGEST_SNAPSHOT }];
    report({ name: say`one look at a lab with two containers`, unit: "ms", values: snapshots, limit: 60, against });
    report({ name: say`telling what has changed in it`, unit: "ms", values: changes, limit: 20 });
    const { view } = await endOfLesson("container", packageRoot);
    if (view === null) throw new Error("lesson 13 did not come to its end");
    const paper = { style: createStyle({ colour: 1, unicode: true, plain: false }), texts: ENGLISH, width: () => 80 };
    const drawn = await times(15, () => timed(async () => mapText(paper, view.snapshot, view)));
    report({ name: say`drawing its map`, unit: "ms", values: drawn, limit: 20 });
  },
  checks: async () => {
    const { first, last } = await checksAfterCommand();
    const lab = up(await createLab(machine));
    const [ip = []] = await inTurn(9, [() => ipInHost(lab)]);
    await lab.down();
    const against = [{ name: say`one \`ip -j -d addr\` in a lab`, values: ip, atMost: LONGEST_CHECKS }];
    report({ name: say`the checks of a typed command, from Enter on`, unit: "ms", values: first, limit: 150, against });
    report({ name: say`the same in lesson 13`, unit: "ms", values: last, limit: 150, against });
  },
  floods: async () => {
    for (const { name, leave, interrupt, memory } of await keysInFlood()) {
      report({
        name: say`the key that leaves a terminal while ${{ command: name }} floods it`,
        unit: "ms",
        values: leave,
        limit: 50,
      });
      report({ name: say`Ctrl-C there, until the prompt is there`, unit: "ms", values: interrupt, limit: 50 });
      report({ name: say`memory that it takes`, unit: "MiB", values: memory, limit: 150 });
    }
    const { seconds, peak } = await gigabyte();
    report({ name: say`a gigabyte poured out`, unit: "s", values: [seconds] });
    report({ name: say`memory of nslab's meanwhile, all of it`, unit: "MiB", values: [peak], limit: 300 });
  },
  start: async () => {
    const run = (...given: readonly string[]) => wall(process.execPath, [program, ...given]);
    const [bare = [], help = [], tab = []] = await inTurn(15, [
      nodeAlone,
      () => run("--help"),
      () => run("__complete", "--", "lesson", ""),
    ]);
    const against = [{ name: verbatim("`node -e 0`"), values: bare, atMost: 1.25 }];
    report({ name: verbatim("`nslab --help`"), unit: "ms", values: help, against });
    report({ name: say`completing a lesson, at Tab`, unit: "ms", values: tab, limit: 150 });
  },
  replay: async () => {
    const { seconds, inevitable, passed, failed } = await replay(machine);
    const against = [{ name: say`its commands, packets and waits alone`, values: [inevitable], atMost: 1.3 }];
    const name =
      failed === 0
        ? say`a replay of all lessons: ${{ passed }} steps proved`
        : say`a replay of all lessons: ${{ passed }} steps proved, ${{ failed }} NOT`;
    report({ name, unit: "s", values: [seconds], limit: 60, against });
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => PARTS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(
    `${speak(say`There is no part ${{ unknown: listed(unknown) }}. Parts: ${{ parts: listed(Object.keys(PARTS)) }}.`)}\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, measure] of Object.entries(PARTS)) if (asked.length === 0 || asked.includes(name)) await measure();
  process.stdout.write(`\n${table(measured, speak)}`);
  process.exitCode = exitCode(measured);
}
