import { expect, test } from "vitest";
import { withLastingZombies } from "../../src/kernel/lasting-zombies.ts";
import type { Process } from "../../src/kernel/snapshot.ts";
import { aProcess, aSnapshot } from "./build-snapshot.ts";

const zombie = (pid: number, startTime = pid) => aProcess(pid, { state: "Z", startTime });

/** The PIDs that are told of after looks at these processes, and how often it was looked. */
async function looking(...looks: readonly (readonly Process[])[]): Promise<{ pids: readonly number[]; count: number }> {
  let count = 0;
  const snapshot = await withLastingZombies(async () => {
    count += 1;
    return aSnapshot({ processes: looks[count - 1] ?? [] });
  });
  return { pids: snapshot.processes.slice(1).map(({ machinePid }) => machinePid), count };
}

test("where no process is a zombie, one look is enough", async () => {
  expect(await looking([aProcess(1010)])).toEqual({ pids: [1010], count: 1 });
});

test("a zombie that is gone a moment later is not told of, nor one that has just come", async () => {
  expect(await looking([aProcess(1010), zombie(1011)], [aProcess(1010), zombie(1012)])).toEqual({ pids: [1010], count: 2 });
});

test("one that stays is", async () => {
  expect((await looking([zombie(1011)], [zombie(1011), aProcess(1012)])).pids).toEqual([1011, 1012]);
});

test("another one with the same PID is none that stays", async () => {
  expect((await looking([zombie(1011)], [zombie(1011, 5)])).pids).toEqual([]);
});
