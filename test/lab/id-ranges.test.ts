import { describe, expect, test } from "vitest";
import { FIRST_ID, freeIdBase, LAST_ID } from "../../src/lab/id-ranges.ts";

describe("the ids of a lab", () => {
  test("are a whole range of 65536, far from those of people and services, and below the largest id", () => {
    for (const seed of [0, 1, 4094, 4095, 4_194_304]) {
      const base = freeIdBase([], seed);
      expect(base % 65_536).toBe(0);
      expect(base).toBeGreaterThanOrEqual(FIRST_ID);
      expect(base + 65_535).toBeLessThanOrEqual(LAST_ID);
      expect(LAST_ID).toBeLessThan(0x7fff_ffff);
    }
  });

  test("are those of no other lab, for as many labs as there are ranges", () => {
    const used: number[] = [];
    for (let lab = 0; lab < 4095; lab += 1) used.push(freeIdBase(used, 7));
    expect(new Set(used).size).toBe(4095);
    expect(() => freeIdBase(used, 7)).toThrow("all are taken");
  });

  test("are those that a lab had which has ended", () => {
    const [first, second] = [freeIdBase([], 7), freeIdBase([freeIdBase([], 7)], 7)];
    expect(freeIdBase([second], 7)).toBe(first);
  });
});
