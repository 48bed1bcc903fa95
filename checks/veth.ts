import type { Said } from "../src/say/message.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { linkWithAddress } from "../src/kernel/routing.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, verdict } from "./check.ts";
import { takeAway } from "./addresses.ts";
import { elsewhere, linkNamed, listLinks, whereInstead } from "./links.ts";
import { inPlace, isMissing, lookIn, nameOfNetwork, networkCheck, placeName, readableNetworkAt, typeIn } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

export interface LinkEnd {
  readonly place: NetworkPlace;
  readonly name: string;
}

/** Two links are the ends of one veth pair, each in its place. */
export function vethPair(first: LinkEnd, second: LinkEnd): Check {
  const isTogether = inPlace(first.place) === inPlace(second.place);
  const expected = `${first.name}${isTogether ? "" : ` ${inPlace(first.place)}`} and ${second.name} ${inPlace(second.place)} are the two ends of one veth pair`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const [one, other] = [
        await readableNetworkAt(scene, first.place, expected),
        await readableNetworkAt(scene, second.place, expected),
      ];
      if (isMissing(one)) return one;
      if (isMissing(other)) return other;
      const [left, right] = [linkNamed(one, first.name), linkNamed(other, second.name)];
      const missing = left === undefined ? first : right === undefined ? second : null;
      const passed = left !== undefined && right !== undefined && arePeers(left, right, one === other);
      return verdict(passed, {
        expected,
        observed:
          missing === null
            ? `${describeEnd(left)}; ${describeEnd(right)}`
            : `there is no link ${missing.name} ${inPlace(missing.place)}: ${listLinks(missing === first ? one : other)}`,
        look: isTogether
          ? lookIn(first.place, `ip link show ${first.name}`, `ip link show ${second.name}`)
          : `${lookIn(first.place, `ip link show ${first.name}`)}; ${lookIn(second.place, `ip link show ${second.name}`)}`,
        cause:
          missing === null
            ? "Each of the two belongs to another pair, or is no veth at all."
            : whereInstead(await scene.snapshot(), missing.place, missing.name),
        next: nextForPair(await scene.snapshot(), [
          { end: first, link: left },
          { end: second, link: right },
        ]),
      });
    },
  };
}

/** What leads to the pair from where the ends are now. */
function nextForPair(snapshot: Snapshot, ends: readonly EndFound[]): string {
  const strayed = ends.find(({ link, end }) => link === undefined && elsewhere(snapshot, end.place, end.name) !== undefined);
  if (strayed !== undefined) return moveTo(snapshot, strayed.end);
  const old = ends.filter(({ link }) => link !== undefined).map(({ end }) => `${inside(end.place)}link del ${end.name}`);
  const make = ends.map(({ end }, index) => `${index === 0 ? "ip link add" : "type veth peer name"} ${end.name}`).join(" ");
  const move = ends.flatMap(({ end }) =>
    typeof end.place === "object" ? [`ip link set ${end.name} netns ${end.place.named}`] : [],
  );
  return `${old.length === 0 ? "" : "Start over. "}${typeIn("host", ...old, make, ...move)}`;
}

/** Brings a link to its place from the namespace it is in. */
function moveTo(snapshot: Snapshot, { place, name }: LinkEnd): string {
  const from = elsewhere(snapshot, place, name)?.names[0];
  const to = typeof place === "object" ? place.named : "1"; // ip takes a process for its namespace; 1 is the host's
  return typeIn("host", `ip ${from === undefined ? "" : `-n ${from} `}link set ${name} netns ${to}`);
}

function inside(place: NetworkPlace): string {
  return typeof place === "object" ? `ip -n ${place.named} ` : "ip ";
}

interface EndFound {
  readonly end: LinkEnd;
  readonly link: Link | undefined;
}

/** Ends name each other by index; one that is elsewhere has a namespace id beside it. */
function arePeers(left: Link, right: Link, together: boolean): boolean {
  const isHere = (link: Link) => link.peerNamespaceId === null;
  return (
    left.kind === "veth" &&
    right.kind === "veth" &&
    left.peerIndex === right.index &&
    right.peerIndex === left.index &&
    isHere(left) === together &&
    isHere(right) === together
  );
}

