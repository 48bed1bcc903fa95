import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScenarioResult } from "./scenario.ts";

/** Keeps what came of a scenario, in place of what came of it before. */
export function keepResult(cache: string, result: ScenarioResult): void {
  const folder = resultFolder(cache);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${result.name}.json`);
  writeFileSync(`${file}.new`, `${JSON.stringify(result, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

export function keptResults(cache: string): readonly ScenarioResult[] {
  const folder = resultFolder(cache);
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as ScenarioResult);
  } catch {
    return []; // nothing was run here yet
  }
}

function resultFolder(cache: string): string {
  return join(cache, "results");
}
