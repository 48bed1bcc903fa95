import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LabRecord } from "../../src/lab/record.ts";
import type { VerifyDocument } from "../../src/ui/report/document.ts";
import { eventually } from "../support/eventually.ts";
import { type Home, install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { type Ended, Nslab, nslab } from "../support/nslab.ts";

let installed: Installed;

beforeAll(async () => {
  installed = await install();
}, 60_000);
afterAll(() => installed.remove());

describe.each(PEOPLE)("while a lab of $name is running", (who) => {
  let home: Home;
  let playing: Nslab;
  let passed: readonly string[];

  // nslab plays a lesson and is stopped in the middle: its lab stays as it is then.
  beforeEach(async () => {
    home = makeHome(who);
    playing = new Nslab(installed, ["lesson", "veth", "--auto"], { who, home });
    const record = join(home.path, "nslab", `lab-${playing.pid}-1.json`);
    passed = await eventually("three steps have passed", () => {
      try {
        const steps = (JSON.parse(readFileSync(record, "utf8")) as LabRecord).position?.passed ?? [];
        return steps.length >= 3 ? steps : null;
      } catch {
        return null; // not there yet
      }
    });
    playing.child.kill("SIGSTOP");
  });
  afterEach(async () => {
    playing.child.kill("SIGCONT");
    playing.child.kill("SIGTERM");
    await playing.ended;
    home.remove();
  });

  const run = (...given: readonly string[]): Promise<Ended> => nslab(installed, given, { who, home });

  test("nslab verify judges the steps passed in it, as they are now", async () => {
    const { code, stdout, stderr } = await run("verify", "--format", "json");
    const document = JSON.parse(stdout) as VerifyDocument;
    expect(stderr).toBe("");
    expect(document).toMatchObject({ format: 1, mode: "live", lessons: [{ number: 6, id: "veth" }] });
    const steps = document.lessons[0]?.steps ?? [];
    expect(steps.map((step) => step.id).slice(0, passed.length)).toEqual(passed);
    for (const step of steps.filter(({ status }) => status !== "passed")) expect(step.reason, step.id).toMatch(/^passed once/);
    expect(code).toBe(document.summary.failed > 0 ? 1 : 0);
  });

  test("nslab verify tells people what was passed once and what is true now", async () => {
    const { stdout, stderr } = await run("verify");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/lesson 6, veth/);
    for (const step of passed) expect(stdout).toContain(step);
  });

  test("nslab verify --replay leaves it alone", async () => {
    const { code, stdout } = await run("verify", "--replay", "uts", "--format", "json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as VerifyDocument).mode).toBe("replay");
    expect((JSON.parse((await run("verify", "--format", "json")).stdout) as VerifyDocument).mode).toBe("live");
  });

  test("nslab verify of a lesson that it does not play replays that lesson", async () => {
    const { code, stdout } = await run("verify", "uts", "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ mode: "replay", lessons: [{ id: "uts" }] });
  });
});
