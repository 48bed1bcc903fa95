import { allInEnglish } from "../support/in-english.ts";
import { describe, expect, test } from "vitest";
import { type Check, type Scene, type Verdict, verdict } from "../../checks/check.ts";
import { allPassed, type Clock, judgeChecks } from "../../src/player/judge.ts";
import { aReach, asNobody } from "../support/a-reach.ts";

/** A clock whose time passes only when somebody waits, or when a look takes its time. */
class FakeClock implements Clock {
  time = 1000;
  waits = 0;
  now = () => this.time;
  wait = async (milliseconds: number) => {
    this.waits += 1;
    this.time += milliseconds;
  };
}

interface NumberedScene extends Scene {
  readonly number: number;
}

/** Scenes that can be told apart, and how many were asked for. */
function scenes(pace = 1) {
  let made = 0;
  return {
    make: (): NumberedScene => {
      made += 1;
      const number = made;
      return {
        number,
        lab: aReach({ pace }),
        before: null,
        snapshot: () => Promise.reject(new Error("nobody looks")),
        asLearner: asNobody,
        terminal: () => null,
      };
    },
    get made() {
      return made;
    },
  };
}

const facts = { expected: "so", observed: "not so", look: "look", cause: "why", next: "what" };

/** A check that is answered by the given function, and the numbers of the scenes it was shown. */
function check(answer: (seen: number) => boolean, within = 0): Check & { readonly shown: number[] } {
  const shown: number[] = [];
  return {
    name: "it is so",
    kind: "state",
    within,
    shown,
    judge: async (scene) => {
      shown.push((scene as NumberedScene).number);
      return verdict(answer(shown.length), facts);
    },
  };
}

