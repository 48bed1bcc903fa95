import { hostNetwork } from "../src/kernel/queries.ts";
import type { Link, Network } from "../src/kernel/snapshot.ts";
import { type Check, verdict } from "./check.ts";
import { inPlace, linkNamed, listLinks, whereInstead } from "./links.ts";
import { isMissing, lookIn, networkAt, networkCheck, type NetworkPlace, placeName, typeIn } from "./networks.ts";

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
      const [one, other] = [await networkAt(scene, first.place, expected), await networkAt(scene, second.place, expected)];
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
        look: `${lookIn(first.place, `ip link show ${first.name}`)}; ${lookIn(second.place, `ip link show ${second.name}`)}`,
        cause:
          missing === null
            ? "Each of the two belongs to another pair, or is no veth at all."
            : whereInstead(await scene.snapshot(), missing.place, missing.name),
        next: nextForPair(one, first, second),
      });
    },
  };
}

function nextForPair(network: Network, first: LinkEnd, second: LinkEnd): string {
  const end = linkNamed(network, first.name);
  if (end !== undefined && linkNamed(network, second.name) !== undefined && typeof second.place === "object")
    return typeIn("host", `ip link set ${second.name} netns ${second.place.named}`);
  const make = `ip link add ${first.name} type veth peer name ${second.name}`;
  return end === undefined
    ? `Make the pair, then put each end in its place. ${typeIn("host", make)}`
    : `Start over, then put each end in its place. ${typeIn("host", `ip link del ${first.name}`, make)}`;
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
      const [one, other] = [await networkAt(scene, first.place, expected), await networkAt(scene, second.place, expected)];
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
        cause:
          missing === null
            ? "The two links are not the ends of one pair: something else lies between them."
            : "The address was not given, was given with another prefix length, or to the end in the other namespace.",
        next: "Make one pair, put one end in each namespace, and give each end its address there.",
      });
    },
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
        next: `Type in the terminal host: ip link del ${names[0]}`,
      };
    },
  });
}

function describeEnd(link: Link | undefined): string {
  if (link === undefined) return "missing";
  return link.peerIndex === null
    ? `${link.name} is a ${link.kind}`
    : `${link.name} has index ${link.index}, its other end index ${link.peerIndex}`;
}
