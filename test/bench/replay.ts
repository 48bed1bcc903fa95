import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { createLab, type Machine } from "../../src/lab/machine.ts";
import type { CheckResult, PlayerEvent } from "../../src/player/events.ts";
import { playInFreshLab } from "../../src/player/fresh-lab.ts";
import { UNATTENDED } from "../../src/player/learner.ts";

export interface Replay {
  readonly seconds: number;
  /** Of these, what the course's commands took in their terminals, and its packets and waits: no replay is without. */
  readonly inevitable: number;
  readonly passed: number;
  readonly failed: number;
}

/** The whole course as `nslab verify --replay` plays it, one lesson after the other. */
export async function replay(machine: Machine): Promise<Replay> {
  const started = performance.now();
  let inevitable = 0;
  let lineStarted = 0;
  const counts = { passed: 0, failed: 0 };
  const emit = (event: PlayerEvent) => {
    if (event.type === "line-started") lineStarted = performance.now();
    if (event.type === "line-ended") inevitable += performance.now() - lineStarted;
    if (event.type !== "step-ended") return;
    const { status, before, after } = event.report;
    inevitable += probing(before) + probing(after);
    if (status.type === "passed") counts.passed += 1;
    if (status.type === "failed" || status.type === "error") counts.failed += 1;
  };
  for (const entry of COURSE) {
    const stage = {
      course: COURSE,
      packageRoot: machine.packageRoot,
      createLab: () => createLab(machine),
      clock: SYSTEM_CLOCK,
      size: () => ({ rows: 24, columns: 80 }),
      patience: 20_000,
      stop: new AbortController().signal,
      emit,
    };
    await playInFreshLab(stage, entry, UNATTENDED, { lookBefore: true, firstStep: 0 });
  }
  return { seconds: (performance.now() - started) / 1000, inevitable: inevitable / 1000, ...counts };
}

/** Checks are judged side by side: those that send or measure something take as long as the longest of them. */
function probing(results: readonly CheckResult[]): number {
  return Math.max(0, ...results.filter(({ check }) => check.kind === "active").map(({ ms }) => ms));
}
