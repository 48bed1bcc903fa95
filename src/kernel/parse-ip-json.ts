import type { Address, Link, Neighbour, Route } from "./snapshot.ts";

/** What `ip -json -details` prints and we read: only the fields used here, each of which may be missing. */
interface IpLink {
  readonly ifindex?: number;
  readonly ifname?: string;
  readonly flags?: readonly string[];
  readonly mtu?: number;
  readonly operstate?: string;
  readonly link_type?: string;
  readonly address?: string;
  readonly master?: string;
  /** Name of the link it depends on, when both are in one namespace. */
  readonly link?: string;
  /** Index of the link it depends on, when that is in another namespace. */
  readonly link_index?: number;
  readonly link_netnsid?: number;
  readonly linkinfo?: { readonly info_kind?: string; readonly info_slave_data?: { readonly hairpin?: boolean } };
  readonly addr_info?: readonly IpAddress[];
}

interface IpAddress {
  readonly family?: string;
  readonly local?: string;
  readonly prefixlen?: number;
  readonly scope?: string;
}

interface IpRoute {
  readonly type?: string;
  readonly dst?: string;
  readonly gateway?: string;
  readonly dev?: string;
  readonly prefsrc?: string;
}

interface IpNeighbour {
  readonly dst?: string;
  readonly dev?: string;
  readonly lladdr?: string;
  readonly state?: readonly string[];
}

/** What the lines of `ip -json -details -batch` answered to {@link IP_QUESTIONS}. */
export interface IpAnswers {
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
}

/** Commands of ip(8) for its `-batch`, a line each; every one is answered by one line of JSON. */
export const IP_QUESTIONS = "address show\nroute show\nneighbour show\n";

/** Reads the three lines that answer {@link IP_QUESTIONS}, or null when they are not there. */
export function parseIpAnswers(text: string): IpAnswers | null {
  const [links, routes, neighbours] = text.split("\n").filter((line) => line.startsWith("["));
  if (links === undefined || routes === undefined || neighbours === undefined) return null;
  return { links: parseLinks(links), routes: parseRoutes(routes), neighbours: parseNeighbours(neighbours) };
}

/** Links with their addresses, from `ip -json -details address show`. */
export function parseLinks(json: string): readonly Link[] {
  const all = JSON.parse(json) as readonly IpLink[];
  const indexOf = (name: string | undefined) => all.find((link) => link.ifname === name)?.ifindex;
  return all.filter(isFilled).map((link) => {
    const kind = link.linkinfo?.info_kind ?? link.link_type ?? "";
    const flags = link.flags ?? [];
    return {
      index: link.ifindex ?? 0,
      name: link.ifname ?? "",
      kind,
      up: flags.includes("UP"),
      carrier: flags.includes("LOWER_UP"),
      state: link.operstate ?? "UNKNOWN",
      mac: link.address ?? "",
      mtu: link.mtu ?? 0,
      master: link.master ?? null,
      peerIndex: kind === "veth" ? (link.link_index ?? indexOf(link.link) ?? null) : null,
      peerNamespaceId: kind === "veth" ? (link.link_netnsid ?? null) : null,
      addresses: (link.addr_info ?? []).flatMap(toAddress),
      hairpin: link.linkinfo?.info_slave_data?.hairpin ?? false,
    };
  });
}

function toAddress(address: IpAddress): readonly Address[] {
  const { family, local, prefixlen, scope } = address;
  if ((family !== "inet" && family !== "inet6") || local === undefined) return [];
  return [{ family, address: local, prefix: prefixlen ?? 0, scope: scope ?? "" }];
}

/** Routes of the main table, from `ip -json -details route show`. */
export function parseRoutes(json: string): readonly Route[] {
  return (JSON.parse(json) as readonly IpRoute[]).filter(isFilled).map((route) => ({
    destination: route.dst ?? "",
    gateway: route.gateway ?? null,
    device: route.dev ?? "",
    source: route.prefsrc ?? null,
    type: route.type ?? "unicast",
  }));
}

/** Neighbour entries (ARP and IPv6), from `ip -json neighbour show`. */
export function parseNeighbours(json: string): readonly Neighbour[] {
  return (JSON.parse(json) as readonly IpNeighbour[]).filter(isFilled).map((neighbour) => ({
    address: neighbour.dst ?? "",
    device: neighbour.dev ?? "",
    mac: neighbour.lladdr ?? null,
    state: neighbour.state?.join(",") ?? "NONE",
  }));
}

/** Some versions of ip(8) print `{}` for what a filter left out. */
function isFilled(entry: object): boolean {
  return Object.keys(entry).length > 0;
}
