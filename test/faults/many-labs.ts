import { readFileSync } from "node:fs";
import { type Ended, nslab, Nslab } from "../support/nslab.ts";
import type { Installed } from "../support/package-copy.ts";
import { type Home, makeHome, PEOPLE, type Who } from "../support/people.ts";
import { ProcessFamily } from "../support/process-family.ts";
import { randomFrom } from "../support/random.ts";
import { progressAt, writeProgress } from "./learner-files.ts";
import { leftBehind } from "./left-behind.ts";
import { Play } from "./play.ts";
import type { PlannedStep } from "./points.ts";

interface Somebody {
  readonly who: Who;
  readonly home: Home;
}

function people(count: number): readonly Somebody[] {
  return Array.from({ length: count }, (_, index) => {
    const who = PEOPLE[index % PEOPLE.length] ?? { name: "", ids: {} };
    return { who, home: makeHome(who) };
  });
}

/** Labs of so many people at once, each at a step: how long it took until all were there, and what they take of memory. */
export async function labsAtOnce(
  count: number,
  installed: Installed,
  course: readonly PlannedStep[],
  here: PlannedStep,
  say: (text: string) => void,
): Promise<readonly string[]> {
  const all = people(count);
  for (const { who, home } of all) writeProgress(who, home, progressAt(course, here));
  const started = performance.now();
  const plays = await Promise.all(all.map(({ who, home }) => Play.start(installed, who, home)));
  const starts = await Promise.all(plays.map((play) => play.opens(here)));
  const total = performance.now() - started;
  const memory = plays.map((play) => residentMemory(play.family));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  say(
    `  ${count} labs at once: all at their step after ${(total / 1000).toFixed(1)} s (${Math.round(total / count)} ms a lab, ` +
      `slowest ${Math.round(Math.max(...starts))} ms); resident memory a lab, nslab and shells included: ${mean(memory).toFixed(1)} MiB`,
  );
  const complaints: string[] = [];
  await Promise.all(
    plays.map(async (play, index) => {
      await play.run();
      await play.passes();
      if (!(await play.leave()) || (await play.person.exited) !== 0)
        complaints.push(`lab ${index + 1} of ${count} cannot be left`);
    }),
  ).catch((error: unknown) => complaints.push(`of ${count} labs at once: ${String(error)}`));
  for (const play of plays) if (!play.hasExited) play.person.kill("SIGKILL");
  for (const [index, play] of plays.entries()) {
    const home = all[index]?.home;
    if (home !== undefined) complaints.push(...(await leftBehind({ pid: play.pid, family: play.family, home })));
  }
  for (const { home } of all) home.remove();
  return complaints;
}

/** Proportional set size of a family: what is shared counts once among all who share it (proc(5), smaps_rollup). In MiB. */
function residentMemory(family: ProcessFamily): number {
  const sizes = family.look().map(({ pid }) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      return 0; // it has just ended
    }
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** So many replays of a lesson at once: each proves all of it. */
export async function verifyAtOnce(count: number, installed: Installed, lesson: string): Promise<readonly string[]> {
  const all = people(count);
  const ended = await Promise.all(
    all.map(({ who, home }) => nslab(installed, ["verify", "--replay", lesson, "--format", "json"], { who, home })),
  );
  for (const { home } of all) home.remove();
  return ended.flatMap(({ code, stdout, stderr }, index) =>
    code === 0 ? [] : [`replay ${index + 1} of ${count} at once ended with ${code}: ${stderr}${failedIn(stdout)}`],
  );
}

function failedIn(report: string): string {
  try {
    const { lessons } = JSON.parse(report) as { lessons: { steps: { id: string; status: string }[] }[] };
    return JSON.stringify(lessons.flatMap(({ steps }) => steps.filter(({ status }) => status !== "passed"))).slice(0, 600);
  } catch {
    return report.slice(0, 300);
  }
}

/** So many starts at once of one and the same person, each ended by a signal at a random moment. */
export async function startsAndStops(count: number, installed: Installed, seed: number): Promise<readonly string[]> {
  const random = randomFrom(seed);
  const complaints: string[] = [];
  for (const who of PEOPLE) {
    const home = makeHome(who);
    const runs = Array.from({ length: Math.ceil(count / PEOPLE.length) }, () => {
      const run = new Nslab(installed, ["verify", "--replay", "uts"], { who, home });
      return { run, family: new ProcessFamily(run.pid, null), delay: random() * 4000, signal: signalFor(random()) };
    });
    const look = setInterval(() => runs.forEach(({ family }) => family.look()), 200);
    const ended: readonly Ended[] = await Promise.all(
      runs.map(async ({ run, delay, signal }) => {
        await new Promise((resolve) => setTimeout(resolve, delay));
        run.child.kill(signal);
        return run.ended;
      }),
    );
    clearInterval(look);
    for (const [index, { code, signal, stderr }] of ended.entries()) {
      if (signal === null && code !== 130 && code !== 0) complaints.push(`start ${index + 1} ended with ${code}: ${stderr}`);
    }
    // A killed one may have left half a record, and one whose cleaner was too slow its directories: the next start's matter.
    const last = await nslab(installed, ["verify", "--replay", "mounts"], { who, home });
    if (last.code !== 0) complaints.push(`the start after all of them ended with ${last.code}: ${last.stderr}`);
    for (const { run, family } of runs) complaints.push(...(await leftBehind({ pid: run.pid, family, home })));
    home.remove();
  }
  return complaints;
}

function signalFor(chance: number): NodeJS.Signals {
  if (chance < 0.4) return "SIGTERM";
  return chance < 0.7 ? "SIGINT" : "SIGKILL";
}
