import type { Link, NamespaceKind, Network, Process } from "./snapshot.ts";

/*
 * Ways to what is looked up again and again in a snapshot: a lab may hold a thousand processes and links. Each is made
 * once for the list that it is of, which never changes.
 */

interface Family {
  readonly byPid: ReadonlyMap<number, Process>;
  /** By the machine PID of the parent. */
  readonly children: ReadonlyMap<number, readonly Process[]>;
}

export const familyOf = remembered((processes: readonly Process[]): Family => {
  const children = new Map<number, Process[]>();
  for (const process of processes) {
    const siblings = children.get(process.parentMachinePid);
    if (siblings === undefined) children.set(process.parentMachinePid, [process]);
    else siblings.push(process);
  }
  // The first of each PID, as a search would find it.
  return { byPid: new Map(processes.toReversed().map((process) => [process.machinePid, process])), children };
});

const membersByInode = remembered<readonly Process[], Map<NamespaceKind, Map<number, Process[]>>>(() => new Map());

/** The processes that are in a namespace, in the order of all. */
export function membersOf(processes: readonly Process[], kind: NamespaceKind, inode: number): readonly Process[] {
  const known = membersByInode(processes);
  const ofKind = known.get(kind) ?? new Map<number, Process[]>();
  if (!known.has(kind)) {
    known.set(kind, ofKind);
    for (const process of processes) {
      const members = ofKind.get(process.namespaces[kind]);
      if (members === undefined) ofKind.set(process.namespaces[kind], [process]);
      else members.push(process);
    }
  }
  return ofKind.get(inode) ?? [];
}

/** By machine PID and start time. */
export const byIdentity = remembered(
  (processes: readonly Process[]): ReadonlyMap<string, Process> =>
    new Map(processes.map((process) => [identityOf(process), process])),
);

/** A PID is used again, but not within one clock tick. */
export function identityOf(process: Process): string {
  return `${process.machinePid} ${process.startTime}`;
}

/** A link, and the network namespace it is in. */
export interface LinkPlace {
  readonly network: Network;
  readonly link: Link;
}

/** Links that name this one as their peer and are named by it as its own, as far as indexes tell, in all these namespaces. */
export function facing(networks: Networks, { index, peerIndex, peerNamespaceId }: Link): readonly LinkPlace[] {
  if (peerIndex === null) return [];
  const ends = endsByIndexes(networks).get(`${peerIndex} ${index}`) ?? [];
  return ends.filter(({ link }) => (link.peerNamespaceId === null) === (peerNamespaceId === null));
}

type Networks = readonly Network[] | ReadonlyMap<number, Network>;

/** The links that name a peer, by their index and the peer's. */
const endsByIndexes = remembered((networks: Networks): ReadonlyMap<string, readonly LinkPlace[]> => {
  const ends = new Map<string, LinkPlace[]>();
  for (const network of networks.values()) {
    for (const link of network.links) {
      if (link.peerIndex === null) continue;
      const key = `${link.index} ${link.peerIndex}`;
      const same = ends.get(key);
      if (same === undefined) ends.set(key, [{ network, link }]);
      else same.push({ network, link });
    }
  }
  return ends;
});

export function remembered<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
