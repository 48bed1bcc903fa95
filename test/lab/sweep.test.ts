import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { identify, isAlive, readRecords, recordFile, writeRecord } from "../../src/lab/record.ts";
import { sweepDeadLabs } from "../../src/lab/sweep.ts";
import { DEAD, NOBODY, recordOf } from "../support/sample-record.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-sweep-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("the sweep of dead labs", () => {
  test("removes the record and the empty cgroup directories, the deepest first", () => {
    const cgroup = join(directory, "cgroup", "nslab-1-1");
    mkdirSync(join(cgroup, "docker", "inner"), { recursive: true });
    writeRecord(recordFile(directory, 1, 1), recordOf(DEAD, {}, [cgroup, join(directory, "nslab-gone-already")]));
    expect(sweepDeadLabs(directory)).toEqual({ removed: [cgroup, recordFile(directory, 1, 1)], left: [] });
    expect(readdirSync(join(directory, "cgroup"))).toEqual([]);
    expect(readRecords(directory)).toEqual([]);
    expect(sweepDeadLabs(directory)).toEqual({ removed: [], left: [] });
  });

  test("touches neither the record nor the directories of a lab that lives", () => {
    const cgroup = join(directory, "nslab-1-1");
    mkdirSync(cgroup);
    writeRecord(recordFile(directory, 1, 1), recordOf(identify(process.pid), {}, [cgroup]));
    expect(sweepDeadLabs(directory)).toEqual({ removed: [], left: [] });
    expect(readdirSync(directory).sort()).toEqual(["lab-1-1.json", "nslab-1-1"]);
  });

  test.each([
    ["a directory of somebody else's name", (folder: string) => join(folder, "system.slice")],
    ["a path that leads elsewhere", (folder: string) => `${folder}/nslab-1-1/../../../nslab-x`],
    ["a relative path", () => "nslab-1-1"],
  ])("touches nothing for a record that names %s", (_, named) => {
    const theirs = join(directory, "system.slice");
    mkdirSync(theirs);
    writeRecord(recordFile(directory, process.pid, 1), recordOf(DEAD, {}, [named(directory)]));
    expect(sweepDeadLabs(directory)).toEqual({ removed: [], left: [] });
    expect(readdirSync(directory)).toContain("system.slice");
  });

  test("removes a record that is none, once its writer is dead, and leaves what a later nslab wrote", () => {
    const garbled = recordFile(directory, NOBODY, 1);
    writeFileSync(garbled, '{"format":2,"re');
    writeFileSync(recordFile(directory, process.pid, 1), '{"format":2,"re');
    writeFileSync(recordFile(directory, NOBODY, 2), '{"format":3}');
    expect(sweepDeadLabs(directory).removed).toEqual([garbled]);
    expect(readdirSync(directory).sort()).toEqual([`lab-${process.pid}-1.json`, `lab-${NOBODY}-2.json`].sort());
  });

  test("removes what a writer left that was killed in the middle, and leaves what one writes now", () => {
    writeFileSync(`${recordFile(directory, NOBODY, 1)}.new`, "{");
    writeFileSync(`${recordFile(directory, process.pid, 1)}.new`, "{");
    sweepDeadLabs(directory);
    expect(readdirSync(directory)).toEqual([`lab-${process.pid}-1.json.new`]);
  });
});

describe("the sweep of a lab whose owner is dead", () => {
  test("ends it, if nothing else has, and removes its record", async () => {
    const child = spawn("sleep", ["60"], { stdio: "ignore" });
    const ended = once(child, "exit");
    const lab = identify(child.pid ?? 0);
    writeRecord(recordFile(directory, 1, 1), recordOf(lab, { owner: DEAD }));
    sweepDeadLabs(directory);
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(isAlive(lab)).toBe(false);
    expect(readRecords(directory)).toEqual([]);
  });
});

describe("cgroups that a learner has made", () => {
  test("are removed, however long their paths are", () => {
    const cgroup = join(directory, "nslab-1-1");
    mkdirSync(cgroup);
    const deeper = `mkdir ${"x".repeat(250)} && cd ${"x".repeat(250)}`;
    execFileSync("bash", ["-c", `cd ${cgroup} && ${Array.from({ length: 20 }, () => deeper).join(" && ")}`]);
    writeRecord(recordFile(directory, 1, 1), recordOf(DEAD, {}, [cgroup]));
    expect(sweepDeadLabs(directory).left).toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe("the sweep of a dead lab that somebody is still in", () => {
  test("ends him, and keeps the record while the directory cannot be removed", async () => {
    const child = spawn("sleep", ["60"], { stdio: "ignore" });
    const ended = once(child, "exit");
    // An ordinary directory: it cannot be removed as long as its file is there.
    const cgroup = join(directory, "nslab-1-1");
    mkdirSync(cgroup);
    writeFileSync(join(cgroup, "cgroup.procs"), `${child.pid}\n`);
    writeRecord(recordFile(directory, 1, 1), recordOf(DEAD, {}, [cgroup]));
    expect(sweepDeadLabs(directory)).toEqual({ removed: [], left: [cgroup] });
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(readRecords(directory)).toHaveLength(1);
    rmSync(join(cgroup, "cgroup.procs"));
    sweepDeadLabs(directory);
    expect(readdirSync(directory)).toEqual([]);
  });

  test("does not take him for nslab when he is in another PID namespace, where he has no number here", () => {
    const kill = vi.spyOn(process, "kill").mockReturnValue(true);
    const cgroup = join(directory, "nslab-1-1");
    mkdirSync(cgroup);
    writeFileSync(join(cgroup, "cgroup.procs"), "0\n");
    writeRecord(recordFile(directory, 1, 1), recordOf(DEAD, {}, [cgroup]));
    sweepDeadLabs(directory);
    expect(kill).not.toHaveBeenCalled();
    kill.mockRestore();
  });
});
