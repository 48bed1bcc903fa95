import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { missingTools, TEST_TOOLS, TOOL_PATH, TOOLS, typed } from "../lab/system-packages.mjs";
import { install, planInstall } from "./install-tools.mjs";
import { FOREIGN_MACHINE_TOOLS, MACHINE_TOOLS } from "./machine-tools.mjs";
import { isOnPath } from "./run-command.mjs";
import { say } from "./words.mjs";

/** @typedef {import("../lab/system-packages.mjs").Tool} Tool */
/** @typedef {import("../say/message.ts").Message} Message */
/** @typedef {import("./voice.mjs").Voice} Voice */
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
 * @typedef {{ readonly tools: readonly Tool[], readonly without: Message, readonly unavailable: Message }} Need
 */

const DOCTOR_TELLS = say`npm start -- doctor tells which lessons need them`;
const DOCTOR_REPLACES = say`npm start -- doctor tells what is used instead`;
const UNTESTED = say`npm start -- doctor tells which lessons need them; the tests of a shell that is missing are left out, or fail in CI`;
const LEFT_OUT = say`the tests that need them are left out, or fail in CI`;
const NO_MACHINE = say`no machine can be made to try nslab on`;
const NO_FOREIGN = say`no machine of another processor can be made`;

/** By what needs them. */
const NEEDS = {
  /** @type {Need} */
  course: { tools: TOOLS, without: DOCTOR_TELLS, unavailable: DOCTOR_REPLACES },
  /** @type {Need} */
  tests: { tools: [...TOOLS, ...TEST_TOOLS], without: UNTESTED, unavailable: LEFT_OUT },
  /** @type {Need} */
  machines: { tools: MACHINE_TOOLS, without: NO_MACHINE, unavailable: NO_MACHINE },
  /** @type {Need} */
  foreignMachines: { tools: FOREIGN_MACHINE_TOOLS, without: NO_FOREIGN, unavailable: NO_FOREIGN },
};

/**
 * Gets missing system tools, or says how to; nslab doctor tells what cannot run without them.
 * @param {string} root
 * @param {Voice} voice
 * @param {keyof typeof NEEDS} what needs them
 * @returns {Promise<boolean>} whether to go on: not after Ctrl-C
 */
export async function ensureTools(root, voice, what) {
  const need = NEEDS[what];
  const missing = currentlyMissing(need);
  if (missing.length === 0) return true;
  const names = nameList(missing);
  const tools = listed(missing);
  // Said no before, or no such package here: not again at every start.
  const settledFile = join(root, "node_modules/.nslab-tools-settled");
  if (existsSync(settledFile) && readFileSync(settledFile, "utf8") === names) return true;
  const isRoot = process.getuid?.() === 0;
  const commands = planInstall(missing);
  if (commands === null) {
    voice.tell(say`Missing on this system: ${{ tools }}. Install them by its own means; ${{ without: need.without }}.`);
    return true;
  }
  const line = typed(commands, { sudo: !isRoot });
  switch (conduct({ isRoot, isTerminal: process.stdin.isTTY && process.stderr.isTTY, hasSudo: isOnPath("sudo", TOOL_PATH) })) {
    case "tell":
      voice.tell(say`Missing on this system: ${{ tools }}. To get them: ${{ line }}`);
      return true;
    case "ask": {
      voice.tell(say`Missing on this system: ${{ tools }}. The command that installs them:\n  ${{ line }}`);
      const answer = await ask(`${voice.told(say`Install them now? [Y/n]`)} `);
      if (answer === "interrupted") return false;
      if (answer === "yes") break;
      writeFileSync(settledFile, names);
      return true;
    }
    case "install":
      voice.tell(say`Missing on this system: ${{ tools }}. Installing them: ${{ line }}`);
  }
  const settled = await installAndTell(commands, isRoot, voice, need);
  if (settled !== "") writeFileSync(settledFile, settled);
  return true;
}

/**
 * @param {readonly import("../lab/system-packages.mjs").InstallCommand[]} commands
 * @param {boolean} isRoot
 * @param {Voice} voice
 * @param {Need} need
 * @returns {Promise<string>} the tools this system has no package for, to be left alone from now on
 */
async function installAndTell(commands, isRoot, voice, need) {
  const started = performance.now();
  const result = await install(commands, isRoot ? "root" : "sudo");
  if (result.type === "install-failed") {
    const { output, command } = result;
    voice.tell(
      say`${{ output: output.trimEnd() }}\n\nThis did not work: ${{ command }}\nGoing on without; ${{ without: need.without }}.`,
    );
    return "";
  }
  const missing = currentlyMissing(need);
  const still = nameList(missing);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (still === "") {
    voice.tell(say`Installed in ${{ seconds }} s.`);
    return "";
  }
  for (const complaint of result.complaints) voice.write(`${complaint}\n`);
  voice.tell(say`Still missing after ${{ seconds }} s: ${{ tools: listed(missing) }}; ${{ unavailable: need.unavailable }}.`);
  return still;
}

/** @param {Need} need */
function currentlyMissing({ tools }) {
  return missingTools((binary) => isOnPath(binary, TOOL_PATH), tools);
}

/** @param {readonly Tool[]} tools */
function listed(tools) {
  return { items: tools.map(({ name }) => name), by: /** @type {const} */ (",") };
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
      resolve(/^\s*(y(es)?|是)?\s*$/i.test(answer) ? "yes" : "no");
      lines.close();
    });
  });
}
