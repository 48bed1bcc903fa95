import type { NetworkHolder } from "../lab/door/namespace.ts";
import { printableName } from "../lab/printable.ts";
import { MOST_NAMES, MOST_NETWORKS } from "./bounds.ts";
import type { MountTable } from "./read-mounts.ts";
import type { Process, Unread } from "./snapshot.ts";
import { say } from "../say/message.ts";

/** A network namespace and what holds it, for whoever looks into it. */
export interface HeldNetwork {
  readonly inode: number;
  readonly names: readonly string[];
  readonly holder: NetworkHolder;
}

/** Where `ip netns add` puts its names (ip-netns(8)). */
const NAMES_DIRECTORY = "/run/netns/";

/**
 * The network namespaces that a process is in or that a mount holds: the host's first, then those of who is in front in
 * a terminal, those with a name, and the others. Names come from the host's mount table alone; a namespace that only
 * another mount namespace holds has none.
 */
export function networkNamespaces(
  host: Process,
  processes: readonly Process[],
  tables: ReadonlyMap<number, MountTable>,
): { readonly networks: readonly HeldNetwork[]; readonly unread: readonly Unread[] } {
  const files = new Map<number, NetworkHolder>();
  const nameOf = new Map<string, number>(); // the last mount on a path is the one that is seen
  for (const [mountNamespace, { networks, reader }] of tables) {
    for (const { inode, path } of networks) {
      files.set(inode, { process: reader, file: path, inode });
      if (mountNamespace === host.namespaces.mnt && path.startsWith(NAMES_DIRECTORY)) nameOf.set(path, inode);
    }
  }
  const names = namesByInode(nameOf);
  // A process's own namespace is the surer way in: a mount can be covered by another.
  const inside = new Map<number, NetworkHolder>();
  for (const { machinePid, startTime, namespaces } of processes.toReversed()) {
    inside.set(namespaces.net, { process: { machinePid, startTime }, file: null, inode: namespaces.net });
  }
  const inFront = processes.filter(({ group, foreground }) => group === foreground);
  const inodes = [
    host.namespaces.net,
    ...inFront.map(({ namespaces }) => namespaces.net),
    ...names.keys(),
    ...inside.keys(),
    ...files.keys(),
  ];
  const all = [...new Set(inodes)].flatMap((inode) => {
    const holder = inside.get(inode) ?? files.get(inode);
    return inode === 0 || holder === undefined ? [] : [{ inode, names: names.get(inode) ?? [], holder }];
  });
  return {
    networks: all.slice(0, MOST_NETWORKS),
    unread:
      all.length <= MOST_NETWORKS
        ? []
        : [{ part: "networks", namespace: null, why: say`there are more than ${{ most: MOST_NETWORKS }}` }],
  };
}

function namesByInode(inodes: ReadonlyMap<string, number>): ReadonlyMap<number, readonly string[]> {
  const names = new Map<number, string[]>();
  for (const [path, inode] of [...inodes].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const known = names.get(inode) ?? [];
    if (known.length < MOST_NAMES) known.push(printableName(path.slice(NAMES_DIRECTORY.length)));
    names.set(inode, known);
  }
  return names;
}
