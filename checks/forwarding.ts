import type { Check } from "./check.ts";
import { inPlace } from "./links.ts";
import { lookIn, networkCheck, type NetworkPlace, placeName, typeIn } from "./networks.ts";

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
    place,
    expected: `${placeName(place)} ${wanted ? "passes packets on that are for others" : "does not pass packets on that are for others"}`,
    find: (network) => ({
      passed: network.forwarding === wanted,
      observed: `net.ipv4.ip_forward is ${network.forwarding ? 1 : 0} ${inPlace(place)}`,
      look: lookIn(place, "cat /proc/sys/net/ipv4/ip_forward"),
      cause: "The switch belongs to a network namespace: it may have been set in another one.",
      next: typeIn(place, `sysctl -w net.ipv4.ip_forward=${wanted ? 1 : 0}`),
    }),
  });
}
