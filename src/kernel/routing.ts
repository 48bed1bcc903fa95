import { inPrefix, prefixLength } from "./ipv4.ts";
import type { Link, Network, Route } from "./snapshot.ts";

/** The link of a network namespace that has this IPv4 address. */
export function linkWithAddress(network: Network, address: string): Link | undefined {
  return network.links.find((link) => link.addresses.some((own) => own.address === address));
}

/** The route that a packet to this address takes by the main table: the longest prefix wins (ip-route(8)). */
export function routeTo(network: Network, destination: string): Route | undefined {
  const prefix = (route: Route) => (route.destination === "default" ? "0.0.0.0/0" : route.destination);
  return network.routes
    .filter((route) => inPrefix(destination, prefix(route)))
    .toSorted((a, b) => prefixLength(prefix(b)) - prefixLength(prefix(a)))[0];
}

/** First IPv4 address of a link, or null. */
export function firstAddress(link: Link): string | null {
  return link.addresses.find((address) => address.family === "inet")?.address ?? null;
}
