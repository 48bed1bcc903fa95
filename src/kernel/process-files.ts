import { readdirSync, readFileSync, readlinkSync, type Stats, statSync } from "node:fs";

/** What stands at a path, as a process sees it. */
export interface FileFacts {
  readonly kind: "file" | "directory" | "other";
  readonly executable: boolean;
  /** Device and inode: two paths with the same identity are the same file. */
  readonly identity: string;
}

/**
 * The file at a path in the mount namespace and below the root directory of a process, or null where there is none.
 *
 * @param root directory that is / for the path, as chroot(2) would have it
 */
export function fileAt(machinePid: number, path: string, root = ""): FileFacts | null {
  const stat = orNull(() => statSync(machinePath(machinePid, path, root)));
  return stat === null
    ? null
    : { kind: kindOf(stat), executable: (stat.mode & 0o111) !== 0, identity: `${stat.dev}:${stat.ino}` };
}

/** A file's bytes as that process would read them, or null where there is none. */
export function bytesAt(machinePid: number, path: string): Buffer | null {
  return orNull(() => readFileSync(machinePath(machinePid, path)));
}

/** Names in a directory as that process sees it, sorted, or null where there is none. */
export function namesIn(machinePid: number, path: string): readonly string[] | null {
  return orNull(() => readdirSync(machinePath(machinePid, path)).toSorted());
}

/** As many symbolic links as the kernel follows (path_resolution(7)). */
const MOST_LINKS = 40;

/**
 * The path by which the machine reaches what a process calls `path`. Symbolic links are followed
 * here, below the process's root: an absolute one would lead the kernel to the machine's root.
 */
function machinePath(machinePid: number, path: string, below = ""): string {
  const root = `/proc/${machinePid}/root${below}/`;
  const done: string[] = [];
  const todo = path.split("/");
  let links = 0;
  for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      done.pop();
      continue;
    }
    const here = [...done, name].join("/");
    const target = links < MOST_LINKS ? orNull(() => readlinkSync(root + here)) : null;
    if (target === null) {
      done.push(name);
      continue;
    }
    links += 1;
    if (target.startsWith("/")) done.length = 0;
    todo.unshift(...target.split("/"));
  }
  return root + done.join("/");
}

function kindOf(stat: Stats): FileFacts["kind"] {
  if (stat.isFile()) return "file";
  return stat.isDirectory() ? "directory" : "other";
}

/** EINVAL is how readlink(2) says that it is no link; ESRCH and ENOENT also come when the process has ended. */
const EXPECTED = new Set(["ENOENT", "ENOTDIR", "EISDIR", "EINVAL", "ELOOP", "EACCES", "EPERM", "ESRCH"]);

function orNull<Found>(read: () => Found): Found | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string" && EXPECTED.has(error.code)) return null;
    throw error;
  }
}
