import { say, type Said } from "../src/say/message.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { linkWithAddress } from "../src/kernel/routing.ts";
import type { Link, Network, Snapshot } from "../src/kernel/snapshot.ts";
import type { Check } from "./check.ts";
import { linkNamed, listLinks } from "./links.ts";
import { inPlace, lookIn, nameOfNetwork, networkCheck, typeIn } from "./networks.ts";
import type { NetworkPlace } from "./network-places.ts";

/** The link has this IPv4 address with this prefix length: `172.17.0.1/16`. */
export function hasAddress(place: NetworkPlace, name: string, address: string): Check {
  return networkCheck({
    place,
    expected: `${name} ${inPlace(place)} has the address ${address}`,
    find: (network, snapshot) => {
      const link = linkNamed(network, name);
      const passed = link !== undefined && addressesOf(link).includes(address);
      return {
        passed,
        observed:
          link === undefined
            ? `there is no link ${name} ${inPlace(place)}: ${listLinks(network)}`
            : `${name} has ${addressesOf(link).join(", ") || "no IPv4 address"}`,
        look: lookIn(place, `ip addr show ${name}`),
        ...explain(snapshot, network, link, name, address, place),
      };
    },
  });
}

function explain(
  snapshot: Snapshot,
  network: Network,
  link: Link | undefined,
  name: string,
  address: string,
  place: NetworkPlace,
): { cause: Said; next: Said } {
  const [bare = address] = address.split("/");
  const holder = linkWithAddress(network, bare);
  const give = (...undo: readonly string[]) => typeIn(place, ...undo, `ip addr add ${address} brd + dev ${name}`);
  if (link === undefined)
    return {
      cause: `The link ${name} is not there.`,
      next: "Make it, or move it there, first; this step or one before it shows how.",
    };
  if (holder === link) {
    return {
      cause: `The address is there with another prefix length${isAlone(link, bare) ? ": ip addr add without one means /32, a network of one" : ", so in a network of another size"}.`,
      next: give(takeAway(link, bare)),
    };
  }
  if (holder !== undefined)
    return { cause: `Another link, ${holder.name}, has this address.`, next: give(takeAway(holder, bare)) };
  const strayed = holderElsewhere(snapshot, network, bare);
  if (strayed !== null) return { cause: strayed.cause, next: say`${{ undo: strayed.undo }} ${{ give: give() }}` };
  const [other] = addressesOf(link);
  if (other !== undefined)
    return {
      cause: `${name} was given another address: ${other}.`,
      next: give(`ip addr del ${other} dev ${name}`),
    };
  return { cause: `The address was not given, or not to ${name}.`, next: give() };
}

/** The address is in another network namespace: of which link, and how it is taken away there. */
function holderElsewhere(snapshot: Snapshot, network: Network, bare: string): { cause: Said; undo: Said } | null {
  const other = [...snapshot.networks.values()].find((each) => each !== network && linkWithAddress(each, bare) !== undefined);
  const link = other === undefined ? undefined : linkWithAddress(other, bare);
  if (other === undefined || link === undefined) return null;
  const isHost = other === hostNetwork(snapshot);
  const [named] = other.names;
  const where = isHost ? "on the host" : `in ${nameOfNetwork(snapshot, other)}`;
  const undo = takeAway(link, bare);
  return {
    cause: `The address was given to ${link.name}, ${where}.`,
    undo:
      isHost || named === undefined
        ? `Take it away ${where} (${undo}).`
        : `Take it away ${where} (ip netns exec ${named} ${undo}).`,
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
