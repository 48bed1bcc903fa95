import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LabRecord } from "../../src/lab/record.ts";
import { eventually } from "../support/eventually.ts";
import { type Home, install, type Installed, makeHome, PEOPLE, type Who } from "../support/installed.ts";
import { cgroupsOf, type MachineState, machineState } from "../support/machine-state.ts";
import { Nslab, nslab } from "../support/nslab.ts";
import { ProcessFamily } from "../support/process-family.ts";

/** Milliseconds in which the kernel must have taken all of a lab, on a busy machine. */
const GONE_WITHIN = 8000;

let installed: Installed;

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());

/** A run of nslab that is watched from its first process on. */
class Watched {
  readonly process: Nslab;
  readonly family: ProcessFamily;
  readonly #records: string;

  constructor(who: Who, home: Home, given: readonly string[]) {
    this.process = new Nslab(installed, given, { who, home });
    this.family = new ProcessFamily(this.process.pid);
    this.#records = join(home.path, "nslab");
  }

  /** The record of this run's lab of that number, once that lab is up. */
  record(number: number): LabRecord | null {
    try {
      const record = JSON.parse(readFileSync(join(this.#records, `lab-${this.process.pid}-${number}.json`), "utf8")) as LabRecord;
      return record.up ? record : null;
    } catch {
      return null;
    }
  }

  has(command: RegExp): boolean {
    return this.family.look().some((each) => command.test(each.command));
  }

  /** Resolves when nothing of this run is left, and fails with what is. */
  async nothingIsLeft(before: MachineState): Promise<void> {
    await eventually("its processes have ended", () => this.family.look().length === 0, GONE_WITHIN).catch((error: unknown) => {
      throw new Error(
        `${String(error)}; there are: ${this.family
          .look()
          .map((each) => each.command)
          .join(" | ")}`,
      );
    });
    await eventually("its cgroups are removed", () => cgroupsOf(this.process.pid).length === 0, GONE_WITHIN);
    await eventually(
      "its records are removed",
      () => !existsSync(this.#records) || readdirSync(this.#records).every(isHalfWritten),
      GONE_WITHIN,
    );
    expect(machineState()).toEqual(before);
    expect(this.family.size).toBeGreaterThan(1);
  }
}

/** Killed between writing a record and giving it its name, nslab leaves this to the next start: test/lab/record.test.ts. */
function isHalfWritten(name: string): boolean {
  return name.endsWith(".new");
}

type Moment = readonly [name: string, given: readonly string[], come: (run: Watched) => boolean];

const REPLAY = ["verify", "--replay"];

const IN_A_STEP: Moment = [
  "in the middle of a later step",
  [...REPLAY, "6"],
  (run) => (run.record(1)?.position?.passed.length ?? 0) >= 3,
];

const MOMENTS: readonly Moment[] = [
  ["while the lab is being made", [...REPLAY, "1"], (run) => run.has(/up\.sh/)],
  ["when the lab is just up", [...REPLAY, "1"], (run) => run.record(1) !== null],
  ["when its first terminal is opened", [...REPLAY, "1"], (run) => run.has(/^script -qefc/)],
  ["in the middle of the first step", [...REPLAY, "6"], (run) => (run.record(1)?.position?.passed.length ?? -1) === 0],
  IN_A_STEP,
  ["while a program of the world serves", [...REPLAY, "8"], (run) => run.has(/world\.mjs$/)],
  [
    "between two lessons",
    [...REPLAY, "1", "4"],
    (run) => run.record(2) !== null || (run.family.size > 5 && run.record(1) === null),
  ],
  ["with two labs side by side", [...REPLAY, "--jobs", "2", "1", "6"], (run) => run.record(1) !== null && run.record(2) !== null],
];

describe.each(PEOPLE)("after nslab of $name", (who) => {
  let home: Home;
  let before: MachineState;
  let run: Watched | null = null;

  beforeEach(() => {
    home = makeHome(who);
    before = machineState();
  });
  afterEach(async () => {
    run?.process.child.kill("SIGKILL");
    await run?.process.ended;
    run?.family.close();
    home.remove();
  });

  test("has ended by itself, nothing is left", async () => {
    run = new Watched(who, home, [...REPLAY, "1", "6", "--format", "json"]);
    const { code } = await run.process.ended;
    expect(code).toBe(0);
    await run.nothingIsLeft(before);
  });

  // What tells these three apart is a line of main.ts: one of them comes at every moment.
  describe.each([
    ["SIGINT", [IN_A_STEP]],
    ["SIGHUP", [IN_A_STEP]],
    ["SIGTERM", MOMENTS],
  ] as const)("was sent %s", (signal, moments) => {
    test.each(moments)("%s, nothing is left, and it says that it was interrupted", async (_, given, come) => {
      const watched = (run = new Watched(who, home, given));
      await eventually("the moment has come", () => come(watched));
      run.process.child.kill(signal);
      const { code, stderr } = await run.process.ended;
      await run.nothingIsLeft(before);
      expect(stderr).not.toMatch(/^\s+at |Error/m);
      expect(code).toBe(130);
    });
  });

  describe("was killed by SIGKILL", () => {
    test.each(MOMENTS)("%s, nothing is left", async (_, given, come) => {
      const watched = (run = new Watched(who, home, given));
      await eventually("the moment has come", () => come(watched));
      run.process.child.kill("SIGKILL");
      expect((await run.process.ended).signal).toBe("SIGKILL");
      await run.nothingIsLeft(before);
    });
  });

  test("was sent a signal twice, nothing is left", async () => {
    const watched = (run = new Watched(who, home, [...REPLAY, "6"]));
    await eventually("the lab is up", () => watched.record(1) !== null);
    run.process.child.kill("SIGINT");
    run.process.child.kill("SIGTERM");
    expect((await run.process.ended).code).toBe(130);
    await run.nothingIsLeft(before);
  });

  test("played a lesson unattended and was sent SIGTERM, nothing is left", async () => {
    const watched = (run = new Watched(who, home, ["lesson", "6", "--auto"]));
    await eventually("a step has passed", () => (watched.record(1)?.position?.passed.length ?? 0) > 0);
    run.process.child.kill("SIGTERM");
    expect((await run.process.ended).code).toBe(130);
    await run.nothingIsLeft(before);
  });

  test("was killed together with all that cleans up after it, the next start removes what is left", async () => {
    const watched = (run = new Watched(who, home, [...REPLAY, "6"]));
    await eventually("the lab is up", () => watched.record(1) !== null);
    // From the first process on, each the parent of the next: those outside the lab's PID namespace.
    const [nslabProcess, script] = run.family
      .look()
      .slice()
      .sort((left, right) => Number(left.startTime) - Number(right.startTime) || left.pid - right.pid);
    expect(script?.command).toMatch(/up\.sh$/);
    process.kill(script?.pid ?? 0, "SIGKILL");
    process.kill(nslabProcess?.pid ?? 0, "SIGKILL");
    await run.process.ended;
    const killed = run;
    await eventually("its processes have ended", () => killed.family.look().length === 0, GONE_WITHIN);
    expect(killed.record(1)).not.toBeNull();
    expect((await nslab(installed, [...REPLAY, "1"], { who, home })).code).toBe(0);
    await killed.nothingIsLeft(before);
  });

  test("was killed together with all that cleans up after it before the lab was up, the next start removes what is left", async () => {
    const watched = (run = new Watched(who, home, [...REPLAY, "6"]));
    await eventually(
      "the lab is being made",
      () => watched.has(/up\.sh/) && (who.name !== "root" || cgroupsOf(watched.process.pid).length > 0),
      180_000,
    );
    const script = run.family.look().find((each) => /^bash \S*up\.sh$/.test(each.command));
    process.kill(script?.pid ?? 0, "SIGKILL");
    process.kill(run.process.pid, "SIGKILL");
    await run.process.ended;
    const killed = run;
    await eventually("its processes have ended", () => killed.family.look().length === 0, GONE_WITHIN);
    expect((await nslab(installed, [...REPLAY, "1"], { who, home })).code).toBe(0);
    await killed.nothingIsLeft(before);
  });
});
