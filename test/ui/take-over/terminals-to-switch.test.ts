import { expect, it } from "vitest";
import type { LessonDefinition, StepDefinition } from "../../../src/course/lesson.ts";
import { terminalsToSwitch } from "../../../src/ui/take-over/terminals-to-switch.ts";

const step = (terminal: StepDefinition["terminal"], command: StepDefinition["command"] = "true"): StepDefinition => ({
  id: "step",
  terminal,
  command,
  checks: [],
});

function lesson(...steps: readonly StepDefinition[]): LessonDefinition {
  return { id: "lesson", startsFrom: [], steps, challenge: { terminal: "host", command: "true", checks: [] } };
}

it.each<[string, LessonDefinition, readonly string[], readonly string[]]>([
  ["two of them at least", lesson(step("host")), [], ["host", "container"]],
  ["those that steps are in", lesson(step("container2"), step("neighbor")), [], ["host", "container", "container2", "neighbor"]],
  [
    "those that single lines are typed in",
    lesson(step("host", ["true", { in: "container2", line: "true" }, { in: "neighbor", key: "Ctrl-C" }])),
    [],
    ["host", "container", "container2", "neighbor"],
  ],
  ["those that are open", lesson(step("host")), ["neighbor", "host"], ["host", "container", "neighbor"]],
  ["none for lines that depend on the lab", lesson(step("host", () => ["true"])), [], ["host", "container"]],
])("the terminals that a learner switches among, in their order, are %s", (_, definition, open, names) => {
  expect(terminalsToSwitch(definition, open)).toEqual(names);
});
