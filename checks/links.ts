import type { Said } from "../src/say/message.ts";
import { hostNetwork, type LinkPlace, networkNamed, peerOf } from "../src/kernel/queries.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";
import type { Check } from "./check.ts";
import { inPlace, lookIn, nameOfNetwork, netns, networkCheck, placeName, typeIn } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** A namespace as `ip netns add` leaves it: a loopback device that is down, and nothing else. */
export function onlyDeadLoopback(place: NetworkPlace): Check {
  return networkCheck({
    place,
    expected: `${placeName(place)} has the link lo and no other, and lo is down`,
    find: (network) => ({
      passed: network.links.length === 1 && network.links[0]?.name === "lo" && !network.links[0].up,
      observed: network.links.map((link) => `${link.name} is ${link.up ? "up" : "down"}`).join(", "),
      look: lookIn(place, "ip link"),
      cause: "The namespace has been worked on already.",
      next: undoing(place, network),
    }),
  });
}

/** The first thing to take back in a namespace that is not as it was made. */
function undoing(place: NetworkPlace, network: Network): string {
  const other = network.links.find((link) => link.name !== "lo");
  return typeIn(place, other === undefined ? "ip link set dev lo down" : `ip link del ${other.name}`);
}

/** The link has been switched on (its own flag; a carrier is another matter). */
export function linkUp(place: NetworkPlace, name: string): Check {
  return linkCheck(place, name, `${name} is up ${inPlace(place)}`, (link) => ({
    passed: link.up,
    observed: `${name} is ${link.up ? "up" : "down"}`,
    cause: "A new link is down until somebody switches it on.",
    next: typeIn(place, `ip link set dev ${name} up`),
  }));
}

/** The link is up and has a carrier: something alive is at its other end. */
export function hasCarrier(place: NetworkPlace, name: string): Check {
  return linkCheck(
    place,
    name,
    `${name} ${inPlace(place)} is up and has a carrier`,
    (link, network, snapshot) => ({
      passed: link.up && link.carrier,
      observed: `${name} is ${link.up ? "up" : "down"}, ${link.carrier ? "with" : "without"} a carrier (its state is ${link.state})`,
      ...(link.up
        ? deadEnd(snapshot, { network, link })
        : { cause: "The link itself is down.", next: typeIn(place, `ip link set dev ${name} up`) }),
    }),
    { within: CARRIER_MS },
  );
}

/** What keeps a link that is up without a carrier: of a veth the other end, of a bridge every port. */
function deadEnd(snapshot: Snapshot, { network, link }: LinkPlace): { cause: Said; next: Said } {
  const ports = network.links.filter(({ master }) => master === link.name);
  if (link.kind === "bridge" && ports.length === 0)
    return { cause: "No link is plugged into the bridge.", next: `Plug one in: ip link set LINK master ${link.name}` };
  const cables = (link.kind === "bridge" ? ports : [link]).map((end) => ({ network, link: end }));
  const ends = cables.flatMap((end) => [end, ...[peerOf(snapshot, network, end.link)].filter((other) => other !== undefined)]);
  const dead = ends.find((end) => !end.link.up);
  if (dead === undefined)
    return {
      cause: "Its other end (of a bridge: every port of it) is down.",
      next: "Switch the other end on as well: ip link set dev NAME up, in the namespace where it is.",
    };
  const where = nameOfNetwork(snapshot, dead.network);
  return {
    cause: `${link.kind === "bridge" ? "Nothing alive is plugged into it" : "Its other end is down"}: ${dead.link.name} ${where === "the host" ? "on the host" : `in ${where}`} is down.`,
    next: switchOn(snapshot, dead),
  };
}

function switchOn(snapshot: Snapshot, { network, link }: LinkPlace): string {
  const [named] = network.names;
  const command = `ip link set dev ${link.name} up`;
  if (network === hostNetwork(snapshot)) return typeIn("host", command);
  return named === undefined ? `Type in the shell that is in its namespace: ${command}` : typeIn(netns(named), command);
}

