import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { constants as system } from "node:os";
import { join } from "node:path";

/**
 * Runs a command whose output matters only if it fails. Passwords are asked for on the terminal itself.
 * @param {readonly string[]} argv
 * @param {{ cwd?: string, environment?: Readonly<Record<string, string>> }} [options]
 * @returns {Promise<{ code: number, output: string }>} 127 where it could not be started
 */
export function runQuietly([command = "", ...rest], { cwd, environment } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, rest, { cwd, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.once("error", (error) => resolve({ code: 127, output: error.message }));
    child.once("close", (code, signal) => resolve({ code: exitCode(code, signal), output: Buffer.concat(chunks).toString() }));
  });
}

/**
 * Runs a command as if it had been typed in place of this one: same terminal, signals passed on, its exit code.
 * @param {readonly string[]} argv
 * @param {{ cwd?: string, environment?: Readonly<Record<string, string>> }} [options]
 * @returns {Promise<number>}
 */
export function handOver([command = "", ...rest], { cwd, environment } = {}) {
  return new Promise((resolve, reject) => {
    // On a terminal Ctrl-C reaches the child by itself; here it must only not end the wait for it.
    const passOn = /** @param {NodeJS.Signals} signal */ (signal) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]);
    // Before the child is there: it may have work to leave in order as soon as it runs.
    for (const signal of signals) process.on(signal, passOn);
    const child = spawn(command, rest, { cwd, env: { ...process.env, ...environment }, stdio: "inherit" });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      for (const each of signals) process.off(each, passOn);
      resolve(exitCode(code, signal));
    });
  });
}

/**
 * As a shell counts: 128 and the number of the signal that ended it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCode(code, signal) {
  return code ?? 128 + (signal === null ? 0 : system.signals[signal]);
}

/**
 * @param {string} binary
 * @param {string} path folders, with colons between
 */
export function isOnPath(binary, path) {
  return path.split(":").some((folder) => {
    try {
      accessSync(join(folder, binary), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
