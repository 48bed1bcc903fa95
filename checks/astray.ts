import { say } from "../src/say/message.ts";
import { inPrefix } from "../src/kernel/ipv4.ts";
import type { LinkPlace } from "../src/kernel/queries.ts";
import type { Link } from "../src/kernel/snapshot.ts";
import { endsOf } from "../src/kernel/way/cable.ts";
import type { Death, Reason, Terrain } from "../src/kernel/way/way.ts";
import type { Advice } from "./advice.ts";
import type { Typist } from "./typist.ts";

/** A packet for somebody in the lab that the host gave to its default gateway. */
interface Astray extends Advice {
  /** The host's own end of the cable it should have taken. */
  readonly link: string;
  readonly reason: Reason;
}

/**
 * Why a packet for an address of the lab got out into the world: nobody out there is at fault. The host has no route to it but
 * the default one, since the link that leads there is down or has no address in that network.
 */
export function goneAstray(terrain: Terrain, typist: Typist, { network, packet, leg }: Death): Astray | null {
  const { host, hostDevice, world } = terrain;
  const isOutside = world.has(network.inode) || (network === host && packet.out === hostDevice);
  if (leg !== "request" || !isOutside) return null;
  const { destination } = packet;
  const holder = holderOf(terrain, destination);
  if (holder === null) return null;
  const [end] = endsOf(terrain, holder).filter((each) => each.network === host);
  const own = holder.link.addresses.find(({ address }) => address === destination);
  if (end === undefined || own === undefined) return null;
  const { link } = end;
  if (!link.up)
    return {
      cause: say`The link ${{ link: link.name }} of the host is down, and its route is gone with it; so the host gave the packet for ${{ destination }} to its default gateway, where nobody knows that address.`,
      next: typist(host, `ip link set dev ${link.name} up`),
      link: link.name,
      reason: { type: "link-down", link },
    };
  if (hasNeighbour(link, destination)) return null;
  const address = `${gatewayOf(holder) ?? firstOther(destination)}/${own.prefix}`;
  return {
    cause: say`${{ link: link.name }} of the host has no address in the network of ${{ destination }}, and the host no route to it; so the host gave the packet for ${{ destination }} to its default gateway, where nobody knows that address.`,
    next: typist(host, `ip addr add ${address} dev ${link.name}`),
    link: link.name,
    reason: { type: "no-route", says: "", route: null },
  };
}

function holderOf({ networks, host, world }: Terrain, destination: string): LinkPlace | null {
  const found = networks
    .filter((each) => each !== host && !world.has(each.inode))
    .flatMap((network) => network.links.map((link) => ({ network, link })))
    .filter(({ link }) => link.name !== "lo" && link.addresses.some(({ address }) => address === destination));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The link has an address in the same network. */
function hasNeighbour(link: Link, destination: string): boolean {
  return link.addresses.some((own) => own.family === "inet" && inPrefix(destination, `${own.address}/${own.prefix}`));
}

/** Who the holder of the address thinks is at the other end. */
function gatewayOf({ network, link }: LinkPlace): string | null {
  return network.routes.find(({ destination, device }) => destination === "default" && device === link.name)?.gateway ?? null;
}

function firstOther(address: string): string {
  const base = address.split(".").slice(0, 3).join(".");
  return address === `${base}.1` ? `${base}.2` : `${base}.1`;
}
