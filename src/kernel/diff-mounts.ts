import type { MountChange } from "./changes.ts";
import { differenceOf, without } from "./compare.ts";
import { isReused } from "./diff-processes.ts";
import type { Mount, Process, Snapshot } from "./snapshot.ts";

/**
 * Changes of the mount tables. A new mount namespace starts as a copy of another: only where it
 * differs from that is told. A mount that several namespaces got or lost is told once.
 */
export function diffMounts(before: Snapshot, after: Snapshot): readonly MountChange[] {
  const changes = [...after.mounts.keys()].flatMap((inode) =>
    before.mounts.has(inode) && !isReused(before, after, "mnt", inode)
      ? diffTable(before, after, inode)
      : diffCopy(before, after, inode),
  );
  return mergeNamespaces(changes, after);
}

function diffTable(before: Snapshot, after: Snapshot, inode: number): readonly MountChange[] {
  // Both sides as far as both could be seen: mountinfo shows a chrooted reader only its part.
  const roots = [visibleRoot(before, inode), visibleRoot(after, inode)];
  const visible = (mount: Mount) => roots.every((root) => isAtOrBelow(mount.mountPoint, root));
  const [earlier, later] = [tableOf(before, inode).filter(visible), tableOf(after, inode).filter(visible)];
  const { removed, added } = differenceOf(earlier, later, (mount) => `${mount.id} ${keyOf(mount)}`);
  const moves = added.flatMap((mount) => {
    const from = removed.find((each) => each.id === mount.id && contentOf(each) === contentOf(mount));
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
  return later.flatMap((mount): readonly MountChange[] => {
    const before = earlier.find((each) => each.id === mount.id && keyOf(each) === keyOf(mount));
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
  const byPid = new Map(snapshot.processes.map((process) => [process.machinePid, process]));
  let at: Process | undefined = snapshot.processes.find((process) => process.namespaces.mnt === inode);
  while (at !== undefined && at.namespaces.mnt === inode) at = byPid.get(at.parentMachinePid);
  return (at ?? snapshot.host).namespaces.mnt;
}

function additions(mounts: readonly Mount[], inode: number): readonly MountChange[] {
  return mounts.map((mount) => ({ type: "mount-added", mount, namespaces: [inode] }));
}

/** Without those that went along with what they were mounted on. */
function removals(mounts: readonly Mount[], inode: number): readonly MountChange[] {
  const isBelowAnother = ({ mountPoint }: Mount) =>
    mounts.some((other) => other.mountPoint !== mountPoint && isAtOrBelow(mountPoint, other.mountPoint));
  return mounts.filter((mount) => !isBelowAnother(mount)).map((mount) => ({ type: "mount-removed", mount, namespaces: [inode] }));
}

/** Tells equal changes of several namespaces once; for an addition, with all namespaces that have the mount. */
function mergeNamespaces(changes: readonly MountChange[], after: Snapshot): readonly MountChange[] {
  const groups = new Map<string, MountChange>();
  for (const change of changes) {
    const key = `${change.type} ${keyOf(change.mount)}`;
    const namespaces =
      change.type === "mount-added"
        ? holdersOf(after, change.mount)
        : [...(groups.get(key)?.namespaces ?? []), ...change.namespaces];
    groups.set(key, { ...change, namespaces: [...new Set(namespaces)] });
  }
  return [...groups.values()];
}

function holdersOf(snapshot: Snapshot, mount: Mount): readonly number[] {
  const key = keyOf(mount);
  return [...snapshot.mounts].filter(([, table]) => table.some((each) => keyOf(each) === key)).map(([inode]) => inode);
}

function tableOf(snapshot: Snapshot, inode: number): readonly Mount[] {
  return snapshot.mounts.get(inode) ?? [];
}

/** Below which path the mounts of a namespace could be read: the outermost root of its processes. */
function visibleRoot(snapshot: Snapshot, inode: number): string {
  const roots = snapshot.processes
    .filter((process) => process.namespaces.mnt === inode && process.root !== "")
    .map((process) => process.root);
  return roots.toSorted((a, b) => a.length - b.length)[0] ?? "/";
}

function isAtOrBelow(path: string, directory: string): boolean {
  return directory === "/" || path === directory || path.startsWith(`${directory}/`);
}

function keyOf(mount: Mount): string {
  return `${contentOf(mount)} ${mount.mountPoint}`;
}

function contentOf({ device, root, source }: Mount): string {
  return JSON.stringify([device, root, source]);
}

/** Peer groups are numbers of the kernel's own; that a mount is shared or a slave is a setting. */
function settingsOf(mount: Mount): string {
  const propagation = mount.propagation.map((field) => field.replace(/:.*$/, ""));
  return JSON.stringify([mount.options, mount.superOptions, propagation]);
}
