import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findPackageRoot } from "../../src/cli/context.ts";
import { type Line, stepsWithChallenge } from "../../src/course/lesson.ts";
import { TYPED } from "../lessons/typed/all.ts";
import { courseLesson } from "../support/course-lesson.ts";
import { partsOf, type Way, wayOf } from "../support/learner-data.ts";
import { Person } from "../support/person.ts";
import { TypingPerson } from "../support/typing-person.ts";

const packageRoot = findPackageRoot(import.meta.url);
const LESSONS = TYPED.filter(({ lesson }) =>
  ["mounts", "chroot", "pid", "uts", "ipc", "veth", "bridge", "snat", "dnat"].includes(lesson),
);

let home = "";

beforeAll(() => {
  execFileSync(process.execPath, [join(packageRoot, "src/setup/build.mjs")], { cwd: packageRoot });
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-typed-"));
});

afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

function linesOf(way: Way): readonly Line[] {
  const { lines } = partsOf(way);
  if (typeof lines === "function") throw new Error("a way in these lessons depends on no lab");
  return Array.isArray(lines) ? (lines as readonly Line[]) : [lines as Line];
}

function passed(lesson: string): readonly string[] {
  const progress = JSON.parse(readFileSync(join(home, ".local/state/nslab/progress.json"), "utf8")) as {
    lessons: Record<string, Record<string, unknown>>;
  };
  return Object.keys(progress.lessons[lesson] ?? {});
}

describe.each(LESSONS)("somebody at a terminal who types everything himself, in the lesson $lesson", (typed) => {
  test("is told at every step that all checks pass, to the end of the lesson", async () => {
    const { definition } = await courseLesson(typed.lesson);
    const steps = stepsWithChallenge(definition);
    const person = Person.start(`${process.execPath} ${packageRoot}/dist/main.js lesson ${typed.lesson}`, {
      columns: 200,
      rows: 50,
      environment: { HOME: home, XDG_RUNTIME_DIR: home },
    });
    const typing = new TypingPerson(person);
    await typing.begin();
    for (const step of steps) {
      const way = wayOf(typed, step.id, 0);
      const lines = linesOf(way);
      if (TypingPerson.isWithin(lines)) await typing.doStep(lines, (partsOf(way).leaves ?? step.leaves) === "running");
      else await typing.runStep();
    }
    expect(await typing.quit()).toBe(0);
    expect(passed(typed.lesson)).toEqual(steps.map(({ id }) => id));
  }, 120_000);
});
