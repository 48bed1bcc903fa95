import { listed, type Message, say } from "../src/say/message.ts";
import { hostNetwork, type LinkPlace, networkNamed, peerOf } from "../src/kernel/queries.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type Advice, type Check, checkId } from "./check.ts";
import { inNetwork, inPlace, lookIn, netns, networkCheck, nameOfNetwork, placeId, placeName, typeIn } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** A namespace as `ip netns add` leaves it: a loopback device that is down, and nothing else. */
export function onlyDeadLoopback(place: NetworkPlace): Check {
  return networkCheck({
    id: checkId("only-dead-loopback", placeId(place)),
    place,
    expected: say`${{ place: placeName(place) }} has the link lo and no other, and lo is down`,
    find: (network) => ({
      passed: network.links.length === 1 && network.links[0]?.name === "lo" && !network.links[0].up,
      observed: say`${{ links: listed(network.links.map(upOrDown)) }}`,
      look: lookIn(place, "ip link"),
      cause: say`The namespace has been worked on already.`,
      next: undoing(place, network),
    }),
  });
}

/** The first thing to take back in a namespace that is not as it was made. */
function undoing(place: NetworkPlace, network: Network): Message {
  const other = network.links.find((link) => link.name !== "lo");
  return typeIn(place, other === undefined ? "ip link set dev lo down" : `ip link del ${other.name}`);
}

function upOrDown({ name, up }: Link): Message {
  return up ? say`${{ link: name }} is up` : say`${{ link: name }} is down`;
}

/** The link has been switched on (its own flag; a carrier is another matter). */
export function linkUp(place: NetworkPlace, name: string): Check {
  return linkCheck(
    { kind: "link-up", place, name, expected: say`${{ link: name }} is up ${{ place: inPlace(place) }}` },
    (link) => ({
      passed: link.up,
      observed: upOrDown(link),
      cause: say`A new link is down until somebody switches it on.`,
      next: typeIn(place, `ip link set dev ${name} up`),
    }),
  );
}

/** The link is up and has a carrier: something alive is at its other end. */
export function hasCarrier(place: NetworkPlace, name: string): Check {
  return linkCheck(
    {
      kind: "carrier",
      place,
      name,
      expected: say`${{ link: name }} ${{ place: inPlace(place) }} is up and has a carrier`,
      within: CARRIER_MS,
    },
    (link, network, snapshot) => ({
      passed: link.up && link.carrier,
      observed: link.carrier
        ? say`${{ upOrDown: upOrDown(link) }}, with a carrier (its state is ${{ state: link.state }})`
        : say`${{ upOrDown: upOrDown(link) }}, without a carrier (its state is ${{ state: link.state }})`,
      ...(link.up
        ? deadEnd(snapshot, { network, link })
        : { cause: say`The link itself is down.`, next: typeIn(place, `ip link set dev ${name} up`) }),
    }),
  );
}

/** What keeps a link that is up without a carrier: of a veth the other end, of a bridge every port. */
function deadEnd(snapshot: Snapshot, { network, link }: LinkPlace): Advice {
  const ports = network.links.filter(({ master }) => master === link.name);
  if (link.kind === "bridge" && ports.length === 0)
    return {
      cause: say`No link is plugged into the bridge.`,
      next: say`Plug one in: ${{ command: `ip link set LINK master ${link.name}` }}`,
    };
  const cables = (link.kind === "bridge" ? ports : [link]).map((end) => ({ network, link: end }));
  const ends = cables.flatMap((end) => [end, ...[peerOf(snapshot, network, end.link)].filter((other) => other !== undefined)]);
  const dead = ends.find((end) => !end.link.up);
  if (dead === undefined)
    return {
      cause: say`Its other end (of a bridge: every port of it) is down.`,
      next: say`Switch the other end on as well: ip link set dev NAME up, in the namespace where it is.`,
    };
  const place = inNetwork(snapshot, dead.network);
  return {
    cause:
      link.kind === "bridge"
        ? say`Nothing alive is plugged into it: ${{ link: dead.link.name }} ${{ place }} is down.`
        : say`Its other end is down: ${{ link: dead.link.name }} ${{ place }} is down.`,
    next: switchOn(snapshot, dead),
  };
}

function switchOn(snapshot: Snapshot, { network, link }: LinkPlace): Message {
  const [named] = network.names;
  const command = `ip link set dev ${link.name} up`;
  if (network === hostNetwork(snapshot)) return typeIn("host", command);
  return named === undefined ? say`Type in the shell that is in its namespace: ${{ command }}` : typeIn(netns(named), command);
}

/** The kernel passes a change of carrier on at most once a second (net/core/link_watch.c). */
const CARRIER_MS = 2500;

