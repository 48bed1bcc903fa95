import { type Message, say } from "../src/say/message.ts";
import type { Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId } from "./check.ts";
import { inPlace, lookIn, networkCheck, nameOfNetwork, placeId, placeName, typeIn } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** net.ipv4.ip_forward: whether packets for others are passed on (Documentation/networking/ip-sysctl). */
export function forwards(place: NetworkPlace): Check {
  return forwarding(place, true);
}

/** Packets for others are thrown away. */
export function doesNotForward(place: NetworkPlace): Check {
  return forwarding(place, false);
}

function forwarding(place: NetworkPlace, wanted: boolean): Check {
  return networkCheck({
    id: checkId(wanted ? "forwards" : "does-not-forward", placeId(place)),
    place,
    expected: wanted
      ? say`${{ place: placeName(place) }} passes packets on that are for others`
      : say`${{ place: placeName(place) }} does not pass packets on that are for others`,
    find: (network, snapshot) => ({
      passed: network.forwarding === wanted,
      observed: say`net.ipv4.ip_forward is ${{ value: network.forwarding ? 1 : 0 }} ${{ place: inPlace(place) }}`,
      look: lookIn(place, "cat /proc/sys/net/ipv4/ip_forward"),
      cause: explain(snapshot, network, wanted),
      next: typeIn(place, `sysctl -w net.ipv4.ip_forward=${wanted ? 1 : 0}`),
    }),
  });
}

/** Each network namespace has a switch of its own. */
function explain(snapshot: Snapshot, network: Network, wanted: boolean): Message {
  const other = [...snapshot.networks.values()].find(
    (each) => each !== network && each.forwarding === wanted && wanted && !each.forwardingAtFirst,
  );
  return other === undefined
    ? say`The file for IPv4 is to hold ${{ value: wanted ? 1 : 0 }}: conf/DEVICE/forwarding and the one for IPv6 are others.`
    : say`The switch belongs to a network namespace, and was set in another one: ${{ network: nameOfNetwork(snapshot, other) }}.`;
}
