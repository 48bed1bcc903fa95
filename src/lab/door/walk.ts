import type { Stats } from "node:fs";
import {
  close,
  type Handle,
  handleIn,
  handleThrough,
  isRefusal,
  linkIn,
  nameIn,
  refusal,
  type Refusal,
  statOf,
  using,
} from "./handle.ts";
import { isOfProc } from "./kernel-files.ts";
import { may, type Rights, rightsOf } from "./rights.ts";
import { pinned, type ProcessIdentity } from "./pinned.ts";

/** As many symbolic links as the kernel follows (path_resolution(7)). */
const MOST_LINKS = 40;
/** No deeper: each name takes a descriptor while it is passed. */
const MOST_NAMES = 500;

/** What is refused for want of being a file that can be read: a FIFO, a device, a socket, a file of the kernel's. */
export const NO_FILE = "ENOFILE";

/** A file of a lab, held by a handle. */
export interface Found {
  readonly handle: Handle;
  readonly stat: Stats;
  readonly rights: Rights;
}

export interface Way {
  /** A directory of that process's that is `/` for the path, as chroot(2) would have it. */
  readonly below?: string;
  /** Whether a symbolic link at the path's end is followed; it is, when left out. */
  readonly followsLast?: boolean;
  /** Whether the path may lead through a /proc, where a look at a process may wait for it; it may not, when left out. */
  readonly throughProc?: boolean;
}

/**
 * Uses what a process calls `path`. Names are looked up one after the other from handles, below the process's root:
 * links lead where they would lead the process, `..` ends at its root, and nothing that is renamed, replaced or
 * mounted meanwhile leads anywhere else. No more is looked into than the lab's own root may.
 */
export function at<Result>(
  process: ProcessIdentity,
  path: string,
  { below = "", followsLast = true, throughProc = false }: Way,
  use: (found: Found) => Result,
): Result | Refusal {
  return using(pinned(process), (directory) => {
    const rights = rightsOf(directory);
    return using(handleThrough(nameIn(directory, "root")), (root) => {
      const walk = (from: Handle, names: string, follows: boolean, then: (handle: Handle) => Result | Refusal) =>
        walked(from, names, { rights, follows, throughProc }, then);
      const last = (handle: Handle) => use({ handle, stat: statOf(handle), rights });
      if (below === "") return walk(root, path, followsLast, last);
      return walk(root, below, true, (inner) => walk(inner, path, followsLast, last));
    });
  });
}

interface Walk {
  readonly rights: Rights;
  /** A symbolic link at the end as well. */
  readonly follows: boolean;
  readonly throughProc: boolean;
}

function walked<Result>(
  root: Handle,
  path: string,
  { rights, follows, throughProc }: Walk,
  use: (handle: Handle) => Result | Refusal,
): Result | Refusal {
  /** Handles from the root's child to where the walk is. */
  const done: Handle[] = [];
  const here = () => done.at(-1) ?? root;
  const todo = path.split("/");
  let links = 0;
  let names = 0;
  /** The file system that was seen to be no /proc. */
  let plain = throughProc ? null : statOf(root).dev;
  try {
    for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
      if (name === "" || name === ".") continue;
      if (name === "..") {
        const left = done.pop();
        if (left !== undefined) close(left);
        continue;
      }
      names += 1;
      if (names > MOST_NAMES || name.includes("\0")) return refusal("ENAMETOOLONG");
      const above = statOf(here());
      if (!above.isDirectory()) return refusal("ENOTDIR");
      if (!may("search", above, rights)) return refusal("EACCES");
      if (plain !== null && above.dev !== plain) {
        if (isOfProc(here())) return refusal(NO_FILE);
        plain = above.dev;
      }
      const next = handleIn(here(), name);
      if (isRefusal(next)) return next;
      const isLast = todo.every((each) => each === "");
      if (!statOf(next).isSymbolicLink() || (isLast && !follows)) {
        done.push(next);
        continue;
      }
      close(next);
      const target = linkIn(here(), name);
      links += 1;
      if (links > MOST_LINKS) return refusal("ELOOP");
      if (isRefusal(target)) return target;
      if (target.startsWith("/")) for (const handle of done.splice(0)) close(handle);
      todo.unshift(...target.split("/"));
    }
    return use(here());
  } finally {
    for (const handle of done) close(handle);
  }
}
