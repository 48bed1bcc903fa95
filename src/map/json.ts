import { clean } from "./clean.ts";
import type { MapCgroup, MapGroup, MapLayout, MapNetwork, MapProcess, Place } from "./layout.ts";
import type { Message } from "../say/message.ts";
import { inEnglish } from "../say/words.ts";
import type { Mark } from "./sheet.ts";

/**
 * The map for other programs. Its shape only grows while `format` is 1. Places have ids that are good
 * within one document: `host`, `place1` …; PIDs go from the host's inwards.
 */
export interface MapDocument {
  readonly format: 1;
  /** The host's way out of the lab: its link, and the prefix of the network there. */
  readonly outside: { readonly link: string; readonly prefix: string | null } | null;
  /** The host, then network namespaces and groups of processes with namespaces or a root of their own. */
  readonly places: readonly PlaceDocument[];
  readonly cgroups: readonly CgroupDocument[];
  /** Where the packet of a failed check ends; null where none failed. */
  readonly packetEnds: PacketEndDocument | null;
  /** What of the lab was not looked at, or only in part, and why: nothing is known of the rest. */
  readonly unread: readonly { readonly part: string; readonly why: string }[];
}

export interface PacketEndDocument {
  /** Null outside the lab's own networks. */
  readonly place: string | null;
  readonly link: string | null;
  /** With empty text for a chain's policy. */
  readonly rule: { readonly table: string; readonly chain: string; readonly rule: string } | null;
  readonly leg: "request" | "answer";
  readonly reason: string;
}

export interface PlaceDocument {
  readonly id: string;
  /** The place it is in: a group in a network namespace, or below another's PID namespace. */
  readonly inside: string | null;
  /** Null for a place that shares the network of the place it is in, or of the host. */
  readonly network: NetworkDocument | null;
  /** Null for a network namespace without processes, or with several groups. */
  readonly group: GroupDocument | null;
}

export interface NetworkDocument {
  readonly names: readonly string[];
  readonly readable: boolean;
  readonly rulesReadable: boolean;
  /** Why one of them is not, where a look does not take in as much; else empty. */
  readonly why: string;
  readonly forwarding: boolean;
  readonly links: readonly {
    readonly name: string;
    readonly kind: string;
    readonly up: boolean;
    readonly carrier: boolean;
    readonly addresses: readonly string[];
    readonly bridge: string | null;
    /** The other end of a veth pair. */
    readonly peer: { readonly place: string; readonly link: string } | null;
  }[];
  readonly routes: readonly {
    readonly destination: string;
    readonly gateway: string | null;
    readonly device: string;
    readonly type: string;
  }[];
  readonly rules: readonly { readonly table: string; readonly chain: string; readonly rule: string }[];
  /** As in `filter/FORWARD` and `DROP`; what is not here accepts. */
  readonly policies: readonly { readonly chain: string; readonly policy: string }[];
  /** Made with nft(8), without what iptables shows; `base` is null for a chain that only rules lead to. */
  readonly nftChains: readonly {
    readonly table: string;
    readonly chain: string;
    readonly base: { readonly type: string; readonly hook: string; readonly policy: string } | null;
    readonly rules: readonly string[];
  }[];
}

export interface ProcessDocument {
  readonly name: string;
  readonly pids: readonly number[];
  readonly zombie: boolean;
}

export interface GroupDocument {
  readonly terminals: readonly string[];
  readonly hostname: string | null;
  /** Kinds that are not the host's; `sharedWith` names another place that is in the same one. */
  readonly namespaces: readonly { readonly kind: string; readonly sharedWith: string | null }[];
  readonly processes: readonly (ProcessDocument & { readonly root: string })[];
  /** System V objects of an IPC namespace that is its own, or the host's; `size` in bytes, of semaphores their number. */
  readonly objects: readonly { readonly kind: "segment" | "queue" | "semaphores"; readonly id: number; readonly size: number }[];
  readonly mounts: readonly { readonly path: string; readonly type: "bind" | "filesystem"; readonly of: string }[];
}

