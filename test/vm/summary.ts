import type { ScenarioFailed } from "./nslab-machine.ts";
import { outcomeLine } from "./run-scenario.ts";
import type { ScenarioResult } from "./scenario.ts";

export type NamedResult = ScenarioResult | (ScenarioFailed & { readonly name: string });

/** Steps and assertions over all machines; one that failed without a count is one failure. */
export function sumUp(results: readonly NamedResult[]): { readonly passed: number; readonly failed: number } {
  const outcomes = results.flatMap((result) => ("type" in result ? [] : result.outcomes));
  const crashes = results.filter((result) => "type" in result).length;
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed, isRight }) => sum + (isRight ? failed : Math.max(failed, 1)), crashes),
  };
}

/** A machine's results for a person. */
export function resultText(result: NamedResult): string {
  if ("type" in result) return `${result.name}: ${failureText(result)}`;
  const lines = result.outcomes.flatMap((outcome) => [
    `  ${outcomeLine(outcome)}`,
    ...outcome.notes.map((note) => `    ${note}`),
  ]);
  return [
    `${result.name}: ${result.system}, kernel ${result.kernel}, cgroup ${result.cgroups}, Node ${result.node}`,
    ...lines,
  ].join("\n");
}

function failureText(failed: ScenarioFailed): string {
  switch (failed.type) {
    case "build-failed":
    case "payload-failed":
      return `${failed.output.trimEnd()}\nThis did not work: ${failed.command}`;
    case "machine-failed":
      return `${failed.how === "ended" ? "the machine ended" : "the machine did not answer"}; the last it said:\n${failed.said}`;
    case "not-prepared":
      return `its root could not prepare it: ${failed.output.trimEnd()}`;
  }
}
