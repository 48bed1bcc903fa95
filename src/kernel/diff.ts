import type { Change } from "./changes.ts";
import { diffCgroups } from "./diff-cgroups.ts";
import { diffMounts } from "./diff-mounts.ts";
import { diffHostnames, diffIpcObjects } from "./diff-names.ts";
import { diffNetworks } from "./diff-networks.ts";
import { diffProcesses } from "./diff-processes.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * What changed between two snapshots of one lab: namespaces and processes, then mounts, networks,
 * cgroups, hostnames and System V objects. What moves by itself (packet counters, memory in use, neighbour states, carrier,
 * the addresses IPv6 gives itself) is no change.
 */
export function diffSnapshots(before: Snapshot, after: Snapshot): readonly Change[] {
  return [
    ...diffProcesses(before, after),
    ...diffMounts(before, after),
    ...diffNetworks(before, after),
    ...diffCgroups(before, after),
    ...diffHostnames(before, after),
    ...diffIpcObjects(before, after),
  ];
}
