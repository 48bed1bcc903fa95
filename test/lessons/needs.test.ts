import { expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import { COURSE } from "../../lessons/course.ts";
import { linesOf, placeOf } from "../../src/course/command.ts";
import { type LessonDefinition, type Need, stepsWithChallenge } from "../../src/course/lesson.ts";
import { loadLesson } from "../../src/course/load.ts";
import { TOOLS } from "../../src/lab/system-packages.mjs";
import { adapted } from "../../src/player/adapted.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

/** Those for which there is no other, beyond what every lab needs. */
const IRREPLACEABLE = TOOLS.filter(({ lessons, isReplaced }) => !isReplaced && lessons.length < COURSE.length);

const LESSONS = await Promise.all(
  COURSE.map(async (entry) => {
    const lesson = await loadLesson(entry, PACKAGE_ROOT);
    if (!("definition" in lesson)) throw new Error(`the lesson ${entry.id} has mistakes`);
    return lesson;
  }),
);

const programsOf = (needs: readonly Need[] = []) =>
  needs.filter((need) => need.startsWith("program:")).map((need) => need.slice(8));
const asksBy = (checks: readonly Check[]) => checks.flatMap((check) => check.programs ?? []);

function neededBy(definition: LessonDefinition): ReadonlySet<string> {
  const steps = stepsWithChallenge(definition);
  return new Set([
    ...programsOf(definition.needs),
    ...steps.flatMap((step) => [...programsOf(step.needs), ...asksBy(step.checks)]),
  ]);
}

test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
  "%s says what it needs, as nslab doctor does",
  (_, { number, definition }) => {
    const told = IRREPLACEABLE.filter(({ lessons }) => lessons.includes(number)).map(({ name }) => name);
    expect([...neededBy(definition)].sort()).toEqual(told.sort());
  },
);

test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
  "no line of %s begins with a program that it does not say it needs",
  (_, { definition }) => {
    const names = IRREPLACEABLE.map(({ name }) => name);
    const unsaid = stepsWithChallenge(definition).flatMap((step) => {
      if (typeof step.command === "function") return []; // chosen by what the machine has
      const needs = [...programsOf(definition.needs), ...programsOf(step.needs), ...asksBy(step.checks)];
      const typed = [step.command].flat().map((line) => (typeof line === "string" ? line : "line" in line ? line.line : ""));
      const firsts = typed.map((line) => line.replace(/^ip netns exec \S+ /, "").split(" ")[0] ?? "");
      return firsts.filter((first) => names.includes(first) && !needs.includes(first)).map((first) => `${step.id}: ${first}`);
    });
    expect(unsaid).toEqual([]);
  },
);

test.each(IRREPLACEABLE.map(({ name }) => name))("without %s every step that is played is still proved", (name) => {
  const has = (program: string) => program !== name;
  for (const lesson of LESSONS) {
    for (const step of stepsWithChallenge(adapted(lesson, has).definition)) {
      expect(step.checks.length, `${lesson.id} ${step.id}`).toBeGreaterThan(0);
      const isPlayed = !programsOf([...(lesson.definition.needs ?? []), ...(step.needs ?? [])]).includes(name);
      if (isPlayed) expect(asksBy(step.checks), `${lesson.id} ${step.id}`).not.toContain(name);
    }
  }
});

/** Steps that may be left out with all their lines: what stood before does as well for those behind. */
const NOT_STOOD_ON: readonly string[] = ["snat to-source"]; // MASQUERADE goes on putting that address in

test.each(IRREPLACEABLE.map(({ name }) => name))(
  "what is skipped without %s is nothing that a later step stands on",
  async (name) => {
    const has = (program: string) => program !== name;
    const left: string[] = [];
    for (const lesson of LESSONS) {
      if (programsOf(lesson.definition.needs).includes(name)) continue; // then none of its steps is played
      for (const step of adapted(lesson, has).definition.steps) {
        if (!programsOf(step.needs).includes(name) || NOT_STOOD_ON.includes(`${lesson.id} ${step.id}`)) continue;
        const look = () => Promise.reject(new Error(`${lesson.id} ${step.id} cannot be read without a lab`));
        for (const line of await linesOf(step.command, { cgroup: "v1", has }, look)) {
          const typed = placeOf(line, step.terminal).command ?? "";
          // A packet that is sent leaves nothing behind.
          if (!typed.split(" ").includes(name) && !typed.includes("> /dev/udp/")) left.push(`${lesson.id} ${step.id}: ${typed}`);
        }
      }
    }
    expect(left).toEqual([]);
  },
);
