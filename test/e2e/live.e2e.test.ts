import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { identify, type LabRecord, recordFile, writeRecord } from "../../src/lab/record.ts";
import { faultsOfReport } from "../support/report-schema.ts";
import type { VerifyDocument } from "../../src/ui/report/document.ts";
import { eventually } from "../support/eventually.ts";
import { type Home, install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { labsOf } from "../support/lab-of.ts";
import { type Ended, Nslab, nslab } from "../support/nslab.ts";
import { Person } from "../support/person.ts";
import { lessonWindow } from "../support/windows.ts";
import { recordOf } from "../support/sample-record.ts";

let installed: Installed;

beforeAll(async () => {
  installed = await install();
});
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
    expect(faultsOfReport(document)).toEqual([]);
    expect(document).toMatchObject({ format: 2, mode: "live", lessons: [{ number: 6, id: "veth" }] });
    const steps = document.lessons[0]?.steps ?? [];
    expect(steps.map((step) => step.id).slice(0, passed.length)).toEqual(passed);
    for (const step of steps.filter(({ status }) => status !== "passed"))
      expect(step.reason?.text, step.id).toMatch(/^passed once/);
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

describe("nslab verify of a lab that comes and goes", () => {
  const [who] = PEOPLE;
  if (who === undefined) throw new Error("somebody runs the tests");
  let home: Home;

  beforeEach(() => {
    home = makeHome(who);
  });
  afterEach(async () => {
    await Person.closeAll();
    home.remove();
  });

  test("finds the session's next lab while that is just being made", async () => {
    const lesson = await lessonWindow({ installed, who, home }, "mounts");
    const first = labsOf(home.path)[0]?.reach.identity.pid;
    lesson.press("\r");
    await lesson.sees(/Enter next/);
    lesson.press("r");
    await lesson.answers(/restart the lesson/, "r");
    for (let look = 0; look < 3; look += 1) {
      const { stdout, stderr } = await nslab(installed, ["verify", "--format", "json"], { who, home });
      expect(stderr).toMatch(/^(Nothing was proved: no step that was passed in your lab .*\n)?$/);
      expect(JSON.parse(stdout)).toMatchObject({ mode: "live", lessons: [{ id: "mounts" }] });
    }
    expect(labsOf(home.path).every(({ reach }) => reach.identity.pid !== first)).toBe(true);
  });

  test("names the step that has undone what was passed once, which is no failure", async () => {
    const lesson = await lessonWindow({ installed, who, home }, "mounts");
    for (let step = 1; step <= 8; step += 1) {
      await lesson.answers(/Enter run/, "\r");
      if (step < 8) await lesson.answers(/Enter next/, "\r");
      else await lesson.sees(/Enter next/);
    }
    const { code, stdout } = await nslab(installed, ["verify"], { who, home });
    expect(stdout).toMatch(/bind +✓ +(?:○|--)\n +passed once, undone by step 8, unshare-shared, as it should be/);
    expect(code).toBe(0);
  });

  test("says so when it takes too long, in place of replaying the course", async () => {
    mkdirSync(join(home.path, "nslab"), { mode: 0o700 });
    const owner = identify(process.pid);
    writeRecord(recordFile(join(home.path, "nslab"), process.pid, 1), recordOf(owner, { up: false }));
    const { code, stdout, stderr } = await nslab(installed, ["verify"], { who, home });
    expect(stderr).toMatch(/^Your lab is just being made, or brought to its step/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });
});
