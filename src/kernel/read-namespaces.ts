import type { Place } from "../lab/enter.ts";
import type { LabReach } from "../lab/identity.ts";
import { askNamespaces, type Inquiry } from "./ask-namespaces.ts";
import type { HeldNetwork } from "./held-networks.ts";
import { NAMESPACE_SCRIPT } from "./namespace-script.ts";
import { NetworkFinder } from "./network-inquiries.ts";
import { NamesFinder, type NamesPlace } from "./names-inquiries.ts";
import type { Process, Snapshot, Unread } from "./snapshot.ts";

/** Where the questions are asked from, and about what. */
export interface Looked {
  readonly place: Place;
  /** Who is at that place: what he is in need not be joined once more; null when nobody knows. */
  readonly here: Process | null;
  readonly networks: readonly HeldNetwork[];
  readonly names: readonly NamesPlace[];
}

export interface Found extends Pick<Snapshot, "networks" | "hostnames" | "ipcObjects"> {
  readonly unread: readonly Unread[];
}

/**
 * Facts of each network namespace, the name in each UTS and the objects in each IPC namespace, all read by one spawn as
 * long as nothing in them is so much, or takes so long, that the rest would have to wait for it.
 */
export async function readNamespaces(lab: LabReach, { place, here, networks, names }: Looked): Promise<Found> {
  const finder = new NetworkFinder(lab.forwardsAtFirst);
  const namer = new NamesFinder();
  const ofNetworks = finder.inquiries(networks, here);
  const ofNames = namer.inquiries(names, here);
  // The host's own, which come first, before all others.
  const inquiries: readonly Inquiry[] = [
    ...ofNetworks.slice(0, 1),
    ...ofNames.slice(0, 1),
    ...ofNetworks.slice(1),
    ...ofNames.slice(1),
  ];
  await askNamespaces(lab, place, NAMESPACE_SCRIPT, inquiries);
  return { networks: finder.networks, hostnames: namer.hostnames, ipcObjects: namer.ipcObjects, unread: namer.unread };
}
