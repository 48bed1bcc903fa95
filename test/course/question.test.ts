import { describe, expect, test } from "vitest";
import type { Situation } from "../../src/course/command.ts";
import { type ChoiceQuestion, judgeChoice, judgeNumber, type NumberQuestion } from "../../src/course/question.ts";

const one: ChoiceQuestion = { id: "one", kind: "one", right: ["a"] };
const several: ChoiceQuestion = { id: "several", kind: "several", right: ["a", "b"] };

describe("chosen answers", () => {
  test.each([
    ["the right one", one, ["a"], { right: true, because: ["a"] }],
    ["a wrong one", one, ["c"], { right: false, because: ["c"] }],
    ["none", one, [], { right: false, because: ["a"] }],
    ["all right ones, in any order", several, ["b", "a"], { right: true, because: ["a", "b"] }],
    ["some of them: what was missed is explained", several, ["b"], { right: false, because: ["a"] }],
    ["a wrong one among them: that is explained first", several, ["a", "c"], { right: false, because: ["c"] }],
  ])("%s", (_, question, chosen, judged) => {
    expect(judgeChoice(question, chosen)).toEqual(judged);
  });
});

describe("a number read from the lab", () => {
  const situation = (front: number): Situation => ({
    cgroup: "v1",
    has: () => true,
    front: () => front,
    snapshot: {} as Situation["snapshot"],
  });
  const question: NumberQuestion = {
    id: "pid",
    kind: "number",
    terminal: "host",
    answer: (lab) => lab.front("container") || null,
    mistakes: { inside: () => 1, gone: () => null },
  };

  test.each([
    [4242, 4242, { right: true, because: ["right"] }],
    [4242, 1, { right: false, because: ["inside"] }],
    [4242, 77, { right: false, because: ["other"] }],
    [0, 0, null],
  ])("with %i there, %i is judged by the lab as it is now", (there, given, judged) => {
    expect(judgeNumber(question, given, situation(there))).toEqual(judged);
  });
});
