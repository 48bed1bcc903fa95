import { describe, expect, test } from "vitest";
import { CommandReader, UNREAD } from "../../src/kernel/read-commands.ts";
import { identityOf } from "../../src/lab/record.ts";

const PATIENCE_MS = 20;
const process1 = { machinePid: 1, startTime: 1 };
const process2 = { machinePid: 2, startTime: 1 };
const process3 = { machinePid: 3, startTime: 1 };

/** Reads that are answered when the test says so, and how often each process was asked. */
function heldReads() {
  const waiting = new Map<number, (text: string) => void>();
  const asked: number[] = [];
  const read = (machinePid: number) => {
    asked.push(machinePid);
    return machinePid >= 10
      ? Promise.resolve(`p${machinePid}\0`)
      : new Promise<string>((resolve) => waiting.set(machinePid, resolve));
  };
  return { reader: new CommandReader(read), asked, answer: (pid: number) => waiting.get(pid)?.(`p${pid}\0`) };
}

describe("what processes were started with", () => {
  test("is read of a process that is there, and of none that has ended", async () => {
    const reader = new CommandReader();
    expect(await reader.read(identityOf(process.pid), 5000)).toContain(process.argv0);
    expect(await reader.read({ machinePid: 2 ** 22 + 1, startTime: 1 }, 5000)).toBeNull();
  });

  test("is not waited for where a process keeps it back, and the others' is read", async () => {
    const { reader } = heldReads();
    expect(await reader.read(process1, PATIENCE_MS)).toBe(UNREAD);
    expect(await reader.read({ machinePid: 10, startTime: 1 }, PATIENCE_MS)).toBe("p10\0");
  });

  test("is not asked for again while the answer has not come", async () => {
    const { reader, asked, answer } = heldReads();
    await reader.read(process1, PATIENCE_MS);
    expect(await reader.read(process1, 60_000)).toBe(UNREAD);
    expect(asked).toEqual([1]);
    answer(1);
    await new Promise((resolve) => setImmediate(resolve));
    const again = reader.read(process1, 60_000);
    answer(1);
    expect(await again).toBe("p1\0");
    expect(asked).toEqual([1, 1]);
  });

  test("is read of nobody any more while two keep a thread each waiting, for no longer than they do", async () => {
    const { reader, asked, answer } = heldReads();
    await Promise.all([reader.read(process1, PATIENCE_MS), reader.read(process2, PATIENCE_MS)]);
    expect(await reader.read(process3, 60_000)).toBe(UNREAD);
    expect(await reader.read({ machinePid: 10, startTime: 1 }, 60_000)).toBe(UNREAD);
    expect(asked).toEqual([1, 2]);
    answer(2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await reader.read({ machinePid: 10, startTime: 1 }, 60_000)).toBe("p10\0");
  });

  test("takes no more than two threads at once, however many are asked", async () => {
    const { reader, asked, answer } = heldReads();
    const reads = [process1, process2, process3].map((each) => reader.read(each, 60_000));
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual([1, 2]);
    answer(1);
    answer(2);
    expect(await Promise.all(reads.slice(0, 2))).toEqual(["p1\0", "p2\0"]);
    await new Promise((resolve) => setImmediate(resolve));
    answer(3);
    expect(await reads[2]).toBe("p3\0");
  });
});