export interface CgroupDocument {
  readonly path: string;
  readonly controllers: readonly string[];
  /** A share of one CPU. */
  readonly cpuQuota: number | null;
  /** Bytes. */
  readonly memoryLimit: number | null;
  readonly swapLimit: number | null;
  readonly processLimit: number | null;
  readonly oomKills: number;
  readonly members: readonly (ProcessDocument & { readonly place: string })[];
}

const OBJECTS = { segments: "segment", queues: "queue", semaphores: "semaphores" } as const;

/** @param told in the language that is spoken */
export function mapDocument(
  layout: MapLayout,
  mark: Mark | null = null,
  told: (message: Message) => string = inEnglish,
): MapDocument {
  const ids = new Map<Place, string>([[layout.host, "host"]]);
  const above = new Map<Place, string>();
  const number = (place: Place, inside: string | null) => {
    const id = `place${ids.size}`;
    ids.set(place, id);
    if (inside !== null) above.set(place, inside);
    for (const each of place.inner) number(each, id);
  };
  for (const place of layout.places) number(place, null);
  const all = [...ids];
  const idOfNetwork = (inode: number) => all.find(([place]) => place.network?.inode === inode)?.[1] ?? "host";
  const idOfGroup = (key: string | null) => all.find(([place]) => place.group?.key === key)?.[1] ?? "host";
  return {
    format: 1,
    outside: layout.outside,
    places: all.map(([place, id]) => ({
      id,
      inside: above.get(place) ?? null,
      network: place.network === null ? null : networkDocument(place.network, idOfNetwork, told),
      group: place.group === null ? null : groupDocument(place.group, idOfGroup),
    })),
    cgroups: layout.cgroups.map((cgroup) => cgroupDocument(cgroup, idOfGroup)),
    unread: layout.unread.map(({ part, why }) => ({ part, why: told(why) })),
    packetEnds: mark === null ? null : packetEnd(mark, all.find(([place]) => place.network?.inode === mark.network)?.[1] ?? null),
  };
}

function packetEnd({ link, rule, leg, reason }: Mark, place: string | null): PacketEndDocument {
  return {
    place,
    link,
    rule: rule === null ? null : { table: rule.table, chain: rule.chain, rule: clean(rule.rule) },
    leg,
    reason: clean(reason),
  };
}

function networkDocument(
  network: MapNetwork,
  idOf: (inode: number) => string,
  told: (message: Message) => string,
): NetworkDocument {
  const { names, readable, rulesReadable, why, forwarding, links, routes, rules, policies, nftChains } = network;
  return {
    names,
    readable,
    rulesReadable,
    why: why === null ? "" : told(why),
    forwarding,
    links: links.map(({ name, kind, up, carrier, addresses, bridge, far }) => {
      const peer = far === null ? null : { place: idOf(far.network), link: far.name };
      return { name, kind, up, carrier, addresses, bridge, peer };
    }),
    routes,
    rules: rules.map(({ table, chain, rule }) => ({ table, chain, rule })),
    policies,
    nftChains,
  };
}

function groupDocument(
  { terminals, hostname, namespaces, processes, objects, mounts, root }: MapGroup,
  idOf: (key: string) => string,
): GroupDocument {
  return {
    terminals,
    hostname,
    namespaces: namespaces.map(({ kind, sharedWith }) => ({ kind, sharedWith: sharedWith === null ? null : idOf(sharedWith) })),
    processes: processes.map((process) => ({ ...processDocument(process), root: process.root ?? root ?? "/" })),
    objects: objects.map(({ kind, id, size }) => ({ kind: OBJECTS[kind], id, size })),
    mounts: mounts.map(({ path, what, bind }) => ({ path, type: bind ? "bind" : "filesystem", of: what })),
  };
}

function processDocument({ name, pids, zombie }: MapProcess): ProcessDocument {
  return { name, pids, zombie };
}

function cgroupDocument({ members, ...facts }: MapCgroup, idOf: (key: string | null) => string): CgroupDocument {
  return { ...facts, members: members.map(({ process, group }) => ({ ...processDocument(process), place: idOf(group) })) };
}
