import type { Check, Scene, Verdict } from "../../checks/check.ts";
import { LabGone } from "../kernel/read-snapshot.ts";
import type { CheckResult } from "./events.ts";

export interface Clock {
  /** Milliseconds that only ever grow. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** Pause between two looks at something that may still come true. */
const PAUSE_MS = 25;

/**
 * Judges checks one after the other. A check whose fact may take time is looked at again, with fresh
 * facts each time, until its deadline; the others get one look, which they share.
 */
export async function judgeChecks(
  checks: readonly Check[],
  scene: () => Scene,
  clock: Clock,
  patient: boolean,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  let shared = scene();
  for (const check of checks) {
    const started = clock.now();
    let verdict = await judge(check, shared);
    while (patient && verdict.type !== "pass" && clock.now() - started < check.within) {
      await clock.wait(PAUSE_MS);
      shared = scene();
      verdict = await judge(check, shared);
    }
    results.push({ check, verdict, ms: clock.now() - started });
  }
  return results;
}

export function allPassed(results: readonly CheckResult[]): boolean {
  return results.every((result) => result.verdict.type === "pass");
}

/** A probe that throws is a bug of ours; the learner is told that, and is not told a wrong verdict. */
async function judge(check: Check, scene: Scene): Promise<Verdict> {
  try {
    return await check.judge(scene);
  } catch (error) {
    if (error instanceof LabGone) throw error;
    return {
      type: "error",
      expected: check.name,
      observed: error instanceof Error ? error.message : String(error),
      look: "nslab doctor",
      cause: "This check could not look at the lab: a defect in nslab.",
      next: "Try the step again; if it happens again, please report it with the line above.",
    };
  }
}
