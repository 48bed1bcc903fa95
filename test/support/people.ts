import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
