import { join } from "node:path";
import { build, buildTool, isBuildStale, ROOT } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { handOver } from "./run-command.mjs";
import { ensureTools } from "./system-tools.mjs";
import { personsVoice } from "./voice.mjs";
import { say } from "./words.mjs";
import { writeFailure } from "./write-failure.mjs";

/** As in src/cli/context.ts, which is not built yet when these are needed. */
const WRONG_USAGE = 2;
const CANNOT = 3;
const INTERRUPTED = 130;

/** @type {Readonly<Record<string, (args: readonly string[]) => Promise<number>>>} */
const MODES = {
  // What stands behind npm start -- is for nslab, which starts where nothing does.
  start: (args) =>
    handOver([process.execPath, join(ROOT, "dist/main.js"), ...args], { environment: { NSLAB_CALLED_AS: "npm start --" } }),
  test: (args) =>
    test(
      args,
      args.every((arg) => arg.startsWith("-")),
    ),
  all: (args) => test(args, false),
  bench: (args) => tool("bench", args),
  faults: (args) => tool("faults", args),
  pictures: (args) => tool("pictures", args),
  vm: (args) => tool("vm", args),
  ruin: (args) => tool("ruin", args),
  settings: (args) => tool("settings", args),
  wall: (args) => tool("wall", args),
};

/** @type {Readonly<Record<string, "tests" | "machines">>} */
const NEEDED_BY = { test: "tests", all: "tests", settings: "tests", vm: "machines", ruin: "machines" };

/**
 * Sets up what is missing, then does what was asked for.
 * @param {readonly string[]} argv
 * @returns {Promise<number>} the exit code
 */
export async function main([mode = "start", ...args]) {
  const voice = personsVoice(mode === "start" ? args : []);
  const run = MODES[mode];
  if (run === undefined) {
    voice.tell(
      say`There is no "${{ mode }}" here. Use: npm start, npm test, npm run test:all, npm run test:faults, npm run test:vm, npm run test:ruin, npm run test:wall, npm run test:settings, npm run bench or npm run pictures.`,
    );
    return WRONG_USAGE;
  }
  try {
    if (!(await ensureDependencies(ROOT, voice, NEEDED_BY[mode] === "tests" ? "everything" : "course"))) return CANNOT;
    if (isBuildStale()) await buildAndTell(voice);
    if (!(await ensureTools(ROOT, voice, NEEDED_BY[mode] ?? "course"))) return INTERRUPTED;
  } catch (error) {
    const failure = writeFailure(error, ROOT);
    if (failure === null) throw error;
    voice.tell(failure);
    return CANNOT;
  }
  return run(args);
}

/** @param {import("./voice.mjs").Voice} voice */
async function buildAndTell(voice) {
  const started = performance.now();
  voice.write(`${voice.told(say`Building nslab …`)} `);
  await build();
  voice.tell(say`${{ seconds: ((performance.now() - started) / 1000).toFixed(1) }} s.`);
}

/**
 * @param {string} name of its folder in test/, and of its file there
 * @param {readonly string[]} args
 */
async function tool(name, args) {
  await buildTool(`test/${name}/${name}.ts`, `dist/${name}.mjs`);
  return handOver([process.execPath, join(ROOT, `dist/${name}.mjs`), ...args], { cwd: ROOT });
}

/**
 * Types, lint and tests, all three even when one fails.
 * @param {readonly string[]} args for vitest
 * @param {boolean} isQuick whether to leave out what takes long (test/long-tests.ts)
 */
async function test(args, isQuick) {
  let worst = 0;
  for (const [name, ...rest] of [
    ["tsc", "--noEmit"],
    ["oxlint", "--type-aware", "--deny-warnings"],
    ["vitest", "run", "--config", "test/vitest.config.ts", ...args],
  ]) {
    const code = await handOver([join(ROOT, "node_modules/.bin", name ?? ""), ...rest], {
      cwd: ROOT,
      environment: isQuick ? { NSLAB_TESTS: "quick" } : {},
    });
    worst = worst || code;
  }
  return worst;
}
