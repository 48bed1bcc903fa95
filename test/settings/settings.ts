// Tests with what fresh namespaces take from this machine set the other way: npm run test:settings.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPackageRoot } from "../../src/cli/context.ts";
import { handOver } from "../../src/setup/run-command.mjs";
import { fileOf, otherThan, SETTINGS, settingCommand } from "./other-settings.ts";
import { type Message, say } from "../../src/say/message.ts";
import { speaker } from "../support/speaker.ts";

/** Those in which a learner would be told of the settings: lessons, hints, remarks, changes, maps, and where a packet ends. */
const TESTS = [
  "test/lessons/",
  "test/map/",
  "test/checks/",
  "test/kernel/",
  "test/player/",
  ...["course", "map", "packet-end", "screens", "take-over.e2e", "typed", "verify"].map((name) => `test/e2e/${name}`),
];

const speak = speaker();
const tell = (said: Message) => void process.stderr.write(`${speak(said)}\n`);

async function main(given: readonly string[]): Promise<number> {
  if (process.getuid?.() !== 0) {
    tell(say`Only root can set them. Run: ${{ command: "sudo npm run test:settings" }}`);
    return 3;
  }
  if (!has("net.core.devconf_inherit_init_net")) {
    tell(say`This is not the machine's first network namespace, from which fresh ones take their settings.`);
    return 3;
  }
  const root = findPackageRoot(import.meta.url);
  const there = SETTINGS.filter(({ key }) => has(key));
  const before = there.map(({ key }) => ({ key, value: read(key) }));
  tell(say`What sets this machine back, if this run cannot:\n  ${{ command: settingCommand(before) }}`);
  // However it ends, by a signal too (handOver); only a process that is killed cannot.
  process.on("exit", () => setAll(before));
  setAll(there.map((setting) => ({ key: setting.key, value: otherThan(setting, read(setting.key)) })));
  tell(say`Now: ${{ settings: there.map(({ key }) => `${key}=${read(key)}`).join(" ") }}`);
  const tests = given.length === 0 ? TESTS : given;
  return handOver([join(root, "node_modules/.bin/vitest"), "run", "--config", "test/vitest.config.ts", ...tests], { cwd: root });
}

function has(key: string): boolean {
  try {
    return read(key) !== "";
  } catch {
    return false; // this kernel has no such setting, or not here
  }
}

function read(key: string): string {
  return readFileSync(fileOf({ key }), "utf8").trim();
}

function setAll(values: readonly { readonly key: string; readonly value: string }[]): void {
  for (const { key, value } of values) {
    try {
      if (read(key) !== value) writeFileSync(fileOf({ key }), value);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      tell(say`${{ setting: key }} could not be set to ${{ value }}: ${{ why }}`);
    }
  }
}

process.exitCode = await main(process.argv.slice(2));
