import { expect, test } from "vitest";
import type { LessonDefinition, Need } from "../../src/course/lesson.ts";
import { allInEnglish } from "../support/in-english.ts";
import { missingNeed, missingPrograms, stepsToSkip } from "../../src/player/needs.ts";

const V1 = { cgroup: "v1", controllers: ["cpu", "memory"] } as const;
const V2_MEMORY = { cgroup: "v2", controllers: ["memory", "pids"] } as const;
const V1_MEMORY = { cgroup: "v1", controllers: ["memory"] } as const;
const NONE = { cgroup: "none", controllers: [] } as const;

test.each<[Need[], Parameters<typeof missingNeed>[1], RegExp | null]>([
  [["world"], NONE, null],
  [["cgroup"], NONE, /no cgroups/],
  [["memory"], NONE, /no cgroups/],
  [["cpu", "memory"], V1, null],
  [["cgroup"], V2_MEMORY, null],
  [["memory"], V2_MEMORY, null],
  [["cpu"], V2_MEMORY, /cannot limit CPU/],
  [["memory", "cpu"], V2_MEMORY, /cannot limit CPU/],
  [["cgroup"], V1_MEMORY, /cannot limit CPU/],
])("a step that needs %j, in a lab with %j", (needs, lab, expected) => {
  const missing = missingNeed(needs, lab);
  if (expected === null) expect(missing).toBeNull();
  else
    expect(allInEnglish(missing)).toMatchObject({
      type: "machine",
      what: expect.stringMatching(expected),
      fix: expect.stringMatching(/sudo nslab/),
    });
});

test("who needs nothing misses nothing", () => {
  expect(missingNeed(undefined, NONE)).toBeNull();
});

test("a program that is missing is named, with what gets it", () => {
  const has = (program: string) => program !== "ping" && program !== "iptables" && program !== "jq";
  const reason = missingNeed(["world", "program:bash", "program:ping", "program:jq", "program:iptables"], V1, has);
  expect(allInEnglish(reason)).toEqual({
    type: "machine",
    what: "Not installed on this machine: ping, jq, iptables.",
    fix: expect.stringMatching(/^To get what is missing: .*iptables.*iputils.*; install jq by this system's own means$/),
  });
  expect(allInEnglish(missingPrograms(["program:ping"], has))).toMatchObject({ what: "Not installed on this machine: ping." });
  expect(missingPrograms(["program:bash", "cpu"], has)).toBeNull();
});

test("the steps of a lesson that will be skipped are known before it begins, the challenge among them", () => {
  const step = (id: string, ...needs: readonly Need[]) => ({ id, terminal: "host" as const, command: "true", needs, checks: [] });
  const lesson: LessonDefinition = {
    id: "x",
    startsFrom: [],
    steps: [step("one"), step("two", "program:ping"), step("three", "cpu")],
    challenge: step("challenge", "memory"),
  };
  const names = (lab: Parameters<typeof stepsToSkip>[1], has: boolean) =>
    stepsToSkip(lesson, lab, () => has).map(({ index, isChallenge }) => (isChallenge ? "challenge" : index));
  expect(names(V1, true)).toEqual([]);
  expect(names(V1, false)).toEqual([1]);
  expect(names(V1_MEMORY, true)).toEqual([2]);
  expect(names(NONE, false)).toEqual([1, 2, "challenge"]);
});
