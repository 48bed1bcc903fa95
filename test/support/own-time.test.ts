import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { afterEach, describe, expect, test } from "vitest";
import { eventually } from "./eventually.ts";
import { Stopwatch, waitedMs } from "./own-time.ts";

const BUSY = "for (;;);";
const children: ChildProcess[] = [];

function run(script: string, cpu: number | null): number {
  const node = [process.execPath, "-e", script];
  const [program = "", ...given] = cpu === null ? node : ["taskset", "-c", String(cpu), ...node];
  const child = spawn(program, given, { stdio: "ignore" });
  children.push(child);
  return child.pid ?? 0;
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

describe("a stopwatch of a process's own time", () => {
  test.each([
    ["is asleep, and keeps whoever asks waiting", "setInterval(() => undefined, 1000)"],
    ["computes, and does not come to what it is asked for", BUSY],
    ["has been stopped", "process.kill(process.pid, 'SIGSTOP')"],
  ])("runs while the process %s", async (_, script) => {
    const pid = run(script, null);
    await eventually("it has begun", () => waitedMs(pid) > 0);
    const watch = new Stopwatch(pid);
    await eventually("some of its own time has passed", () => watch.ms > 100);
    expect(watch.wholeMs).toBeGreaterThanOrEqual(100);
  });

  test("stands while others have the CPU that it would need", async () => {
    const cpu = availableParallelism() - 1;
    const pids = [1, 2, 3, 4].map(() => run(BUSY, cpu));
    const [watched = 0] = pids;
    await eventually("all of them want the CPU", () => pids.every((pid) => waitedMs(pid) > 50));
    const before = waitedMs(watched);
    const watch = new Stopwatch(watched);
    await eventually("it has waited for a while", () => waitedMs(watched) - before > 400);
    expect(watch.ms).toBeLessThan(0.6 * watch.wholeMs);
  });
});
