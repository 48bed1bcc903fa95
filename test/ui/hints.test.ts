import { expect, it } from "vitest";
import { type Hint, type HintsGiven, NO_HINTS, nextHint } from "../../src/ui/hints.ts";

const TEXT = {
  hints: ["nudge", "shape"],
  states: new Map([
    ["on-host", "veth1 is still on the host"],
    ["down", "it is down"],
  ]),
};

/** What is said when the learner asks again and again, and the lab's state picks these. */
function asked(picks: readonly (string | null)[], text: Parameters<typeof nextHint>[2] = TEXT): readonly Hint[] {
  let given: HintsGiven = NO_HINTS;
  return picks.map((picked) => {
    const next = nextHint(given, picked, text);
    given = next.given;
    return next.hint;
  });
}

const nudge: Hint = { type: "written", number: 1, count: 3, text: "nudge" };
const shape: Hint = { type: "written", number: 2, count: 3, text: "shape" };
const solution: Hint = { type: "solution", number: 3, count: 3 };
const onHost: Hint = { type: "state", text: "veth1 is still on the host" };
const down: Hint = { type: "state", text: "it is down" };

it.each([
  ["one at a time, the command last and then again", [null, null, null, null], [nudge, shape, solution, solution]],
  ["what the lab's state tells first, once", ["on-host", "on-host", "on-host"], [onHost, nudge, shape]],
  ["what another state tells as soon as it is so", ["on-host", null, "down", null], [onHost, nudge, down, shape]],
  ["a state without words is none", ["unknown"], [nudge]],
])("hints come %s", (_, picks, hints) => {
  expect(asked(picks)).toEqual(hints);
});

it("a step without written hints gives its command at once", () => {
  expect(asked([null], { hints: [], states: new Map() })).toEqual([{ type: "solution", number: 1, count: 1 }]);
});
