import { spawn } from "node:child_process";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LabIdentity } from "../../src/lab/identity.ts";
import { identify, isAlive } from "../../src/lab/record.ts";
import { plannedSteps } from "../faults/course-steps.ts";
import { progressAt, progressComplaints, readProgress, writeProgress } from "../faults/learner-files.ts";
import { leftBehind } from "../faults/left-behind.ts";
import { Play } from "../faults/play.ts";
import { type Home, install, type Installed, makeHome, PEOPLE, type Who } from "../support/installed.ts";
import { machineState } from "../support/machine-state.ts";
import { Person } from "../support/person.ts";
import { recordOf } from "../support/sample-record.ts";

const course = await plannedSteps();
/** The step of a place in the course; a lesson's beginning has none. */
const stepOf = (lesson: string, step: string) => {
  const found = course.find((each) => each.lesson === lesson && (step === "" ? each.index === 0 : each.step === step));
  if (found === undefined) throw new Error(`no step ${lesson}/${step}`);
  return found;
};

let installed: Installed;
let who: Who;
let home: Home;
const times: number[] = [];

beforeAll(async () => {
  installed = await install();
});
afterAll(() => {
  installed.remove();
  const sorted = times.toSorted((one, other) => one - other);
  const rounded = (time: number | undefined) => `${Math.round(time ?? 0)} ms`;
  // Told, not judged: a busy machine is slower. npm run bench judges.
  console.log(`${sorted.length} times gone on: median ${rounded(sorted[sorted.length >> 1])}, max ${rounded(sorted.at(-1))}`);
});
afterEach(async () => {
  await Person.closeAll();
  home.remove();
});

/** Goes on, is at that very step, leaves; nothing is left of that and of those before. */
async function goesOnAt(lesson: string, step: string, before: readonly Play[]): Promise<void> {
  const again = await Play.start(installed, who, home);
  times.push(await again.opens(stepOf(lesson, step)));
  expect(await again.leave()).toBe(true);
  expect(await again.person.exited).toBe(0);
  for (const play of [...before, again]) expect(await leftBehind({ pid: play.pid, family: play.family, home })).toEqual([]);
}

interface Moment {
  readonly name: string;
  /** The step he stands at when it comes. */
  readonly lesson: string;
  readonly step: string;
  readonly come: (play: Play) => Promise<void>;
  /** The screen has said that the step has passed. */
  readonly hasPassed: boolean | null;
}

const UTS = { lesson: "uts", step: "rename" };
const MOMENTS: readonly Moment[] = [
  {
    name: "at a lesson's opening",
    lesson: "uts",
    step: "without",
    hasPassed: false,
    come: async ({ person }) => person.sees(/Enter begin/),
  },
  { name: "at a step", ...UTS, hasPassed: false, come: async (play) => void (await play.opens(stepOf(UTS.lesson, UTS.step))) },
  {
    name: "in the middle of a step",
    lesson: "snat",
    step: "silence",
    hasPassed: null,
    come: async (play) => {
      await play.opens(stepOf("snat", "silence"));
      await play.run();
    },
  },
  {
    name: "in the middle of a take-over",
    ...UTS,
    hasPassed: null,
    come: async (play) => {
      await play.opens(stepOf(UTS.lesson, UTS.step));
      await play.takeOver();
      play.person.press("sleep 60\r");
      await play.person.sees(/sleep 60/);
    },
  },
  {
    name: "in a menu",
    ...UTS,
    hasPassed: false,
    come: async (play) => {
      await play.opens(stepOf(UTS.lesson, UTS.step));
      await play.openMenu();
    },
  },
  {
    name: "in a question",
    lesson: "uts",
    step: "challenge",
    hasPassed: true,
    come: async (play) => {
      await play.opens(stepOf("uts", "challenge"));
      await play.run();
      await play.passes();
      await play.person.answers(/Enter go on/, "\r");
      await play.person.answers(/Question 1 of[\s\S]*Enter answer/, "\r");
      await play.person.sees(/Escape goes back|empty goes back|The number:/);
    },
  },
];

