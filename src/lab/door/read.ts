import { type Dir, opendirSync, readSync, type Stats } from "node:fs";
import { isRefusal, linkIn, openForReading, pathOf, refusal, type Refusal, tried, using } from "./handle.ts";
import { isKernels } from "./kernel-files.ts";
import type { ProcessIdentity } from "./pinned.ts";
import { may } from "./rights.ts";
import { at, type Found, NO_FILE, type Way } from "./walk.ts";

/*
 * The one door to files that a learner can make (CONTRIBUTING.md, "The lab"). Whatever stands at the path, nothing of
 * it is waited for, nothing but a regular file is opened, and no more is read than was asked for.
 */

/** What stands at a path, as a process sees it; links are followed. */
export function statAt(process: ProcessIdentity, path: string, way: Way = {}): Stats | Refusal {
  return at(process, path, way, ({ stat }) => stat);
}

/** The beginning of a file. */
export interface Text {
  readonly bytes: Buffer;
  /** Nothing comes after it. */
  readonly isWhole: boolean;
}

/** @param most bytes that are read at most */
export function readAt(process: ProcessIdentity, path: string, most: number, way: Way = {}): Text | Refusal {
  return at(process, path, way, (found) => readFound(found, most));
}

function readFound({ handle, stat, rights }: Found, most: number): Text | Refusal {
  if (stat.isDirectory()) return refusal("EISDIR");
  if (!stat.isFile() || isKernels(handle)) return refusal(NO_FILE);
  if (!may("read", stat, rights)) return refusal("EACCES");
  return using(openForReading(handle), (descriptor) =>
    tried(() => {
      const bytes = Buffer.alloc(Math.min(most, stat.size) + 1);
      let length = 0;
      while (length < bytes.length) {
        const read = readSync(descriptor, bytes, length, bytes.length - length, length);
        if (read === 0) break;
        length += read;
      }
      const isWhole = length <= most && length < bytes.length;
      return { bytes: bytes.subarray(0, Math.min(length, most)), isWhole };
    }),
  );
}

/** Names in a directory. */
export interface Names {
  /** Sorted. */
  readonly names: readonly string[];
  /** There are no others. */
  readonly isWhole: boolean;
}

/** @param most names that are looked at, at most; of more, these are some */
export function namesAt(process: ProcessIdentity, path: string, most: number, way: Way = {}): Names | Refusal {
  return at(process, path, way, ({ handle, stat, rights }) => {
    if (!stat.isDirectory()) return refusal("ENOTDIR");
    if (isKernels(handle)) return refusal(NO_FILE);
    if (!may("read", stat, rights)) return refusal("EACCES");
    const directory = tried(() => opendirSync(pathOf(handle)));
    if (isRefusal(directory)) return directory;
    try {
      return tried(() => namesOf(directory, most));
    } finally {
      directory.closeSync();
    }
  });
}

function namesOf(directory: Dir, most: number): Names {
  const names: string[] = [];
  for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
    if (names.length === most) return { names: names.toSorted(), isWhole: false };
    names.push(entry.name);
  }
  return { names: names.toSorted(), isWhole: true };
}

/** What the symbolic link at a path holds; the links before its last name are followed. */
export function linkAt(process: ProcessIdentity, path: string, way: Way = {}): string | Refusal {
  const parts = path.split("/").filter((part) => part !== "");
  const name = parts.pop();
  if (name === undefined || name === "." || name === "..") return refusal("EINVAL");
  return at(process, parts.join("/"), way, ({ handle, stat, rights }) =>
    may("search", stat, rights) ? linkIn(handle, name) : refusal("EACCES"),
  );
}

/** Whether two paths lead to one file. */
export function isSameFile(one: Stats | Refusal, other: Stats | Refusal): boolean {
  return !isRefusal(one) && !isRefusal(other) && one.dev === other.dev && one.ino === other.ino;
}
