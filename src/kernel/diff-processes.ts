import type { ProcessChange } from "./changes.ts";
import { byIdentity, familyOf, identityOf, membersOf } from "./lookups.ts";
import { unreadOf } from "./queries.ts";
import { NAMESPACE_KINDS, type NamespaceKind, type Process, type Snapshot } from "./snapshot.ts";

/** Changes of namespaces, then of processes. None where not all processes were read. */
export function diffProcesses(before: Snapshot, after: Snapshot): readonly ProcessChange[] {
  if ([before, after].some((each) => unreadOf(each, "processes") !== null)) return [];
  return [...diffNamespaces(before, after), ...diffLives(before, after)];
}

function diffNamespaces(before: Snapshot, after: Snapshot): readonly ProcessChange[] {
  const kinds = NAMESPACE_KINDS.filter((kind) => kind !== "net" || areNetworksRead(before, after));
  return kinds.flatMap((kind) => {
    const [earlier, later] = [inodesOf(before, kind), inodesOf(after, kind)];
    const isSame = (inode: number) => earlier.has(inode) && later.has(inode) && !isReused(before, after, kind, inode);
    const appeared = [...later].filter((inode) => !isSame(inode));
    const gone = [...earlier].filter((inode) => !isSame(inode));
    return [
      ...appeared.map((inode) => ({ type: "namespace-appeared" as const, ...describe(after, kind, inode) })),
      ...gone.map((inode) => ({ type: "namespace-gone" as const, ...describe(before, kind, inode) })),
    ];
  });
}

function areNetworksRead(...snapshots: readonly Snapshot[]): boolean {
  return snapshots.every((each) => unreadOf(each, "networks") === null && each.unread.every(({ part }) => part !== "mounts"));
}

/**
 * Whether another namespace has the number now: the kernel gives a number again as soon as it is free.
 * It is another when none of its processes is left (and no name keeps it), and those in it now were
 * not born there: one has a parent outside that was there before.
 */
export function isReused(before: Snapshot, after: Snapshot, kind: NamespaceKind, inode: number): boolean {
  if (kind === "net" && (before.networks.get(inode)?.names.length ?? 0) > 0) return false;
  const earlier = byIdentity(before.processes);
  const members = membersOf(after.processes, kind, inode);
  if (members.some((process) => earlier.get(identityOf(process))?.namespaces[kind] === inode)) return false;
  // A PID namespace ends with its init (pid_namespaces(7)), whoever the new one's parent is.
  if (kind === "pid" && members.some((process) => process.pids.at(-1) === 1)) return true;
  const survivors = familyOf(after.processes).byPid;
  return members.some(({ parentMachinePid }) => {
    const parent = survivors.get(parentMachinePid);
    return (
      parent !== undefined &&
      parent.namespaces[kind] !== inode &&
      parent.pids.at(-1) !== 1 && // an init takes in orphans
      earlier.has(identityOf(parent))
    );
  });
}

/** By processes, and for network namespaces also by name. */
function inodesOf(snapshot: Snapshot, kind: NamespaceKind): ReadonlySet<number> {
  const inodes = new Set(snapshot.processes.map((process) => process.namespaces[kind]));
  if (kind === "net") for (const inode of snapshot.networks.keys()) inodes.add(inode);
  inodes.delete(0); // a zombie's
  return inodes;
}

function describe(snapshot: Snapshot, kind: NamespaceKind, inode: number) {
  return {
    kind,
    inode,
    names: kind === "net" ? (snapshot.networks.get(inode)?.names ?? []) : [],
    processes: membersOf(snapshot.processes, kind, inode),
  };
}

function diffLives(before: Snapshot, after: Snapshot): readonly ProcessChange[] {
  const [earlier, later] = [byIdentity(before.processes), byIdentity(after.processes)];
  const areCommandsRead = [before, after].every((each) => unreadOf(each, "commands") === null);
  const now = after.processes.flatMap((process): readonly ProcessChange[] => {
    const then = earlier.get(identityOf(process));
    if (then === undefined) return [{ type: "process-started", process }];
    if (process.state === "Z") return then.state === "Z" ? [] : [{ type: "process-ended", process: then, reaped: false }];
    return isSameProgram(then, process, areCommandsRead) ? [] : [{ type: "process-changed", before: then, process }];
  });
  // A zombie's end was told when it died.
  const ended = before.processes
    .filter((process) => process.state !== "Z" && !later.has(identityOf(process)))
    .map((process) => ({ type: "process-ended" as const, process, reaped: true }));
  return [...now, ...ended];
}

function isSameProgram(before: Process, after: Process, areCommandsRead: boolean): boolean {
  const isCommandKnown = areCommandsRead || (before.command.length > 0 && after.command.length > 0);
  return (
    before.root === after.root &&
    (!isCommandKnown || before.command.join("\0") === after.command.join("\0")) &&
    NAMESPACE_KINDS.every((kind) => before.namespaces[kind] === after.namespaces[kind])
  );
}