const WAYS: readonly (readonly [string, (play: Play) => void, number | null])[] = [
  ["SIGHUP", (play) => void process.kill(play.pid, "SIGHUP"), 130],
  ["SIGTERM", (play) => void process.kill(play.pid, "SIGTERM"), 130],
  ["SIGKILL", (play) => void process.kill(play.pid, "SIGKILL"), 137],
  // Nobody is left who could see how nslab ended.
  ["a closed terminal", (play) => play.person.kill("SIGKILL"), null],
];

const CASES = MOMENTS.flatMap((moment, row) =>
  WAYS.map(([way, end, code], column) => ({ moment, way, end, code, as: PEOPLE[(row + column) % PEOPLE.length] ?? PEOPLE[0] })),
);

describe("who was interrupted", () => {
  test.each(CASES)("$moment.name by $way goes on at that very step", async ({ moment, end, code, as }) => {
    if (as === undefined) throw new Error("nobody can run nslab here");
    who = as;
    home = makeHome(who);
    const before = machineState();
    const here = stepOf(moment.lesson, moment.step);
    const progress = progressAt(course, here);
    writeProgress(who, home, progress);
    const play = await Play.start(installed, who, home);
    await moment.come(play);
    end(play);
    const ended = await play.person.exited;
    if (code !== null) expect(ended).toBe(code);
    expect(await leftBehind({ pid: play.pid, family: play.family, home }, "but half-written files")).toEqual([]);
    const next = course[course.indexOf(here) + 1] ?? null;
    const after = readProgress(home);
    expect(progressComplaints(progress, after, here, next, moment.hasPassed)).toEqual([]);
    const current = typeof after === "string" ? null : after.current;
    await goesOnAt(current?.lesson ?? "", current?.step ?? "", [play]);
    expect(machineState()).toEqual(before);
  });

  test.each(WAYS)("in the welcome by %s is welcomed again", async (_, end) => {
    who = PEOPLE[0] as Who; // there is always somebody
    home = makeHome(who);
    const play = await Play.start(installed, who, home);
    await play.person.sees(/q quits at any time[\s\S]*Enter begin/);
    end(play);
    await play.person.exited;
    expect(await leftBehind({ pid: play.pid, family: play.family, home })).toEqual([]);
    const again = await Play.start(installed, who, home);
    await again.person.answers(/q quits at any time[\s\S]*Enter begin/, "q");
    expect(await again.person.exited).toBe(0);
    expect(await leftBehind({ pid: again.pid, family: again.family, home })).toEqual([]);
  });
});

describe.each(PEOPLE)("after a reboot $name", (person) => {
  const bystander = spawn("sleep", ["600"], { stdio: "ignore" });
  afterAll(() => void bystander.kill("SIGKILL"));

  beforeEach(() => {
    who = person;
    home = makeHome(who);
  });

  test("goes on at that very step, and what was left of before is gone; whoever has its PIDs now is let be", async () => {
    const somebody = identify(bystander.pid ?? 0);
    const stale: readonly LabIdentity[] = [
      { ...somebody, bootId: "11111111-2222-3333-4444-555555555555" }, // the very PID and start time, of another boot
      { ...somebody, startTime: somebody.startTime - 100 }, // of this boot, and its PID is somebody else's now
      { ...identify(process.pid), startTime: 1 },
      { pid: 2 ** 22 + 1, startTime: 5, bootId: somebody.bootId },
    ];
    const runtime = join(home.path, "nslab");
    mkdirSync(runtime, { mode: 0o700 });
    const put = (name: string, text: string) => {
      writeFileSync(join(runtime, name), text);
      chownSync(join(runtime, name), who.ids.uid ?? 0, who.ids.gid ?? 0);
    };
    if (who.ids.uid !== undefined) chownSync(runtime, who.ids.uid, who.ids.gid ?? who.ids.uid);
    for (const [index, identity] of stale.entries()) {
      for (const up of [true, false])
        put(
          `lab-${identity.pid}-${index * 2 + Number(up)}.json`,
          JSON.stringify(recordOf(identity, { up }, ["/sys/fs/cgroup/cpu/nslab-1-1-00000000"])),
        );
      put(`lab-${2 ** 22 + 1}-${index}.json.new`, '{"format":1,"up"');
    }
    const here = stepOf("bridge", "look");
    writeProgress(who, home, progressAt(course, here));
    await goesOnAt(here.lesson, here.step, []);
    expect(isAlive(somebody)).toBe(true);
  });
});
