import type { ProcessIdentity } from "../lab/door/pinned.ts";
import type { SystemVObjects } from "./parse-sysvipc.ts";
import type { Message } from "../say/message.ts";

/**
 * What one look at the kernel saw of a lab. Read by `read-snapshot.ts`; the checks, the diff and
 * the map all read this and nothing else. The world outside the lab's host is not part of it.
 */
export interface Snapshot {
  /** The host's init: whoever shares its namespaces is "on the host". */
  readonly host: Process;
  /** Every process of the host and of what runs below it, the host's init first, then by `pids[0]`. */
  readonly processes: readonly Process[];
  /** Mounts by the inode of the mount namespace, in mountinfo order. */
  readonly mounts: ReadonlyMap<number, readonly Mount[]>;
  /** Network namespaces by inode: those with processes and those only named by `ip netns`. */
  readonly networks: ReadonlyMap<number, Network>;
  /** Hostname of each UTS namespace that a process is in, by inode; without those that could not be read. */
  readonly hostnames: ReadonlyMap<number, string>;
  /** System V objects of each IPC namespace that a process is in, by inode; without those that could not be read. */
  readonly ipcObjects: ReadonlyMap<number, SystemVObjects>;
  /**
   * The lab's cgroups from its own root downwards, parents first; on v1 each hierarchy has its own
   * tree. Empty where the lab has none. On v2 `/init` is the lab's own and holds the host's init.
   */
  readonly cgroups: readonly Cgroup[];
  /** What was not looked at, or only in part, since there is too much of it or nobody could: nothing is known of the rest. */
  readonly unread: readonly Unread[];
}

/** Parts of a lab that may be unread. What could not be read of a network namespace that is known is told in `Network`. */
export type UnreadPart = "processes" | "commands" | "mounts" | "networks" | "names" | "cgroups";

export interface Unread {
  readonly part: UnreadPart;
  /** Inode of the namespace whose mounts or names these are; null where it is about the whole lab. */
  readonly namespace: number | null;
  /** Completes "could not be read: …": `it has more than 1000 mounts`. */
  readonly why: Message;
}

/** As the files of /proc/PID/ns are called (namespaces(7)). */
export const NAMESPACE_KINDS = ["mnt", "net", "pid", "uts", "ipc", "cgroup", "user"] as const;
export type NamespaceKind = (typeof NAMESPACE_KINDS)[number];

/** Texts in here are fit to be shown (src/lab/printable.ts), as all of a snapshot's are. `machinePid` never is shown to a learner. */
export interface Process extends ProcessIdentity {
  /** PIDs from the host's PID namespace inwards: `pids[0]` is what `ps` on the host shows, the last what the process itself sees. */
  readonly pids: readonly number[];
  readonly parentMachinePid: number;
  /** Machine PID of its process group. */
  readonly group: number;
  /** proc(5) `comm` */
  readonly name: string;
  /** Arguments as started, the first 4 KiB of them; empty for a zombie, and where they could not be read. */
  readonly command: readonly string[];
  /** One letter of proc(5) `stat`: R, S, D, T, Z … */
  readonly state: string;
  /** Number of the lab's own pseudo-terminal (`pts/0` is 0), or null without one. */
  readonly terminal: number | null;
  /** Machine PID of the process group in the foreground of its terminal, or null. */
  readonly foreground: number | null;
  /** Inode of each namespace it is in; 0 where the kernel no longer tells (a zombie keeps only `pid` and `user`). */
  readonly namespaces: Readonly<Record<NamespaceKind, number>>;
  /** Its root directory as a path in its mount namespace: `/` unless it was chrooted; empty for a zombie, and where the kernel cannot tell. */
  readonly root: string;
  /** Working directory, likewise. */
  readonly directory: string;
  /** Path of its cgroup below the lab's cgroup root (`/` is that root), by controller (`cpu`, `memory`, …) for v1, under the key `""` for v2. */
  readonly cgroups: Readonly<Record<string, string>>;
}

/** A line of proc_pid_mountinfo(5). */
export interface Mount {
  readonly id: number;
  readonly parent: number;
  /** `major:minor` of the filesystem: two mounts with the same one show the same files. */
  readonly device: string;
  readonly root: string;
  readonly mountPoint: string;
  readonly options: readonly string[];
  readonly propagation: readonly string[];
  readonly type: string;
  readonly source: string;
  readonly superOptions: readonly string[];
}

