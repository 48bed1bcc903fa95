import { describe, expect, test } from "vitest";
import { SETTINGS } from "../settings/other-settings.ts";
import { parseRequest } from "./request.ts";
import { SCENARIOS } from "./scenarios.ts";

const ask = (...argv: readonly string[]) => parseRequest(argv, SCENARIOS);
const names = (...argv: readonly string[]) => {
  const request = ask(...argv);
  return request.type === "run" ? request.scenarios.map((scenario) => scenario.name) : request.type;
};

describe("npm run test:vm", () => {
  test("tries what CI tries when asked for nothing else", () => {
    expect(names()).toEqual(["debian-12", "debian-12-user", "debian-13"]);
    expect(ask()).toMatchObject({ jobs: null, report: null, table: false });
  });

  test("tries all, or those named", () => {
    expect(names("--all")).toEqual(SCENARIOS.map((scenario) => scenario.name));
    expect(names("node-24", "cgroup-v1")).toEqual(["node-24", "cgroup-v1"]);
  });

  test("writes the table alone, or after a run", () => {
    expect(names("--table")).toEqual([]);
    expect(names("--table", "node-24")).toEqual(["node-24"]);
  });

  test("takes how many at a time, and where to report", () => {
    expect(ask("--jobs", "3", "--report", "/x.json")).toMatchObject({ jobs: 3, report: "/x.json" });
  });

  test.each([["no-such"], ["--no-such"], ["--jobs", "0"], ["--jobs", "many"]])("refuses %s %s", (...argv) => {
    expect(ask(...argv).type).toBe("wrong");
  });
});

test("every machine has a name of its own, and something to be tried", () => {
  expect(new Set(SCENARIOS.map((scenario) => scenario.name)).size).toBe(SCENARIOS.length);
  for (const { trials } of SCENARIOS) expect(trials.length).toBeGreaterThan(0);
});

test("of the machines that CI tries, one has what fresh namespaces take from it set the other way, and others have it as it comes", () => {
  const core = SCENARIOS.filter(({ isCore }) => isCore);
  for (const { key, other } of SETTINGS) {
    const set = core.filter(({ prepare }) => prepare.includes(` ${key}=${other}`));
    expect(
      set.map(({ name }) => name),
      key,
    ).toEqual(["debian-12-user"]);
  }
});
