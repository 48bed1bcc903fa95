import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LabIdentity } from "../../src/lab/identity.ts";
import { identify, isAlive, readRecords, recordFile, removeRecord, runtimeDirectory, writeRecord } from "../../src/lab/record.ts";
import { runningLabs } from "../../src/lab/running-labs.ts";
import { sweepDeadLabs } from "../../src/lab/sweep.ts";
import { eventually } from "../support/eventually.ts";
import { canTest } from "../support/must-work.ts";
import { DEAD, recordOf } from "../support/sample-record.ts";

const uid = process.getuid?.() ?? 0;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-record-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("records of running labs", () => {
  test("come back as they were written", () => {
    const file = recordFile(directory, 4711, 2);
    writeRecord(file, recordOf(identify(process.pid)));
    expect(readRecords(directory)).toEqual([{ file, record: recordOf(identify(process.pid)) }]);
  });

  test("are readable by their owner alone, and leave nothing beside them", () => {
    const file = recordFile(directory, 4711, 2);
    writeRecord(file, recordOf(DEAD));
    writeRecord(file, recordOf(DEAD));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["lab-4711-2.json"]);
  });

  test.each([
    ["nothing at all", ""],
    ["half of one", JSON.stringify(recordOf(DEAD)).slice(0, 40)],
    ["null", "null"],
    ["a list", "[]"],
    ["a format of the future", JSON.stringify({ ...recordOf(DEAD), format: 3 })],
    ["a record without a lab", '{"format":2}'],
    ["a format of the past", JSON.stringify({ ...recordOf(DEAD), format: 1 })],
    ["a lab that was given nothing", JSON.stringify({ ...recordOf(DEAD), given: null })],
    ["a lab without an owner", JSON.stringify({ ...recordOf(DEAD), owner: 12 })],
    ["a lab without an identity", '{"format":2,"reach":{}}'],
  ])("are left out when a file holds %s, and the others are read", (_, text) => {
    writeRecord(recordFile(directory, 1, 1), recordOf(identify(process.pid)));
    writeFileSync(recordFile(directory, 2, 1), text);
    expect(readRecords(directory).map((each) => each.file)).toEqual([recordFile(directory, 1, 1)]);
    expect(runningLabs(directory)).toEqual([recordOf(identify(process.pid))]);
    sweepDeadLabs(directory);
  });

  test("are only the files that are named like one", () => {
    for (const name of ["lab-1-1.json.new", "lab-x-1.json", "notes.txt", "lab-1-1.jsonx"])
      writeFileSync(join(directory, name), JSON.stringify(recordOf(DEAD)));
    expect(readRecords(directory)).toEqual([]);
  });

  test("are none where the directory is missing", () => {
    expect(readRecords(join(directory, "nowhere"))).toEqual([]);
    expect(runningLabs(join(directory, "nowhere"))).toEqual([]);
    expect(runningLabs(null)).toEqual([]);
  });

  test("that cannot be written are done without, and leave nothing beside them", () => {
    const file = recordFile(directory, 1, 1);
    expect(writeRecord(join(directory, "nowhere/lab-1-1.json"), recordOf(DEAD))).toBe(false);
    mkdirSync(file);
    expect(writeRecord(file, recordOf(DEAD))).toBe(false);
    expect(readdirSync(directory)).toEqual(["lab-1-1.json"]);
  });

  test("can be removed twice", () => {
    const file = recordFile(directory, 1, 1);
    writeRecord(file, recordOf(DEAD));
    removeRecord(file);
    removeRecord(file);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe("a lab's identity", () => {
  test("is that of a process that lives", () => {
    expect(isAlive(identify(process.pid))).toBe(true);
  });

  test.each<[string, Partial<LabIdentity>]>([
    ["another process that got its PID later", { startTime: identify(process.pid).startTime - 1 }],
    ["a process of another boot", { bootId: "11111111-2222-3333-4444-555555555555" }],
    ["a PID that nobody has", { pid: 2 ** 22 + 1 }],
  ])("is not that of %s", (_, other) => {
    expect(isAlive({ ...identify(process.pid), ...other })).toBe(false);
  });

  test("of a process that was never there is nobody's", () => {
    expect(isAlive(identify(2 ** 22 + 1))).toBe(false);
  });

  test("ends with the process, even while nobody has waited for it", async () => {
    // The shell becomes a sleep, which never waits for the child the shell had started.
    const parent = spawn("sh", ["-c", "sleep 60 >&2 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const child = identify(Number(line.toString()));
    expect(isAlive(child)).toBe(true);
    process.kill(child.pid, "SIGKILL");
    await eventually("the child counts as dead", () => !isAlive(child));
    parent.kill("SIGKILL");
    await once(parent, "exit");
  });

  test("is found whatever the process is called", async () => {
    const file = join(directory, "a) R 1 (b");
    symlinkSync("/bin/sleep", file);
    const child = spawn(file, ["60"], { stdio: "ignore" });
    await once(child, "spawn");
    await eventually("it has its name", () => identify(child.pid ?? 0).startTime > 1);
    expect(isAlive(identify(child.pid ?? 0))).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
  });
});

describe("labs that run now", () => {
  test("are not those that are still being made, which are swept all the same when their maker is dead", () => {
    const cgroup = join(directory, "nslab-1-1");
    mkdirSync(cgroup);
    writeRecord(recordFile(directory, 1, 1), recordOf(DEAD, { up: false }, [cgroup]));
    writeRecord(recordFile(directory, 2, 1), recordOf(identify(process.pid), { up: false }));
    expect(runningLabs(directory)).toEqual([]);
    sweepDeadLabs(directory);
    expect(readdirSync(directory)).toEqual(["lab-2-1.json"]);
  });

  test("are those alive, the newest last", () => {
    const self = identify(process.pid);
    const older = identify(process.ppid);
    writeRecord(recordFile(directory, 1, 1), recordOf(self));
    writeRecord(recordFile(directory, 2, 1), recordOf(older));
    writeRecord(recordFile(directory, 3, 1), recordOf(DEAD));
    expect(runningLabs(directory).map((record) => record.reach.identity)).toEqual([older, self]);
  });
});

describe("the directory of records", () => {
  test("is in the person's runtime directory, made for its owner alone", () => {
    expect(runtimeDirectory({ XDG_RUNTIME_DIR: directory }, uid)).toBe(join(directory, "nslab"));
    expect(statSync(join(directory, "nslab")).mode & 0o777).toBe(0o700);
  });

  test("is closed to others where it stood open", () => {
    mkdirSync(join(directory, "nslab"), { mode: 0o777 });
    runtimeDirectory({ XDG_RUNTIME_DIR: directory }, uid);
    expect(statSync(join(directory, "nslab")).mode & 0o777).toBe(0o700);
  });

  // only root can give a directory away
  // only root can make what belongs to somebody else
  test.runIf(canTest(uid === 0, "this is not root"))("is elsewhere where somebody else's stands in its place", () => {
    mkdirSync(join(directory, "nslab"));
    chownSync(join(directory, "nslab"), 1, 1);
    expect(runtimeDirectory({ XDG_RUNTIME_DIR: directory }, uid)).not.toBe(join(directory, "nslab"));
  });

  test.each([
    ["a link", () => symlinkSync("/tmp", join(directory, "nslab"))],
    ["a file", () => writeFileSync(join(directory, "nslab"), "")],
  ])("is elsewhere where %s stands in its place", (_, make) => {
    make();
    const found = runtimeDirectory({ XDG_RUNTIME_DIR: directory }, uid);
    expect(found).not.toBe(join(directory, "nslab"));
    expect(found).toMatch(uid === 0 ? /^\/run\/nslab$/ : /^\/tmp\/nslab-\d+$/);
  });

  test("is elsewhere where the runtime directory is not there", () => {
    expect(runtimeDirectory({ XDG_RUNTIME_DIR: join(directory, "nowhere") }, uid)).not.toBe(join(directory, "nowhere", "nslab"));
  });
});
