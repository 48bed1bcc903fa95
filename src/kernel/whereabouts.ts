import { networkOf } from "./queries.ts";
import { NAMESPACE_KINDS, type NamespaceKind, type Process, type Snapshot } from "./snapshot.ts";

/** Where a process is, as seen from the lab's host. */
export interface Whereabouts {
  /** Kinds of namespaces that are not the host's. */
  readonly apart: readonly NamespaceKind[];
  /** Name by `ip netns` of a network namespace that is not the host's; null where it has none. */
  readonly network: string | null;
  /** The root directory: `/` unless it was changed (chroot(2)). */
  readonly root: string;
}

/** Null for a zombie, which is nowhere any more. */
export function whereabouts(snapshot: Snapshot, process: Process): Whereabouts | null {
  if (process.state === "Z") return null;
  const { host } = snapshot;
  const apart = NAMESPACE_KINDS.filter((kind) => process.namespaces[kind] !== host.namespaces[kind]);
  const network = apart.includes("net") ? (networkOf(snapshot, process)?.names[0] ?? null) : null;
  return { apart, network, root: process.root };
}

/** Whether it shares all namespaces and the root directory of the host's init. */
export function isOnHost({ apart, root }: Whereabouts): boolean {
  return apart.length === 0 && root === "/";
}

/** Whether two processes share all namespaces and their root directory. */
export function isSamePlace(one: Process, other: Process): boolean {
  return one.root === other.root && NAMESPACE_KINDS.every((kind) => one.namespaces[kind] === other.namespaces[kind]);
}
