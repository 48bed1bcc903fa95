import { describe, expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import type { LessonDefinition, StepDefinition } from "../../src/course/lesson.ts";
import type { Lesson } from "../../src/course/load.ts";
import type { Clock } from "../../src/player/judge.ts";
import type { Session } from "../../src/player/session.ts";
import { StandingFacts } from "../../src/player/standing-facts.ts";
import { aSnapshot } from "../kernel/build-snapshot.ts";
import { fail, pass } from "../ui/sample-lesson.ts";

const WITHIN = 5000;

class FakeClock implements Clock {
  time = 0;
  now(): number {
    return this.time;
  }
  async wait(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    await Promise.resolve();
  }
}

/** A lesson of steps that each make one thing true, and a look at what of that holds. */
function standing(names: readonly string[], holding: ReadonlySet<string>) {
  const steps = names.map((name): StepDefinition => {
    const made: Check = {
      name,
      kind: "state",
      within: WITHIN,
      judge: async () => (holding.has(name) ? pass(made) : fail(made)).verdict,
    };
    return { id: name, terminal: "host", command: "true", checks: [made] };
  });
  const definition: LessonDefinition = {
    id: "lesson",
    startsFrom: [],
    steps,
    challenge: { terminal: "host", command: "true", checks: [] },
  };
  const session: Partial<Session> = {
    terminals: new Map(),
    latest: async () => aSnapshot(),
    scene: () => ({ lab: { pace: 1 } }) as ReturnType<Session["scene"]>,
  };
  const clock = new FakeClock();
  const facts = new StandingFacts({ definition } as Lesson, session as Session, clock);
  for (const index of names.keys()) facts.passed(index);
  return { facts, clock };
}

describe("what earlier steps made true and is so no more", () => {
  test("is waited for together, not one after the other", async () => {
    const { facts, clock } = standing(["a", "b", "c", "d"], new Set(["b"]));
    const lost = await facts.lost(4);
    expect(lost.map((each) => (each.type === "fact" ? each.check.name : each.type))).toEqual(["a", "c", "d"]);
    // Each of those that are waited for takes its steps on the one clock.
    expect(clock.time).toBeLessThan(2 * WITHIN);
  });

  test("is not waited for by who is in a hurry", async () => {
    const { facts, clock } = standing(["a", "b"], new Set());
    const hurry = new AbortController();
    hurry.abort();
    expect(await facts.lost(2, hurry.signal)).toHaveLength(2);
    expect(clock.time).toBeLessThan(WITHIN);
  });

  test("is waited for once by who has it repaired right after he was told of it", async () => {
    const holding = new Set<string>();
    const { facts, clock } = standing(["a", "b"], holding);
    await facts.lost(2);
    const told = clock.time;
    holding.add("b");
    expect(await facts.stillLost(2)).toMatchObject([{ step: 0 }]);
    expect(clock.time).toBe(told);
  });

  test("is waited for once more where something was done, or the waiting was cut short", async () => {
    const { facts, clock } = standing(["a", "b"], new Set());
    const hurry = new AbortController();
    hurry.abort();
    await facts.lost(2, hurry.signal);
    const told = clock.time;
    await facts.stillLost(2);
    expect(clock.time - told).toBeGreaterThanOrEqual(WITHIN);
    const again = clock.time;
    await facts.lost(2);
    expect(clock.time - again).toBeGreaterThanOrEqual(WITHIN);
  });
});
