import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
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
  for (const name of ["package.json", "lessons", "src/lab"]) cpSync(join(PACKAGE_ROOT, name), join(root, name), { recursive: true, filter: isPacked });
  await build({ entry, out: join(root, "dist") });
  return { root, program: join(root, "dist/main.js"), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** TypeScript is not packed: a program that reads it works in a checkout alone. */
function isPacked(path: string): boolean {
  return !path.endsWith(".ts");
}

const isRoot = process.getuid?.() === 0;

/** Options of `spawn` for whoever may run a lab here, by a name for the test: root only where the tests run as root. */
export const PEOPLE: readonly { readonly name: string; readonly uid?: number; readonly gid?: number }[] = [
  ...(isRoot ? [{ name: "root" }] : []),
  { name: "an ordinary user", ...(isRoot ? { uid: 61_234, gid: 61_234 } : {}) },
];

/** What of the environment a program needs that is run as somebody else: not whose home it is. */
export function environmentOf(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: home, TERM: "xterm-256color", LANG: "C.UTF-8" };
}
