import { afterEach, describe, expect, test, vi } from "vitest";
import { canTest } from "./must-work.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a test that needs something", () => {
  test.each([undefined, "1"])("runs where it is there, also where everything must work (%s)", (mustWork) => {
    vi.stubEnv("NSLAB_MUST_WORK", mustWork);
    expect(canTest(true, "it is not there")).toBe(true);
  });

  test("is left out where it is not", () => {
    vi.stubEnv("NSLAB_MUST_WORK", undefined);
    expect(canTest(false, "it is not there")).toBe(false);
  });

  test("fails instead where everything must work", () => {
    vi.stubEnv("NSLAB_MUST_WORK", "1");
    expect(() => canTest(false, "it is not there")).toThrow("NSLAB_MUST_WORK is set, and it is not there");
  });
});
