import type { Place } from "../lab/enter.ts";
import type { LabReach } from "../lab/identity.ts";
import { networkNamespaces } from "./held-networks.ts";
import { namesPlaces } from "./names-inquiries.ts";
import { readCgroups } from "./read-cgroups.ts";
import { readMountTables } from "./read-mounts.ts";
import { readNamespaces } from "./read-namespaces.ts";
import { readProcesses } from "./read-processes.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Looks at a lab once. Needs no PTY and leaves no trace in the lab: processes, mounts and cgroups
 * are read from the machine's own /proc and /sys, network facts and names by one spawn that joins
 * user, network, UTS and IPC namespaces alone.
 *
 * Whatever a learner has made of it, the look comes to an end, and nslab's event loop has a turn in between: no more is
 * read than is said in `bounds.ts`, and what could not be read is told as such.
 *
 * @throws {LabGone} when the lab has ended; nothing else
 */
export async function readSnapshot(lab: LabReach): Promise<Snapshot> {
  const { processes, unread } = await readProcesses(lab);
  const host = processes.find((process) => process.machinePid === lab.host.machinePid);
  if (host === undefined) throw new LabGone(lab);
  const { tables, unread: unreadMounts } = await readMountTables(lab, processes);
  const { networks, unread: unreadNetworks } = networkNamespaces(host, processes, tables);
  const looking = readNamespaces(lab, { place: HOST, here: host, networks, names: namesPlaces(processes) });
  // while the spawn runs
  const { cgroups, unread: unreadCgroups } = await readCgroups(lab, new Set(processes.map((process) => process.machinePid)));
  const { unread: unreadNames, ...found } = await looking;
  return {
    host,
    processes,
    mounts: new Map([...tables].map(([inode, table]) => [inode, table.mounts])),
    ...found,
    cgroups,
    unread: [...unread, ...unreadMounts, ...unreadNetworks, ...unreadNames, ...unreadCgroups],
  };
}

const HOST: Place = { namespaces: ["net", "uts", "ipc"] };

/** There is nothing to look at: the lab's host has ended. */
export class LabGone extends Error {
  constructor(lab: LabReach) {
    super(`the lab of process ${lab.identity.pid} has ended`);
  }
}