describe("judging checks", () => {
  test("looks once at what is there at once, passed or not, and all of them share one scene", async () => {
    const clock = new FakeClock();
    const from = scenes();
    const checks = [check(() => true), check(() => false), check(() => true)];
    const results = await judgeChecks(checks, from.make, clock, true);
    expect(results.map((result) => result.verdict.type)).toEqual(["pass", "fail", "pass"]);
    expect(checks.map((each) => each.shown)).toEqual([[1], [1], [1]]);
    expect(clock.waits).toBe(0);
    expect(from.made).toBe(1);
  });

  test("waits longer on a machine that is slower, as it was when the lab was made", async () => {
    const clock = new FakeClock();
    const late = check(() => clock.time >= 1000 + 4000, 1000);
    expect((await judgeChecks([late], scenes().make, clock, true))[0]?.verdict.type).toBe("fail");
    expect(clock.time).toBeLessThan(1000 + 1100);
    clock.time = 1000;
    expect((await judgeChecks([late], scenes(5).make, clock, true))[0]?.verdict.type).toBe("pass");
  });

  test("looks again at what takes time, with fresh facts each time, until it is so", async () => {
    const clock = new FakeClock();
    const slow = check((seen) => seen === 4, 1000);
    const [result] = await judgeChecks([slow], scenes().make, clock, true);
    expect(result?.verdict.type).toBe("pass");
    expect(slow.shown).toEqual([1, 2, 3, 4]);
    expect(result?.ms).toBe(clock.time - 1000);
    expect(clock.waits).toBe(3);
  });

  test("tells each verdict as soon as it is there, and once more when it has come true", async () => {
    const clock = new FakeClock();
    const slow = check((seen) => seen === 3, 1000);
    const quick = check(() => true);
    const told: string[] = [];
    const tell = ({ check: of, verdict: { type } }: { readonly check: unknown; readonly verdict: { readonly type: string } }) =>
      void told.push(`${of === slow ? "slow" : "quick"} ${type}`);
    await judgeChecks([slow, quick], scenes().make, clock, true, undefined, tell);
    expect(told).toEqual(["slow fail", "quick pass", "slow pass"]);
  });

  test("gives up at the deadline, and not before", async () => {
    const clock = new FakeClock();
    const never = check(() => false, 1000);
    const [result] = await judgeChecks([never], scenes().make, clock, true);
    expect(result?.verdict.type).toBe("fail");
    expect(result?.ms).toBeGreaterThanOrEqual(1000);
    expect(result?.ms).toBeLessThan(1100);
    expect(new Set(never.shown).size).toBe(never.shown.length);
  });

  test("counts the time that looking takes: a slow look is not repeated after the deadline", async () => {
    const clock = new FakeClock();
    const slow = check(() => {
      clock.time += 700;
      return false;
    }, 1000);
    await judgeChecks([slow], scenes().make, clock, true);
    expect(slow.shown).toHaveLength(2);
  });

  test("waits for all checks at once: the deadlines run from the beginning", async () => {
    const clock = new FakeClock();
    const never = [check(() => false, 1000), check(() => false, 1000), check(() => false, 1000)];
    const later = check(() => clock.time > 1900, 1000);
    const results = await judgeChecks([...never, later], scenes().make, clock, true);
    expect(results.map((result) => result.verdict.type)).toEqual(["fail", "fail", "fail", "pass"]);
    expect(clock.time - 1000).toBeLessThan(1300);
  });

  test("looks once more, after waiting, at what does not take time: no verdict is older than the others", async () => {
    const slow = check((seen) => seen === 3, 1000);
    const gone = check((seen) => seen === 1);
    const come = check((seen) => seen === 2);
    const results = await judgeChecks([slow, gone, come], scenes().make, new FakeClock(), true);
    expect(results.map((result) => result.verdict.type)).toEqual(["pass", "fail", "pass"]);
    expect(gone.shown).toEqual([1, slow.shown.at(-1)]);
  });

  test("shares a look among checks that look at the same time", async () => {
    const from = scenes();
    const together = [check((seen) => seen === 4, 1000), check((seen) => seen === 4, 1000)];
    const clock = new FakeClock();
    // All who wait are woken together, as timers of the same length are.
    let woken: Promise<void> | null = null;
    const wakeAll = async (milliseconds: number) => {
      await Promise.resolve();
      clock.time += milliseconds;
      woken = null;
    };
    const wait = (milliseconds: number) => (woken ??= wakeAll(milliseconds));
    await judgeChecks(together, from.make, { now: clock.now, wait }, true);
    expect(from.made).toBe(4);
  });

  describe("for somebody who does not want to wait", () => {
    const never: Check = { name: "it answers", kind: "active", within: 0, judge: () => new Promise(() => undefined) };

    test("tells at once what is known, and of the rest that nothing is known", async () => {
      const hurry = new AbortController();
      const judging = judgeChecks(
        [check(() => true), check(() => false), never],
        scenes().make,
        new FakeClock(),
        true,
        hurry.signal,
      );
      setImmediate(() => hurry.abort());
      const results = await judging;
      expect(results.map((result) => result.verdict.type)).toEqual(["pass", "fail", "error"]);
      expect(allInEnglish(results[2]?.verdict.observed)).toBe("the answer was not waited for");
    });

    test("does not look again at what may still come true", async () => {
      const hurry = new AbortController();
      const clock = new FakeClock();
      const slow = check((seen) => {
        if (seen === 3) hurry.abort();
        return false;
      });
      const [result] = await judgeChecks([slow], scenes().make, clock, true, hurry.signal);
      expect(result?.verdict.type).toBe("fail");
      expect(slow.shown.length).toBeLessThan(5);
    });
  });

  test("looks only once when it is not patient, whatever the deadline", async () => {
    const clock = new FakeClock();
    const slow = check(() => false, 60_000);
    const [result] = await judgeChecks([slow], scenes().make, clock, false);
    expect(result?.verdict.type).toBe("fail");
    expect(slow.shown).toEqual([1]);
    expect(clock.waits).toBe(0);
  });

  test.each([
    ["an error", new Error("no such process"), "no such process"],
    ["something that is no error", "text", "text"],
  ])("takes a check that throws %s for one that could not look, never for a failed one", async (_, thrown, observed) => {
    const broken: Check = {
      name: "it is so",
      kind: "state",
      within: 0,
      judge: async () => {
        throw thrown;
      },
    };
    const [result] = await judgeChecks([broken, check(() => true)], scenes().make, new FakeClock(), true);
    expect(allInEnglish(result?.verdict)).toMatchObject({ type: "error", expected: "it is so", observed });
    expect(result?.verdict).toHaveProperty("cause");
    expect(result?.verdict).toHaveProperty("next");
  });

  test("takes a check that throws before it returns a promise likewise, and goes on with the next", async () => {
    const broken: Check = {
      name: "it is so",
      kind: "state",
      within: 0,
      judge: () => {
        throw new Error("at once");
      },
    };
    const results = await judgeChecks([broken, check(() => true)], scenes().make, new FakeClock(), true);
    expect(results.map((result) => result.verdict.type)).toEqual(["error", "pass"]);
  });

  test("tries again what could not look while there is time", async () => {
    let looks = 0;
    const late: Check = {
      name: "it is so",
      kind: "active",
      within: 1000,
      judge: async () => {
        looks += 1;
        if (looks < 3) throw new Error("not yet");
        return verdict(true, facts);
      },
    };
    const [result] = await judgeChecks([late], scenes().make, new FakeClock(), true);
    expect(result?.verdict.type).toBe("pass");
  });

  test("finds nothing in no checks", async () => {
    expect(await judgeChecks([], scenes().make, new FakeClock(), true)).toEqual([]);
  });
});

