import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { missingTools, TOOL_PATH, typed } from "../lab/system-packages.mjs";
import { install, planInstall } from "./install-tools.mjs";
import { isOnPath } from "./run-command.mjs";

/** @typedef {import("../lab/system-packages.mjs").Tool} Tool */
/** @typedef {{ readonly isRoot: boolean, readonly isTerminal: boolean, readonly hasSudo: boolean }} Circumstances */
/** @typedef {"install" | "ask" | "tell"} Conduct */

/**
 * Root without a terminal has nobody to ask and may install; somebody at a terminal is asked first.
 * @param {Circumstances} circumstances
 * @returns {Conduct}
 */
export function conduct({ isRoot, isTerminal, hasSudo }) {
  if (isTerminal && (isRoot || hasSudo)) return "ask";
  return isRoot ? "install" : "tell";
}

/**
 * Gets missing system tools, or says how to. Goes on in any case: nslab doctor tells what cannot run without.
 * @param {string} root
 * @param {(text: string) => void} say
 */
export async function ensureTools(root, say) {
  const missing = currentlyMissing();
  if (missing.length === 0) return;
  const names = nameList(missing);
  // Said no before, or no such package here: not again at every start.
  const settledFile = join(root, "node_modules/.nslab-tools-settled");
  if (existsSync(settledFile) && readFileSync(settledFile, "utf8") === names) return;
  const isRoot = process.getuid?.() === 0;
  const commands = planInstall(missing);
  if (commands === null) return say(`Missing on this system: ${names}. Install them by its own means; nslab doctor tells which lessons need them.\n`);
  const line = typed(commands, { sudo: !isRoot });
  switch (conduct({ isRoot, isTerminal: process.stdin.isTTY && process.stderr.isTTY, hasSudo: isOnPath("sudo", TOOL_PATH) })) {
    case "tell":
      return say(`Missing on this system: ${names}. To get them: ${line}\n`);
    case "ask":
      say(`Missing on this system: ${names}. The command that installs them:\n  ${line}\n`);
      if (!(await isAgreed("Install them now? [Y/n] "))) return writeFileSync(settledFile, names);
      break;
    case "install":
      say(`Missing on this system: ${names}. Installing them: ${line}\n`);
  }
  const started = performance.now();
  const result = await install(commands, isRoot ? "root" : "sudo");
  if (result.type === "install-failed") return say(`${result.output.trimEnd()}\n\nThis did not work: ${result.command}\nGoing on without; nslab doctor tells which lessons need what.\n`);
  const still = currentlyMissing();
  if (still.length > 0) writeFileSync(settledFile, nameList(still));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (still.length === 0) return say(`Installed in ${seconds} s.\n`);
  say(`${[...result.complaints, ""].join("\n")}Still missing after ${seconds} s: ${nameList(still)}. nslab doctor tells what is used instead.\n`);
}

function currentlyMissing() {
  return missingTools((binary) => isOnPath(binary, TOOL_PATH));
}

/** @param {readonly Tool[]} tools */
function nameList(tools) {
  return tools.map((tool) => tool.name).join(", ");
}

/**
 * @param {string} question
 * @returns {Promise<boolean>} no when the input ends
 */
function isAgreed(question) {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    lines.once("close", () => resolve(false));
    lines.question(question, (answer) => {
      resolve(/^\s*(y(es)?)?\s*$/i.test(answer));
      lines.close();
    });
  });
}
