import type { Link, Network } from "../src/kernel/snapshot.ts";
import { linkWithAddress } from "../src/kernel/routing.ts";
import type { Check } from "./check.ts";
import { inPlace, linkNamed, listLinks } from "./links.ts";
import { lookIn, networkCheck, type NetworkPlace, typeIn } from "./networks.ts";

/** The link has this IPv4 address with this prefix length: `172.17.0.1/16`. */
export function hasAddress(place: NetworkPlace, name: string, address: string): Check {
  return networkCheck({
    place,
    expected: `${name} ${inPlace(place)} has the address ${address}`,
    find: (network) => {
      const link = linkNamed(network, name);
      const passed = link !== undefined && addressesOf(link).includes(address);
      return {
        passed,
        observed:
          link === undefined
            ? `there is no link ${name} ${inPlace(place)}: ${listLinks(network)}`
            : `${name} has ${addressesOf(link).join(", ") || "no IPv4 address"}`,
        look: lookIn(place, `ip addr show ${name}`),
        ...explain(network, link, name, address, place),
      };
    },
  });
}

function explain(
  network: Network,
  link: Link | undefined,
  name: string,
  address: string,
  place: NetworkPlace,
): { cause: string; next: string } {
  const [bare = address] = address.split("/");
  const holder = linkWithAddress(network, bare);
  const give = (...undo: readonly string[]) => typeIn(place, ...undo, `ip addr add ${address} brd + dev ${name}`);
  if (link === undefined)
    return {
      cause: `The link ${name} is not there.`,
      next: "Make it, or move it there, first; this step or one before it shows how.",
    };
  if (holder === link) {
    const wrong = addressesOf(link).find((each) => each.startsWith(`${bare}/`)) ?? bare;
    return {
      cause: `The address is there with another prefix length: ip addr add without one means /32, a network of one.`,
      next: give(`ip addr del ${wrong} dev ${name}`),
    };
  }
  if (holder !== undefined)
    return { cause: `Another link, ${holder.name}, has this address.`, next: give(`ip addr flush dev ${holder.name}`) };
  return { cause: "The address was not given, or was given in another network namespace.", next: give() };
}

function addressesOf(link: Link): readonly string[] {
  return link.addresses.filter((address) => address.family === "inet").map((address) => `${address.address}/${address.prefix}`);
}
