import { describe, expect, test } from "vitest";
import { ActiveTime, AWAY_MS } from "../../src/progress/active-time.ts";

describe("the time somebody was there", () => {
  test.each<[string, readonly number[], number, number]>([
    ["is the time that has passed, without any sign at all", [], 1000, 1000],
    ["is the time that has passed, however many signs there were", [10, 20, 500], 1000, 1000],
    ["counts a pause of five minutes: reading is learning", [AWAY_MS], AWAY_MS + 10, AWAY_MS + 10],
    ["leaves out the night", [1000, 1000 + 8 * 3_600_000], 8 * 3_600_000 + 3000, 3000],
    ["leaves out a pause that has not ended yet", [1000], 1000 + AWAY_MS + 1, 1000],
    ["leaves out each of two pauses", [1000, 1001 + AWAY_MS, 3000 + AWAY_MS], 3001 + 2 * AWAY_MS, 1000 + 1999],
  ])("%s", (_, signs, until, expected) => {
    let now = 0;
    const time = new ActiveTime(() => now);
    for (const sign of signs) {
      now = sign;
      time.sign();
    }
    now = until;
    expect(time.take()).toBe(expected);
  });

  test("is counted from the last time it was asked for", () => {
    let now = 100;
    const time = new ActiveTime(() => now);
    now = 400;
    expect(time.take()).toBe(300);
    expect(time.take()).toBe(0);
    now = 450;
    expect(time.take()).toBe(50);
  });
});
