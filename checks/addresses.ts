import { listed, type Message, say } from "../src/say/message.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { linkWithAddress } from "../src/kernel/routing.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type Advice, type Check, checkId } from "./check.ts";
import { linkNamed, noLink } from "./links.ts";
import { inNetwork, inPlace, lookIn, networkCheck, placeId, typeIn } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** The link has this IPv4 address with this prefix length: `172.17.0.1/16`. */
export function hasAddress(place: NetworkPlace, name: string, address: string): Check {
  return networkCheck({
    id: checkId("address", name, address, placeId(place)),
    place,
    expected: say`${{ link: name }} ${{ place: inPlace(place) }} has the address ${{ address }}`,
    find: (network, snapshot) => {
      const link = linkNamed(network, name);
      const passed = link !== undefined && addressesOf(link).includes(address);
      return {
        passed,
        observed: link === undefined ? noLink(network, place, name) : describe(link),
        look: lookIn(place, `ip addr show ${name}`),
        ...explain(snapshot, network, link, name, address, place),
      };
    },
  });
}

function describe(link: Link): Message {
  const addresses = addressesOf(link);
  return addresses.length === 0
    ? say`${{ link: link.name }} has no IPv4 address`
    : say`${{ link: link.name }} has ${{ addresses: listed(addresses) }}`;
}

function explain(
  snapshot: Snapshot,
  network: Network,
  link: Link | undefined,
  name: string,
  address: string,
  place: NetworkPlace,
): Advice {
  const [bare = address] = address.split("/");
  const holder = linkWithAddress(network, bare);
  const give = (...undo: readonly string[]) => typeIn(place, ...undo, `ip addr add ${address} brd + dev ${name}`);
  if (link === undefined)
    return {
      cause: say`The link ${{ link: name }} is not there.`,
      next: say`Make it, or move it there, first; this step or one before it shows how.`,
    };
  if (holder === link) {
    return {
      cause: isAlone(link, bare)
        ? say`The address is there with another prefix length: ip addr add without one means /32, a network of one.`
        : say`The address is there with another prefix length, so in a network of another size.`,
      next: give(takeAway(link, bare)),
    };
  }
  if (holder !== undefined)
    return {
      cause: say`Another link, ${{ link: holder.name }}, has this address.`,
      next: give(takeAway(holder, bare)),
    };
  const strayed = heldElsewhere(snapshot, network, bare, give());
  if (strayed !== null) return strayed;
  const [other] = addressesOf(link);
  if (other !== undefined)
    return {
      cause: say`${{ link: name }} was given another address: ${{ address: other }}.`,
      next: give(`ip addr del ${other} dev ${name}`),
    };
  return { cause: say`The address was not given, or not to ${{ link: name }}.`, next: give() };
}

/** The address is in another network namespace: of which link, and how it is taken away there before it is given here. */
function heldElsewhere(snapshot: Snapshot, network: Network, bare: string, give: Message): Advice | null {
  const other = [...snapshot.networks.values()].find((each) => each !== network && linkWithAddress(each, bare) !== undefined);
  const link = other === undefined ? undefined : linkWithAddress(other, bare);
  if (other === undefined || link === undefined) return null;
  const isHost = other === hostNetwork(snapshot);
  const [named] = other.names;
  const place = inNetwork(snapshot, other);
  const undo = `${isHost || named === undefined ? "" : `ip netns exec ${named} `}${takeAway(link, bare)}`;
  return {
    cause: say`The address was given to ${{ link: link.name }}, ${{ place }}.`,
    next: say`Take it away ${{ place }} (${{ undo }}). ${{ give }}`,
  };
}

function isAlone(link: Link, address: string): boolean {
  return link.addresses.some((own) => own.address === address && own.prefix === 32);
}

/** The command that removes an address; without its prefix length it would be another one (ip-address(8)). */
export function takeAway(link: Link, address: string): string {
  const prefix = link.addresses.find((own) => own.address === address)?.prefix;
  return `ip addr del ${address}${prefix === undefined ? "" : `/${prefix}`} dev ${link.name}`;
}

function addressesOf(link: Link): readonly string[] {
  return link.addresses.filter((address) => address.family === "inet").map((address) => `${address.address}/${address.prefix}`);
}
