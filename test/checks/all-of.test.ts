import { describe, expect, test } from "vitest";
import { allOf } from "../../checks/all-of.ts";
import { type Check, type Scene, seenIn, type Verdict } from "../../checks/check.ts";
import { withReason } from "../../checks/where-packet-dies.ts";
import { verdictInEnglish } from "../support/in-english.ts";
import { aReach, asNobody } from "../support/a-reach.ts";
import { inEnglish } from "../../src/say/words.ts";

const SCENE: Scene = {
  lab: aReach(),
  before: null,
  snapshot: async () => {
    throw new Error("these checks look at nothing");
  },
  asLearner: asNobody,
  terminal: () => null,
};

const facts = (name: string) => ({ expected: `expected ${name}`, observed: `observed ${name}`, look: "the same look" });
const passing = (name: string): Verdict => ({ type: "pass", ...facts(name) });
const failing = (name: string): Verdict => ({ type: "fail", ...facts(name), cause: "cause", next: "next" });

function check(verdict: Verdict, kind: Check["kind"] = "state", within = 0): Check {
  return { name: verdict.expected, kind, within, judge: async () => verdict };
}

describe("several expectations as one check", () => {
  test("pass when all of them do, and tell each once", async () => {
    expect(verdictInEnglish(await allOf("both", [check(passing("a")), check(passing("b"))]).judge(SCENE))).toEqual({
      type: "pass",
      expected: "expected a; expected b",
      observed: "observed a; observed b",
      look: "the same look",
    });
  });

  test("give the verdict of the first that is not met, and look no further", async () => {
    const never: Check = {
      ...check(passing("c")),
      judge: async () => {
        throw new Error("looked too far");
      },
    };
    expect(await allOf("all", [check(passing("a")), check(failing("b")), never]).judge(SCENE)).toEqual(failing("b"));
  });

  test("name the facts behind what was not shown, and look at them only for whoever asks for the reason", async () => {
    const [server, other] = [check(failing("server"), "active"), check(passing("other"), "state")];
    const seen = check(failing("shown"), "seen");
    const verdict = await allOf("all", [seen, other, server]).judge(SCENE);
    expect(verdict).toEqual({ ...failing("shown"), behind: [other, server] });
    expect(await withReason(() => SCENE, verdict)).toEqual(failing("server"));
    expect(await withReason(() => SCENE, await allOf("all", [seen, other]).judge(SCENE))).toEqual(failing("shown"));
  });

  test("tell whoever has met them what was shown to him, not the facts behind it", async () => {
    const exitCode = check({ ...passing("code"), shown: "" } as Verdict, "seen");
    const failure = allOf("it failed", [check(passing("message"), "seen"), exitCode]);
    const seenOf = async (...checks: readonly Check[]) => {
      const verdict = await allOf("all", checks).judge(SCENE);
      return verdict.type === "pass" ? [inEnglish(seenIn(verdict)), inEnglish(verdict.observed)] : verdict;
    };
    const behind = [check(passing("a")), check(passing("sent"), "active")];
    expect(await seenOf(...behind)).toEqual(["observed a; observed sent", "observed a; observed sent"]);
    expect(await seenOf(...behind, failure)).toEqual([
      "observed message",
      "observed a; observed sent; observed message; observed code",
    ]);
    expect(await seenOf(check(passing("a"), "seen"), check(passing("b"), "seen"), behind[1] ?? failure)).toEqual([
      "observed a; observed b",
      "observed a; observed b; observed sent",
    ]);
    expect(await seenOf(exitCode)).toEqual(["observed code", "observed code"]);
  });

  test("look at the terminal that the one which asks for output looks at", () => {
    const seen: Check = { ...check(passing("b"), "seen"), shownIn: "container" };
    expect(allOf("all", [check(passing("a")), seen]).shownIn).toBe("container");
    expect(allOf("all", [check(passing("a"))])).not.toHaveProperty("shownIn");
  });

  test("are only seen, or active, as soon as one of them is", () => {
    const kindOf = (...kinds: readonly Check["kind"][]) =>
      allOf(
        "all",
        kinds.map((kind) => check(passing("a"), kind)),
      ).kind;
    expect(kindOf("state", "state")).toBe("state");
    expect(kindOf("state", "active")).toBe("active");
    expect(kindOf("active", "seen", "state")).toBe("seen");
  });

  test("take as long as the slowest may", () => {
    expect(allOf("all", [check(passing("a"), "state", 10), check(passing("b"), "active", 3000)]).within).toBe(3000);
  });
});
