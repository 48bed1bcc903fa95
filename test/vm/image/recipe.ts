import { createHash } from "node:crypto";
import type { Architecture } from "../machine/qemu-command.ts";

/** What an image is made of; two recipes that are equal make the same image. */
export interface Recipe {
  readonly suite: "bookworm" | "trixie";
  readonly architecture: Architecture;
  /** Programs that the course uses: in a folder that apt installs from, or installed. */
  readonly tools: "folder" | "installed";
  /** Whether /bin, /sbin and /lib are links into /usr, as they are by default. */
  readonly usr: "merged" | "split";
}

/** What makes up an image besides its recipe. */
export interface Ingredients {
  /** Packages of the programs that the course uses. */
  readonly toolPackages: readonly string[];
  /** The script that finishes an image, and the files it puts there, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** What every installation of Debian has beyond its essential packages; su and logind make sessions. */
const SYSTEM = ["systemd-sysv", "libpam-systemd", "dbus", "udev", "kmod", "zstd"];

const DOCUMENTATION = ["/usr/share/man/*", "/usr/share/doc/*", "/usr/share/locale/*", "/usr/share/info/*"];

/**
 * The command that makes the file tree of an image, from the mirror that this machine's Debian uses by default.
 *
 * @param files where the finishing script and its files are
 */
export function recipeCommand(recipe: Recipe, ingredients: Ingredients, files: string, tree: string): readonly string[] {
  const installed = [
    `linux-image-${recipe.architecture}`,
    ...SYSTEM,
    ...(recipe.tools === "installed" ? ingredients.toolPackages : []),
  ];
  const folder = recipe.tools === "folder" ? ingredients.toolPackages : [];
  return [
    "mmdebstrap",
    "--variant=minbase",
    "--mode=root",
    "--format=directory",
    `--architectures=${recipe.architecture}`,
    `--include=${installed.join(",")}`,
    '--aptopt=Acquire::Languages "none"',
    "--dpkgopt=force-unsafe-io",
    ...DOCUMENTATION.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...(recipe.usr === "split" ? ["--hook-dir=/usr/share/mmdebstrap/hooks/no-merged-usr"] : []),
    `--setup-hook=sh ${files}/finish.sh initrd "$1" ${files}`,
    `--customize-hook=sh ${files}/finish.sh system "$1" ${files} ${folder.join(" ")}`,
    recipe.suite,
    tree,
  ];
}

/** What a machine's programs need to run on this one while its image is made: nothing, or qemu-user (foreign.sh). */
export function isForeign({ architecture }: Recipe, here: NodeJS.Architecture): boolean {
  return NODE_NAMES[architecture] !== here;
}

const NODE_NAMES = { amd64: "x64", arm64: "arm64" } as const;

/** Changes with everything that goes into an image, so that a cached one is never stale. */
export function imageKey(recipe: Recipe, ingredients: Ingredients): string {
  const content = JSON.stringify([recipeCommand(recipe, ingredients, "", ""), ingredients]);
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return `${recipe.suite}-${recipe.architecture}-${recipe.tools}-${recipe.usr}-${digest}`;
}
