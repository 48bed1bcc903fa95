import { inPrefix } from "../ipv4.ts";
import { facing, type LinkPlace } from "../lookups.ts";
import { firstAddress } from "../routing.ts";
import type { Address, Network } from "../snapshot.ts";
import type { Reason, Terrain } from "./way.ts";

/** Where a frame that leaves by a link can arrive, or why it cannot. */
export type Crossing =
  | { readonly type: "arrived"; readonly at: LinkPlace; readonly bridge: LinkPlace | null; readonly says: string }
  /** Beyond the networks that are known. */
  | { readonly type: "beyond" }
  | Lost;

interface Lost {
  readonly type: "lost";
  readonly at: LinkPlace;
  readonly reason: Reason;
}

/**
 * A veth pair's other end. Ends name each other by index alone; the lab and the world meet at the
 * host's device and nowhere else, so equal indexes on both sides are told apart.
 */
export function otherEnd(terrain: Terrain, place: LinkPlace): LinkPlace | null {
  const { network, link } = place;
  const found = facing(terrain.networks, link)
    .filter((end) => (end.network === network) === (link.peerNamespaceId === null))
    .filter((end) => MEETS[sideOf(terrain, place)].includes(sideOf(terrain, end)));
  return found.length === 1 ? (found[0] ?? null) : null;
}

type Side = "lab" | "gate" | "world";
const MEETS: Readonly<Record<Side, readonly Side[]>> = { lab: ["lab"], gate: ["world"], world: ["gate", "world"] };

function sideOf({ host, hostDevice, world }: Terrain, { network, link }: LinkPlace): Side {
  if (world.has(network.inode)) return "world";
  return network === host && link.name === hostDevice ? "gate" : "lab";
}

/** The bridge that a link is, or a port of. */
export function bridgeOf({ network, link }: LinkPlace): LinkPlace | null {
  const bridge = link.kind === "bridge" ? link : network.links.find((each) => each.name === link.master);
  return bridge === undefined ? null : { network, link: bridge };
}

/** Every end that a frame from a link can arrive at, the other ports of a bridge included. */
export function endsOf(terrain: Terrain, from: LinkPlace): readonly LinkPlace[] {
  if (from.link.kind !== "bridge") {
    const end = otherEnd(terrain, from);
    if (end === null) return [];
    return end.link.master === null ? [end] : behindBridge(terrain, bridgeOf(end), end);
  }
  return behindBridge(terrain, from, null);
}

/** The bridge itself and what is at the other ends of its ports, except for the port a frame came in by. */
function behindBridge(terrain: Terrain, bridge: LinkPlace | null, entrance: LinkPlace | null): readonly LinkPlace[] {
  if (bridge === null) return [];
  const ports = bridge.network.links.filter((link) => link.master === bridge.link.name && link !== entrance?.link);
  const far = ports.flatMap((link) => otherEnd(terrain, { network: bridge.network, link }) ?? []);
  return entrance === null ? far : [bridge, ...far];
}

/** Takes a frame from a link to whoever has the address of the next hop (arp(7)). */
export function cross(terrain: Terrain, from: LinkPlace, nextHop: string, isGateway: boolean): Crossing {
  if (!from.link.up) return { type: "lost", at: from, reason: { type: "link-down", link: from.link } };
  const isKnown = terrain.world.size > 0 || !(from.network === terrain.host && from.link.name === terrain.hostDevice);
  if (!isKnown) return { type: "beyond" };
  const known = from.network.neighbours.find((each) => each.address === nextHop && each.device === from.link.name);
  const ends = endsOf(terrain, from);
  const holders = ends.filter((end) => hasAddress(end.network, nextHop) && end.network !== from.network);
  const to = holders.find((end) => end.link.mac === known?.mac) ?? holders[0];
  const pieces = piecesBetween(terrain, from, to ?? null);
  const dead = pieces.find((piece) => !piece.link.up);
  if (dead !== undefined) return { type: "lost", at: dead, reason: { type: "link-down", link: dead.link } };
  if (to === undefined) return astray(terrain, from, nextHop, isGateway, known?.state ?? null);
  if (known !== undefined && known.mac !== null && known.mac !== to.link.mac && /PERMANENT|NOARP/.test(known.state))
    return {
      type: "lost",
      at: from,
      reason: { type: "wrong-neighbour", address: nextHop, mac: known.mac, right: to.link.mac },
    };
  if (known !== undefined && /FAILED|INCOMPLETE/.test(known.state))
    return { type: "lost", at: from, reason: { type: "deaf-neighbour", address: nextHop, holder: to } };
  return {
    type: "arrived",
    at: to,
    bridge: pieces.find((piece) => piece.link.kind === "bridge" && piece.link !== to.link && piece.link !== from.link) ?? null,
    says: `${nextHop} is at ${known?.mac ?? to.link.mac}`,
  };
}

