import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { TOOLS } from "../../../src/lab/system-packages.mjs";
import { runQuietly } from "../../../src/setup/run-command.mjs";
import { type Image, IMAGE_FILES } from "../machine/qemu-command.ts";
import { imageKey, type Ingredients, isForeign, type Recipe, recipeCommand } from "./recipe.ts";

export interface BuildFailed {
  readonly type: "build-failed";
  readonly command: string;
  readonly output: string;
}

const DISK_SIZE = "4G";

/** The image, from the cache or newly made. Two processes may want it at a time: whichever is ready first puts it there. */
export async function ensureImage(recipe: Recipe, sources: string, environment: NodeJS.ProcessEnv): Promise<Image | BuildFailed> {
  const ingredients = readIngredients(sources);
  const cache = cacheFolder(environment);
  const folder = join(cache, imageKey(recipe, ingredients));
  const image: Image = { folder, architecture: recipe.architecture };
  if (existsSync(folder)) return image;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "building-"));
  try {
    const failed = await make(recipe, ingredients, sources, work);
    if (failed !== null) return failed;
    if (!existsSync(folder)) renameSync(join(work, "image"), folder);
    return image;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Outside the repository, where what can be made again is kept (XDG base directory specification). */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  return join(environment["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "nslab-vm");
}

/** @param sources the folder test/vm */
function readIngredients(sources: string): Ingredients {
  const files = ["image/finish.sh", "machine/agent.sh", "machine/nslab-agent.service"];
  return {
    toolPackages: [...new Set(TOOLS.map((tool) => tool.package.apt))].sort(),
    files: Object.fromEntries(
      files.map((file) => [file.slice(file.indexOf("/") + 1), readFileSync(join(sources, file), "utf8")]),
    ),
  };
}

/** As qemu calls them. */
const CPU_NAMES = { amd64: "x86_64", arm64: "aarch64" } as const;

async function make(recipe: Recipe, ingredients: Ingredients, sources: string, work: string): Promise<BuildFailed | null> {
  const [files, tree, image] = ["files", "tree", "image"].map((name) => join(work, name)) as [string, string, string];
  mkdirSync(files);
  mkdirSync(image);
  for (const [name, text] of Object.entries(ingredients.files)) writeFileSync(join(files, name), text);
  const command = recipeCommand(recipe, ingredients, files, tree);
  const foreign = ["bash", join(sources, "image/foreign.sh"), CPU_NAMES[recipe.architecture], ...command, "--skip=check/qemu"];
  const built = await run(isForeign(recipe, process.arch) ? foreign : command);
  if (built !== null) return built;
  const boot = readdirSync(join(tree, "boot"));
  for (const [name, pattern] of [
    ["kernel", /^vmlinuz-/],
    ["initrd", /^initrd/],
  ] as const)
    cpSync(join(tree, "boot", boot.find((file) => pattern.test(file)) ?? name), join(image, IMAGE_FILES[name]));
  const disk = join(image, IMAGE_FILES.disk);
  // Without a journal: the disk is thrown away after each run.
  return run(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", "-d", tree, disk, DISK_SIZE]);
}

async function run(argv: readonly string[]): Promise<BuildFailed | null> {
  const { code, output } = await runQuietly(["nice", "-n", "19", ...argv], { environment: { LC_ALL: "C" } });
  return code === 0 ? null : { type: "build-failed", command: argv.join(" "), output };
}
