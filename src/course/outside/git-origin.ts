import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { oneLine } from "./one-line.ts";

/** Where a folder was cloned from. */
export interface GitOrigin {
  /** Null without a remote called origin. */
  readonly url: string | null;
  /** Null before the first one. */
  readonly commit: string | null;
}

/**
 * Read from git's files: git itself, run in a folder that nobody trusts yet, may run what that folder's settings name.
 * @returns null for a folder that is in no repository
 */
export function gitOrigin(folder: string): GitOrigin | null {
  for (let at = folder; ; at = dirname(at)) {
    const head = read(join(at, ".git/HEAD"));
    if (head !== null) return { url: urlIn(read(join(at, ".git/config")) ?? ""), commit: commitOf(join(at, ".git"), head) };
    if (dirname(at) === at) return null;
  }
}

function urlIn(config: string): string | null {
  const url = /^\[remote "origin"\]\s*(?:\n(?!\[).*)*?\n\s*url\s*=\s*(\S+)/m.exec(config)?.[1];
  return url === undefined ? null : oneLine(url.replace(/^([a-z+]+:\/\/)[^/@]*@/, "$1")); // without a password
}

function commitOf(git: string, head: string): string | null {
  const name = /^ref: (refs\/[\w./-]+)\s*$/.exec(head)?.[1];
  const packed = () => new RegExp(`^([0-9a-f]{40,64}) ${name}$`, "m").exec(read(join(git, "packed-refs")) ?? "")?.[1];
  const hash = name === undefined ? head : name.includes("..") ? "" : (read(join(git, name)) ?? packed() ?? "");
  return /^[0-9a-f]{40,64}$/.test(hash.trim()) ? hash.trim() : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