/** The links a frame passes: the sender's, the other end of its cable, the bridge that this is a port of, and so on. */
function piecesBetween(terrain: Terrain, from: LinkPlace, to: LinkPlace | null): readonly LinkPlace[] {
  const sides = to === null ? [from] : [from, to];
  return sides.flatMap((side) => {
    const end = otherEnd(terrain, side);
    const isCrossed = end !== null && (side.link.kind === "veth" || end.link.master !== null);
    const bridge = bridgeOf(side.link.kind === "bridge" || end === null ? side : end);
    return [side, ...(isCrossed ? [end] : []), ...(bridge === null ? [] : [bridge])];
  });
}

/** Nobody that the frame reaches has the address: somebody elsewhere may, to whom no cable leads. */
function astray(terrain: Terrain, from: LinkPlace, nextHop: string, isGateway: boolean, neighbour: string | null): Crossing {
  const nobody: Crossing = {
    type: "lost",
    at: from,
    reason: { type: "nobody", address: nextHop, isGateway, neighbour },
  };
  const away = placesIn(terrain, from.network).find(({ link }) => link.addresses.some((own) => own.address === nextHop));
  if (from.link.kind === "veth" && otherEnd(terrain, from) === null)
    return { type: "lost", at: from, reason: { type: "no-peer", link: from.link } };
  if (away === undefined) return nobody;
  const farPieces = piecesBetween(terrain, away, null);
  const dead = farPieces.find((piece) => !piece.link.up);
  if (dead !== undefined) return { type: "lost", at: dead, reason: { type: "link-down", link: dead.link } };
  const bridge = bridgeFor(terrain, nextHop);
  const loose = [from, away]
    .map((side) => otherEnd(terrain, side))
    .find((end) => end !== null && end.network === terrain.host && end.link.master !== (bridge ?? from.link.name));
  if (loose === undefined || loose === null)
    return isGateway ? nobody : { type: "lost", at: from, reason: { type: "no-cable", to: away.link.name } };
  return { type: "lost", at: loose, reason: { type: "unplugged", link: loose.link, bridge } };
}

/**
 * A packet may come in by a cable that is not in its bridge: the host answers ARP by every link (arp_ignore, ip-sysctl).
 * It can get no answer that way, and rules for the bridge do not fit it. Null where it came as it should.
 */
export function looseEnd(terrain: Terrain, at: Network, entrance: string, source: string): Lost | null {
  const bridge = bridgeFor(terrain, source);
  const came = at.links.find(({ name }) => name === entrance);
  if (at !== terrain.host || bridge === null || came === undefined || bridge === entrance || firstAddress(came) !== null)
    return null;
  const sender = placesIn(terrain, at).find(({ link }) => link.addresses.some(({ address }) => address === source));
  const end = sender === undefined ? null : otherEnd(terrain, sender);
  if (end === null || end.network !== at || end.link.master === bridge) return null;
  return { type: "lost", at: end, reason: { type: "unplugged", link: end.link, bridge } };
}

/** Links of every other network namespace. */
function placesIn({ networks }: Terrain, but: Network): readonly LinkPlace[] {
  return networks.filter((network) => network !== but).flatMap((network) => network.links.map((link) => ({ network, link })));
}

/** The bridge of the host in whose network the address is, or the only one. */
function bridgeFor({ host }: Terrain, address: string): string | null {
  const bridges = host.links.filter((link) => link.kind === "bridge");
  const own = bridges.find((bridge) => bridge.addresses.some((each) => each.family === "inet" && sameNet(each, address)));
  return (own ?? (bridges.length === 1 ? bridges[0] : undefined))?.name ?? null;
}

function sameNet({ address, prefix }: Address, other: string): boolean {
  return inPrefix(other, `${address}/${prefix}`);
}

export function hasAddress(network: Network, address: string): boolean {
  return network.links.some((link) => link.addresses.some((own) => own.address === address));
}
