import { parseMountinfo } from "./parse-mountinfo.ts";
import { readOrNull } from "./proc-files.ts";
import type { Mount, Process } from "./snapshot.ts";

/** The mounts of one mount namespace, and through whom they can be reached. */
export interface MountTable {
  readonly mounts: readonly Mount[];
  /** Machine PID of the process whose mountinfo was read. */
  readonly reader: number;
  /** Its root directory: mountinfo holds only what is below. */
  readonly root: string;
}

/**
 * The mounts of every mount namespace, by its inode, as paths in that namespace. They are read from
 * the process with the outermost root, since mountinfo shows a chrooted process only its part.
 */
export function readMountTables(processes: readonly Process[]): ReadonlyMap<number, MountTable> {
  const outermostFirst = processes.filter((process) => process.root !== "").toSorted((a, b) => a.root.length - b.root.length);
  const tables = new Map<number, MountTable>();
  for (const { machinePid, root, namespaces } of outermostFirst) {
    if (tables.has(namespaces.mnt)) continue;
    const text = readOrNull(`/proc/${machinePid}/mountinfo`);
    if (text === null || text === "") continue; // ended meanwhile: the next one will do
    const mounts = parseMountinfo(text).map((mount) => ({ ...mount, mountPoint: joinRoot(root, mount.mountPoint) }));
    tables.set(namespaces.mnt, { mounts, reader: machinePid, root });
  }
  return tables;
}

function joinRoot(root: string, path: string): string {
  if (root === "/") return path;
  return path === "/" ? root : root + path;
}
