import { inPrefix } from "../ipv4.ts";
import { firstAddress, routeTo } from "../routing.ts";
import type { Network, Snapshot } from "../snapshot.ts";
import { hostNetwork } from "../queries.ts";
import { hasAddress } from "./cable.ts";
import type { Kernel, RouteAnswer, Terrain } from "./way.ts";

/** The lab alone, as a snapshot shows it, with what is outside beyond it; null where the host's network could not be read. */
export function terrainOf(snapshot: Snapshot, hostDevice: string): Terrain | null {
  const networks = [...snapshot.networks.values()].map(withoutMemories);
  const host = networks.find(({ inode }) => inode === hostNetwork(snapshot)?.inode);
  if (host === undefined) return null;
  return { host, networks, world: new Set(), hostDevice, counters: { moved: null, policyMoved: () => true } };
}

/** Who answered an earlier packet, and who did not, says nothing of the next; what a person has written down does (arp(7)). */
function withoutMemories(network: Network): Network {
  return { ...network, neighbours: network.neighbours.filter(({ state }) => state.includes("PERMANENT")) };
}

/**
 * What the kernel would say, as far as a snapshot tells: routes by the main table, and what the kernel
 * refuses unless a setting says otherwise. No settings and no sockets are known.
 */
export const BY_SNAPSHOT: Kernel = {
  route: async (network, destination, from) => routeAnswer(network, destination, from),
  setting: async () => null,
  listeners: async () => null,
};

const LOOPBACK = "127.0.0.0/8";

function routeAnswer(
  network: Network,
  destination: string,
  from: { readonly source: string; readonly device: string } | null,
): RouteAnswer {
  if (from !== null && from.device !== "" && hasAddress(network, from.source))
    return { type: "refused", says: "Invalid argument" };
  if (hasAddress(network, destination) || inPrefix(destination, LOOPBACK)) return { type: "local" };
  const route = routeTo(network, destination);
  if (route === undefined) return { type: "refused", says: "Network is unreachable" };
  if (route.type !== "unicast") return { type: "refused", says: route.type };
  if (from !== null && inPrefix(from.source, LOOPBACK)) return { type: "refused", says: "Invalid argument" };
  const link = network.links.find(({ name }) => name === route.device);
  return {
    type: "route",
    device: route.device,
    gateway: route.gateway,
    source: route.source ?? (link === undefined ? null : firstAddress(link)),
  };
}
