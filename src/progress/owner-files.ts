import { fchownSync, lchownSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Owner } from "./owner.ts";

/** Makes the person's directory; every one that was missing is given to him, not left to root. */
export function makeOwnersDirectory({ directory: innermost, ids }: Owner): void {
  const first = mkdirSync(innermost, { recursive: true, mode: 0o700 });
  if (first === undefined || ids === null) return;
  for (let directory = innermost; directory.length >= first.length; directory = dirname(directory)) {
    lchownSync(directory, ids.uid, ids.gid);
  }
}

/** By descriptor: under sudo the directory is the person's, who may put a link there meanwhile. */
export function giveToOwner(descriptor: number, { ids }: Owner): void {
  if (ids !== null) fchownSync(descriptor, ids.uid, ids.gid);
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
