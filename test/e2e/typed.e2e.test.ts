import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findPackageRoot } from "../../src/cli/context.ts";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import { TYPED } from "../lessons/typed/all.ts";
import { courseLesson } from "../support/course-lesson.ts";
import { linesInLabOf } from "../support/lab-of.ts";
import { partsOf, wayOf } from "../support/learner-data.ts";
import { isPlayedHere } from "../support/lessons-here.ts";
import { Person } from "../support/person.ts";
import { TypingPerson } from "../support/typing-person.ts";

const packageRoot = findPackageRoot(import.meta.url);
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

function passed(lesson: string): readonly string[] {
  const progress = JSON.parse(readFileSync(join(home, ".local/state/nslab/progress.json"), "utf8")) as {
    lessons: Record<string, Record<string, unknown>>;
  };
  return Object.keys(progress.lessons[lesson] ?? {});
}

describe.each(TYPED.filter(({ lesson }) => isPlayedHere(lesson)))(
  "somebody at a terminal who types everything himself, in the lesson $lesson",
  (typed) => {
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
        const { lines, leaves } = partsOf(way);
        await typing.doStep(step.terminal, () => linesInLabOf(home, lines), (leaves ?? step.leaves) === "running");
      }
      expect(await typing.quit()).toBe(0);
      expect(passed(typed.lesson)).toEqual(steps.map(({ id }) => id));
    });
  },
);
