import type { Message } from "../say/message.ts";
import { facing, familyOf, type LinkPlace } from "./lookups.ts";
import type { Cgroup, Link, Mount, Network, Process, Snapshot, UnreadPart } from "./snapshot.ts";

export type { LinkPlace } from "./lookups.ts";

/** The process that `ps` on the host lists under this PID. */
export function processByHostPid(snapshot: Snapshot, pid: number): Process | undefined {
  return snapshot.processes.find((process) => process.pids[0] === pid);
}

/** The process with this PID in the machine's PID namespace. */
export function processByMachinePid(snapshot: Snapshot, machinePid: number): Process | undefined {
  return familyOf(snapshot.processes).byPid.get(machinePid);
}

/**
 * The process in front in the terminal of a shell: the leader of the foreground process group
 * (credentials(7)), which is the shell itself at its prompt. When the leader has ended before the
 * rest of its pipeline, the first of the rest. Undefined when the shell has ended.
 *
 * @param rootShellMachinePid the first shell of the terminal
 */
export function frontProcess(snapshot: Snapshot, rootShellMachinePid: number): Process | undefined {
  const shell = processByMachinePid(snapshot, rootShellMachinePid);
  if (shell === undefined || shell.foreground === null) return undefined;
  const group = snapshot.processes.filter((process) => process.group === shell.foreground && process.state !== "Z");
  return group.find((process) => process.machinePid === shell.foreground) ?? group[0];
}

/** The network namespace a process is in; undefined for a zombie, which is in none. */
export function networkOf(snapshot: Snapshot, process: Process): Network | undefined {
  return snapshot.networks.get(process.namespaces.net);
}

/** The network namespace of this name under /run/netns. */
export function networkNamed(snapshot: Snapshot, name: string): Network | undefined {
  return [...snapshot.networks.values()].find((network) => network.names.includes(name));
}

export function hostNetwork(snapshot: Snapshot): Network | undefined {
  return networkOf(snapshot, snapshot.host);
}

/** The mounts of a process's mount namespace, as paths in that namespace, not in a chroot. */
export function mountsOf(snapshot: Snapshot, process: Process): readonly Mount[] {
  return snapshot.mounts.get(process.namespaces.mnt) ?? [];
}

/** All that a process has started, directly or not, parents before children; without itself. */
export function descendants(snapshot: Snapshot, process: Process): readonly Process[] {
  const { children } = familyOf(snapshot.processes);
  const found = [...(children.get(process.machinePid) ?? [])];
  // grows while it is walked
  for (const each of found) for (const child of children.get(each.machinePid) ?? []) found.push(child);
  return found;
}

/** What a process has started itself. */
export function childrenOf(snapshot: Snapshot, process: Process): readonly Process[] {
  return familyOf(snapshot.processes).children.get(process.machinePid) ?? [];
}

/**
 * A cgroup by its path below the lab's own.
 *
 * @param controller as in `cpu`; picks the v1 hierarchy, and must be enabled there on v2
 */
export function cgroupAt(snapshot: Snapshot, controller: string, path: string): Cgroup | undefined {
  return snapshot.cgroups.find((cgroup) => cgroup.path === path && cgroup.controllers.includes(controller));
}

/**
 * Why a part of a lab was not read as a whole, completing "could not be read: …"; null where it was.
 *
 * @param namespace inode of the namespace that is meant, for `mounts` and `names`
 */
export function unreadOf(snapshot: Snapshot, part: UnreadPart, namespace: number | null = null): Message | null {
  return snapshot.unread.find((each) => each.part === part && each.namespace === namespace)?.why ?? null;
}

/**
 * The other end of a veth pair, or undefined when it is outside the snapshot (in the world) or
 * cannot be told: ends name each other by index alone, so of two pairs with the same indexes in
 * different namespaces neither is guessed.
 */
export function peerOf(snapshot: Snapshot, network: Network, link: Link): LinkPlace | undefined {
  const [found, second] = peerCandidates(snapshot, { network, link });
  if (found === undefined || second !== undefined) return undefined;
  return peerCandidates(snapshot, found).length === 1 ? found : undefined;
}

function peerCandidates(snapshot: Snapshot, { network, link }: LinkPlace): readonly LinkPlace[] {
  const isHere = link.peerNamespaceId === null;
  return facing(snapshot.networks, link).filter((end) => (end.network.inode === network.inode) === isHere);
}
