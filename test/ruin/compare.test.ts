import { describe, expect, test } from "vitest";
import { changes, type Fingerprint } from "./compare.ts";

const NOTHING = { memory: 0 };
const NUMBERS = { "clock, in seconds": 1000, "free memory, in MiB": 1500, "free disk, in MiB": 2000, "free inodes": 100_000 };

function fingerprint(parts: Fingerprint["parts"], numbers: Partial<Fingerprint["numbers"]> = {}): Fingerprint {
  return { parts, numbers: { ...NUMBERS, ...numbers } };
}

describe("a machine compared with itself", () => {
  const before = fingerprint({ mounts: ["a", "b"], modules: ["ext4"], sysctls: ["kernel/panic = 0"] });

  test("has not changed, in whatever order its lines come", () => {
    expect(changes(before, fingerprint({ ...before.parts, mounts: ["b", "a"] }), NOTHING)).toEqual([]);
  });

  test("has changed by what is gone and by what has come", () => {
    expect(changes(before, fingerprint({ ...before.parts, mounts: ["a", "c"] }), NOTHING)).toEqual([
      "mounts: - b",
      "mounts: + c",
    ]);
  });

  test("may get modules, and their switches, but lose none", () => {
    const more = { ...before.parts, modules: ["ext4", "dummy"], sysctls: ["kernel/panic = 0", "net/dummy = 1"] };
    expect(changes(before, fingerprint(more), NOTHING)).toEqual([]);
    expect(changes(before, fingerprint({ ...before.parts, modules: [] }), NOTHING)).toEqual(["modules: - ext4"]);
  });

  test("has changed by another value of a switch", () => {
    expect(changes(before, fingerprint({ ...before.parts, sysctls: ["kernel/panic = 1"] }), NOTHING)).toEqual([
      "sysctls: - kernel/panic = 0",
      "sysctls: + kernel/panic = 1",
    ]);
  });

  test.each([
    ["a clock that went on", { "clock, in seconds": 1001 }, 0],
    ["a clock set back", { "clock, in seconds": 900 }, 1],
    ["a clock set ahead", { "clock, in seconds": 4600 }, 1],
    ["less memory free", { "free memory, in MiB": 1000 }, 1],
    ["more memory free", { "free memory, in MiB": 1900 }, 0],
    ["a disk that is full", { "free disk, in MiB": 0 }, 1],
    ["no inodes left", { "free inodes": 0 }, 1],
  ])("notices, or does not mind, %s", (_, numbers, count) => {
    expect(changes(before, fingerprint(before.parts, numbers), NOTHING)).toHaveLength(count);
  });

  test("lets a lab that is there hold memory", () => {
    expect(changes(before, fingerprint(before.parts, { "free memory, in MiB": 1000 }), { memory: 500 })).toEqual([]);
  });
});
