import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "../../src/setup/run-command.mjs";
import { cacheFolder, ensureImage } from "../vm/image/build.ts";
import type { Recipe } from "../vm/image/recipe.ts";
import { boot } from "../vm/machine/virtual-machine.ts";
import { nodePayload, UNPACK } from "../vm/payload.ts";
import type { Attack, User } from "./attacks/attack.ts";
import { packagePart } from "./bench.ts";
import { parseTried } from "./summary.ts";
import type { Tried } from "./trial.ts";

/** A machine of its own, without a network card, and what the attacks are tried on there. */
interface Machine {
  readonly name: string;
  readonly kernelParameters: readonly string[];
}

const STOCK: Recipe = { suite: "bookworm", architecture: "amd64", tools: "installed", usr: "merged" };
/** The second one's kernel refuses overlays, so that labs have the machine's own /usr, read-only. */
const MACHINES: readonly Machine[] = [
  { name: "stock", kernelParameters: [] },
  { name: "no-overlay", kernelParameters: ["module_blacklist=overlay"] },
];
const MEMORY_MIB = 3072;
const NSLAB = "lib/node_modules/nslab";
const PROGRAM = "lib/nslab-wall/wall.mjs";

export interface InMachines {
  /** Of this repository, which the attacks are from; and of the nslab that is attacked. */
  readonly root: string;
  readonly packageRoot: string;
  readonly attacks: readonly Attack[];
  readonly users: readonly User[];
  readonly say: (text: string) => void;
}

/** @returns what came of the attacks in all machines, or why that could not be found out */
export async function tryInMachines(order: InMachines): Promise<readonly Tried[] | string> {
  const { root, packageRoot, say } = order;
  const work = mkdtempSync(join(tmpdir(), "nslab-wall-vm-"));
  process.on("exit", () => rmSync(work, { recursive: true, force: true }));
  const image = await ensureImage(STOCK, join(root, "test/vm"), process.env);
  if ("type" in image) return `${image.output}\nThis did not work: ${image.command}`;
  const node = await nodePayload(20, STOCK.architecture, cacheFolder(process.env));
  if (node.type !== "payload") return `${node.output}\nThis did not work: ${node.command}`;
  const disk = await packed(packageRoot, work);
  if ("output" in disk) return disk.output;
  const all: Tried[] = [];
  for (const { name, kernelParameters } of MACHINES) {
    say(`${name}: booting`);
    const machine = await boot({ image, disks: [node.file, disk.file], kernelParameters, processors: 2, memoryMiB: MEMORY_MIB });
    if ("type" in machine) return `${name} did not boot: ${machine.said}`;
    try {
      const ran = await machine.run(`set -e\n${UNPACK}\nexec 2>/dev/console\n${commandOf(order)}`);
      if (ran.type !== "ran") return `${name} is no more, or does not answer: ${ran.said}`;
      const tried = parseTried(ran.stdout, name);
      if (tried.length === 0) return `${name}: nothing was tried: ${ran.stdout}`;
      all.push(...tried);
    } finally {
      await machine.end();
    }
  }
  return all;
}

/** The nslab as it is built there, and the program that attacks it, as a disk. */
async function packed(packageRoot: string, work: string): Promise<{ readonly file: string } | { readonly output: string }> {
  const tree = join(work, "tree");
  mkdirSync(join(tree, "lib/node_modules"), { recursive: true });
  mkdirSync(join(tree, "lib/nslab-wall"));
  cpSync(packageRoot, join(tree, NSLAB), { recursive: true, filter: packagePart(packageRoot) });
  cpSync(fileURLToPath(import.meta.url), join(tree, PROGRAM)); // built, all of it is this one file
  writeFileSync(join(tree, "lib/nslab-wall/package.json"), '{ "type": "module" }');
  const file = join(work, "wall.tar");
  const { code, output } = await runQuietly(["tar", "-cf", file, "-C", tree, "."], { cwd: work });
  return code === 0 ? { file } : { output };
}

function commandOf({ attacks, users }: InMachines): string {
  const given = [...(users.length === 1 ? ["--user", ...users] : []), ...attacks.map(({ name }) => name)];
  const quoted = given.map((each) => `'${each.replaceAll("'", "'\\''")}'`).join(" ");
  // What was tried last stands on the console, whatever becomes of the machine.
  return `/usr/local/bin/node /usr/local/${PROGRAM} --in-a-machine-of-its-own --package /usr/local/${NSLAB} --report /root/tried.json ${quoted} >/dev/console || true; cat /root/tried.json`;
}