describe("a step has passed", () => {
  const result = (type: "pass" | "fail") => ({ check: check(() => true), verdict: verdict(type === "pass", facts), ms: 0 });

  test.each([
    ["all its checks have", ["pass", "pass"], true],
    ["but not when one has not", ["pass", "fail"], false],
    ["but not when none has", ["fail"], false],
  ] as const)("when %s", (_, types, expected) => {
    expect(allPassed(types.map(result))).toBe(expected);
  });
});

describe("what a verdict says", () => {
  const HOSTILE = "e\u001b]2;LNK\u0007 \u009b31m \u202eback\u2066 \ufeff\u00ad \ud800";
  const SHOWN = "e␛]2;LNK␇ \ufffd31m \ufffdback\ufffd \ufffd\ufffd \ufffd";

  async function told(found: Verdict): Promise<Verdict | undefined> {
    const one: Check = { name: "it is so", kind: "state", within: 0, judge: async () => found };
    return (await judgeChecks([one], scenes().make, new FakeClock(), false))[0]?.verdict;
  }

  test.each([true, false])("is fit to be shown, whatever the lab put into it, passed (%s) or not", async (passed) => {
    const texts = { expected: HOSTILE, observed: HOSTILE, look: HOSTILE };
    const shown = { expected: SHOWN, observed: SHOWN, look: SHOWN };
    const verdictOf = verdict(passed, { ...texts, cause: HOSTILE, next: HOSTILE });
    expect(await told(verdictOf.type === "pass" ? { ...verdictOf, shown: HOSTILE } : verdictOf)).toEqual(
      passed ? { type: "pass", ...shown, shown: SHOWN } : { type: "fail", ...shown, cause: SHOWN, next: SHOWN },
    );
  });

  test("is fit to be shown where it tells of the place at which a packet dies", async () => {
    const at = { network: 1, link: HOSTILE, rule: null, text: HOSTILE, reason: HOSTILE, leg: "request" } as const;
    const found = await told({ type: "fail", ...facts, at });
    expect(found).toMatchObject({ at: { network: 1, link: SHOWN, text: SHOWN, reason: SHOWN, leg: "request" } });
  });

  test("is no longer than a person reads", async () => {
    const long = "x".repeat(100_000);
    const found = await told(verdict(false, { expected: long, observed: long, look: long, cause: long, next: long }));
    expect(JSON.stringify(found).length).toBeLessThan(8000);
    expect(found?.observed).toMatch(/^x+…$/);
  });

  test("is fit to be shown when a check throws the lab's words", async () => {
    const throwing: Check = { name: "it is so", kind: "state", within: 0, judge: async () => Promise.reject(new Error(HOSTILE)) };
    const [result] = await judgeChecks([throwing], scenes().make, new FakeClock(), false);
    expect(allInEnglish(result?.verdict)).toMatchObject({ type: "error", observed: SHOWN });
  });
});
