// nslab tried on machines that nobody prepared, each booted for it: npm run test:vm.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { findPackageRoot, readVersion } from "../../src/cli/context.ts";
import { ensureTools } from "../../src/setup/system-tools.mjs";
import { personsVoice } from "../../src/setup/voice.mjs";
import { cacheFolder } from "./image/build.ts";
import { isForeign } from "./image/recipe.ts";
import { parseRequest, type Request, USAGE } from "./request.ts";
import { packNslab } from "./payload.ts";
import { keepResult, keptResults } from "./results.ts";
import type { Bench } from "./nslab-machine.ts";
import { runScenario } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import { type NamedResult, resultText, sumUp } from "./summary.ts";
import { writeTable } from "./table.ts";
import { say } from "../../src/say/message.ts";
import { speaker } from "../support/speaker.ts";

const speak = speaker();
const root = findPackageRoot(import.meta.url);
const cache = cacheFolder(process.env);

async function main(): Promise<number> {
  const request = parseRequest(process.argv.slice(2), SCENARIOS);
  switch (request.type) {
    case "wrong":
      process.stderr.write(`${request.message}\n\n${USAGE}`);
      return 2;
    case "list":
      for (const { name, title, isCore } of SCENARIOS)
        process.stdout.write(`${name.padEnd(28)}${isCore ? "in CI  " : "       "}${title}\n`);
      return 0;
    case "run": {
      const code = request.scenarios.length === 0 ? 0 : await runAll(request);
      if (request.table) writeTable(join(root, "README.md"), SCENARIOS, keptResults(cache));
      return code;
    }
  }
}

async function runAll({ scenarios, jobs, report }: Extract<Request, { type: "run" }>): Promise<number> {
  if (process.getuid?.() !== 0) {
    process.stderr.write(
      `${speak(say`Only root can make the machines' file trees. Run: ${{ command: "sudo npm run test:vm" }}`)}\n`,
    );
    return 3;
  }
  if (scenarios.some(({ recipe }) => isForeign(recipe, process.arch))) {
    if (!(await ensureTools(root, personsVoice([]), "foreignMachines"))) return 130;
  }
  const work = mkdtempSync(join(tmpdir(), "nslab-vm-"));
  process.on("exit", () => rmSync(work, { recursive: true, force: true }));
  // A machine ends with this process (test/vm/machine/virtual-machine.ts); by a signal as well.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  const packed = await packNslab(root, work);
  if (packed.type !== "payload") {
    const { output, command } = packed;
    process.stderr.write(`${speak(say`${{ output }}\nThis did not work: ${{ command }}`)}\n`);
    return 1;
  }
  const bench: Bench = {
    sources: join(root, "test/vm"),
    environment: process.env,
    cache,
    nslab: packed.file,
    version: readVersion(root),
    tell: (text) => void process.stderr.write(`${text}\n`),
  };
  const results = await sideBySide(scenarios, jobs ?? cpus().length + 1, bench);
  const sum = sumUp(results);
  if (report !== null) writeFileSync(report, `${JSON.stringify({ ...sum, results }, null, 2)}\n`);
  const { passed, failed } = sum;
  const text = results.map((result) => resultText(result)).join("\n");
  process.stdout.write(`${speak(say`${{ results: text }}\n${{ passed }} passed, ${{ failed }} failed`)}\n`);
  return sum.failed === 0 ? 0 : 1;
}

async function sideBySide(scenarios: readonly Scenario[], jobs: number, bench: Bench): Promise<readonly NamedResult[]> {
  const queue = [...scenarios.entries()];
  const results: NamedResult[] = [];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, scenario] = next;
      const result = await runScenario(scenario, bench);
      if (!("type" in result)) keepResult(cache, result);
      results[index] = "type" in result ? { ...result, name: scenario.name } : result;
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

process.exitCode = await main();
