import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fstatSync,
  lchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { type Message, say } from "../say/message.ts";
import { inEnglish } from "../say/words.ts";
import type { Owner } from "./owner.ts";
import { systemReason } from "../say/system-reason.ts";

const OTHERS = 0o077;

/**
 * Makes the person's directory; every one that was missing is given to him, not left to root.
 * @throws where it is somebody else's, or under sudo where a link leads root to where the person has no rights
 */
export function makeOwnersDirectory({ directory: innermost, ids }: Owner): void {
  if (ids !== null) refuseStrangeLink(innermost, ids.uid);
  for (const directory of missingOf(innermost)) {
    if (makeOne(directory) && ids !== null) lchownSync(directory, ids.uid, ids.gid);
  }
  const stat = statSync(innermost);
  if (!stat.isDirectory()) throw new Refusal(say`${{ path: innermost }} is no directory`);
  const uid = process.geteuid?.() ?? 0;
  if (uid !== 0 && stat.uid !== uid) throw new Refusal(say`${{ path: innermost }} belongs to somebody else`);
  if ((stat.mode & OTHERS) !== 0 && stat.uid === uid) chmodSync(innermost, 0o700);
}

/** A directory and those above it that are not there, the outermost first. Node's own way goes on for ever below /proc. */
function missingOf(directory: string): readonly string[] {
  return existsSync(directory) ? [] : [...missingOf(dirname(directory)), directory];
}

/** False: somebody else has made it meanwhile. */
function makeOne(directory: string): boolean {
  try {
    mkdirSync(directory, { mode: 0o700 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Below a link root would make and give away directories that are none of the person's. */
function refuseStrangeLink(innermost: string, uid: number): void {
  let there = innermost;
  while (!existsSync(there)) there = dirname(there);
  if (realpathSync(there) !== there && statSync(there).uid !== uid) {
    throw new Refusal(say`${{ path: there }} leads to ${{ target: realpathSync(there) }}, which belongs to somebody else`);
  }
}

/** The text of a file of the person's: follows no link, and waits for no writer, that somebody has put there. */
export function readOwnersFile(file: string): string {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!fstatSync(descriptor).isFile()) throw new Refusal(say`${{ path: file }} is no file`);
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

/** By descriptor: under sudo the directory is the person's, who may put a link there meanwhile. */
export function giveToOwner(descriptor: number, { ids }: Owner): void {
  if (ids !== null) fchownSync(descriptor, ids.uid, ids.gid);
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

/** What nslab itself has against a file, where the system would have gone on. */
export class Refusal extends Error {
  readonly said: Message;

  constructor(said: Message) {
    super(inEnglish(said));
    this.said = said;
  }
}

/** The reason of nslab's own, or of the system's. */
export function reasonOf(error: unknown): Message {
  return error instanceof Refusal ? error.said : systemReason(error);
}
