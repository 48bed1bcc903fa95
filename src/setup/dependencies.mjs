import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderSize, watchProgress } from "./install-progress.mjs";
import { firstMissing } from "./installed.mjs";
import { runQuietly } from "./run-command.mjs";
import { say } from "./words.mjs";

/** @typedef {import("./installed.mjs").Extent} Extent */
/** @typedef {import("./installed.mjs").Packages} Packages */
/** @typedef {import("./voice.mjs").Voice} Voice */

/** The size of node_modules on Linux, x64. */
export const MEGABYTES = { course: 28, everything: 239 };

/** @param {Extent} extent */
function aboutToInstall(extent) {
  const megabytes = MEGABYTES[extent];
  return extent === "course"
    ? say`Installing what nslab is built with: about ${{ megabytes }} MB in node_modules, most often within a minute; only now, and when it has changed …`
    : say`Installing what nslab is built, checked and tested with: about ${{ megabytes }} MB in node_modules, most often within a minute; only now, and when it has changed …`;
}

/**
 * Installs what is wanted, unless that is there already.
 * @param {string} root the folder with package.json
 * @param {Voice} voice
 * @param {Extent} wanted
 * @returns {Promise<boolean>} whether it is there now
 */
export async function ensureDependencies(root, voice, wanted) {
  const lacking = lackingOf(root, wanted);
  if (lacking === null) return true;
  voice.tell(aboutToInstall(lacking));
  const started = performance.now();
  const modules = join(root, "node_modules");
  const stopWatching = watchProgress(modules, voice);
  const { code, output } = await runQuietly([...npmCommand(process.env), ...npmArguments(lacking)], { cwd: root });
  stopWatching();
  if (code !== 0) {
    voice.tell(say`${{ output: output.trimEnd() }}\n\n${{ failure: installFailure(output, MEGABYTES[lacking]) }}`);
    return false;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  voice.tell(say`Installed in ${{ seconds }} s: ${{ megabytes: folderSize(modules) }} MB.`);
  return true;
}

/**
 * What has to be installed for that, null where all of it is there. Whoever has had everything gets everything again:
 * npm would remove the rest.
 * @param {string} root
 * @param {Extent} wanted
 * @returns {Extent | null}
 */
export function lackingOf(root, wanted) {
  const lock = packagesIn(join(root, "package-lock.json"));
  const tree = packagesIn(join(root, "node_modules/.package-lock.json"));
  const there = Object.fromEntries(Object.entries(tree).filter(([place]) => existsSync(join(root, place))));
  if (firstMissing(lock, there, wanted, process) === null) return null;
  return wanted === "course" && !hasTools(lock, tree) ? "course" : "everything";
}

/**
 * @param {Packages} lock
 * @param {Packages} tree
 */
function hasTools(lock, tree) {
  const tools = (lock[""]?.workspaces ?? []).flatMap((path) => Object.keys(lock[path]?.devDependencies ?? {}));
  return tools.some((name) => `node_modules/${name}` in tree);
}

/**
 * @param {string} file as npm writes it
 * @returns {Packages}
 */
function packagesIn(file) {
  // What was cut off while it was written is written anew.
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Not `npm ci`: it removes all there is before it begins, and insists on every package of the lockfile, of which a
 * mirror of the registry may lack some of the optional ones for other platforms.
 * @param {Extent} extent
 */
export function npmArguments(extent) {
  return [
    ...["install", "--no-save", "--no-audit", "--no-fund"],
    "--include=dev", // NODE_ENV=production would leave all of them out
    ...(extent === "course" ? ["--workspaces=false"] : []),
  ];
}

/**
 * The npm that runs this script, else the one on the PATH.
 * @param {NodeJS.ProcessEnv} environment
 */
export function npmCommand(environment) {
  const running = environment["npm_execpath"];
  return running !== undefined && /npm-cli\.c?js$/.test(running) ? [process.execPath, running] : ["npm"];
}

/**
 * @param {string} output what npm said
 * @param {number} megabytes what is installed
 */
export function installFailure(output, megabytes) {
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output)) {
    return say`The packages could not be downloaded: no network, or the registry does not answer. nslab needs it this once; try again when you are connected.`;
  }
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) {
    return say`The packages could not be written into node_modules. Make this folder yours (its owner can run: chown -R "$USER" .) and try again.`;
  }
  // as much again is kept by npm, in its cache
  if (/\bENOSPC\b/.test(output)) return say`The disk is full. Free about ${{ megabytes: 2 * megabytes }} MB and try again.`;
  return say`The packages could not be installed. What npm said is above; when that is put right, try again.`;
}
