import { describe, expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import type { StepDefinition } from "../../src/course/lesson.ts";
import { factsBefore, type Lost, repairOf } from "../../src/player/standing.ts";

function check(name: string, kind: Check["kind"] = "state"): Check {
  return { name, kind, within: 0, judge: async () => ({ type: "pass", expected: "", observed: "", look: "" }) };
}

function step(id: string, checks: readonly Check[], undoes?: readonly string[]): StepDefinition {
  return { id, terminal: "host", command: "", checks, ...(undoes === undefined ? {} : { undoes }) };
}

const STEPS = [
  step("rule", [check("rule")]),
  step("ping", [check("answer", "seen")]),
  step("delete", [check("no rule")], ["rule"]),
  step("other", [check("other rule"), check("gets out", "active")], ["delete"]),
  step("measure", [check("measured", "active")]),
  step("last", []),
];

function fact(index: number): Lost {
  const found = STEPS[index]?.checks[0];
  if (found === undefined) throw new Error(`step ${index} has no check`);
  return { type: "fact", step: index, check: found };
}

describe("the facts that must hold while a step is open", () => {
  test.each<[number, readonly string[]]>([
    [0, []],
    [1, ["rule"]],
    [2, []], // the step that is open ends it
    [3, []],
    [4, ["other rule"]],
    [5, ["other rule"]],
  ])("at step %d", (open, names) => {
    expect(factsBefore(STEPS, open).map((each) => each.check.name)).toEqual(names);
  });
});

describe("a repair", () => {
  const ended: Lost = { type: "terminal-ended", step: 0, terminal: "container" };
  test.each<[string, readonly Lost[], number, readonly number[], unknown]>([
    ["is none where nothing was lost", [], 4, [0, 3], { type: "none" }],
    ["is the step's own commands", [fact(0)], 1, [0], { type: "rerun", steps: [0] }],
    ["has the steps in their order, each once", [fact(3), fact(0), fact(3)], 4, [0, 3], { type: "rerun", steps: [0, 3] }],
    ["takes a fresh lab where a terminal is elsewhere", [fact(0), fact(3)], 4, [0], { type: "afresh" }],
    ["takes a fresh lab for a shell that has ended", [ended, fact(0)], 1, [0], { type: "afresh" }],
    ["takes a fresh lab where a later step cannot be judged by a look", [fact(3)], 5, [3], { type: "afresh" }],
  ])("%s", (_, lost, open, inPlace, repair) => {
    expect(repairOf(lost, STEPS, open, (index) => inPlace.includes(index))).toEqual(repair);
  });
});