export interface Network {
  readonly inode: number;
  /** Names under /run/netns, made by `ip netns add`. */
  readonly names: readonly string[];
  /** Whether ip(8) answered, with no more than is read. If not, `links`, `routes` and `neighbours` are empty because nobody could look. */
  readonly linksReadable: boolean;
  /** Whether iptables-save(8) answered, likewise. If not, `rules` and `policies` are empty because nobody could look. */
  readonly rulesReadable: boolean;
  /** Why something could not be read, as in `it has more than 500 routes`, or what the tools said; usually null. */
  readonly complaint: Message | null;
  /** Whether that is because a look does not take in as much, or because it took too long. */
  readonly tooMuch: boolean;
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  /** Rules of iptables, in the order of iptables-save, without counters' noise in `rule`. */
  readonly rules: readonly Rule[];
  /** Policy of a built-in chain, by `table/CHAIN`, as in `filter/FORWARD` → `DROP`. */
  readonly policies: ReadonlyMap<string, string>;
  /** Packets that such a policy decided about; iptables of nftables counts those that it drops alone. */
  readonly policyPackets: ReadonlyMap<string, number>;
  /** Tables made with nft(8), in its order, without those that iptables shows; empty where the machine has no nft. */
  readonly nftTables: readonly NftTable[];
  readonly neighbours: readonly Neighbour[];
  /** net.ipv4.ip_forward; false also where `linksReadable` is. */
  readonly forwarding: boolean;
  /** What that was when the namespace was made, before anybody changed it. */
  readonly forwardingAtFirst: boolean;
}

export interface Link {
  readonly index: number;
  readonly name: string;
  /** veth, bridge, loopback, dummy … */
  readonly kind: string;
  readonly up: boolean;
  /** LOWER_UP: a carrier is there. */
  readonly carrier: boolean;
  /** RFC 2863 state as `ip` prints it: UP, DOWN, LOWERLAYERDOWN, UNKNOWN */
  readonly state: string;
  readonly mac: string;
  readonly mtu: number;
  /** Name of the bridge it is a port of. */
  readonly master: string | null;
  /** Index of the other end of a veth pair, in the namespace where that end is. */
  readonly peerIndex: number | null;
  /** The number by which this namespace knows the other end's (ip-netns(8), `link-netnsid`); null when that end is in here too. */
  readonly peerNamespaceId: number | null;
  readonly addresses: readonly Address[];
  /** Hairpin mode of a bridge port. */
  readonly hairpin: boolean;
}

export interface Address {
  readonly family: "inet" | "inet6";
  readonly address: string;
  readonly prefix: number;
  readonly scope: string;
}

export interface Route {
  /** `default` or a prefix such as `172.17.0.0/16`. */
  readonly destination: string;
  readonly gateway: string | null;
  readonly device: string;
  /** Address that packets get as their source. */
  readonly source: string | null;
  /** `unicast`, or what ip-route(8) calls `blackhole`, `unreachable`, `prohibit`; these have an empty device. */
  readonly type: string;
}

export interface Neighbour {
  readonly address: string;
  readonly device: string;
  readonly mac: string | null;
  readonly state: string;
}

export interface Rule {
  readonly table: string;
  readonly chain: string;
  /** Everything after `-A CHAIN`, as iptables-save prints it. */
  readonly rule: string;
  readonly packets: number;
  readonly bytes: number;
  /** Left out for those of iptables. `table` is then as in `inet fw`, and `rule` in words of iptables (nft-plain.ts). */
  readonly nft?: NftRule;
}

/** A rule as nft(8) has it. */
export interface NftRule {
  /** As nft prints it, without the counter. */
  readonly text: string;
  /** By which it is deleted. */
  readonly handle: number;
  /** Whether it has a counter. */
  readonly counts: boolean;
}

export interface NftTable {
  /** `ip`, `inet`, `ip6`, `bridge` … */
  readonly family: string;
  readonly name: string;
  readonly chains: readonly NftChain[];
}

export interface NftChain {
  readonly name: string;
  /** Null for a chain that only rules lead to. */
  readonly base: NftBase | null;
  /** For each rule of nft those of iptables that are the same, at least one. */
  readonly rules: readonly (readonly Rule[])[];
}

/** Where the kernel asks a chain by itself. */
export interface NftBase {
  /** `filter`, `nat` or `route` */
  readonly type: string;
  /** `prerouting`, `input`, `forward`, `output`, `postrouting`, `ingress` … */
  readonly hook: string;
  /** Chains of a hook are asked in this order. */
  readonly priority: number;
  /** `ACCEPT` or `DROP` */
  readonly policy: string;
}

export interface Cgroup {
  /** Path below the lab's cgroup root, `/` for that root itself. */
  readonly path: string;
  /** v1: the hierarchy's controllers; v2: the controllers enabled for it. */
  readonly controllers: readonly string[];
  /** CPU time allowed, as a share of one CPU (0.2 for 20000/100000), or null without a limit. */
  readonly cpuQuota: number | null;
  /** Periods in which it was throttled: `nr_throttled` of cpu.stat, or null. */
  readonly throttledPeriods: number | null;
  /** Bytes, or null without a limit. */
  readonly memoryLimit: number | null;
  readonly memoryUsage: number | null;
  /** Highest use so far in bytes, where the kernel counts it. */
  readonly memoryPeak: number | null;
  /** Processes the kernel killed for it: `oom_kill` of memory.events (v2) or memory.oom_control (v1). */
  readonly oomKills: number | null;
  /** Whether the kernel counts swap for it: then there is a file for its limit. */
  readonly countsSwap: boolean;
  /** Bytes of swap allowed (v2: memory.swap.max; v1: memory.memsw minus memory), or null where not limited or not counted. */
  readonly swapLimit: number | null;
  readonly processLimit: number | null;
  /** Machine PIDs of those members that are among the snapshot's processes. */
  readonly members: readonly number[];
}
