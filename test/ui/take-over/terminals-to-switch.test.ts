import { expect, it } from "vitest";
import type { Line } from "../../../src/course/command.ts";
import type { LessonDefinition, StepDefinition } from "../../../src/course/lesson.ts";
import type { TerminalName } from "../../../src/terminal/names.ts";
import { type Switching, terminalsToSwitch } from "../../../src/ui/take-over/terminals-to-switch.ts";

const stepOf = (terminal: TerminalName, command: StepDefinition["command"] = "true"): StepDefinition => ({
  id: "step",
  terminal,
  command,
  checks: [],
});

const LESSON: LessonDefinition = {
  id: "lesson",
  startsFrom: [],
  steps: [stepOf("host", ["true", { in: "neighbor", line: "true" }]), stepOf("host", () => ["true"])],
  challenge: { terminal: "host", command: "true", checks: [] },
};

function switching(terminal: TerminalName, lines: readonly Line[], more: Partial<Switching> = {}): Switching {
  const step = { definition: stepOf(terminal), lines, isChallenge: false };
  return { lesson: LESSON, step, open: ["host", "container", "container2"], concerned: [], ...more };
}

const challenge = { ...switching("container", []).step, isChallenge: true };

it.each<[string, Switching, readonly string[]]>([
  ["the step's own where all is typed there, whatever is open", switching("container", ["true"]), ["container"]],
  ["those that single lines are typed in", switching("container", ["true", { in: "host", line: "true" }]), ["host", "container"]],
  ["its own, too, where no line is typed there", switching("container2", [{ in: "host", line: "true" }]), ["host", "container2"]],
  [
    "those in which something is to be put right",
    switching("host", ["true"], { concerned: ["container"] }),
    ["host", "container"],
  ],
  [
    "in a challenge all that the lesson uses, two at the least",
    switching("host", [], { step: challenge, open: [] }),
    ["host", "container", "neighbor"],
  ],
  ["and those that are open", switching("host", [], { step: challenge }), ["host", "container", "container2", "neighbor"]],
])("the terminals that a learner switches among, in their order, are %s", (_, given, names) => {
  expect(terminalsToSwitch(given)).toEqual(names);
});
