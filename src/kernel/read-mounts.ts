import type { ProcessIdentity } from "../lab/door/pinned.ts";
import type { LabReach } from "../lab/identity.ts";
import { printableLine, printableName } from "../lab/printable.ts";
import { MOST_MOUNT_BYTES, MOST_MOUNT_NAMESPACES, MOST_MOUNTS, MOST_MOUNTS_IN_ALL, PROCESSES_MS } from "./bounds.ts";
import { parseMountinfo } from "./parse-mountinfo.ts";
import { beginningOrNull } from "./proc-files.ts";
import { Slices } from "./slices.ts";
import type { Mount, Process, Unread } from "./snapshot.ts";
import { type Message, say } from "../say/message.ts";

/** The mounts of one mount namespace, and through whom they can be reached. */
export interface MountTable {
  /** With paths in that namespace, fit to be shown. */
  readonly mounts: readonly Mount[];
  /** Who saw them. */
  readonly reader: ProcessIdentity;
  /** Files that hold a network namespace. */
  readonly networks: readonly NetworkFile[];
}

export interface NetworkFile {
  readonly inode: number;
  /** As the reader itself sees it. */
  readonly path: string;
}

export interface ReadMounts {
  /** By the inode of the mount namespace. */
  readonly tables: ReadonlyMap<number, MountTable>;
  readonly unread: readonly Unread[];
}

/**
 * The mounts of every mount namespace. They are read from the process with the outermost root, since mountinfo shows a
 * chrooted process only its part.
 */
export async function readMountTables(lab: LabReach, processes: readonly Process[]): Promise<ReadMounts> {
  const slices = new Slices(PROCESSES_MS * lab.pace);
  const found = new Map<number, MountTable>();
  const unread: Unread[] = [];
  let mounts = 0;
  for (const [namespace, members] of membersByNamespace(processes)) {
    const refuse = (why: Message) => unread.push({ part: "mounts", namespace, why });
    if (found.size >= MOST_MOUNT_NAMESPACES)
      refuse(say`only ${{ most: MOST_MOUNT_NAMESPACES }} mount namespaces are looked into`);
    else if (mounts >= MOST_MOUNTS_IN_ALL)
      refuse(say`all of them together have more than ${{ most: MOST_MOUNTS_IN_ALL }} mounts`);
    else if (slices.isOver) refuse(say`it takes too long`);
    else {
      const read = readTable(members);
      if (read !== null) found.set(namespace, read.table);
      mounts += read?.table.mounts.length ?? 0;
      if (read === null && namespace !== 0) refuse(say`nobody is left in it`);
      if (read?.isWhole === false) refuse(say`it has more than ${{ most: MOST_MOUNTS }} mounts, or very long ones`);
    }
    await slices.pause;
  }
  // As old as who is in them: who is in front in a terminal changes.
  const inOrder = new Set(processes.map(({ namespaces }) => namespaces.mnt));
  const tables = new Map([...inOrder].flatMap((inode) => entryOf(found, inode)));
  return { tables, unread };
}

function entryOf(tables: ReadonlyMap<number, MountTable>, inode: number): readonly (readonly [number, MountTable])[] {
  const table = tables.get(inode);
  return table === undefined ? [] : [[inode, table]];
}

/** Those of the host and of who is in front in a terminal first; of each, the processes with the outermost root first. */
function membersByNamespace(processes: readonly Process[]): ReadonlyMap<number, readonly Process[]> {
  const isNear = ({ pids, group, foreground }: Process) => pids[0] === 1 || group === foreground;
  const inOrder = [...processes.filter(isNear), ...processes.filter((process) => !isNear(process))];
  const found = new Map<number, Process[]>(inOrder.map(({ namespaces }) => [namespaces.mnt, []]));
  for (const process of processes) if (process.root !== "") found.get(process.namespaces.mnt)?.push(process);
  for (const members of found.values()) members.sort((a, b) => a.root.length - b.root.length);
  return found;
}

/** Null when all of them have ended meanwhile. */
function readTable(members: readonly Process[]): { readonly table: MountTable; readonly isWhole: boolean } | null {
  let none: { readonly table: MountTable; readonly isWhole: boolean } | null = null;
  for (const { machinePid, startTime, root } of members) {
    const read = beginningOrNull(machinePid, "mountinfo", MOST_MOUNT_BYTES, "latin1");
    if (read === null || (read.text === "" && root === "/")) continue; // ended meanwhile: the next one will do
    if (read.text === "") {
      // No mount is at or below the root directory that somebody has by chroot(2): he sees none.
      none ??= { table: { mounts: [], reader: { machinePid, startTime }, networks: [] }, isWhole: true };
      continue;
    }
    const all = parseMountinfo(read.isWhole ? read.text : read.text.slice(0, read.text.lastIndexOf("\n")));
    const kept = all.slice(0, MOST_MOUNTS);
    const table = {
      mounts: kept.map((mount) => shown(mount, root)),
      reader: { machinePid, startTime },
      networks: kept.flatMap(networkFile),
    };
    return { table, isWhole: read.isWhole && all.length <= MOST_MOUNTS };
  }
  return none;
}

/** @param root the reader's root directory, of which paths in mountinfo begin */
function shown(mount: Mount, root: string): Mount {
  return {
    ...mount,
    root: printableLine(mount.root),
    mountPoint: joinRoot(root, printableLine(mount.mountPoint)),
    type: printableName(mount.type),
    source: printableLine(mount.source),
    superOptions: mount.superOptions.map((option) => printableLine(option)),
  };
}

function networkFile({ type, root, mountPoint }: Mount): readonly NetworkFile[] {
  const inode = type === "nsfs" ? /^net:\[(\d+)\]$/.exec(root)?.[1] : undefined;
  return inode === undefined ? [] : [{ inode: Number(inode), path: mountPoint }];
}

function joinRoot(root: string, path: string): string {
  if (root === "/") return path;
  return path === "/" ? root : root + path;
}
