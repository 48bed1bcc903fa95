import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../src/setup/build.mjs";
import { PACKAGE_ROOT } from "./test-lab.ts";

/** A program built into a folder that everybody can read, with the package's files beside it. */
export interface Installed {
  /** The folder with package.json. */
  readonly root: string;
  /** The program, for Node to run. */
  readonly program: string;
  remove(): void;
}

/** @param entry the program's source; nslab itself by default */
export async function install(entry = "src/cli/main.ts"): Promise<Installed> {
  const root = mkdtempSync(join(tmpdir(), "nslab-installed-"));
  chmodSync(root, 0o755);
  for (const name of ["package.json", "lessons", "src/lab", "src/cli/completion"])
    cpSync(join(PACKAGE_ROOT, name), join(root, name), { recursive: true, filter: isPacked });
  await build({ entry, out: join(root, "dist") });
  return { root, program: join(root, "dist/main.js"), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** TypeScript is not packed: a program that reads it works in a checkout alone. */
function isPacked(path: string): boolean {
  return !path.endsWith(".ts");
}

const isRoot = process.getuid?.() === 0;

/** Who runs a program, by a name for the test; the ids are options of `spawn`. */
export interface Who {
  readonly name: string;
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

/** Everybody who may run a lab here: root only where the tests run as root. */
export const PEOPLE: readonly Who[] = [
  ...(isRoot ? [{ name: "root", ids: {} }] : []),
  { name: "an ordinary user", ids: isRoot ? { uid: 61_234, gid: 61_234 } : {} },
];

/** A home directory for somebody, with the environment that goes with it: records of labs are kept there too. */
export interface Home {
  readonly path: string;
  readonly environment: NodeJS.ProcessEnv;
  remove(): void;
}

export function makeHome(who: Who): Home {
  const path = mkdtempSync(join(tmpdir(), "nslab-home-"));
  if (who.ids.uid !== undefined) chownSync(path, who.ids.uid, who.ids.gid ?? who.ids.uid);
  const environment = { PATH: process.env["PATH"], HOME: path, XDG_RUNTIME_DIR: path, TERM: "xterm-256color", LANG: "C.UTF-8" };
  return { path, environment, remove: () => rmSync(path, { recursive: true, force: true }) };
}
