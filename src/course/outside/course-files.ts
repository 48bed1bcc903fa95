import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Said, say } from "../../say/message.ts";
import { systemReason } from "../../say/system-reason.ts";

/** All that is in a course's folder, read once: what was shown, agreed to and hashed is what is run. */
export interface CourseFiles {
  /** Absolute, without links. */
  readonly folder: string;
  /** By path below the folder. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Of all files, names and contents. */
  readonly hash: string;
  /** Users to whom the folder, its files and folders belong; the folder's own first. */
  readonly owners: readonly number[];
  /** Files and folders that others than their owner may write to, the folder itself as an empty path. */
  readonly writableByOthers: readonly string[];
  /** What is neither a file nor a folder: links, sockets. */
  readonly strange: readonly string[];
  /** What was changed last. */
  readonly changed: { readonly path: string; readonly at: Date };
}

/** A folder that is far too large for a course, or cannot be read. */
export interface NotRead {
  readonly type: "too-large" | "unreadable";
  readonly path: string;
  /** In words of the system's, mostly. */
  readonly detail: Said;
}

/** Not a part of the course: git's own files, and packages, which no course can import. */
const LEFT_OUT = [".git", "node_modules"];
const MOST_FILES = 2000;
const MOST_BYTES = 64 * 1024 * 1024;
const WRITABLE_BY_OTHERS = 0o022;

/** @param folder absolute, without links */
export function readCourseFiles(folder: string): CourseFiles | NotRead {
  const files = new Map<string, Buffer>();
  const owners = new Set<number>();
  const writableByOthers: string[] = [];
  const strange: string[] = [];
  let changed = { path: "", ms: 0 };
  let bytes = 0;
  const paths = [""];
  // grows while it is walked
  for (const path of paths) {
    const full = join(folder, path);
    try {
      const stat = lstatSync(full);
      owners.add(stat.uid);
      if (!stat.isFile() && !stat.isDirectory()) {
        strange.push(path);
        continue;
      }
      if ((stat.mode & WRITABLE_BY_OTHERS) !== 0) writableByOthers.push(path);
      if (stat.isDirectory()) {
        const names = readdirSync(full).filter((name) => !LEFT_OUT.includes(name));
        paths.push(...names.sort().map((name) => join(path, name)));
      } else {
        bytes += stat.size;
        if (files.size === MOST_FILES || bytes > MOST_BYTES) return { type: "too-large", path: full, detail: "" };
        const content = readRegularFile(full);
        if (content === null) return { type: "unreadable", path: full, detail: say`it is no file any more` };
        files.set(path, content);
        if (stat.mtimeMs >= changed.ms) changed = { path, ms: stat.mtimeMs };
      }
    } catch (error) {
      return { type: "unreadable", path: full, detail: systemReason(error) };
    }
  }
  return {
    folder,
    files,
    hash: hashOf(files),
    owners: [...owners],
    writableByOthers,
    strange,
    changed: { path: changed.path, at: new Date(changed.ms) },
  };
}

/** Follows no link and waits for no writer that somebody has put there meanwhile; null for what is no file any more. */
function readRegularFile(path: string): Buffer | null {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : null;
  } finally {
    closeSync(descriptor);
  }
}

function hashOf(files: ReadonlyMap<string, Buffer>): string {
  const hash = createHash("sha256");
  for (const [path, content] of [...files].sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${path}\0${content.length}\0`).update(content);
  return hash.digest("hex");
}
