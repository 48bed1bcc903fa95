// Builds the program: dist/main.js, which tells old versions of Node apart, dist/program.js and its chunks, with every
// dependency inside (CONTRIBUTING.md, "The build").
//
//   node src/setup/build.mjs [--clean] [--entry FILE] [--out FOLDER]
//
// --clean also removes what earlier builds left: for a package. Otherwise that stays for a day, since
// a program that runs now may still want to load one of its chunks.
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { personsVoice } from "./voice.mjs";
import { say } from "./words.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Packages in the old module format call `require`, which an ES module does not have. */
const REQUIRE =
  'import { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);\n';
/**
 * What courses that are not nslab's own import, and what nslab runs them with. They are built together with the
 * program and share its chunks: a course that imports `nslab/checks` gets the very modules that the program uses.
 */
const BESIDE_THE_PROGRAM = {
  course: "src/course/library.ts",
  checks: "checks/library.ts",
  kernel: "src/kernel/library.ts",
  "course-hooks": "src/course/outside/module-hooks.ts",
  "course-trial": "src/course/outside/trial-program.ts",
};
const PROGRAM = "src/cli/main.ts";
const LAUNCHER = "src/setup/launch.mjs";
const NOTHING = join(ROOT, "src/setup/left-out.mjs");
const LEFT_OUT = { "cli-highlight": NOTHING, "node-emoji": NOTHING, "cli-table3": NOTHING };
/** What reads main.js, to be told that it is too old: the first Node that knows such modules and import(). */
const OLDEST_READER = "node12.20";
const SHEBANG = "#!/usr/bin/env node\n";
const DAY_MS = 86_400_000;

/**
 * @param {{ entry?: string | undefined, out?: string | undefined, clean?: boolean | undefined }} options files below the repository's root
 * @returns {Promise<void>}
 */
export async function build({ entry = PROGRAM, out = "dist", clean = false } = {}) {
  const esbuild = await import("esbuild");
  const folder = resolve(ROOT, out);
  const startedAt = new Date();
  const options = /** @type {const} */ ({
    absWorkingDir: ROOT,
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    alias: LEFT_OUT,
    write: false,
    logLevel: "warning",
  });
  const parts = await esbuild.build({
    ...options,
    entryPoints: { program: entry, ...(entry === PROGRAM ? BESIDE_THE_PROGRAM : {}) },
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
    metafile: true,
    plugins: [LATE],
  });
  // What the program needs at once is all in program.js, though chunks share some of it: each file costs half a millisecond.
  const program = await esbuild.build({
    ...options,
    entryPoints: { program: entry },
    plugins: [LATE, chunksFor(parts.metafile.outputs, folder)],
  });
  const launcher = await esbuild.build({
    ...options,
    target: OLDEST_READER,
    entryPoints: { main: LAUNCHER },
    external: ["./program.js"],
  });
  const main = join(folder, "main.js");
  const own = join(folder, "program.js");
  // Chunks are named after what they hold, and those who load them come after them: at every moment, what
  // dist/main.js loads is there, for a program that runs now and for a build at the same time alike.
  const chunks = parts.outputFiles.filter(({ path }) => path !== own);
  const files = [...chunks, ...program.outputFiles, ...launcher.outputFiles];
  for (const { path, text } of files) {
    place(path, (path === main ? SHEBANG : "") + (text.includes("var __require = ") ? REQUIRE : "") + text);
  }
  chmodSync(main, 0o755);
  utimesSync(main, startedAt, startedAt); // what was changed during the build is newer than the program
  removeStale(folder, new Set(files.map((file) => file.path)), clean ? 0 : DAY_MS);
}

/**
 * commander can run other programs as its subcommands, which nslab has none of, and loads for that what takes Node a fifth of
 * its own start: when it is used, then.
 * @type {import("esbuild").Plugin}
 */
const LATE = {
  name: "late",
  setup: (esbuilding) => {
    esbuilding.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /\/node_modules\/commander\//.test(importer) ? { path: "child_process", namespace: "late" } : undefined,
    );
    esbuilding.onLoad({ filter: /./, namespace: "late" }, () => ({
      contents: 'exports.spawn = (...given) => require("node:child_process").spawn(...given);',
    }));
  },
};

/**
 * Leaves what is loaded when it is needed to the chunk that was made of it.
 * @param {import("esbuild").Metafile["outputs"]} outputs
 * @param {string} folder
 * @returns {import("esbuild").Plugin}
 */
function chunksFor(outputs, folder) {
  const entries = Object.entries(outputs).map(
    ([path, { entryPoint }]) => /** @type {const} */ ([entryPoint, resolve(ROOT, path)]),
  );
  const chunks = new Map(entries);
  return {
    name: "chunks",
    setup: (esbuilding) =>
      esbuilding.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        const chunk = kind === "dynamic-import" ? chunks.get(relative(ROOT, resolve(resolveDir, path))) : undefined;
        return chunk === undefined ? undefined : { path: `./${relative(folder, chunk)}`, external: true };
      }),
  };
}

/**
 * A program of the repository's that uses the built one, and is no part of it: the benchmark, the pictures.
 * @param {string} entry
 * @param {string} outfile
 * @returns {Promise<void>}
 */
export async function buildTool(entry, outfile) {
  const esbuild = await import("esbuild");
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: REQUIRE },
    logLevel: "warning",
  });
}

/**
 * Whole or not at all.
 * @param {string} path
 * @param {string} text
 */
function place(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/**
 * @param {string} folder
 * @param {ReadonlySet<string>} fresh
 * @param {number} age milliseconds since it was last written
 */
function removeStale(folder, fresh, age) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() === true && !fresh.has(path) && Date.now() - stat.mtimeMs >= age) rmSync(path, { force: true });
  }
}

/**
 * Whether something that goes into the program is newer than the program.
 * @param {string} [built] the file that a build writes last
 */
export function isBuildStale(built = join(ROOT, "dist/main.js")) {
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs;
  if (builtAt === undefined) return true;
  return ["src", "lessons", "checks", "package-lock.json"].some((name) => newerThan(builtAt, join(ROOT, name)));
}

/**
 * @param {number} time
 * @param {string} path a folder counts with all below it: its own time tells of files removed
 * @returns {boolean}
 */
function newerThan(time, path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (stat.mtimeMs > time) return true;
  return stat.isDirectory() && readdirSync(path).some((name) => newerThan(time, join(path, name)));
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { clean: { type: "boolean" }, entry: { type: "string" }, out: { type: "string" } } });
  const started = performance.now();
  await build(values);
  const out = relative(process.cwd(), resolve(ROOT, values.out ?? "dist")) || ".";
  const milliseconds = Math.round(performance.now() - started);
  personsVoice([]).tell(say`Built ${{ program: `${out}/main.js` }} in ${{ milliseconds }} ms.`);
}
