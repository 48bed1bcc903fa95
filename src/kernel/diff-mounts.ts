import type { MountChange } from "./changes.ts";
import { differenceOf, without } from "./compare.ts";
import { isReused } from "./diff-processes.ts";
import { familyOf, membersOf, remembered } from "./lookups.ts";
import { unreadOf } from "./queries.ts";
import type { Mount, Process, Snapshot } from "./snapshot.ts";

/**
 * Changes of the mount tables. A new mount namespace starts as a copy of another: only where it
 * differs from that is told. A mount that several namespaces got or lost is told once. A namespace of which not all was
 * read is left out.
 */
export function diffMounts(before: Snapshot, after: Snapshot): readonly MountChange[] {
  const isRead = (inode: number) => [before, after].every((each) => unreadOf(each, "mounts", inode) === null);
  const changes = [...after.mounts.keys()].filter(isRead).flatMap((inode) => {
    if (before.mounts.has(inode) && !isReused(before, after, "mnt", inode)) return diffTable(before, after, inode);
    return isRead(originOf(after, inode)) ? diffCopy(before, after, inode) : [];
  });
  return mergeNamespaces(changes, after);
}

function diffTable(before: Snapshot, after: Snapshot, inode: number): readonly MountChange[] {
  // Both sides as far as both could be seen: mountinfo shows a chrooted reader only its part.
  const roots = [visibleRoot(before, inode), visibleRoot(after, inode)];
  const visible = (mount: Mount) => roots.every((root) => isAtOrBelow(mount.mountPoint, root));
  const [earlier, later] = [tableOf(before, inode).filter(visible), tableOf(after, inode).filter(visible)];
  const { removed, added } = differenceOf(earlier, later, (mount) => `${mount.id} ${keyOf(mount)}`);
  const left = new Map(removed.toReversed().map((mount) => [`${mount.id} ${contentOf(mount)}`, mount]));
  const moves = added.flatMap((mount) => {
    const from = left.get(`${mount.id} ${contentOf(mount)}`);
    return from === undefined ? [] : [{ type: "mount-moved" as const, before: from, mount, namespaces: [inode] }];
  });
  const moved = new Set(moves.map(({ mount }) => mount.id));
  return [
    ...moves.filter(({ mount }) => !moved.has(mount.parent)),
    ...remounts(earlier, later, inode),
    ...additions(
      added.filter((mount) => !moved.has(mount.id)),
      inode,
    ),
    ...removals(
      removed.filter((mount) => !moved.has(mount.id)),
      inode,
    ),
  ];
}

function remounts(earlier: readonly Mount[], later: readonly Mount[], inode: number): readonly MountChange[] {
  const known = new Map(earlier.toReversed().map((mount) => [`${mount.id} ${keyOf(mount)}`, mount]));
  return later.flatMap((mount): readonly MountChange[] => {
    const before = known.get(`${mount.id} ${keyOf(mount)}`);
    if (before === undefined || settingsOf(before) === settingsOf(mount)) return [];
    return [{ type: "mount-changed", before, mount, namespaces: [inode] }];
  });
}

/** Against the table it was copied from, at an unknown moment between the two snapshots. */
function diffCopy(before: Snapshot, after: Snapshot, inode: number): readonly MountChange[] {
  const origin = originOf(after, inode);
  const isVisible = (mount: Mount) => isAtOrBelow(mount.mountPoint, visibleRoot(after, inode));
  const own = tableOf(after, inode);
  const [then, now] = [tableOf(before, origin).filter(isVisible), tableOf(after, origin).filter(isVisible)];
  const stayed = without(now, without(now, then, keyOf), keyOf);
  const copied = [...now, ...without(then, now, keyOf)];
  return [...additions(without(own, copied, keyOf), inode), ...removals(without(stayed, own, keyOf), inode)];
}

/** The mount namespace of the nearest ancestor that is in another one. */
function originOf(snapshot: Snapshot, inode: number): number {
  const { byPid } = familyOf(snapshot.processes);
  let at: Process | undefined = membersOf(snapshot.processes, "mnt", inode)[0];
  while (at !== undefined && at.namespaces.mnt === inode) at = byPid.get(at.parentMachinePid);
  return (at ?? snapshot.host).namespaces.mnt;
}

function additions(mounts: readonly Mount[], inode: number): readonly MountChange[] {
  return mounts.map((mount) => ({ type: "mount-added", mount, namespaces: [inode] }));
}

/** Without those that went along with what they were mounted on. */
function removals(mounts: readonly Mount[], inode: number): readonly MountChange[] {
  const below = new Set<string>();
  let above: string | null = null;
  // In this order what is below a path follows right after it.
  for (const path of mounts.map(asDirectory).toSorted((a, b) => (a < b ? -1 : 1))) {
    if (above !== null && path !== above && path.startsWith(above)) below.add(path);
    else above = path;
  }
  return mounts
    .filter((mount) => !below.has(asDirectory(mount)))
    .map((mount) => ({ type: "mount-removed", mount, namespaces: [inode] }));
}

/** With a slash at its end, with which all paths below begin. */
function asDirectory({ mountPoint }: Mount): string {
  return mountPoint === "/" ? "/" : `${mountPoint}/`;
}

/** Tells equal changes of several namespaces once; for an addition, with all namespaces that have the mount. */
function mergeNamespaces(changes: readonly MountChange[], after: Snapshot): readonly MountChange[] {
  const groups = new Map<string, MountChange>();
  const holders = changes.length === 0 ? new Map<string, number[]>() : holdersOf(after);
  for (const change of changes) {
    const key = `${change.type} ${keyOf(change.mount)}`;
    const namespaces =
      change.type === "mount-added"
        ? (holders.get(keyOf(change.mount)) ?? [])
        : [...(groups.get(key)?.namespaces ?? []), ...change.namespaces];
    groups.set(key, { ...change, namespaces: [...new Set(namespaces)] });
  }
  return [...groups.values()];
}

/** The namespaces that have a mount, by its key. */
function holdersOf(snapshot: Snapshot): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<string, number[]>();
  for (const [inode, table] of snapshot.mounts) {
    for (const key of new Set(table.map(keyOf))) {
      const known = holders.get(key);
      if (known === undefined) holders.set(key, [inode]);
      else known.push(inode);
    }
  }
  return holders;
}

function tableOf(snapshot: Snapshot, inode: number): readonly Mount[] {
  return snapshot.mounts.get(inode) ?? [];
}

/** Below which path the mounts of a namespace could be read: the outermost root of its processes. */
function visibleRoot(snapshot: Snapshot, inode: number): string {
  const roots = membersOf(snapshot.processes, "mnt", inode)
    .map((process) => process.root)
    .filter((root) => root !== "");
  return roots.toSorted((a, b) => a.length - b.length)[0] ?? "/";
}

function isAtOrBelow(path: string, directory: string): boolean {
  return directory === "/" || path === directory || path.startsWith(`${directory}/`);
}

const keyOf = remembered((mount: Mount) => `${contentOf(mount)} ${mount.mountPoint}`);

const contentOf = remembered(({ device, root, source }: Mount) => JSON.stringify([device, root, source]));

/** Peer groups are numbers of the kernel's own; that a mount is shared or a slave is a setting. */
function settingsOf(mount: Mount): string {
  const propagation = mount.propagation.map((field) => field.replace(/:.*$/, ""));
  return JSON.stringify([mount.options, mount.superOptions, propagation]);
}
