import { inPrefix, ipv4Bits } from "../kernel/ipv4.ts";
import { peerOf } from "../kernel/queries.ts";
import { nftTableName } from "../kernel/nft-chains.ts";
import type { Link, Network, NftChain, NftTable, Route, Rule, Snapshot } from "../kernel/snapshot.ts";
import { clean } from "./clean.ts";
import type { MapLink, MapNetwork, MapNftChain, MapRoute, MapRule, Outside } from "./layout.ts";
import { withTexts } from "../say/message.ts";

/** A network namespace as the map shows it. */
export function toMapNetwork(snapshot: Snapshot, network: Network): MapNetwork {
  return {
    inode: network.inode,
    names: network.names.map(clean),
    readable: network.linksReadable,
    rulesReadable: network.rulesReadable,
    why: network.tooMuch && network.complaint !== null ? withTexts(network.complaint, clean) : null,
    links: network.links
      .filter((link) => isWorthShowing(snapshot, network, link))
      .map((link) => toMapLink(snapshot, network, link)),
    routes: network.routes.filter((route) => !isConnected(route)).map(toMapRoute),
    forwarding: network.forwarding,
    forwardingAtFirst: network.forwardingAtFirst,
    rules: network.rules.map(toMapRule),
    policies: [...network.policies]
      .filter(([, policy]) => policy !== "ACCEPT")
      .map(([chain, policy]) => ({ chain: clean(chain), policy })),
    nftChains: network.nftTables.flatMap((table) => table.chains.map((chain) => toMapNftChain(table, chain))),
  };
}

/** Not what every namespace has by itself: `lo` counts where it is down in a namespace that somebody made, and tunnels have no hardware address. */
function isWorthShowing(snapshot: Snapshot, network: Network, link: Link): boolean {
  if (link.kind === "loopback")
    return addressesOf(link).length > 0 || (!link.up && network.inode !== snapshot.host.namespaces.net);
  return !/^[0:.]*$/.test(link.mac) || link.up || addressesOf(link).length > 0;
}

function toMapLink(snapshot: Snapshot, network: Network, link: Link): MapLink {
  const far = peerOf(snapshot, network, link);
  return {
    key: `link:${network.inode}:${link.index}`,
    name: clean(link.name),
    kind: link.kind,
    up: link.up,
    carrier: link.carrier,
    addresses: addressesOf(link),
    bridge: link.master === null ? null : clean(link.master),
    far: far === undefined ? null : { network: far.network.inode, name: clean(far.link.name) },
  };
}

/** Without those the kernel gives by itself: 127.0.0.1, ::1 and fe80::…. */
function addressesOf(link: Link): readonly string[] {
  return link.addresses
    .filter(({ family, scope, address }) =>
      family === "inet" ? !inPrefix(address, "127.0.0.0/8") : scope === "global" && address !== "::1",
    )
    .map(({ address, prefix }) => `${clean(address)}/${prefix}`);
}

/** Made by the kernel together with an address (ip-address(8)). */
function isConnected({ gateway, source, type }: Route): boolean {
  return type === "unicast" && gateway === null && source !== null;
}

function toMapRoute({ destination, gateway, device, type }: Route): MapRoute {
  return { destination: clean(destination), gateway, device: clean(device), type };
}

function toMapRule({ table, chain, rule }: Rule): MapRule {
  return { table: clean(table), chain: clean(chain), rule: clean(rule) };
}

function toMapNftChain(table: NftTable, { name, base, rules }: NftChain): MapNftChain {
  return {
    table: clean(nftTableName(table)),
    chain: clean(name),
    base: base === null ? null : { type: clean(base.type), hook: clean(base.hook), policy: clean(base.policy) },
    rules: rules.flatMap((forms) => forms.slice(0, 1).map(({ nft }) => clean(nft?.text ?? ""))),
  };
}

/** The link of the host whose other end lies outside of what a snapshot holds: in the world. */
export function outsideOf(snapshot: Snapshot, host: Network): Outside | null {
  const link = host.links.find(
    (each) => each.kind === "veth" && each.peerNamespaceId !== null && peerOf(snapshot, host, each) === undefined,
  );
  if (link === undefined) return null;
  const address = link.addresses.find(({ family }) => family === "inet");
  return { link: clean(link.name), prefix: address === undefined ? null : prefixOf(address.address, address.prefix) };
}

function prefixOf(address: string, length: number): string | null {
  const bits = ipv4Bits(address);
  if (bits === null) return null;
  const size = 2 ** (32 - length);
  const base = Math.floor(bits / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join(".")}/${length}`;
}
