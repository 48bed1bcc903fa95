import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { missingTools, TEST_TOOLS, TOOL_PATH, TOOLS, typed } from "../lab/system-packages.mjs";
import { install, planInstall } from "./install-tools.mjs";
import { FOREIGN_MACHINE_TOOLS, MACHINE_TOOLS } from "./machine-tools.mjs";
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
 * What is done without the tools, each a sentence's end.
 * @typedef {{ readonly tools: readonly Tool[], readonly without: string, readonly unavailable: string }} Need
 */

/** By what needs them. */
const NEEDS = {
  /** @type {Need} */
  course: {
    tools: TOOLS,
    without: "npm start -- doctor tells which lessons need them",
    unavailable: "npm start -- doctor tells what is used instead",
  },
  /** @type {Need} */
  tests: {
    tools: [...TOOLS, ...TEST_TOOLS],
    without:
      "npm start -- doctor tells which lessons need them; the tests of a shell that is missing are left out, or fail in CI",
    unavailable: "the tests that need them are left out, or fail in CI",
  },
  /** @type {Need} */
  machines: {
    tools: MACHINE_TOOLS,
    without: "no machine can be made to try nslab on",
    unavailable: "no machine can be made to try nslab on",
  },
  /** @type {Need} */
  foreignMachines: {
    tools: FOREIGN_MACHINE_TOOLS,
    without: "no machine of another processor can be made",
    unavailable: "no machine of another processor can be made",
  },
};

/**
 * Gets missing system tools, or says how to; nslab doctor tells what cannot run without them.
 * @param {string} root
 * @param {(text: string) => void} say
 * @param {keyof typeof NEEDS} what needs them
 * @returns {Promise<boolean>} whether to go on: not after Ctrl-C
 */
export async function ensureTools(root, say, what) {
  const need = NEEDS[what];
  const missing = currentlyMissing(need);
  if (missing.length === 0) return true;
  const names = nameList(missing);
  // Said no before, or no such package here: not again at every start.
  const settledFile = join(root, "node_modules/.nslab-tools-settled");
  if (existsSync(settledFile) && readFileSync(settledFile, "utf8") === names) return true;
  const isRoot = process.getuid?.() === 0;
  const commands = planInstall(missing);
  if (commands === null) {
    say(`Missing on this system: ${names}. Install them by its own means; ${need.without}.\n`);
    return true;
  }
  const line = typed(commands, { sudo: !isRoot });
  switch (conduct({ isRoot, isTerminal: process.stdin.isTTY && process.stderr.isTTY, hasSudo: isOnPath("sudo", TOOL_PATH) })) {
    case "tell":
      say(`Missing on this system: ${names}. To get them: ${line}\n`);
      return true;
    case "ask": {
      say(`Missing on this system: ${names}. The command that installs them:\n  ${line}\n`);
      const answer = await ask("Install them now? [Y/n] ");
      if (answer === "interrupted") return false;
      if (answer === "yes") break;
      writeFileSync(settledFile, names);
      return true;
    }
    case "install":
      say(`Missing on this system: ${names}. Installing them: ${line}\n`);
  }
  const settled = await installAndTell(commands, isRoot, say, need);
  if (settled !== "") writeFileSync(settledFile, settled);
  return true;
}

/**
 * @param {readonly import("../lab/system-packages.mjs").InstallCommand[]} commands
 * @param {boolean} isRoot
 * @param {(text: string) => void} say
 * @param {Need} need
 * @returns {Promise<string>} the tools this system has no package for, to be left alone from now on
 */
async function installAndTell(commands, isRoot, say, need) {
  const started = performance.now();
  const result = await install(commands, isRoot ? "root" : "sudo");
  if (result.type === "install-failed") {
    say(`${result.output.trimEnd()}\n\nThis did not work: ${result.command}\nGoing on without; ${need.without}.\n`);
    return "";
  }
  const still = nameList(currentlyMissing(need));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (still === "") say(`Installed in ${seconds} s.\n`);
  else say(`${[...result.complaints, ""].join("\n")}Still missing after ${seconds} s: ${still}; ${need.unavailable}.\n`);
  return still;
}

/** @param {Need} need */
function currentlyMissing({ tools }) {
  return missingTools((binary) => isOnPath(binary, TOOL_PATH), tools);
}

/** @param {readonly Tool[]} tools */
function nameList(tools) {
  return tools.map((tool) => tool.name).join(", ");
}

/**
 * @param {string} question
 * @returns {Promise<"yes" | "no" | "interrupted">} no when the input ends
 */
function ask(question) {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    lines.once("SIGINT", () => {
      resolve("interrupted");
      lines.close();
    });
    lines.once("close", () => resolve("no"));
    lines.question(question, (answer) => {
      resolve(/^\s*(y(es)?)?\s*$/i.test(answer) ? "yes" : "no");
      lines.close();
    });
  });
}
