import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./run-command.mjs";

/**
 * Installs what nslab is built and tested with, unless that is there already.
 * @param {string} root the folder with package.json
 * @param {(text: string) => void} say
 * @returns {Promise<boolean>} whether it is there now
 */
export async function ensureDependencies(root, say) {
  const stampFile = join(root, "node_modules/.nslab-installed");
  const stamp = dependencyStamp(readFileSync(join(root, "package-lock.json")));
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return true;
  say("Installing the packages nslab is built with (once, and after they changed) …\n");
  const started = performance.now();
  // Not `npm ci`: it insists on every package of the lockfile, and a mirror of the registry may lack
  // some of the optional ones for other platforms. --include: NODE_ENV=production would leave all of them out.
  const { code, output } = await runQuietly(
    [...npmCommand(process.env), "install", "--no-save", "--include=dev", "--no-audit", "--no-fund"],
    { cwd: root },
  );
  if (code !== 0) {
    say(`${output.trimEnd()}\n\n${installFailure(output)}\n`);
    return false;
  }
  writeFileSync(stampFile, stamp);
  say(`Installed in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
  return true;
}

/**
 * Changes with the lockfile, and with the machine: some packages hold programs for one platform.
 * @param {Buffer} lockfile
 */
export function dependencyStamp(lockfile) {
  return `${createHash("sha256").update(lockfile).digest("hex")} ${process.platform} ${process.arch}\n`;
}

/**
 * The npm that runs this script, else the one on the PATH.
 * @param {NodeJS.ProcessEnv} environment
 */
export function npmCommand(environment) {
  const running = environment["npm_execpath"];
  return running !== undefined && /npm-cli\.c?js$/.test(running) ? [process.execPath, running] : ["npm"];
}

/** @param {string} output what npm said */
export function installFailure(output) {
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output)) {
    return "The packages could not be downloaded: no network, or the registry does not answer. nslab needs it this once; try again when you are connected.";
  }
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) {
    return 'The packages could not be written into node_modules. Make this folder yours (its owner can run: chown -R "$USER" .) and try again.';
  }
  if (/\bENOSPC\b/.test(output)) return "The disk is full. Free about 200 MB and try again.";
  return "The packages could not be installed. What npm said is above; when that is put right, try again.";
}
