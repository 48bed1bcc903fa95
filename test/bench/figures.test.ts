import { describe, expect, test } from "vitest";
import { inEnglish } from "../../src/say/words.ts";
import { exitCode, type Figure, lines, median, table, told } from "./figures.ts";

const LAB: Figure = {
  name: "a lab is up",
  unit: "ms",
  values: [130, 110, 500],
  limit: 150,
  against: [
    { name: "a bare script", values: [100, 90, 400], atMost: 1.3 },
    { name: "podman run", values: [], atMost: 0.5 },
  ],
};

describe("a figure", () => {
  test.each([
    [[], 0],
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 3],
  ])("of %j has the median %d", (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test("is held against what this machine can measure, by medians", () => {
    expect(told(LAB)).toMatchObject({
      median: 130,
      worst: 500,
      ratios: [{ name: "a bare script", median: 100, ratio: 1.3, isBroken: false }],
    });
  });

  test.each<[string, Partial<Figure>, 0 | 1]>([
    ["ratio at its limit", {}, 0],
    ["ratio over its limit", { values: [131, 131, 131] }, 1],
    ["ratio over the second of its limits", { against: [{ name: "podman", values: [200], atMost: 0.5 }] }, 1],
    ["yardstick that could not be measured", { values: [900], against: [{ name: "podman", values: [], atMost: 0.5 }] }, 0],
    ["yardstick of nothing", { values: [900], against: [{ name: "nothing", values: [0], atMost: 1 }] }, 0],
    ["time beyond what a faster machine keeps, and no ratio", { values: [900], against: [] }, 0],
  ])("with a %s ends the bench with %d", (_, change, expected) => {
    expect(exitCode([told({ ...LAB, values: [130], ...change }), told({ name: "x", unit: "s", values: [1] })])).toBe(expected);
  });

  test("is told in lines that say what is over", () => {
    expect(lines(told({ ...LAB, values: [140.04, 140.04, 160] }), inEnglish)).toBe(
      `${"a lab is up (ms)".padEnd(62)} median      140  worst      160  (within 150 ms)\n` +
        `  ${"1.40 times: a bare script".padEnd(60)} median      100  limit 1.3 times  BROKEN\n`,
    );
    expect(lines(told({ name: "a gigabyte", unit: "s", values: [2.25] }), inEnglish)).toBe(
      `${"a gigabyte (s)".padEnd(62)} median      2.3  worst      2.3\n`,
    );
    expect(lines(told({ ...LAB, against: [], limit: 100 }), inEnglish)).toContain("(over 100 ms)");
  });

  test("is a row of the README's table", () => {
    expect(table([told(LAB), told({ name: "a key", unit: "ms", values: [3], limit: 50 })], inEnglish)).toBe(
      `| what | median | there at most | held against | at most |
| --- | ---: | ---: | --- | ---: |
| a lab is up | 130 ms | 150 ms | 1.30 × a bare script | 1.3 × |
| a key | 3.0 ms | 50 ms |  |  |
`,
    );
  });
});
