import { describe, expect, test } from "vitest";
import type { Outcome, Scenario, ScenarioResult } from "./scenario.ts";
import { resultText, sumUp } from "./summary.ts";
import { tableOf, withTable } from "./table.ts";

const RIGHT: Outcome = {
  trial: "replay",
  user: "root",
  isRight: true,
  passed: 184,
  failed: 0,
  skipped: 0,
  seconds: 1,
  notes: [],
};
const RESULT: ScenarioResult = {
  name: "debian-12",
  day: "2026-01-02",
  version: "0.1.0",
  system: "Debian GNU/Linux 12 (bookworm)",
  kernel: "6.1.0-56-amd64",
  cgroups: "v2",
  node: "v20.20.2",
  outcomes: [RIGHT, { ...RIGHT, user: "learner", passed: 156, skipped: 28 }],
};
const SCENARIO: Scenario = {
  name: "debian-12",
  title: "nothing preinstalled",
  isCore: true,
  recipe: { suite: "bookworm", architecture: "amd64", tools: "folder", usr: "merged" },
  node: 20,
  kernelParameters: [],
  prepare: ":",
  within: "",
  trials: [],
};

describe("the table of what was verified where", () => {
  test("has a row for a machine that was tried, and none for one that was not", () => {
    const table = tableOf([SCENARIO, { ...SCENARIO, name: "debian-13" }], [RESULT]);
    const [head = "", rule] = table.split("\n");
    expect(rule).toBe(head.replace(/[^|]/g, "-").replace(/(?<=\|)-|-(?=\|)/g, " "));
    expect(table.split("\n").slice(2)).toEqual([
      "| Debian 12, nothing preinstalled | 6.1.0  | v2     | 20.20.2 | 184 steps | 156 steps, 28 skipped |",
      "",
    ]);
  });

  test("does not hide what failed, and tells where nslab says that it cannot", () => {
    const outcomes: Outcome[] = [
      { ...RIGHT, isRight: false, failed: 2 },
      { ...RIGHT, trial: "refused", user: "learner", passed: 6 },
      { ...RIGHT, trial: "set-up", passed: 15 },
    ];
    expect(tableOf([SCENARIO], [{ ...RESULT, outcomes }])).toContain("| **2 failed** | refused, with the reason and the fix |");
  });

  test("replaces the one between its markers, and nothing else", () => {
    const text = "a\n<!-- npm run test:vm -- --table: begin -->\nold\n<!-- end -->\nb\n<!-- end -->\n";
    expect(withTable(text, "| new |\n")).toBe(
      "a\n<!-- npm run test:vm -- --table: begin -->\n\n| new |\n\n<!-- end -->\nb\n<!-- end -->\n",
    );
    expect(withTable("no markers", "| new |\n")).toBeNull();
  });
});

describe("the sum of all machines", () => {
  test("counts steps, and a machine that could not be tried as a failure", () => {
    expect(sumUp([RESULT])).toEqual({ passed: 340, failed: 0 });
    expect(sumUp([RESULT, { type: "not-prepared", output: "no", name: "other" }])).toEqual({ passed: 340, failed: 1 });
  });

  test("counts an outcome that is wrong without a failed step as a failure", () => {
    expect(sumUp([{ ...RESULT, outcomes: [{ ...RIGHT, isRight: false }] }])).toEqual({ passed: 184, failed: 1 });
  });

  test("is told machine by machine, with what was wrong", () => {
    const notes = ["mounts/one failed"];
    const text = resultText({ ...RESULT, outcomes: [{ ...RIGHT, isRight: false, failed: 1, notes }] });
    expect(text).toBe(`debian-12: Debian GNU/Linux 12 (bookworm), kernel 6.1.0-56-amd64, cgroup v2, Node v20.20.2
  replay as root: WRONG, 184 passed, 1 failed in 1 s
    mounts/one failed`);
  });
});
