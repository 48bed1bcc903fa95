import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ground } from "../bench.ts";
import { commandOf, isAlive, type Watch } from "../watch.ts";

const LOOK_EVERY_MS = 20;

/** Runs of nslab whose traces are looked for. */
export interface Traces {
  readonly watch: Watch;
  /** PIDs of all nslabs that were run. */
  readonly owners: readonly number[];
  readonly ground: Ground;
  /** Mounts, links and named network namespaces of the machine before. */
  readonly before: readonly string[];
}

/** Waits until nothing of the runs is left, and returns what is there still after so many milliseconds. */
export async function leftAfter(traces: Traces, milliseconds: number): Promise<readonly string[]> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const left = leftNow(traces);
    if (left.length === 0 || performance.now() > deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function leftNow({ watch, owners, ground, before }: Traces): readonly string[] {
  return [
    ...watch.look().map(({ pid }) => commandOf(pid)),
    ...owners.flatMap(cgroupsOf).map((folder) => `cgroup ${folder}`),
    ...namesIn(join(ground.words["RUN"] ?? "", "nslab")).map((name) => `record ${name}`),
    ...touched().filter((line) => !before.includes(line)),
  ];
}

/** What of the machine no lab may touch, as lines to compare. */
export function touched(): readonly string[] {
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  return [
    ...mounts.filter((line) => / nslab |\.lab\//.test(line)).map((line) => `mount ${line.split(" ")[4]}`),
    ...namesIn("/run/netns").map((name) => `network namespace ${name}`),
  ];
}

/** Directories of the labs that this process has made, wherever the hierarchies are. */
function cgroupsOf(pid: number): readonly string[] {
  const hierarchies = ["/sys/fs/cgroup", ...namesIn("/sys/fs/cgroup").map((name) => `/sys/fs/cgroup/${name}`)];
  return hierarchies.flatMap((folder) =>
    namesIn(folder)
      .filter((name) => name.startsWith(`nslab-${pid}-`))
      .map((name) => join(folder, name)),
  );
}

/** Ends and removes all that an attack has left, whatever came of it: only what nslab's own runs have started. */
export async function clearAway({ watch, owners }: Omit<Traces, "before">): Promise<void> {
  // A lab's first processes take the rest with them.
  for (let rounds = 0; rounds < 200; rounds += 1) {
    const alive = watch.look();
    if (alive.length === 0) break;
    for (const each of alive) if (isAlive(each)) kill(each.pid);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  for (const folder of owners.flatMap(cgroupsOf)) removeCgroup(folder);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended just now
  }
}

/** By names relative to each folder: whole paths may be longer than the kernel takes. */
function removeCgroup(folder: string): void {
  try {
    execFileSync("find", [folder, "-depth", "-type", "d", "-delete"], { stdio: "ignore", timeout: 20_000 });
  } catch {
    // busy still; said by name in the report
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
