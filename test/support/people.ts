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

/** Root sees a /run that is empty and his alone. */
const OWN_RUN = 'mount -t tmpfs tmpfs /run && exec "$@"';

/** Somebody, with what runs a program as him. */
export interface Stranger {
  readonly who: Who;
  readonly home: Home;
  readonly by: readonly string[];
}

/**
 * Somebody of whose labs no other nslab knows, also where their records go to the places that all programs of one person
 * share (`runtimeDirectories`): whoever looks for his labs while another test runs must not find these.
 */
export function makeStranger(who: Who): Stranger {
  const isOrdinary = who.ids.uid !== undefined;
  const as = isOrdinary ? { ...who, ids: { uid: 61_300 + (process.pid % 4000), gid: 61_234 } } : who;
  return { who: as, home: makeHome(as), by: isRoot && !isOrdinary ? ["unshare", "-m", "sh", "-c", OWN_RUN, "sh"] : [] };
}
