import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cgroupsOf } from "../support/machine-state.ts";
import type { Home } from "../support/people.ts";
import type { ProcessFamily } from "../support/process-family.ts";

/** Milliseconds in which the kernel must have taken all of a lab, on a busy machine. */
const GONE_WITHIN = 10_000;
const PAUSE_MS = 20;

/** A run of nslab whose traces are looked for. */
export interface Traces {
  readonly pid: number;
  readonly family: ProcessFamily;
  readonly home: Home;
}

/**
 * Waits until nothing of a run is left. Returns what is left after all.
 * @param which who was killed while it wrote a file leaves half of one to the next start; who was killed
 *   together with all that clean up after it leaves more to it
 */
export async function leftBehind(
  traces: Traces,
  which: "all" | "but half-written files" | "processes" = "all",
): Promise<readonly string[]> {
  const deadline = performance.now() + GONE_WITHIN;
  for (;;) {
    const rest = which === "processes" ? [] : restOf(traces).filter((each) => which === "all" || !each.endsWith(".new"));
    const left = [...processesOf(traces), ...rest];
    if (left.length === 0 || performance.now() > deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function processesOf({ family }: Traces): readonly string[] {
  return family.look().map(({ pid, command }) => `process ${pid}: ${command.slice(0, 60)}`);
}

function restOf({ pid, home }: Traces): readonly string[] {
  return [
    ...cgroupsOf(pid).map((directory) => `cgroup ${directory}`),
    ...namesIn(join(home.path, "nslab")).map((name) => `record ${name}`),
    ...namesIn(join(home.path, "tmp")).map((name) => `temporary file ${name}`),
    ...namesIn(join(home.path, ".local/state/nslab"))
      .filter((name) => name !== "progress.json" && name !== "journal.jsonl")
      .map((name) => `state file ${name}`),
  ];
}

function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}

/** What of the machine no lab may ever touch, as lines to compare: mounts that labs make, links, named network namespaces. */
export function touched(): readonly string[] {
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  return [
    ...mounts.filter((line) => / nslab |\.lab\//.test(line)).map((line) => `mount ${line.split(" ")[4]}`),
    ...lines(["-o", "link"]).map((line) => `link ${line.split(":")[1]?.trim()}`),
    ...lines(["netns", "list"]).map((line) => `network namespace ${line}`),
  ];
}

function lines(given: readonly string[]): readonly string[] {
  const text = execFileSync("ip", given, { encoding: "utf8" });
  return text.split("\n").filter((line) => line !== "");
}
