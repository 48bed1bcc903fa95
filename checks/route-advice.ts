import { say } from "../src/say/message.ts";
import { inPrefix } from "../src/kernel/ipv4.ts";
import { firstAddress } from "../src/kernel/routing.ts";
import type { Link, Network } from "../src/kernel/snapshot.ts";
import { endsOf, otherEnd } from "../src/kernel/way/cable.ts";
import type { Death, Terrain } from "../src/kernel/way/way.ts";
import type { Advice } from "./advice.ts";
import { nameOf, type Typist } from "./typist.ts";

/** The address lies in a network of which the link has an address. */
export function attached(link: Link, address: string): boolean {
  return link.addresses.some((own) => own.family === "inet" && inPrefix(address, `${own.address}/${own.prefix}`));
}

/** The kernel finds no way: a route that leads nowhere, a link that is down, an address that is wrong, or no gateway. */
export function noRoute(
  terrain: Terrain,
  typist: Typist,
  { network, packet, leg }: Death,
  { route, says }: { readonly route: { readonly type: string; readonly destination: string } | null; readonly says: string },
): Advice {
  const name = nameOf(terrain, network);
  if (route !== null)
    return {
      cause: say`A route of ${{ name }} sends packets for ${{ destination: route.destination }} nowhere on purpose: ${{ type: route.type }}.`,
      next: typist(network, `ip route del ${route.type} ${route.destination}`),
    };
  const links = network.links.filter((link) => link.name !== "lo" && link.kind !== "bridge" && link.master === null);
  const down = links.find((link) => !link.up);
  if (down !== undefined && links.every((link) => !link.up))
    return {
      cause: say`The link ${{ link: down.name }} of ${{ name }} is down, and its routes are gone with it.`,
      next: typist(network, `ip link set dev ${down.name} up`),
    };
  const readdressing = links.map((link) => addressAdvice(terrain, typist, network, link)).find((advice) => advice !== null);
  if (readdressing !== undefined && readdressing !== null) return readdressing;
  const gateway = links
    .flatMap((link) =>
      endsOf(terrain, { network, link })
        .filter((end) => end.network === terrain.host)
        .map((end) => firstAddress(end.link)),
    )
    .find((address) => address !== null);
  return {
    cause:
      leg === "answer"
        ? say`${{ name }} has no route back to ${{ destination: packet.destination }}.`
        : say`No route leads from ${{ name }} to ${{ destination: packet.destination }}: ${{ says }}.`,
    next: gateway === undefined ? typist(network, "ip route") : typist(network, `ip route add default via ${gateway}`),
  };
}

/** A link whose cable leads into a network of which it has no address. */
function addressAdvice(terrain: Terrain, typist: Typist, network: Network, link: Link): Advice | null {
  const ends = endsOf(terrain, { network, link });
  const [own] = ends
    .flatMap((end) => (end.network === terrain.host ? end.link.addresses : []))
    .filter((each) => each.family === "inet");
  const wrong = link.addresses.find((each) => each.family === "inet");
  if (own === undefined || (wrong !== undefined && attached(link, own.address))) return null;
  const far = otherEnd(terrain, { network, link });
  const stray = far?.link.master === null ? undefined : far?.link.addresses.find((each) => each.family === "inet");
  const taken = new Set(
    terrain.networks.flatMap((each) => each.links.flatMap((one) => one.addresses.map(({ address }) => address))),
  );
  const base = own.address.split(".").slice(0, 3).join(".");
  const isInside = wrong !== undefined && inPrefix(wrong.address, `${own.address}/${own.prefix}`);
  const free = isInside
    ? wrong.address
    : (stray?.address ??
      Array.from({ length: 253 }, (_, at) => `${base}.${at + 2}`).find((address) => !taken.has(address)) ??
      own.address);
  const name = nameOf(terrain, network);
  if (far !== null && stray !== undefined && wrong === undefined)
    return {
      cause: say`${{ link: link.name }} of ${{ name }} has no address: ${{ address: stray.address }} was given to the other end of its cable, ${{ far: far.link.name }} of ${{ place: nameOf(terrain, far.network) }}.`,
      next: say`${{ undo: typist(far.network, `ip addr del ${stray.address}/${stray.prefix} dev ${far.link.name}`) }}; then ${{ give: typist.after(network, `ip addr add ${free}/${own.prefix} dev ${link.name}`) }}`,
    };
  return {
    cause:
      wrong === undefined
        ? say`${{ link: link.name }} of ${{ name }} has no address.`
        : say`${{ link: link.name }} of ${{ name }} has the address ${{ address: `${wrong.address}/${wrong.prefix}` }}: ${{ other: own.address }} at the other end of its cable is not in that network.`,
    next: typist(
      network,
      ...(wrong === undefined ? [] : [`ip addr del ${wrong.address}/${wrong.prefix} dev ${link.name}`]),
      `ip addr add ${free}/${own.prefix} dev ${link.name}`,
    ),
  };
}
