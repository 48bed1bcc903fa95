import { hostNetwork, networkNamed, networkOf } from "../src/kernel/queries.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, verdict } from "./check.ts";
import { isMissing, lookIn, netns, networkAt, networkCheck, type NetworkPlace, placeName } from "./networks.ts";
import { isVerdict, processAt, type Where } from "./places.ts";

/** `ip netns add` has made a network namespace of its own under this name. */
export function namespaceNamed(name: string): Check {
  return networkCheck({
    place: netns(name),
    expected: `there is a network namespace named ${name}`,
    find: (network, snapshot) => ({
      passed: network !== hostNetwork(snapshot),
      observed: network === hostNetwork(snapshot) ? `${name} is another name for the host's own network namespace` : `/run/netns/${name} holds the network namespace ${network.inode}`,
      look: "on the host: ls -i /run/netns; readlink /proc/self/ns/net",
      cause: `The name ${name} was given to a namespace that existed already (ip netns attach).`,
      next: `Type in the terminal host: ip netns del ${name}; ip netns add ${name}`,
    }),
  });
}

/** The process in front in a terminal is in the network namespace of that name. */
export function inNamespace(where: Where, name: string): Check {
  const expected = `the shell in ${placeName(where)} is in the network namespace ${name}`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const network = await networkAt(scene, netns(name), expected);
      if (isMissing(network)) return network;
      const process = await processAt(scene, where, expected);
      if (isVerdict(process)) return process;
      const actual = networkOf(await scene.snapshot(), process);
      return verdict(actual === network, {
        expected,
        observed: actual === network ? `its network namespace is ${network.inode}, which is ${name}` : `its network namespace is ${describeNetwork(await scene.snapshot(), actual)}`,
        look: lookIn(where, "ip netns identify $$"),
        cause: "The shell was not started by ip netns exec, or has been left again with exit.",
        next: `Type in ${placeName(where)}: ip netns exec ${name} bash`,
      });
    },
  };
}

function describeNetwork(snapshot: Snapshot, network: Network | undefined): string {
  if (network === undefined) return "unknown";
  if (network === hostNetwork(snapshot)) return "the host's";
  return network.names[0] ?? `${network.inode}, which has no name`;
}

export interface LinkEnd {
  readonly place: NetworkPlace;
  readonly name: string;
}

/** Two links are the ends of one veth pair, each in its place. */
export function vethPair(first: LinkEnd, second: LinkEnd): Check {
  const expected = `${first.name} ${inPlace(first.place)} and ${second.name} ${inPlace(second.place)} are the two ends of one veth pair`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const [one, other] = [await networkAt(scene, first.place, expected), await networkAt(scene, second.place, expected)];
      if (isMissing(one)) return one;
      if (isMissing(other)) return other;
      const [left, right] = [linkNamed(one, first.name), linkNamed(other, second.name)];
      const missing = left === undefined ? first : right === undefined ? second : null;
      const passed = left !== undefined && right !== undefined && arePeers(left, right, one === other);
      return verdict(passed, {
        expected,
        observed: missing === null ? `${describeEnd(left)}; ${describeEnd(right)}` : `there is no link ${missing.name} ${inPlace(missing.place)}: ${listLinks(missing === first ? one : other)}`,
        look: `${lookIn(first.place, `ip link show ${first.name}`)}; ${lookIn(second.place, `ip link show ${second.name}`)}`,
        cause: missing === null ? "Each of the two belongs to another pair, or is no veth at all." : whereInstead(await scene.snapshot(), missing),
        next: `Start over: delete what is there (ip link del ${first.name}), then make the pair and put each end in its place.`,
      });
    },
  };
}

/** Ends name each other by index; one that is elsewhere has a namespace id beside it. */
function arePeers(left: Link, right: Link, together: boolean): boolean {
  const isHere = (link: Link) => link.peerNamespaceId === null;
  return left.kind === "veth" && right.kind === "veth" && left.peerIndex === right.index && right.peerIndex === left.index && isHere(left) === together && isHere(right) === together;
}

/** None of these links is left, on the host or in the named namespace, which is still there. */
export function linksGone(names: readonly string[], place: NetworkPlace): Check {
  const expected = `${names.join(" and ")} are gone, on the host and ${inPlace(place)}`;
  return networkCheck({
    place,
    expected,
    find: (network, snapshot) => {
      const left = [hostNetwork(snapshot), network].flatMap((each) => each?.links ?? []).filter((link) => names.includes(link.name));
      return {
        passed: left.length === 0,
        observed: left.length === 0 ? "neither is there" : `still there: ${left.map((link) => link.name).join(", ")}`,
        look: `on the host: ip link; ${lookIn(place, "ip link")}`,
        cause: "The pair was not deleted.",
        next: `Type in the terminal host: ip link del ${names[0]}`,
      };
    },
  });
}

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
      next: "Look at a fresh one, or restart the lesson.",
    }),
  });
}

