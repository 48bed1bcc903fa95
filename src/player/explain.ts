import type { DeathPlace, Scene } from "../../checks/check.ts";
import { withReason } from "../../checks/where-packet-dies.ts";
import type { CheckResult } from "./events.ts";
import { fitVerdict } from "./fit-verdict.ts";

/**
 * Failed checks with what became of their packets, for somebody who reads them. Passed ones cost nothing.
 *
 * @param hurry aborted by somebody who does not want to wait
 */
export async function explained(
  results: readonly CheckResult[],
  scene: () => Scene,
  hurry?: AbortSignal,
): Promise<readonly CheckResult[]> {
  const told: CheckResult[] = [];
  // one after the other: each counts what its own packet meets
  for (const result of results)
    told.push(
      result.verdict.type === "pass" || hurry?.aborted === true
        ? result
        : { ...result, verdict: fitVerdict(await withReason(scene, result.verdict)) },
    );
  return told;
}

/** Where the first of the packets ended that failed checks have lost; null where none did, or nobody can tell. */
export function deathPlaceIn(results: readonly CheckResult[]): DeathPlace | null {
  const [place] = results.flatMap(({ verdict }) => (verdict.type === "fail" ? (verdict.at ?? []) : []));
  return place ?? null;
}
