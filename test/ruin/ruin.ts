// A learner who ruins machines: npm run test:ruin. Everything is tried in virtual machines without a network card.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPackageRoot } from "../../src/cli/context.ts";
import { runQuietly } from "../../src/setup/run-command.mjs";
import { cacheFolder, ensureImage } from "../vm/image/build.ts";
import type { Recipe } from "../vm/image/recipe.ts";
import type { Image } from "../vm/machine/qemu-command.ts";
import { boot } from "../vm/machine/virtual-machine.ts";
import { nodePayload, type Payload, packNslab, UNPACK } from "../vm/payload.ts";
import { NOTICED, PARTS, type Part } from "./parts.ts";
import { parseLines, type PartResult, summaryOf, wrongs } from "./summary.ts";
import { listed, say } from "../../src/say/message.ts";
import { speaker } from "../support/speaker.ts";

const USAGE = `npm run test:ruin                     all of it
npm run test:ruin -- PART…            these parts
npm run test:ruin -- PART --way NAME  only this way of ruin; may be given several times
npm run test:ruin -- --list           the parts
npm run test:ruin -- --report FILE    the results as JSON, too
`;

const STOCK: Recipe = { suite: "bookworm", architecture: "amd64", tools: "installed", usr: "merged" };
const PROGRAMS = ["tryout", "learner", "outsider", "at-the-screen", "rough-machine"];
const FOLDER = "lib/nslab-ruin";

const root = findPackageRoot(import.meta.url);
const speak = speaker();
const write = (text: string) => void process.stderr.write(`${text}\n`);

/** What every machine gets. */
interface Bench {
  readonly image: Image;
  readonly disks: readonly string[];
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { list: { type: "boolean" }, way: { type: "string", multiple: true }, report: { type: "string" } },
    allowPositionals: true,
  });
  if (values.list === true) {
    for (const { name, title } of PARTS) process.stdout.write(`${name.padEnd(14)}${title}\n`);
    return 0;
  }
  const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) {
    write(`${speak(say`There is no part called ${{ unknown: listed(unknown) }}.`)}\n\n${USAGE}`);
    return 2;
  }
  if (process.getuid?.() !== 0) {
    write(speak(say`Only root can make the machines' file trees. Run: ${{ command: "sudo npm run test:ruin" }}`));
    return 3;
  }
  const parts = PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const bench = await prepareBench();
  if (typeof bench === "string") {
    write(bench);
    return 1;
  }
  const results: PartResult[] = [];
  for (const part of parts) {
    const result = await tryPart(part, values.way ?? (part.mustChange ? NOTICED : []), bench);
    results.push(result);
    for (const wrong of wrongs(result)) process.stdout.write(`WRONG ${wrong}\n`);
  }
  if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${summaryOf(results)}\n`);
  return results.some((result) => wrongs(result).length > 0) ? 1 : 0;
}

/** @returns what could not be had, or the bench */
async function prepareBench(): Promise<Bench | string> {
  const work = mkdtempSync(join(tmpdir(), "nslab-ruin-"));
  process.on("exit", () => rmSync(work, { recursive: true, force: true }));
  // A machine ends with this process (test/vm/machine/virtual-machine.ts); by a signal as well.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  const image = await ensureImage(STOCK, join(root, "test/vm"), process.env);
  if ("type" in image) return `${image.output}\nThis did not work: ${image.command}`;
  const disks: string[] = [];
  for (const payload of [
    await nodePayload(20, STOCK.architecture, cacheFolder(process.env)),
    await packNslab(root, work),
    await packPrograms(work),
  ]) {
    if (payload.type !== "payload") return `${payload.output}\nThis did not work: ${payload.command}`;
    disks.push(payload.file);
  }
  return { image, disks };
}

async function packPrograms(work: string): Promise<Payload> {
  const tree = join(work, "programs");
  const file = `${tree}.tar`;
  mkdirSync(join(tree, FOLDER), { recursive: true });
  writeFileSync(join(tree, FOLDER, "package.json"), '{ "type": "module" }');
  const build = (name: string) => ["--entry", `test/ruin/inside/${name}.ts`, "--out", join(tree, FOLDER, name)];
  const commands = [
    ...PROGRAMS.map((name) => [process.execPath, join(root, "src/setup/build.mjs"), ...build(name)]),
    ["tar", "-cf", file, "-C", tree, "."],
  ];
  for (const command of commands) {
    const { code, output } = await runQuietly(command, { cwd: root });
    if (code !== 0) return { type: "payload-failed", command: command.join(" "), output };
  }
  return { type: "payload", file };
}

async function tryPart(part: Part, ways: readonly string[], { image, disks }: Bench): Promise<PartResult> {
  const failed = (failure: string): PartResult => ({ part, lines: [], failure });
  const started = performance.now();
  const tell = (text: string) => write(`${part.name}: ${text} (${Math.round((performance.now() - started) / 1000)} s)`);
  tell("booting");
  const machine = await boot({ image, disks, kernelParameters: [], processors: 1, memoryMiB: part.memoryMiB });
  if ("type" in machine) return failed(`its machine did not boot: ${machine.said}`);
  try {
    const prepared = await machine.run(`set -e\n${UNPACK}\n${readFileSync(join(root, "test/ruin/prepare.sh"), "utf8")}`);
    if (prepared.type !== "ran") return failed(`its machine could not be prepared: ${prepared.said}`);
    if (prepared.code !== 0) return failed(`its machine could not be prepared: ${prepared.stdout}${prepared.stderr}`);
    tell("ready");
    const ran = await machine.run(commandOf(part, ways), { user: part.user });
    tell("done");
    // What was being tried then is among the last lines of the console.
    if (ran.type !== "ran") return failed(`its machine is no more, or does not answer: ${ran.said}`);
    return {
      part,
      lines: parseLines(ran.stdout),
      failure: ran.code === 0 ? null : `exit code ${ran.code}: ${ran.stderr.trim()}`,
    };
  } finally {
    await machine.end();
  }
}

function commandOf({ program, given, installed }: Part, ways: readonly string[]): string {
  const [node, nslab] =
    installed === "machine"
      ? ["/usr/local/bin/node", "/usr/local/lib/node_modules/nslab"]
      : ["/home/learner/bin/node", "/home/learner/lib/nslab"];
  const names = ways.map((name) => `'${name.replaceAll("'", "'\\''")}'`);
  return [node, `/usr/local/${FOLDER}/${program}/main.js`, ...given, nslab, ...names].join(" ");
}

process.exitCode = await main();
