import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { NOTICED } from "./parts.ts";
import { WAYS } from "./ways/all.ts";
import { linesOn, type Outside, way } from "./ways/way.ts";

const OUTSIDE: Outside = { OUTSIDE_PID: "12", OUTSIDE_PORT: "34", OUTSIDE_SOCKET: "56", OUTSIDE_KEY: "78", OTHER_PID: "90" };

describe("the ways to ruin a machine", () => {
  test("have names of their own, and differ", () => {
    expect(new Set(WAYS.map(({ name }) => name)).size).toBe(WAYS.length);
    expect(new Set(WAYS.map(({ lines }) => lines.join("\n"))).size).toBe(WAYS.length);
    expect(WAYS.length).toBeGreaterThanOrEqual(60);
  });

  test("are told what there is outside", () => {
    const lines = linesOn(OUTSIDE, way("all", "kill OUTSIDE_PID OTHER_PID; x OUTSIDE_PORT:OUTSIDE_SOCKET", "y OUTSIDE_KEY"));
    expect(lines).toEqual(["kill 12 90; x 34:56", "y 78"]);
    expect(WAYS.flatMap((each) => linesOn(OUTSIDE, each)).join("\n")).not.toMatch(/OUTSIDE|OTHER_PID/);
  });

  test("are what bash and perl understand: a misspelt one would prove nothing", () => {
    for (const line of WAYS.flatMap((each) => linesOn(OUTSIDE, each))) {
      expect(spawnSync("bash", ["-n", "-c", line]).status, line).toBe(0);
      for (const [, script = ""] of line.matchAll(/perl -e '([^']*)'/g))
        expect(spawnSync("perl", ["-c", "-e", script]).status, script).toBe(0);
    }
  });

  test("that have to be noticed are among them", () => {
    for (const name of NOTICED) expect(WAYS.map((each) => each.name)).toContain(name);
  });
});
