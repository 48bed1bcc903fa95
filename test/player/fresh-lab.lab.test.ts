import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { LessonEntry } from "../../src/course/entry.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { type LessonDefinition, stepsWithChallenge } from "../../src/course/lesson.ts";
import type { Lab, LabFailed } from "../../src/lab/lab.ts";
import type { PlayerEvent, StepReport } from "../../src/player/events.ts";
import { type LessonPlayed, playInFreshLab, type Stage } from "../../src/player/fresh-lab.ts";
import { type Learner, UNATTENDED } from "../../src/player/learner.ts";
import { SIZE, startTestLab } from "../support/test-lab.ts";
import { fileThere, lessonOf, step } from "../support/test-lesson.ts";

let root: string;
let made: Lab[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "nslab-fresh-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(async () => {
  await Promise.all(made.map((lab) => lab.down()));
  made = [];
});

/** The lesson as one of a course in a package of its own; `words` false leaves its Markdown out. */
function entryOf(definition: LessonDefinition, words = true): LessonEntry {
  const folder = `lessons/01-${definition.id}`;
  mkdirSync(join(root, folder), { recursive: true });
  const sections = stepsWithChallenge(definition).map(({ id }) => `## ${id}: Step\nProse.\n`);
  if (words) writeFileSync(join(root, folder, "lesson.md"), `# Test\n> A lesson.\n\n${sections.join("\n")}\n## closing\nDone.\n`);
  return { number: 1, id: definition.id, folder, load: async () => ({ default: definition }) };
}

async function createLab(): Promise<Lab> {
  const lab = await startTestLab();
  made.push(lab);
  return lab;
}

interface Played {
  readonly result: LessonPlayed;
  readonly events: readonly PlayerEvent[];
  readonly reports: readonly StepReport[];
}

async function play(
  entry: LessonEntry,
  more: Partial<Stage> = {},
  firstStep = 0,
  learner: Learner = UNATTENDED,
): Promise<Played> {
  const events: PlayerEvent[] = [];
  const stage: Stage = {
    course: [entry],
    packageRoot: root,
    createLab,
    clock: SYSTEM_CLOCK,
    emit: (event) => void events.push(event),
    size: () => SIZE,
    patience: 10_000,
    stop: new AbortController().signal,
    ...more,
  };
  const result = await playInFreshLab(stage, entry, learner, { lookBefore: learner === UNATTENDED, firstStep });
  return { result, events, reports: events.flatMap((event) => (event.type === "step-ended" ? [event.report] : [])) };
}

const statuses = (reports: readonly StepReport[]) =>
  reports.map((report) => `${report.step.definition.id} ${report.status.type}`);
const makes = (name: string) => step(name, `touch /tmp/${name}`, [fileThere(`/tmp/${name}`)]);
const definitionOf = (id: string, ...[steps, more]: Parameters<typeof lessonOf>) => ({ ...lessonOf(steps, more).definition, id });

