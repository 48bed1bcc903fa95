import { fstatSync, openSync } from "node:fs";
import {
  close,
  type Handle,
  handleThrough,
  isRefusal,
  nameIn,
  openForReading,
  refusal,
  type Refusal,
  tried,
  using,
} from "./handle.ts";
import { isNamespace } from "./kernel-files.ts";
import { pinned, type ProcessIdentity } from "./pinned.ts";
import { at } from "./walk.ts";

/** As the files of /proc/PID/ns are called (namespaces(7)). */
export type NamespaceFileName = "mnt" | "net" | "pid" | "uts" | "ipc" | "cgroup" | "user";

/** What holds a network namespace: a process that is in it, or a file that a mount has made of it. */
export interface NetworkHolder {
  /** Who is in it, or who sees the file. */
  readonly process: ProcessIdentity;
  /** The file's path, as that process sees it; null where the process itself is in it. */
  readonly file: string | null;
  /** The namespace's inode, since what stands at the path now may be something else; null in a tree that no learner reaches. */
  readonly inode: number | null;
}

/** A descriptor for a namespace that the process is in, for setns(2). */
export function openNamespace(process: ProcessIdentity, name: NamespaceFileName): number | Refusal {
  return using(pinned(process), (directory) => tried(() => openSync(nameIn(directory, `ns/${name}`), "r")));
}

/** A descriptor for the process's root directory, for fchdir(2) and chroot(2). */
export function openRoot(process: ProcessIdentity): Handle | Refusal {
  return using(pinned(process), (directory) => handleThrough(nameIn(directory, "root")));
}

/** A descriptor for that very network namespace, for setns(2). Whatever else stands at the path is not opened. */
export function openNetwork({ process, file, inode }: NetworkHolder): number | Refusal {
  const opened =
    file === null
      ? openNamespace(process, "net")
      : at(process, file, {}, ({ handle }) => (isNamespace(handle) ? openForReading(handle) : refusal("EINVAL")));
  if (isRefusal(opened)) return opened;
  if (inode === null || fstatSync(opened).ino === inode) return opened;
  close(opened);
  return refusal("ENOENT");
}

/** The inode of a network namespace, by which it is told from others. */
export function inodeOf(holder: NetworkHolder): number | Refusal {
  return using(openNetwork(holder), (descriptor) => fstatSync(descriptor).ino);
}
