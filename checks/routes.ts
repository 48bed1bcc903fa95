import type { Said } from "../src/say/message.ts";
import { linkWithAddress, routeTo } from "../src/kernel/routing.ts";
import type { Network, Route } from "../src/kernel/snapshot.ts";
import type { Check } from "./check.ts";
import { lookIn, networkCheck, placeName, typeIn } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** An address that no route but the default one covers (RFC 5737). */
const EVERYWHERE = "198.51.100.1";

/** Packets for everywhere else are given to this gateway. */
export function defaultRoute(place: NetworkPlace, gateway: string): Check {
  return networkCheck({
    place,
    expected: `the default route of ${placeName(place)} goes via ${gateway}`,
    find: (network) => ({
      passed: routeTo(network, EVERYWHERE)?.gateway === gateway,
      observed: describeRoutes(network),
      look: lookIn(place, "ip route"),
      ...explain(network, place, gateway),
    }),
  });
}

function explain(network: Network, place: NetworkPlace, gateway: string): { cause: Said; next: Said } {
  const next = typeIn(place, `ip route replace default via ${gateway}`);
  if (linkWithAddress(network, gateway) !== undefined)
    return { cause: `${gateway} is an address of ${placeName(place)} itself: the gateway must be at the other end.`, next };
  if (routeTo(network, gateway) === undefined) {
    return {
      cause: `${gateway} is in no network that ${placeName(place)} is attached to, so it cannot be a gateway there.`,
      next: "Give the link an address of the gateway's network first, and switch the link on.",
    };
  }
  const other = routeTo(network, EVERYWHERE);
  if (other !== undefined && other.gateway !== null && linkWithAddress(network, other.gateway) !== undefined)
    return { cause: `${other.gateway} is an address of ${placeName(place)} itself: the gateway must be at the other end.`, next };
  if (other !== undefined && other.gateway === null)
    return {
      cause: `The default route names no gateway (${describeRoute(other)}): every address is then asked for on that link, where only neighbors answer.`,
      next,
    };
  if (other !== undefined) return { cause: `There is another default route, and it decides: ${describeRoute(other)}.`, next };
  const narrow = network.routes.find((route) => route.gateway === gateway);
  if (narrow !== undefined)
    return {
      cause: `The route via ${gateway} is for ${narrow.destination} alone; a default route is for every other address.`,
      next,
    };
  return { cause: `The route was not added, or not in the network namespace of ${placeName(place)}.`, next };
}

/** There is no route to an address: a packet to it is refused before it leaves. */
export function noRoute(place: NetworkPlace, destination: string): Check {
  return networkCheck({
    place,
    expected: `${placeName(place)} has no route to ${destination}`,
    find: (network) => {
      const route = routeTo(network, destination);
      return {
        passed: route === undefined,
        observed:
          route === undefined ? describeRoutes(network) : `packets to ${destination} take the route ${describeRoute(route)}`,
        look: lookIn(place, `ip route get ${destination}`),
        cause: "A route was added already.",
        next: typeIn(place, "ip route del default"),
      };
    },
  });
}

/** Packets to an address leave by this device. */
export function hasRoute(place: NetworkPlace, destination: string, device: string): Check {
  return networkCheck({
    place,
    expected: `${placeName(place)} sends packets to ${destination} by ${device}`,
    find: (network) => {
      const route = routeTo(network, destination);
      return {
        passed: route?.device === device,
        observed:
          route === undefined ? describeRoutes(network) : `packets to ${destination} take the route ${describeRoute(route)}`,
        look: lookIn(place, `ip route get ${destination}`),
        cause: `${device} has no address of that network with the right prefix length, or is down: when it has both, the kernel adds the route by itself.`,
        next: `Give ${device} its address and switch it on; the step shows how.`,
      };
    },
  });
}

function describeRoutes(network: Network): string {
  return network.routes.length === 0
    ? "the routing table is empty"
    : `the routes are: ${network.routes.map(describeRoute).join("; ")}`;
}

function describeRoute({ destination, gateway, device }: Route): string {
  return [destination, ...(gateway === null ? [] : ["via", gateway]), "dev", device].join(" ");
}
