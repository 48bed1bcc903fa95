import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program built into a folder that everybody can read, with the package's files beside it. */
export interface Installed {
  /** The folder with package.json. */
  readonly root: string;
  /** The program, for Node to run. */
  readonly program: string;
  remove(): void;
}

/** A copy of those of a package's files, and its program where that is built. */
export function copyPackage(packageRoot: string, names: readonly string[]): Installed {
  const root = mkdtempSync(join(tmpdir(), "nslab-installed-"));
  chmodSync(root, 0o755);
  for (const name of names) cpSync(join(packageRoot, name), join(root, name), { recursive: true, filter: isPacked });
  return { root, program: join(root, "dist/main.js"), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** TypeScript is not packed: a program that reads it works in a checkout alone. */
function isPacked(path: string): boolean {
  return !path.endsWith(".ts");
}
