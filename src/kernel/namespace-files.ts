import type { MountTable } from "./read-mounts.ts";
import type { Process } from "./snapshot.ts";

/** A network namespace and a file on the machine that holds it, for nsenter. */
export interface NamespaceFile {
  readonly inode: number;
  readonly names: readonly string[];
  readonly file: string;
}

/** Where `ip netns add` puts its names (ip-netns(8)). */
const NAMES_DIRECTORY = "/run/netns/";

/**
 * The network namespaces that a process is in or that a mount holds. Names come from the host's
 * mount table alone; a namespace that only another mount namespace holds has none.
 *
 * @param hostMounts inode of the host's mount namespace
 */
export function networkNamespaces(
  processes: readonly Process[],
  tables: ReadonlyMap<number, MountTable>,
  hostMounts: number,
): readonly NamespaceFile[] {
  const names = new Map<number, Set<string>>();
  const files = new Map<number, string>();
  for (const [mountNamespace, table] of tables) {
    for (const { type, root, mountPoint } of table.mounts) {
      const inode = type === "nsfs" ? Number(/^net:\[(\d+)\]$/.exec(root)?.[1] ?? 0) : 0;
      if (inode === 0) continue;
      files.set(inode, `/proc/${table.reader}/root${mountPoint.slice(table.root === "/" ? 0 : table.root.length)}`);
      if (mountNamespace === hostMounts && mountPoint.startsWith(NAMES_DIRECTORY)) {
        names.set(inode, (names.get(inode) ?? new Set()).add(mountPoint.slice(NAMES_DIRECTORY.length)));
      }
    }
  }
  // A process's own link is the surer way in: a mount can be covered by another.
  for (const { machinePid, namespaces } of processes) {
    if (namespaces.net !== 0) files.set(namespaces.net, `/proc/${machinePid}/ns/net`);
  }
  return [...files].map(([inode, file]) => ({ inode, file, names: [...(names.get(inode) ?? [])].toSorted() }));
}
