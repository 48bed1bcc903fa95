import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { User } from "./attacks/attack.ts";

/** Who runs nslab, as options of `spawn`. */
export interface Somebody {
  readonly user: User;
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

/** The nslab that is attacked, where everybody can read it, and who runs it. */
export interface Bench {
  readonly folder: string;
  /** dist/main.js of the copy. */
  readonly program: string;
  readonly people: ReadonlyMap<User, Somebody>;
  remove(): void;
}

const USER_NAME = "nslab-wall";
const UNNAMED = 61_337;

/**
 * @param makesUser a user of the machine is made for the run, and removed with the bench; else an id is used that nobody has
 */
export function makeBench(packageRoot: string, makesUser: boolean): Bench {
  const folder = mkdtempSync(join(tmpdir(), "nslab-wall-"));
  chmodSync(folder, 0o755);
  const copy = join(folder, "package");
  cpSync(packageRoot, copy, { recursive: true, filter: packagePart(packageRoot) });
  const isRoot = process.getuid?.() === 0;
  const people = new Map<User, Somebody>();
  if (isRoot) people.set("root", { user: "root", ids: {} });
  const made = isRoot && makesUser ? addUser() : null;
  const uid = made ?? UNNAMED;
  people.set("user", { user: "user", ids: isRoot ? { uid, gid: uid } : {} });
  return {
    folder,
    program: join(copy, "dist/main.js"),
    people,
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      if (made !== null) removeUser();
    },
  };
}

/** What of a package's folder a built nslab needs. */
export function packagePart(packageRoot: string): (path: string) => boolean {
  return (path) => path === packageRoot || !/\.ts$|\/(?:node_modules|\.git|test)$/.test(path);
}

/** @returns his id, or null where he could not be made */
function addUser(): number | null {
  try {
    execFileSync("useradd", ["--no-create-home", "--user-group", USER_NAME], { stdio: "ignore" });
  } catch {
    // he is there already, from a run that was killed, or the machine has no useradd
  }
  try {
    return Number(execFileSync("id", ["-u", USER_NAME], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return null;
  }
}

function removeUser(): void {
  try {
    execFileSync("userdel", [USER_NAME], { stdio: "ignore" });
  } catch {
    // another run needs him still, and removes him
  }
}

/** Where one attack is tried: a home, and what nobody in a lab may ever see. */
export interface Ground {
  readonly somebody: Somebody;
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the words in braces of an attack's lines stand for. */
  readonly words: Readonly<Record<string, string>>;
  /** Texts that only the machine has: the contents of files, a file's name, a path, a variable of nslab's environment. */
  readonly canaries: Readonly<Record<string, string>>;
  /** Must not come into being. */
  readonly mark: string;
  remove(): void;
}

/** @param place where the learner stands */
export function makeGround(bench: Bench, somebody: Somebody, place: { readonly lesson: string; readonly step: string }): Ground {
  const ground = mkdtempSync(join(bench.folder, "ground-"));
  const token = () => `canary${randomBytes(6).toString("hex")}`;
  const canaries = { open: token(), private: token(), name: token(), environment: token(), kept: token(), path: token() };
  const home = join(ground, "home");
  const state = join(home, ".local/state/nslab");
  const folder = join(ground, "machine");
  // its name is in what nslab knows of its lab, and nowhere that a learner may look
  const run = join(ground, canaries.path);
  chmodSync(ground, 0o755);
  for (const each of [home, run, folder]) mkdirSync(each);
  mkdirSync(state, { recursive: true, mode: 0o700 });
  writeFileSync(join(state, "progress.json"), JSON.stringify({ format: 1, current: place, lessons: {} }), { mode: 0o600 });
  // Whatever reads it, resolv.conf(5) or a whole file, has the token soon.
  for (const name of ["open", "note", "hosts", "resolv.conf"])
    writeFileSync(join(folder, name), `nameserver ${canaries.open}\n`, { mode: 0o644 });
  writeFileSync(join(folder, "private"), `nameserver ${canaries.private}\n`, { mode: 0o600 });
  writeFileSync(join(folder, "kept"), canaries.kept, { mode: 0o644 });
  writeFileSync(join(folder, canaries.name), "", { mode: 0o644 });
  chmodSync(run, 0o700);
  const { uid, gid } = somebody.ids;
  if (uid !== undefined && gid !== undefined) {
    for (const each of [home, run, folder, ...readdirSync(folder).map((name) => join(folder, name))]) chownSync(each, uid, gid);
    for (const each of [".local", ".local/state", ".local/state/nslab", ".local/state/nslab/progress.json"])
      chownSync(join(home, each), uid, gid);
  }
  const mark = join(folder, "mark");
  return {
    somebody,
    home,
    environment: {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: home,
      XDG_RUNTIME_DIR: run,
      TERM: "xterm-256color",
      LANG: "C.UTF-8",
      NSLAB_WALL: canaries.environment,
    },
    words: { CANARY: join(folder, "open"), PRIVATE: join(folder, "private"), FOLDER: folder, MARK: mark, RUN: run, HOME: home },
    canaries,
    mark,
    remove: () => rmSync(ground, { recursive: true, force: true }),
  };
}

/** A line with its words in braces put in. */
export function filledIn(line: string, words: Readonly<Record<string, string>>): string {
  return line.replaceAll(/\{([A-Z]+)\}/g, (whole, word: string) => words[word] ?? whole);
}
