import type { NetworkChange } from "./changes.ts";
import { differenceOf } from "./compare.ts";
import type { Address, Link, Network, Snapshot } from "./snapshot.ts";

interface Place {
  readonly network: Network;
  readonly link: Link;
}

/** Changes of links and of their addresses. What every namespace has by itself comes and goes untold. */
export function diffLinks(before: Snapshot, after: Snapshot): readonly NetworkChange[] {
  const [earlier, later] = [placesOf(before, after), placesOf(after, before)];
  const gone = [...earlier].flatMap(([key, place]) => (later.has(key) || isInEvery(place.link) ? [] : [place]));
  const appeared = [...later].flatMap(([key, place]) => (earlier.has(key) || isInEvery(place.link) ? [] : [place]));
  const leavers = new Map(gone.toReversed().map((place) => [hardwareOf(place.link), place]));
  const moves = appeared.flatMap((to) => {
    const from = leavers.get(hardwareOf(to.link));
    return from === undefined ? [] : [{ from, to }];
  });
  const left = new Set(moves.map(({ from }) => from));
  const arrived = new Set(moves.map(({ to }) => to));
  return [
    ...gone.filter((place) => !left.has(place)).map((place) => ({ type: "link-gone" as const, ...place })),
    ...appeared
      .filter((place) => !arrived.has(place))
      .flatMap((place) => [{ type: "link-appeared" as const, ...place }, ...diffLink(FRESH, place)]),
    ...moves.flatMap(({ from, to }) => [
      { type: "link-moved" as const, from: from.network, before: from.link, ...to },
      ...diffLink(from.link, to),
    ]),
    ...[...later].flatMap(([key, place]) => {
      const then = earlier.get(key)?.link ?? (isInEvery(place.link) ? FRESH : undefined);
      return then === undefined ? [] : diffLink(then, place);
    }),
  ];
}

/** What a link is like when it has just been made, as far as it can be changed. */
const FRESH = { up: false, name: null, master: null, hairpin: false, mtu: null, addresses: [] };

type LinkSettings = Pick<Link, "up" | "master" | "hairpin" | "addresses"> & {
  readonly name: string | null;
  readonly mtu: number | null;
};

/** Links by namespace and index, which no other link of that namespace ever gets again. */
function placesOf(snapshot: Snapshot, other: Snapshot): ReadonlyMap<string, Place> {
  return new Map(
    [...snapshot.networks.values()]
      .filter((network) => network.linksReadable && other.networks.get(network.inode)?.linksReadable !== false)
      .flatMap((network) => network.links.map((link) => [`${network.inode} ${link.index}`, { network, link }] as const)),
  );
}

/** What a link keeps in another namespace: its hardware address. Name and index it may lose. */
function hardwareOf({ mac, kind }: Link): string {
  return `${mac} ${kind}`;
}

/** `lo`, and what tunnel modules put into each namespace (`sit0`, `tunl0` …): they have no hardware address. */
function isInEvery(link: Link): boolean {
  return /^[0:.]*$/.test(link.mac);
}

function diffLink(before: LinkSettings, { network, link }: Place): readonly NetworkChange[] {
  const changes: NetworkChange[] = [];
  if (before.name !== null && before.name !== link.name)
    changes.push({ type: "link-renamed", network, link, before: before.name });
  if (before.master !== link.master) changes.push({ type: "link-master", network, link, before: before.master });
  if (before.hairpin !== link.hairpin) changes.push({ type: "link-hairpin", network, link });
  if (before.mtu !== null && before.mtu !== link.mtu) changes.push({ type: "link-mtu", network, link, before: before.mtu });
  if (before.up !== link.up) changes.push({ type: link.up ? "link-up" : "link-down", network, link });
  const { removed, added } = differenceOf(given(before.addresses), given(link.addresses), (address) => JSON.stringify(address));
  for (const address of removed) changes.push({ type: "address-removed", network, link, address });
  for (const address of added) changes.push({ type: "address-added", network, link, address });
  return changes;
}

/** Without what the kernel gives a link that goes up: `fe80::…`, and `127.0.0.1` and `::1` on `lo`. */
function given(addresses: readonly Address[]): readonly Address[] {
  return addresses.filter(({ family, address, scope }) => !(family === "inet6" && scope !== "global") && address !== "127.0.0.1");
}
