import { listed, type Message, say } from "../src/say/message.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { linkWithAddress } from "../src/kernel/routing.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type Advice, type Check, checkId, verdict } from "./check.ts";
import { takeAway } from "./addresses.ts";
import { elsewhere, linkNamed, noLink, whereInstead } from "./links.ts";
import {
  inNetwork,
  inPlace,
  isMissing,
  lookIn,
  networkCheck,
  placeId,
  placeName,
  readableNetworkAt,
  typeIn,
} from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

export interface LinkEnd {
  readonly place: NetworkPlace;
  readonly name: string;
}

/** Two links are the ends of one veth pair, each in its place. */
export function vethPair(first: LinkEnd, second: LinkEnd): Check {
  const isTogether = isSamePlace(first.place, second.place);
  const expected = isTogether
    ? say`${{ first: first.name }} and ${{ second: second.name }} ${{ place: inPlace(first.place) }} are the two ends of one veth pair`
    : say`${{ first: first.name }} ${{ firstPlace: inPlace(first.place) }} and ${{ second: second.name }} ${{ secondPlace: inPlace(second.place) }} are the two ends of one veth pair`;
  return {
    id: checkId("veth-pair", first.name, placeId(first.place), second.name, placeId(second.place)),
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
          left === undefined
            ? noLink(one, first.place, first.name)
            : right === undefined
              ? noLink(other, second.place, second.name)
              : bothEnds(left, right),
        look: isTogether
          ? lookIn(first.place, `ip link show ${first.name}`, `ip link show ${second.name}`)
          : bothLooks(lookIn(first.place, `ip link show ${first.name}`), lookIn(second.place, `ip link show ${second.name}`)),
        cause:
          missing === null
            ? say`Each of the two belongs to another pair, or is no veth at all.`
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
function nextForPair(snapshot: Snapshot, ends: readonly EndFound[]): Message {
  const strayed = ends.find(({ link, end }) => link === undefined && elsewhere(snapshot, end.place, end.name) !== undefined);
  if (strayed !== undefined) return moveTo(snapshot, strayed.end);
  const old = ends.filter(({ link }) => link !== undefined).map(({ end }) => `${inside(end.place)}link del ${end.name}`);
  const make = ends.map(({ end }, index) => `${index === 0 ? "ip link add" : "type veth peer name"} ${end.name}`).join(" ");
  const move = ends.flatMap(({ end }) =>
    typeof end.place === "object" ? [`ip link set ${end.name} netns ${end.place.named}`] : [],
  );
  const next = typeIn("host", ...old, make, ...move);
  return old.length === 0 ? next : say`Start over. ${{ next }}`;
}

/** Brings a link to its place from the namespace it is in. */
function moveTo(snapshot: Snapshot, { place, name }: LinkEnd): Message {
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
  const ends = [placeName(first.place), placeName(second.place)];
  const expected = say`one veth pair joins ${{ places: listed(ends, "and") }}, with ${{ addresses: listed([first.address, second.address], "and") }} on its ends`;
  return {
    id: checkId("pair-between", placeId(first.place), first.address, placeId(second.place), second.address),
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
        observed: left === undefined ? nobodyHas(first) : right === undefined ? nobodyHas(second) : bothEnds(left, right),
        look: bothLooks(lookIn(first.place, "ip addr"), lookIn(second.place, "ip addr")),
        ...(missing === null
          ? {
              cause: say`The two links are not the ends of one pair: something else lies between them.`,
              next: say`Make one pair, put one end in each namespace, and give each end its address there.`,
            }
          : explainEnd(await scene.snapshot(), missing, missing === first ? one : other)),
      });
    },
  };
}

/** Why no link of a namespace has the address. */
function explainEnd(snapshot: Snapshot, { place, address }: AddressedEnd, network: Network): Advice {
  const [bare = address] = address.split("/");
  const found = [...snapshot.networks.values()].flatMap((each) => {
    const link = linkWithAddress(each, bare);
    return link === undefined ? [] : [{ network: each, link }];
  })[0];
  const give = (name: string) => typeIn(place, `ip addr add ${address} dev ${name}`);
  if (found === undefined) {
    const bareLinks = network.links.filter(({ name }) => name !== "lo");
    return bareLinks.length === 0
      ? {
          cause: say`No cable leads into ${{ place: placeName(place) }}: there is no link besides lo.`,
          next: say`Make a pair and put one of its ends there.`,
        }
      : { cause: say`The address was not given to any link there.`, next: give("LINK") };
  }
  const undo = takeAway(found.link, bare);
  if (found.network === network)
    return {
      cause: say`The address is there with another prefix length: the other end is then in no network that is known there.`,
      next: typeIn(place, undo, `ip addr add ${address} dev ${found.link.name}`),
    };
  const [named] = found.network.names;
  return {
    cause: say`The address was given to ${{ link: found.link.name }}, ${{ place: inNetwork(snapshot, found.network) }}: it belongs ${{ here: inPlace(place) }}.`,
    next: say`Take it away there (${{ undo: `${named === undefined ? "" : `ip netns exec ${named} `}${undo}` }}), and give it to the end that is ${{ here: inPlace(place) }}. ${{ give: give("LINK") }}`,
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
  const expected = say`${{ links: listed(names, "and") }} are gone, ${{ places: listed([inPlace("host"), inPlace(place)], "and") }}`;
  return networkCheck({
    id: checkId("links-gone", ...names, placeId(place)),
    place,
    expected,
    find: (network, snapshot) => {
      const left = [hostNetwork(snapshot), network]
        .flatMap((each) => each?.links ?? [])
        .filter((link) => names.includes(link.name));
      return {
        passed: left.length === 0,
        observed:
          left.length === 0 ? say`neither is there` : say`still there: ${{ links: listed(left.map((link) => link.name)) }}`,
        look: bothLooks(lookIn("host", "ip link"), lookIn(place, "ip link")),
        cause: say`The pair was not deleted.`,
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

function bothEnds(left: Link, right: Link): Message {
  return say`${{ ends: listed([describeEnd(left), describeEnd(right)], ";") }}`;
}

function describeEnd({ name, kind, index, peerIndex }: Link): Message {
  return peerIndex === null
    ? say`${{ link: name }} is a ${{ kind }}`
    : say`${{ link: name }} has index ${{ index }}, its other end index ${{ peerIndex }}`;
}

function nobodyHas({ place, address }: AddressedEnd): Message {
  return say`no link ${{ place: inPlace(place) }} has the address ${{ address }}`;
}

function bothLooks(first: Message, second: Message): Message {
  return say`${{ looks: listed([first, second], ";") }}`;
}

function isSamePlace(one: NetworkPlace, other: NetworkPlace): boolean {
  return typeof one === typeof other && placeId(one) === placeId(other);
}
