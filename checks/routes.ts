import { listed, type Message, say } from "../src/say/message.ts";
import { linkWithAddress, routeTo } from "../src/kernel/routing.ts";
import type { Network, Route } from "../src/kernel/snapshot.ts";
import { type Check, checkId } from "./check.ts";
import { lookIn, networkCheck, placeId, placeName, typeIn } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** An address that no route but the default one covers (RFC 5737). */
const EVERYWHERE = "198.51.100.1";

/** Packets for everywhere else are given to this gateway. */
export function defaultRoute(place: NetworkPlace, gateway: string): Check {
  return networkCheck({
    id: checkId("default-route", gateway, placeId(place)),
    place,
    expected: say`the default route of ${{ place: placeName(place) }} goes via ${{ gateway }}`,
    find: (network) => ({
      passed: routeTo(network, EVERYWHERE)?.gateway === gateway,
      observed: describeRoutes(network),
      look: lookIn(place, "ip route"),
      ...explain(network, place, gateway),
    }),
  });
}

function explain(network: Network, place: NetworkPlace, gateway: string): { cause: Message; next: Message } {
  const next = typeIn(place, `ip route replace default via ${gateway}`);
  if (linkWithAddress(network, gateway) !== undefined) return { cause: ownGateway(place, gateway), next };
  if (routeTo(network, gateway) === undefined) {
    return {
      cause: say`${{ gateway }} is in no network that ${{ place: placeName(place) }} is attached to, so it cannot be a gateway there.`,
      next: say`Give the link an address of the gateway's network first, and switch the link on.`,
    };
  }
  const other = routeTo(network, EVERYWHERE);
  if (other !== undefined && other.gateway !== null && linkWithAddress(network, other.gateway) !== undefined)
    return { cause: ownGateway(place, other.gateway), next };
  if (other !== undefined && other.gateway === null)
    return {
      cause: say`The default route names no gateway (${{ route: describeRoute(other) }}): every address is then asked for on that link, where only neighbors answer.`,
      next,
    };
  if (other !== undefined)
    return { cause: say`There is another default route, and it decides: ${{ route: describeRoute(other) }}.`, next };
  const narrow = network.routes.find((route) => route.gateway === gateway);
  if (narrow !== undefined)
    return {
      cause: say`The route via ${{ gateway }} is for ${{ destination: narrow.destination }} alone; a default route is for every other address.`,
      next,
    };
  return { cause: say`The route was not added, or not in the network namespace of ${{ place: placeName(place) }}.`, next };
}

function ownGateway(place: NetworkPlace, gateway: string): Message {
  return say`${{ gateway }} is an address of ${{ place: placeName(place) }} itself: the gateway must be at the other end.`;
}

/** There is no route to an address: a packet to it is refused before it leaves. */
export function noRoute(place: NetworkPlace, destination: string): Check {
  return networkCheck({
    id: checkId("no-route", destination, placeId(place)),
    place,
    expected: say`${{ place: placeName(place) }} has no route to ${{ destination }}`,
    find: (network) => {
      const route = routeTo(network, destination);
      return {
        passed: route === undefined,
        observed: route === undefined ? describeRoutes(network) : takes(destination, route),
        look: lookIn(place, `ip route get ${destination}`),
        cause: say`A route was added already.`,
        next: typeIn(place, "ip route del default"),
      };
    },
  });
}

/** Packets to an address leave by this device. */
export function hasRoute(place: NetworkPlace, destination: string, device: string): Check {
  return networkCheck({
    id: checkId("route", destination, device, placeId(place)),
    place,
    expected: say`${{ place: placeName(place) }} sends packets to ${{ destination }} by ${{ device }}`,
    find: (network) => {
      const route = routeTo(network, destination);
      return {
        passed: route?.device === device,
        observed: route === undefined ? describeRoutes(network) : takes(destination, route),
        look: lookIn(place, `ip route get ${destination}`),
        cause: say`${{ device }} has no address of that network with the right prefix length, or is down: when it has both, the kernel adds the route by itself.`,
        next: say`Give ${{ device }} its address and switch it on; the step shows how.`,
      };
    },
  });
}

function takes(destination: string, route: Route): Message {
  return say`packets to ${{ destination }} take the route ${{ route: describeRoute(route) }}`;
}

function describeRoutes(network: Network): Message {
  return network.routes.length === 0
    ? say`the routing table is empty`
    : say`the routes are: ${{ routes: listed(network.routes.map(describeRoute), ";") }}`;
}

function describeRoute({ destination, gateway, device }: Route): string {
  return [destination, ...(gateway === null ? [] : ["via", gateway]), "dev", device].join(" ");
}
