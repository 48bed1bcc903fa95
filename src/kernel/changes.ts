import type { SystemVObject, SystemVObjects } from "./parse-sysvipc.ts";
import type { Address, Cgroup, Link, Mount, NamespaceKind, Network, NftChain, Process, Route, Rule } from "./snapshot.ts";

/** One thing that differs between two snapshots of a lab; words for it are the reader's. */
export type Change = ProcessChange | MountChange | NetworkChange | CgroupChange | HostnameChange | IpcChange;

/** `inode` is that of the UTS namespace. */
export interface HostnameChange {
  readonly type: "hostname";
  readonly inode: number;
  readonly before: string;
  readonly hostname: string;
}

/** A System V object; `inode` is that of the IPC namespace it is in. */
export interface IpcChange {
  readonly type: "ipc-object-made" | "ipc-object-gone";
  readonly inode: number;
  readonly kind: keyof SystemVObjects;
  readonly object: SystemVObject;
}

export type ProcessChange =
  | {
      readonly type: "namespace-appeared" | "namespace-gone";
      readonly kind: NamespaceKind;
      readonly inode: number;
      /** Names under /run/netns, for a network namespace that has some. */
      readonly names: readonly string[];
      /** Who is (or was) in it. */
      readonly processes: readonly Process[];
    }
  | { readonly type: "process-started"; readonly process: Process }
  /** `reaped` is false for one that is left as a zombie. */
  | { readonly type: "process-ended"; readonly process: Process; readonly reaped: boolean }
  /** The same process with another command, root directory or namespaces: it called execve(2), chroot(2), unshare(2) … */
  | { readonly type: "process-changed"; readonly before: Process; readonly process: Process };

/** A mount counts as the same mount in several namespaces when the file system, its part (`root`), source and mount point are. */
export type MountChange =
  /** `namespaces`: inodes of all mount namespaces that have it now. */
  | { readonly type: "mount-added"; readonly mount: Mount; readonly namespaces: readonly number[] }
  /** `namespaces`: those that lost it and still exist. What was mounted below went with it and is not told again. */
  | { readonly type: "mount-removed"; readonly mount: Mount; readonly namespaces: readonly number[] }
  /** Another mount point, by `mount --move` or pivot_root(2). What is mounted below moved along and is not told again. */
  | { readonly type: "mount-moved"; readonly before: Mount; readonly mount: Mount; readonly namespaces: readonly number[] }
  /** Other options or another kind of propagation. */
  | { readonly type: "mount-changed"; readonly before: Mount; readonly mount: Mount; readonly namespaces: readonly number[] };

/** `network` is the namespace as it is after the change; for what went with its namespace, as it was. */
export type NetworkChange =
  /** A namespace that existed before and still does got or lost names under /run/netns. */
  | { readonly type: "network-names"; readonly network: Network; readonly before: readonly string[] }
  | { readonly type: "link-appeared" | "link-gone"; readonly network: Network; readonly link: Link }
  | { readonly type: "link-moved"; readonly from: Network; readonly network: Network; readonly before: Link; readonly link: Link }
  | { readonly type: "link-up" | "link-down"; readonly network: Network; readonly link: Link }
  | { readonly type: "link-renamed"; readonly network: Network; readonly link: Link; readonly before: string }
  /** Became a port of a bridge, of another one, or of none. */
  | { readonly type: "link-master"; readonly network: Network; readonly link: Link; readonly before: string | null }
  | { readonly type: "link-hairpin"; readonly network: Network; readonly link: Link }
  | { readonly type: "link-mtu"; readonly network: Network; readonly link: Link; readonly before: number }
  | {
      readonly type: "address-added" | "address-removed";
      readonly network: Network;
      readonly link: Link;
      readonly address: Address;
    }
  | { readonly type: "route-added" | "route-removed"; readonly network: Network; readonly route: Route }
  /** `position` counts from 1 within the chain, as iptables(8) numbers rules; for a removed rule, where it was. */
  | { readonly type: "rule-added" | "rule-removed"; readonly network: Network; readonly rule: Rule; readonly position: number }
  /** `chain` as in `filter/FORWARD`. */
  | {
      readonly type: "policy";
      readonly network: Network;
      readonly chain: string;
      readonly before: string;
      readonly policy: string;
    }
  /** `table` as in `inet fw`. */
  | {
      readonly type: "nft-chain-added" | "nft-chain-removed";
      readonly network: Network;
      readonly table: string;
      readonly chain: NftChain;
    }
  | { readonly type: "forwarding"; readonly network: Network; readonly on: boolean };

export type CgroupLimit = "cpuQuota" | "memoryLimit" | "swapLimit" | "processLimit";

export type CgroupChange =
  | { readonly type: "cgroup-made" | "cgroup-removed"; readonly cgroup: Cgroup }
  /** In the unit of that field of `Cgroup`; null is no limit. */
  | {
      readonly type: "cgroup-limit";
      readonly cgroup: Cgroup;
      readonly limit: CgroupLimit;
      readonly before: number | null;
      readonly value: number | null;
    }
  /** Moved in or out, not born there or ended. */
  | { readonly type: "cgroup-joined" | "cgroup-left"; readonly cgroup: Cgroup; readonly process: Process }
  /** The kernel killed this many processes for going over the memory limit. */
  | { readonly type: "cgroup-oom-kill"; readonly cgroup: Cgroup; readonly kills: number };