/** The kernel passes a change of carrier on at most once a second (net/core/link_watch.c). */
const CARRIER_MS = 2500;

export function isBridge(place: NetworkPlace, name: string): Check {
  return linkCheck(
    place,
    name,
    `${name} ${inPlace(place)} is a bridge`,
    (link) => ({
      passed: link.kind === "bridge",
      observed: `${name} is a link of the kind ${link.kind}`,
      cause: `Something else was given the name ${name}.`,
      next: typeIn("host", `ip link del ${name}`, `ip link add ${name} type bridge`),
    }),
    { make: typeIn("host", `ip link add ${name} type bridge`) },
  );
}

/** The link is plugged into the bridge. */
export function isPort(place: NetworkPlace, name: string, bridge: string): Check {
  return linkCheck(place, name, `${name} is a port of the bridge ${bridge} ${inPlace(place)}`, (link) => ({
    passed: link.master === bridge,
    observed: link.master === null ? `${name} is a port of no bridge` : `${name} is a port of ${link.master}`,
    cause: "The link has not been handed to the bridge.",
    next: typeIn("host", `ip link set ${name} master ${bridge}`),
  }));
}

/** The link is plugged into no bridge: its addresses work. */
export function isNoPort(place: NetworkPlace, name: string): Check {
  return linkCheck(place, name, `${name} ${inPlace(place)} is a port of no bridge`, (link) => ({
    passed: link.master === null,
    observed: link.master === null ? `${name} is a port of no bridge` : `${name} is a port of ${link.master}`,
    cause: `What comes in by ${name} goes to the bridge ${link.master ?? ""}, and not to ${placeName(place)}: its addresses do not work any more.`,
    next: typeIn(place, `ip link set ${name} nomaster`),
  }));
}

type LinkFinding = Readonly<Record<"observed" | "cause" | "next", Said>> & { readonly passed: boolean };

function linkCheck(
  place: NetworkPlace,
  name: string,
  expected: Said,
  find: (link: Link, network: Network, snapshot: Snapshot) => LinkFinding,
  { within = 0, make = `Make ${name}, or move it there; this step or one before it shows how.` } = {},
): Check {
  return networkCheck({
    place,
    expected,
    within,
    find: (network, snapshot) => {
      const link = linkNamed(network, name);
      const look = lookIn(place, `ip -d link show ${name}`);
      if (link !== undefined) return { look, ...find(link, network, snapshot) };
      return {
        passed: false,
        observed: `there is no link ${name} ${inPlace(place)}: ${listLinks(network)}`,
        look,
        cause: whereInstead(snapshot, place, name),
        next: make,
      };
    },
  });
}

export function linkNamed(network: Network | undefined, name: string): Link | undefined {
  return network?.links.find((link) => link.name === name);
}

export function listLinks(network: Network): string {
  return `the links there are ${network.links.map((link) => link.name).join(", ") || "none"}`;
}

/** Why a link is not where it should be: it may be in another namespace. */
export function whereInstead(snapshot: Snapshot, place: NetworkPlace, name: string): string {
  const network = elsewhere(snapshot, place, name);
  if (network === undefined)
    return `There is no ${name} in any network namespace: it was not made, or has been deleted with its other end.`;
  return network === hostNetwork(snapshot)
    ? `${name} is still on the host.`
    : `${name} is in the network namespace ${nameOfNetwork(snapshot, network)}.`;
}

/** Another network namespace that has a link of this name. */
export function elsewhere(snapshot: Snapshot, place: NetworkPlace, name: string): Network | undefined {
  const isExpected = (network: Network) =>
    place === "host"
      ? network === hostNetwork(snapshot)
      : typeof place === "object" && network === networkNamed(snapshot, place.named);
  return [...snapshot.networks.values()].find((network) => !isExpected(network) && linkNamed(network, name) !== undefined);
}
