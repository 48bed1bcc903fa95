import type { LabReach } from "../lab/identity.ts";
import { networkNamespaces } from "./namespace-files.ts";
import { namesPlaces } from "./names.ts";
import { readCgroups } from "./read-cgroups.ts";
import { readMountTables } from "./read-mounts.ts";
import { readNetworks } from "./read-networks.ts";
import { readProcesses } from "./read-processes.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Looks at a lab once. Needs no PTY and leaves no trace in the lab: processes, mounts and cgroups
 * are read from the machine's own /proc and /sys, network facts and names by one spawn that joins
 * user, network, UTS and IPC namespaces alone.
 *
 * @throws {LabGone} when the lab has ended
 */
export async function readSnapshot(lab: LabReach): Promise<Snapshot> {
  const processes = readProcesses(lab);
  const host = processes.find((process) => process.machinePid === lab.host.machinePid);
  if (host === undefined) throw new LabGone(lab);
  const tables = readMountTables(processes);
  const networks = networkNamespaces(processes, tables, host.namespaces.mnt);
  const facts = readNetworks(lab, host, networks, namesPlaces(processes));
  // while the spawn runs
  const cgroups = readCgroups(lab, new Set(processes.map((process) => process.machinePid)));
  return {
    host,
    processes,
    mounts: new Map([...tables].map(([inode, table]) => [inode, table.mounts])),
    ...(await facts),
    cgroups,
  };
}

/** There is nothing to look at: the lab's host has ended. */
export class LabGone extends Error {
  constructor(lab: LabReach) {
    super(`the lab of process ${lab.identity.pid} has ended`);
  }
}