export function isBridge(place: NetworkPlace, name: string): Check {
  return linkCheck(
    {
      kind: "bridge",
      place,
      name,
      expected: say`${{ link: name }} ${{ place: inPlace(place) }} is a bridge`,
      make: typeIn(place, `ip link add ${name} type bridge`),
    },
    (link) => ({
      passed: link.kind === "bridge",
      observed: say`${{ link: name }} is a link of the kind ${{ kind: link.kind }}`,
      cause: say`Something else was given the name ${{ name }}.`,
      next: typeIn(place, `ip link del ${name}`, `ip link add ${name} type bridge`),
    }),
  );
}

/** The link is plugged into the bridge. */
export function isPort(place: NetworkPlace, name: string, bridge: string): Check {
  return linkCheck(
    {
      kind: "port",
      of: bridge,
      place,
      name,
      expected: say`${{ link: name }} is a port of the bridge ${{ bridge }} ${{ place: inPlace(place) }}`,
    },
    (link) => ({
      passed: link.master === bridge,
      observed: portOf(link),
      cause: say`The link has not been handed to the bridge.`,
      next: typeIn(place, `ip link set ${name} master ${bridge}`),
    }),
  );
}

/** The link is plugged into no bridge: its addresses work. */
export function isNoPort(place: NetworkPlace, name: string): Check {
  return linkCheck(
    { kind: "no-port", place, name, expected: say`${{ link: name }} ${{ place: inPlace(place) }} is a port of no bridge` },
    (link) => ({
      passed: link.master === null,
      observed: portOf(link),
      cause: say`What comes in by ${{ link: name }} goes to the bridge ${{ bridge: link.master ?? "" }}, and not to ${{ place: placeName(place) }}: its addresses do not work any more.`,
      next: typeIn(place, `ip link set ${name} nomaster`),
    }),
  );
}

function portOf({ name, master }: Link): Message {
  return master === null
    ? say`${{ link: name }} is a port of no bridge`
    : say`${{ link: name }} is a port of ${{ bridge: master }}`;
}

interface LinkExpectation {
  /** Of fact, for the check's id. */
  readonly kind: string;
  readonly place: NetworkPlace;
  readonly name: string;
  readonly of?: string;
  readonly expected: Message;
  readonly within?: number;
  /** How to come by a link that is not there. */
  readonly make?: Message;
}

interface LinkFinding extends Advice {
  readonly passed: boolean;
  readonly observed: Message;
}

function linkCheck(
  { kind, place, name, of, expected, within = 0, make }: LinkExpectation,
  find: (link: Link, network: Network, snapshot: Snapshot) => LinkFinding,
): Check {
  return networkCheck({
    id: checkId(kind, name, ...(of === undefined ? [] : [of]), placeId(place)),
    place,
    expected,
    within,
    find: (network, snapshot) => {
      const link = linkNamed(network, name);
      const look = lookIn(place, `ip -d link show ${name}`);
      if (link !== undefined) return { look, ...find(link, network, snapshot) };
      return {
        passed: false,
        observed: noLink(network, place, name),
        look,
        cause: whereInstead(snapshot, place, name),
        next: make ?? say`Make ${{ link: name }}, or move it there; this step or one before it shows how.`,
      };
    },
  });
}

export function linkNamed(network: Network | undefined, name: string): Link | undefined {
  return network?.links.find((link) => link.name === name);
}

/** A link is not where it should be; what is there instead. */
export function noLink({ links }: Network, place: NetworkPlace, name: string): Message {
  return links.length === 0
    ? say`there is no link ${{ link: name }} ${{ place: inPlace(place) }}: the links there are none`
    : say`there is no link ${{ link: name }} ${{ place: inPlace(place) }}: the links there are ${{ links: listed(links.map((link) => link.name)) }}`;
}

/** Why a link is not where it should be: it may be in another namespace. */
export function whereInstead(snapshot: Snapshot, place: NetworkPlace, name: string): Message {
  const network = elsewhere(snapshot, place, name);
  if (network === undefined)
    return say`There is no ${{ link: name }} in any network namespace: it was not made, or has been deleted with its other end.`;
  return network === hostNetwork(snapshot)
    ? say`${{ link: name }} is still on the host.`
    : say`${{ link: name }} is in the network namespace ${{ network: nameOfNetwork(snapshot, network) }}.`;
}

/** Another network namespace that has a link of this name. */
export function elsewhere(snapshot: Snapshot, place: NetworkPlace, name: string): Network | undefined {
  const isExpected = (network: Network) =>
    place === "host"
      ? network === hostNetwork(snapshot)
      : typeof place === "object" && network === networkNamed(snapshot, place.named);
  return [...snapshot.networks.values()].find((network) => !isExpected(network) && linkNamed(network, name) !== undefined);
}
