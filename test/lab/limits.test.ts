import { describe, expect, test } from "vitest";
import { limitsFor } from "../../src/lab/limits.ts";

const GIB = 1024 ** 3;

describe("a lab's limits", () => {
  test.each([
    ["half of a small machine's memory", 1 * GIB, GIB / 2],
    ["2 GiB on a large one", 64 * GIB, 2 * GIB],
  ])("are %s", (_, machine, memory) => expect(limitsFor("mapped-root", machine, "6.1.0").memory).toBe(memory));

  test.each([
    ["mapped-root", "4.18.0-553.el8", 1024],
    ["mapped-root", "6.18.0", 1024],
    ["rootless", "6.1.0-18-amd64", 1024],
    ["rootless", "5.14.0-427.el9", 1024],
    // Here the person's own browser would count, and the lab could not start.
    ["rootless", "5.13.19", 0],
    ["rootless", "4.19.0-26-amd64", 0],
  ] as const)("of processes in a %s lab on Linux %s are %i", (privilege, release, processes) =>
    expect(limitsFor(privilege, GIB, release).processes).toBe(processes),
  );
});
