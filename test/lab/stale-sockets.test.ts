import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { recordFile, removeRecord, removeStaleSockets, socketFile } from "../../src/lab/record.ts";
import { sweepDeadLabs } from "../../src/lab/sweep.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-sockets-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A PID that was somebody's and is nobody's now. */
async function deadPid(): Promise<number> {
  const child = spawn("true");
  await once(child, "exit");
  return child.pid ?? 0;
}

test("the socket of a lab stands beside its record, and goes with it", () => {
  const record = recordFile(directory, 4711, 2);
  expect(socketFile(record)).toBe(join(directory, "lab-4711-2.sock"));
  for (const file of [record, socketFile(record)]) writeFileSync(file, "");
  removeRecord(record);
  expect([record, socketFile(record)].some(existsSync)).toBe(false);
});

test("sockets whose owner was killed are swept; those of the living stay, and so does all else", async () => {
  const dead = socketFile(recordFile(directory, await deadPid(), 1));
  const alive = socketFile(recordFile(directory, process.pid, 1));
  const others = ["lab-1.sock", "lab-x-1.sock", "other.sock"].map((name) => join(directory, name));
  for (const file of [dead, alive, ...others]) writeFileSync(file, "");
  expect(sweepDeadLabs(directory)).toEqual({ removed: [dead], left: [] });
  expect(existsSync(dead)).toBe(false);
  expect([alive, ...others].every(existsSync)).toBe(true);
  expect(removeStaleSockets(directory)).toEqual([]);
});
