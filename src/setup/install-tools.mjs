import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { detectPackageManager, installCommands, TOOL_PATH } from "../lab/system-packages.mjs";
import { isOnPath, runQuietly } from "./run-command.mjs";

/** @typedef {import("../lab/system-packages.mjs").Tool} Tool */
/** @typedef {import("../lab/system-packages.mjs").PackageManager} PackageManager */

/** Who installs: root itself, or root by sudo, which asks for the password on the terminal. */
/** @typedef {"root" | "sudo"} Installer */

/**
 * What installing would run, or null where no known package manager is there.
 * @param {readonly Tool[]} tools
 */
export function planInstall(tools) {
  const manager = detectPackageManager((binary) => isOnPath(binary, TOOL_PATH));
  return manager === null ? null : installCommands(manager, tools, { refresh: areListsOld(manager) });
}

/**
 * @param {readonly import("../lab/system-packages.mjs").InstallCommand[]} commands
 * @param {Installer} installer
 * @returns {Promise<{ type: "installed", complaints: readonly string[] } | { type: "install-failed", command: string, output: string }>}
 */
export async function install(commands, installer) {
  const complaints = []; // of commands that may fail
  for (const { argv, environment, mayFail } of commands) {
    const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    // sudo clears the environment
    const full = installer === "sudo" ? ["sudo", ...(settings.length > 0 ? ["env", ...settings] : []), ...argv] : argv;
    const { code, output } = await runQuietly(full, {
      environment: { ...environment, PATH: `${process.env["PATH"] ?? ""}:${TOOL_PATH}` },
    });
    if (code === 0) continue;
    if (!mayFail) return { type: "install-failed", command: argv.join(" "), output };
    complaints.push(`${argv.join(" ")}: ${output.trimEnd().split("\n").at(-1) ?? ""}`);
  }
  return { type: "installed", complaints };
}

const DAY_MS = 86_400_000;

/** @type {Partial<Record<PackageManager, string>>} those that do not refresh their lists by themselves */
const LISTS = { apt: "/var/lib/apt/lists", pacman: "/var/lib/pacman/sync" };

/** @param {PackageManager} manager */
function areListsOld(manager) {
  const folder = LISTS[manager];
  return folder !== undefined && newest(folder) < Date.now() - DAY_MS;
}

/** @param {string} folder */
function newest(folder) {
  try {
    const lists = readdirSync(folder).filter((name) => /_Packages(\.\w+)?$|\.db$/.test(name));
    return Math.max(0, ...lists.map((name) => statSync(join(folder, name)).mtimeMs));
  } catch {
    return 0;
  }
}