/** A link in one place and a link in the other are the ends of one pair, whatever their names, and have these addresses. */
export function pairBetween(first: AddressedEnd, second: AddressedEnd): Check {
  const expected = `one veth pair joins ${placeName(first.place)} and ${placeName(second.place)}, with ${first.address} and ${second.address} on its ends`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const [one, other] = [
        await readableNetworkAt(scene, first.place, expected),
        await readableNetworkAt(scene, second.place, expected),
      ];
      if (isMissing(one)) return one;
      if (isMissing(other)) return other;
      const [left, right] = [linkWith(one, first.address), linkWith(other, second.address)];
      const missing = left === undefined ? first : right === undefined ? second : null;
      return verdict(left !== undefined && right !== undefined && arePeers(left, right, one === other), {
        expected,
        observed:
          missing === null
            ? `${describeEnd(left)}; ${describeEnd(right)}`
            : `no link ${inPlace(missing.place)} has the address ${missing.address}`,
        look: `${lookIn(first.place, "ip addr")}; ${lookIn(second.place, "ip addr")}`,
        ...(missing === null
          ? {
              cause: "The two links are not the ends of one pair: something else lies between them.",
              next: "Make one pair, put one end in each namespace, and give each end its address there.",
            }
          : explainEnd(await scene.snapshot(), missing, missing === first ? one : other)),
      });
    },
  };
}

/** Why no link of a namespace has the address. */
function explainEnd(snapshot: Snapshot, { place, address }: AddressedEnd, network: Network): { cause: Said; next: Said } {
  const [bare = address] = address.split("/");
  const found = [...snapshot.networks.values()].flatMap((each) => {
    const link = linkWithAddress(each, bare);
    return link === undefined ? [] : [{ network: each, link }];
  })[0];
  const give = (name: string) => typeIn(place, `ip addr add ${address} dev ${name}`);
  if (found === undefined) {
    const bareLinks = network.links.filter(({ name }) => name !== "lo");
    return {
      cause:
        bareLinks.length === 0
          ? `No cable leads into ${placeName(place)}: there is no link besides lo.`
          : "The address was not given to any link there.",
      next: bareLinks.length === 0 ? "Make a pair and put one of its ends there." : give("LINK"),
    };
  }
  const where = nameOfNetwork(snapshot, found.network);
  const undo = takeAway(found.link, bare);
  if (found.network === network)
    return {
      cause: "The address is there with another prefix length: the other end is then in no network that is known there.",
      next: typeIn(place, undo, `ip addr add ${address} dev ${found.link.name}`),
    };
  const [named] = found.network.names;
  return {
    cause: `The address was given to ${found.link.name}, ${where === "the host" ? "on the host" : `in ${where}`}: it belongs in ${placeName(place)}.`,
    next: `Take it away there (${named === undefined ? "" : `ip netns exec ${named} `}${undo}), and give it to the end that is in ${placeName(place)}: ip netns exec ${placeName(place)} ip addr add ${address} dev LINK`,
  };
}

export interface AddressedEnd {
  readonly place: NetworkPlace;
  /** With its prefix length: `10.0.1.1/24`. */
  readonly address: string;
}

function linkWith(network: Network, address: string): Link | undefined {
  return network.links.find((link) => link.addresses.some((own) => `${own.address}/${own.prefix}` === address));
}

/** None of these links is left, on the host or in the named namespace, which is still there. */
export function linksGone(names: readonly string[], place: NetworkPlace): Check {
  const expected = `${names.join(" and ")} are gone, on the host and ${inPlace(place)}`;
  return networkCheck({
    place,
    expected,
    find: (network, snapshot) => {
      const left = [hostNetwork(snapshot), network]
        .flatMap((each) => each?.links ?? [])
        .filter((link) => names.includes(link.name));
      return {
        passed: left.length === 0,
        observed: left.length === 0 ? "neither is there" : `still there: ${left.map((link) => link.name).join(", ")}`,
        look: `on the host: ip link; ${lookIn(place, "ip link")}`,
        cause: "The pair was not deleted.",
        next: typeIn("host", deleting(left[0], hostNetwork(snapshot), network)),
      };
    },
  });
}

/** The command that deletes a link where it is; with no link left there is nothing to delete. */
function deleting(link: Link | undefined, host: Network | undefined, network: Network): string {
  if (link === undefined) return "ip link";
  const [named] = host?.links.includes(link) === true ? [] : network.names;
  return `ip ${named === undefined ? "" : `-n ${named} `}link del ${link.name}`;
}

function describeEnd(link: Link | undefined): string {
  if (link === undefined) return "missing";
  return link.peerIndex === null
    ? `${link.name} is a ${link.kind}`
    : `${link.name} has index ${link.index}, its other end index ${link.peerIndex}`;
}