describe("a lesson in a fresh lab", () => {
  test("is played, and the lab is gone afterwards", async () => {
    const { result, reports } = await play(entryOf(definitionOf("plain", [makes("one")])));
    expect(result).toEqual({ type: "played", outcome: "passed", departure: null });
    expect(statuses(reports)).toEqual(["one passed", "challenge passed"]);
    expect(made).toHaveLength(1);
    await made[0]?.ended;
  });

  test("begins where commands have brought the lab", async () => {
    const from = [{ terminal: "container", command: ["cd /tmp", "touch prepared"] }] as const;
    const { result } = await play(
      entryOf(
        definitionOf("prepared", [step("look", "cp /tmp/prepared /tmp/copy", [fileThere("/tmp/copy")])], { startsFrom: from }),
      ),
    );
    expect(result).toEqual({ type: "played", outcome: "passed", departure: null });
  });

  test("begins where steps of another lesson have brought the lab", async () => {
    const other = entryOf(definitionOf("other", [makes("one"), makes("two"), makes("three")]));
    const entry = entryOf(
      definitionOf(
        "after",
        [
          step("look", "[ -e /tmp/one ] && [ -e /tmp/three ] && ! [ -e /tmp/two ] && touch /tmp/right", [
            fileThere("/tmp/right"),
          ]),
        ],
        { startsFrom: [{ lesson: "other", steps: ["one", "three"] }] },
      ),
    );
    const { result } = await play(entry, { course: [other, entry] });
    expect(result).toEqual({ type: "played", outcome: "passed", departure: null });
  });

  test("can begin with a later step: those before it are done without a word", async () => {
    const { events, reports } = await play(
      entryOf(definitionOf("later", [makes("one"), step("two", "mv /tmp/one /tmp/two", [fileThere("/tmp/two")])])),
      {},
      1,
    );
    expect(statuses(reports)).toEqual(["two passed", "challenge passed"]);
    expect(events.filter((event) => event.type === "line-started")).toHaveLength(2);
  });

  test("cannot begin when its starting point cannot be made: that is said of its first step", async () => {
    const { result, reports } = await play(
      entryOf(
        definitionOf("groundless", [makes("one"), makes("two")], { startsFrom: [{ terminal: "host", command: "exit 1" }] }),
      ),
    );
    expect(result).toEqual({ type: "played", outcome: "failed", departure: null });
    expect(statuses(reports)).toEqual(["one error", "two skipped", "challenge skipped"]);
    expect(reports[0]?.status).toMatchObject({ type: "error", trouble: { type: "terminal-closed" } });
  });

  test("cannot begin when a command of its starting point fails, which is said with what it printed", async () => {
    const failing = [{ terminal: "host", command: ["true", "ls /nowhere", "true"] }] as const;
    const { reports } = await play(entryOf(definitionOf("unprepared", [makes("one")], { startsFrom: failing })));
    expect(statuses(reports)).toEqual(["one error", "challenge skipped"]);
    expect(reports[0]?.status).toMatchObject({ type: "error", trouble: { type: "not-prepared", line: "ls /nowhere" } });
    expect(JSON.stringify(reports[0]?.status)).toContain("No such file or directory");
  });

  test("goes on at another step in another lab, which is brought there, and keeps what was played before it", async () => {
    let asked = 0;
    const { result, events, reports } = await play(
      entryOf(definitionOf("back", [makes("one"), makes("two"), makes("three")])),
      {},
      0,
      {
        ...UNATTENDED,
        decide: async ({ session, step: { definition } }) => {
          const terminal = await session.terminal("host");
          if (definition.id === "three" && asked === 0) {
            asked += 1;
            return { type: "go", step: 1 };
          }
          // Only in the new lab: what the first step makes is there, what the second and third make is not.
          if (asked === 1 && definition.id === "two") {
            await terminal.run("ls /tmp/one /tmp/two");
            expect(terminal.output).toMatch(/^\/tmp\/one$/m);
            expect(terminal.output).toContain("cannot access '/tmp/two'");
          }
          return { type: "run" };
        },
      },
    );
    expect(result).toEqual({ type: "played", outcome: "passed", departure: null });
    expect(statuses(reports)).toEqual(["one passed", "two passed", "two passed", "three passed", "challenge passed"]);
    expect(events.filter((event) => event.type === "lesson-opened" || event.type === "lesson-continued")).toMatchObject([
      { type: "lesson-opened", firstStep: 0 },
      { type: "lesson-continued", firstStep: 1 },
    ]);
    const ended = events.at(-1);
    expect(ended?.type === "lesson-ended" && statuses(ended.reports)).toEqual([
      "one passed",
      "two passed",
      "three passed",
      "challenge passed",
    ]);
    expect(made).toHaveLength(2);
    await Promise.all(made.map((lab) => lab.ended));
  });

  test("tells which other lesson the learner wants to be at", async () => {
    const { result } = await play(entryOf(definitionOf("other", [makes("one")])), {}, 0, {
      ...UNATTENDED,
      passed: async () => ({ type: "open", lesson: "veth" }),
    });
    expect(result).toEqual({ type: "played", outcome: "left", departure: { type: "open", lesson: "veth" } });
  });

  test("is skipped as a whole, each step with the reason, where the machine cannot do it", async () => {
    const withoutCgroups = async () => {
      const lab = await createLab();
      return { ...lab, cgroup: "none", controllers: [], down: () => lab.down() } as Lab;
    };
    const { result, events } = await play(entryOf(definitionOf("limits", [makes("one")], { needs: ["cgroup"] })), {
      createLab: withoutCgroups,
    });
    expect(result).toMatchObject({ type: "skipped", reason: { type: "machine" } });
    const [event] = events;
    expect(event?.type === "lesson-skipped" && statuses(event.reports)).toEqual(["one skipped", "challenge skipped"]);
    await made[0]?.ended;
  });

  test("makes no lab when its files disagree", async () => {
    const { result } = await play(entryOf(definitionOf("wordless", [makes("one")]), false));
    expect(result).toMatchObject({ type: "course-errors", errors: [{ file: "lessons/01-wordless/lesson.md" }] });
    expect(made).toHaveLength(0);
  });

  test("tells why no lab could be made", async () => {
    const failure: LabFailed = { type: "lab-failed", part: "user-namespace", complaint: "Operation not permitted" };
    const { result, events } = await play(entryOf(definitionOf("lablesss", [makes("one")])), { createLab: async () => failure });
    expect(result).toEqual(failure);
    expect(events).toMatchObject([{ type: "lab-failed", failure }]);
  });
});

describe("nslab that is told to end", () => {
  test("ends the lab in the middle of a command, and waits until it is gone", async () => {
    const stop = new AbortController();
    const emit = (event: PlayerEvent) => {
      if (event.type === "line-started") setTimeout(() => stop.abort(), 50);
    };
    const started = performance.now();
    await play(entryOf(definitionOf("long", [step("sleep", "sleep 1000", [fileThere("/tmp/x")]), makes("two")])), {
      stop: stop.signal,
      emit,
    });
    expect(performance.now() - started).toBeLessThan(30_000);
    await made[0]?.ended;
  });

  test("while the lab is being made ends it as soon as it is up, and types nothing", async () => {
    const stop = new AbortController();
    const aborting = async () => {
      const lab = await createLab();
      stop.abort();
      return lab;
    };
    const { events } = await play(entryOf(definitionOf("early", [makes("one")])), { stop: stop.signal, createLab: aborting });
    expect(events.filter((event) => event.type === "line-started")).toEqual([]);
    await made[0]?.ended;
  });

  test("before the lab is made makes none", async () => {
    const stop = new AbortController();
    stop.abort();
    await play(entryOf(definitionOf("never", [makes("one")])), { stop: stop.signal });
    expect(made).toHaveLength(0);
  });

  test("while the starting point is made does not make it to its end", async () => {
    const stop = new AbortController();
    const aborting = async () => {
      const lab = await createLab();
      setTimeout(() => stop.abort(), 100);
      return lab;
    };
    const started = performance.now();
    const entry = entryOf(definitionOf("slow", [makes("one")], { startsFrom: [{ terminal: "host", command: "sleep 1000" }] }));
    await play(entry, { stop: stop.signal, createLab: aborting });
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
