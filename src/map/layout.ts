import type { NamespaceKind, Unread } from "../kernel/snapshot.ts";
import type { Message } from "../say/message.ts";

/**
 * What the map shows of a lab, without positions and without words: which places there are, who and
 * what is in them, and how they are connected. Every drawing is made from this. All text in it that
 * comes from the lab has been made safe to print (`clean`).
 */
export interface MapLayout {
  readonly host: Place;
  /** Other network namespaces and containers; those with a cable to the host first. */
  readonly places: readonly Place[];
  /** The host's way out of the lab, or null when that link is gone. */
  readonly outside: Outside | null;
  readonly cgroups: readonly MapCgroup[];
  /** What of the lab was not looked at, or only in part. */
  readonly unread: readonly Pick<Unread, "part" | "why">[];
}

/**
 * A box of the map: a network namespace, a group of processes with namespaces or a root directory of
 * their own, or both at once when all processes of a network namespace are one group.
 */
export interface Place {
  /** The same for the same place in two looks at one lab. */
  readonly key: string;
  /** Null where it is that of the place around it, or the host's. */
  readonly network: MapNetwork | null;
  readonly group: MapGroup | null;
  /** Groups inside: several in one network namespace, or a PID namespace below this one's. */
  readonly inner: readonly Place[];
}

export interface Outside {
  /** Name of the host's link that leads there. */
  readonly link: string;
  /** As in `192.168.102.0/24`, or null when that link has no IPv4 address. */
  readonly prefix: string | null;
}

export interface MapNetwork {
  readonly inode: number;
  readonly names: readonly string[];
  /** False where nobody could look: then there are no links, routes and rules here. */
  readonly readable: boolean;
  /** False where nobody could look at the rules. */
  readonly rulesReadable: boolean;
  /** Why something of it could not be read, where a look does not take in as much; else null. */
  readonly why: Message | null;
  readonly links: readonly MapLink[];
  /** Those that the kernel did not make by itself from an address. */
  readonly routes: readonly MapRoute[];
  readonly forwarding: boolean;
  /** As the namespace was made: what nobody has changed is not worth a row. */
  readonly forwardingAtFirst: boolean;
  readonly rules: readonly MapRule[];
  /** Built-in chains that do not end with ACCEPT, as `filter/FORWARD` and `DROP`. */
  readonly policies: readonly { readonly chain: string; readonly policy: string }[];
  /** Chains made with nft(8). */
  readonly nftChains: readonly MapNftChain[];
}

export interface MapNftChain {
  /** Family and name: `inet fw`. */
  readonly table: string;
  readonly chain: string;
  /** Null for one that only rules lead to. */
  readonly base: { readonly type: string; readonly hook: string; readonly policy: string } | null;
  /** As nft prints them, without counters. */
  readonly rules: readonly string[];
}

export interface MapLink {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly up: boolean;
  /** False for a link that is up while the other end is not. */
  readonly carrier: boolean;
  /** Without those that the kernel gives by itself. */
  readonly addresses: readonly string[];
  /** Name of the bridge it is a port of. */
  readonly bridge: string | null;
  /** The other end of a veth pair, where that is in the lab. */
  readonly far: { readonly network: number; readonly name: string } | null;
}

export interface MapRoute {
  readonly destination: string;
  readonly gateway: string | null;
  readonly device: string;
  /** `unicast`, `blackhole` … (ip-route(8)) */
  readonly type: string;
}

export interface MapRule {
  readonly table: string;
  readonly chain: string;
  /** As iptables-save prints it. */
  readonly rule: string;
}

export interface MapGroup {
  /** The same for the same group in two looks at one lab. */
  readonly key: string;
  /** Terminals whose foreground process is in it. */
  readonly terminals: readonly string[];
  /** Null where it is that of the host, and for the host unless somebody has another. */
  readonly hostname: string | null;
  /** Kinds that are not the host's, each with the key of the group it is shared with, or null. */
  readonly namespaces: readonly { readonly kind: NamespaceKind; readonly sharedWith: string | null }[];
  /** The root directory of all its processes, or null where that is `/` or differs. */
  readonly root: string | null;
  readonly processes: readonly MapProcess[];
  /** System V objects of its own IPC namespace; in the host's group, the host's. */
  readonly objects: readonly MapObject[];
  /** Mounts that the host does not have; in the host's group, those that somebody added to what a lab begins with. */
  readonly mounts: readonly MapMount[];
}

export interface MapProcess {
  readonly key: string;
  /** Its command where that is short, else its name. */
  readonly name: string;
  /** From the host inwards, as `Process.pids`. */
  readonly pids: readonly number[];
  /** Where it is neither `/` nor that of the whole group. */
  readonly root: string | null;
  readonly zombie: boolean;
}

export interface MapObject {
  readonly kind: "segments" | "queues" | "semaphores";
  /** Unique among those of its kind in its namespace. */
  readonly id: number;
  /** As in `SystemVObject`. */
  readonly size: number;
}

export interface MapMount {
  readonly path: string;
  /** What is shown there: a path of the host for a bind mount, else the kind of file system. */
  readonly what: string;
  readonly bind: boolean;
}

export interface MapCgroup {
  readonly path: string;
  /** Those of all hierarchies that hold it with these members. */
  readonly controllers: readonly string[];
  /** As in `Cgroup`. */
  readonly cpuQuota: number | null;
  readonly memoryLimit: number | null;
  readonly swapLimit: number | null;
  readonly processLimit: number | null;
  readonly oomKills: number;
  /** Each with the key of the group it is in; null for the host's. */
  readonly members: readonly { readonly process: MapProcess; readonly group: string | null }[];
}
