import { describe, expect, test } from "vitest";
import container from "../../lessons/13-container/lesson.ts";
import cpu from "../../lessons/11-cpu/lesson.ts";
import memory from "../../lessons/12-memory/lesson.ts";
import nsenter from "../../lessons/10-nsenter/lesson.ts";
import { type LessonDefinition, stepsWithChallenge } from "../../src/course/lesson.ts";
import { linesOf } from "../../src/course/command.ts";
import type { CgroupVersion } from "../../src/lab/identity.ts";
import { missingNeed } from "../../src/player/needs.ts";
import { aSnapshot } from "../kernel/build-snapshot.ts";

/** Every line that a lesson types on a machine with that cgroup version. */
async function linesFor(lesson: LessonDefinition, cgroup: CgroupVersion): Promise<readonly string[]> {
  const machine = { cgroup, has: () => true };
  const situation = { ...machine, snapshot: aSnapshot(), front: () => 4711 };
  const commands = [
    ...lesson.startsFrom.flatMap((each) => ("command" in each ? [each.command] : [])),
    ...stepsWithChallenge(lesson).map((step) => step.command),
  ];
  const lines = await Promise.all(commands.map((command) => linesOf(command, machine, async () => situation)));
  return lines.flat().flatMap((line) => (typeof line === "string" ? [line] : "line" in line ? [line.line] : []));
}

const V1_ONLY = /\/sys\/fs\/cgroup\/(cpu|memory)\b|\/tasks\b|cfs_|in_bytes|oom_control/;
const V2_ONLY =
  /cpu\.max\b|memory\.(max|current|peak|events)\b|swap\.max|\/sys\/fs\/cgroup\/(docker|tiny|roomy|slow|container\d)\b/;

describe.each([
  ["nsenter", nsenter],
  ["cpu", cpu],
  ["memory", memory],
  ["container", container],
])("the lesson %s", (_, lesson) => {
  test("types nothing of cgroup v1 where the machine has v2", async () => {
    const lines = await linesFor(lesson, "v2");
    expect(lines.filter((line) => V1_ONLY.test(line))).toEqual([]);
    expect(lines.some((line) => V2_ONLY.test(line))).toBe(true);
  });

  test("types nothing of cgroup v2 where the machine has v1", async () => {
    const lines = await linesFor(lesson, "v1");
    expect(lines.filter((line) => V2_ONLY.test(line))).toEqual([]);
    expect(lines.some((line) => V1_ONLY.test(line))).toBe(true);
  });
});

const NO_CGROUPS = { cgroup: "none", controllers: [] } as const;

test("a lesson for which cgroups are not needed touches none on a machine without, but in steps that are skipped there", async () => {
  for (const lesson of [nsenter, container]) {
    const kept = { ...lesson, steps: lesson.steps.filter((step) => missingNeed(step.needs, NO_CGROUPS) === null) };
    expect((await linesFor(kept, "none")).filter((line) => line.includes("cgroup"))).toEqual([]);
  }
});