/** The link has been switched on (its own flag; a carrier is another matter). */
export function linkUp(place: NetworkPlace, name: string): Check {
  return linkCheck(place, name, `${name} is up ${inPlace(place)}`, (link) => ({
    passed: link.up,
    observed: `${name} is ${link.up ? "up" : "down"}`,
    cause: "A new link is down until somebody switches it on.",
    next: `Type ${lookIn(place, `ip link set dev ${name} up`)}`,
  }));
}

/** The link is up and has a carrier: something alive is at its other end. */
export function hasCarrier(place: NetworkPlace, name: string): Check {
  return linkCheck(
    place,
    name,
    `${name} ${inPlace(place)} is up and has a carrier`,
    (link) => ({
      passed: link.up && link.carrier,
      observed: `${name} is ${link.up ? "up" : "down"}, its state is ${link.state}`,
      cause: link.up ? "Its other end (of a bridge: every port of it) is down." : "The link itself is down.",
      next: link.up ? "Switch the other end on as well: ip link set dev NAME up, in the namespace where it is." : `Type ${lookIn(place, `ip link set dev ${name} up`)}`,
    }),
    CARRIER_MS,
  );
}

/** The kernel passes a change of carrier on at most once a second (net/core/link_watch.c). */
const CARRIER_MS = 2500;

export function isBridge(place: NetworkPlace, name: string): Check {
  return linkCheck(place, name, `${name} ${inPlace(place)} is a bridge`, (link) => ({
    passed: link.kind === "bridge",
    observed: `${name} is a link of the kind ${link.kind}`,
    cause: `Something else was given the name ${name}.`,
    next: `Type in the terminal host: ip link del ${name}; ip link add ${name} type bridge`,
  }));
}

/** The link is plugged into the bridge. */
export function isPort(place: NetworkPlace, name: string, bridge: string): Check {
  return linkCheck(place, name, `${name} is a port of the bridge ${bridge} ${inPlace(place)}`, (link) => ({
    passed: link.master === bridge,
    observed: link.master === null ? `${name} is a port of no bridge` : `${name} is a port of ${link.master}`,
    cause: "The link has not been handed to the bridge.",
    next: `Type in the terminal host: ip link set ${name} master ${bridge}`,
  }));
}

type LinkFinding = Readonly<Record<"observed" | "cause" | "next", string>> & { readonly passed: boolean };

function linkCheck(place: NetworkPlace, name: string, expected: string, find: (link: Link) => LinkFinding, within = 0): Check {
  return networkCheck({
    place,
    expected,
    within,
    find: (network, snapshot) => {
      const link = linkNamed(network, name);
      const look = lookIn(place, `ip -d link show ${name}`);
      if (link !== undefined) return { look, ...find(link) };
      return {
        passed: false,
        observed: `there is no link ${name} ${inPlace(place)}: ${listLinks(network)}`,
        look,
        cause: whereInstead(snapshot, { place, name }),
        next: `Make ${name}, or move it there; the steps before this one show how.`,
      };
    },
  });
}

export function linkNamed(network: Network, name: string): Link | undefined {
  return network.links.find((link) => link.name === name);
}

/** The place after a name: `on the host`, `in ns1`. */
export function inPlace(place: NetworkPlace): string {
  return place === "host" ? "on the host" : `in ${placeName(place)}`;
}

export function listLinks(network: Network): string {
  return `the links there are ${network.links.map((link) => link.name).join(", ") || "none"}`;
}

function describeEnd(link: Link | undefined): string {
  if (link === undefined) return "missing";
  return link.peerIndex === null ? `${link.name} is a ${link.kind}` : `${link.name} has index ${link.index}, its other end index ${link.peerIndex}`;
}

/** Why a link is not where it should be: it may be in another namespace. */
function whereInstead(snapshot: Snapshot, { place, name }: LinkEnd): string {
  const isExpected = (network: Network) => (place === "host" ? network === hostNetwork(snapshot) : typeof place === "object" && network === networkNamed(snapshot, place.named));
  const elsewhere = [...snapshot.networks.values()].find((network) => !isExpected(network) && linkNamed(network, name) !== undefined);
  if (elsewhere === undefined) return `There is no ${name} in any network namespace: it was not made, or has been deleted with its other end.`;
  return elsewhere === hostNetwork(snapshot) ? `${name} is still on the host.` : `${name} is in the network namespace ${elsewhere.names[0] ?? elsewhere.inode}.`;
}
