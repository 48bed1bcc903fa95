import { printableName } from "../lab/printable.ts";
import { type IpObject, numberIn, objectIn, objectsIn, parseIpList, textIn, textsIn } from "./ip-json.ts";
import type { Address, Link, Neighbour, Route } from "./snapshot.ts";

/** What `ip -json -details -batch` answered to {@link IP_QUESTIONS}. */
export interface IpAnswers {
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
}

/** Commands of ip(8) for its `-batch`, a line each; every one is answered by one line of JSON. */
export const IP_QUESTIONS = "address show\nroute show\nneighbour show\n";
/** What those lines hold, in turn. */
export const IP_LISTS = ["links", "routes", "neighbours"] as const;

/** Reads the three lines that answer {@link IP_QUESTIONS}, or null when they are not there, or not to be understood. */
export function parseIpAnswers(text: string): IpAnswers | null {
  const [links = "", routes = "", neighbours = ""] = text.split("\n").filter((line) => line.startsWith("["));
  const answers = { links: parseLinks(links), routes: parseRoutes(routes), neighbours: parseNeighbours(neighbours) };
  const { links: one, routes: two, neighbours: three } = answers;
  return one === null || two === null || three === null ? null : { links: one, routes: two, neighbours: three };
}

/** Links with their addresses, from `ip -json -details address show`. */
export function parseLinks(json: string): readonly Link[] | null {
  const all = parseIpList(json);
  if (all === null) return null;
  const indexes = new Map(all.map((link) => [textIn(link, "ifname"), numberIn(link, "ifindex")]));
  return all.map((link) => {
    const info = objectIn(link, "linkinfo");
    const kind = printableName(textIn(info, "info_kind") ?? textIn(link, "link_type") ?? "");
    const flags = textsIn(link, "flags");
    const isVeth = kind === "veth";
    return {
      index: numberIn(link, "ifindex") ?? 0,
      name: nameIn(link, "ifname") ?? "",
      kind,
      up: flags.includes("UP"),
      carrier: flags.includes("LOWER_UP"),
      state: nameIn(link, "operstate") ?? "UNKNOWN",
      mac: nameIn(link, "address") ?? "",
      mtu: numberIn(link, "mtu") ?? 0,
      master: nameIn(link, "master"),
      // `link_index` is in another namespace; `link` is the name of one that is in here too.
      peerIndex: isVeth ? (numberIn(link, "link_index") ?? indexes.get(textIn(link, "link") ?? "") ?? null) : null,
      peerNamespaceId: isVeth ? numberIn(link, "link_netnsid") : null,
      addresses: objectsIn(link, "addr_info").flatMap(toAddress),
      hairpin: objectIn(info, "info_slave_data")["hairpin"] === true,
    };
  });
}

function toAddress(address: IpObject): readonly Address[] {
  const [family, local] = [textIn(address, "family"), nameIn(address, "local")];
  if ((family !== "inet" && family !== "inet6") || local === null) return [];
  return [{ family, address: local, prefix: numberIn(address, "prefixlen") ?? 0, scope: nameIn(address, "scope") ?? "" }];
}

/** Routes of the main table, from `ip -json -details route show`. */
export function parseRoutes(json: string): readonly Route[] | null {
  const all = parseIpList(json);
  if (all === null) return null;
  return all.map((route) => ({
    destination: nameIn(route, "dst") ?? "",
    gateway: nameIn(route, "gateway"),
    device: nameIn(route, "dev") ?? "",
    source: nameIn(route, "prefsrc"),
    type: nameIn(route, "type") ?? "unicast",
  }));
}

/** Neighbour entries (ARP and IPv6), from `ip -json neighbour show`. */
export function parseNeighbours(json: string): readonly Neighbour[] | null {
  const all = parseIpList(json);
  if (all === null) return null;
  return all.map((neighbour) => ({
    address: nameIn(neighbour, "dst") ?? "",
    device: nameIn(neighbour, "dev") ?? "",
    mac: nameIn(neighbour, "lladdr"),
    state: textsIn(neighbour, "state").map(printableName).join(",") || "NONE",
  }));
}

/** A learner names links, and what stands for numbers may be a name from a file of his (ip-route(8), rt_tables). */
function nameIn(object: IpObject, key: string): string | null {
  const text = textIn(object, key);
  return text === null ? null : printableName(text);
}
