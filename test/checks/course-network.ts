import type { LostPacket } from "../../checks/check.ts";
import type { DeathWords } from "../../checks/death-words.ts";
import { type Foreseen, likelyDeath } from "../../checks/where-packet-dies.ts";
import type { LabReach } from "../../src/lab/identity.ts";
import type { Address, Link, Network, Route, Snapshot } from "../../src/kernel/snapshot.ts";
import { aLink, aNetwork, aRule, aSnapshot, HOST, LO } from "../kernel/build-snapshot.ts";
import { asNobody } from "../support/a-reach.ts";

/** Inode of the container's network namespace in the snapshots below. */
export const NS1 = 20;

const inet = (address: string, prefix: number): readonly Address[] => [{ family: "inet", address, prefix, scope: "global" }];
const route = (destination: string, device: string, gateway: string | null = null): Route => ({
  destination,
  gateway,
  device,
  source: null,
  type: "unicast",
});
const UP: Partial<Link> = { up: true, carrier: true, state: "UP" };
const LO_UP = { ...LO, ...UP, addresses: inet("127.0.0.1", 8) };

/** ns1 behind docker0 as the course builds it: routed, forwarded, masqueraded, with a firewall that lets it out. */
export const CONTAINER: Network = aNetwork(NS1, {
  names: ["ns1"],
  links: [LO_UP, aLink(3, "veth1", { ...UP, peerIndex: 4, peerNamespaceId: 0, addresses: inet("172.17.0.2", 16) })],
  routes: [route("default", "veth1", "172.17.0.1"), route("172.17.0.0/16", "veth1")],
});

export const HOST_NETWORK: Network = aNetwork(HOST.net, {
  links: [
    LO_UP,
    aLink(2, "enp0s3", { ...UP, peerIndex: 9, peerNamespaceId: 1, addresses: inet("192.168.102.253", 24) }),
    aLink(4, "veth0", { ...UP, peerIndex: 3, peerNamespaceId: 0, master: "docker0" }),
    aLink(5, "docker0", { ...UP, kind: "bridge", addresses: inet("172.17.0.1", 16) }),
  ],
  routes: [route("default", "enp0s3", "192.168.102.1"), route("172.17.0.0/16", "docker0"), route("192.168.102.0/24", "enp0s3")],
  forwarding: true,
  policies: new Map([["filter/FORWARD", "DROP"]]),
  rules: [
    aRule("-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"),
    forwardRule("-i docker0 ! -o docker0 -j ACCEPT"),
    forwardRule("-i docker0 -o docker0 -j ACCEPT"),
    forwardRule("-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"),
  ],
});

export function forwardRule(rule: string) {
  return aRule(rule, { table: "filter", chain: "FORWARD" });
}

export function natRule(chain: string, rule: string) {
  return aRule(rule, { chain });
}

export function courseSnapshot(
  host: Network = HOST_NETWORK,
  container: Network = CONTAINER,
  ...others: readonly Network[]
): Snapshot {
  return aSnapshot({ networks: [host, container, ...others] });
}

/** The network with one of its links changed. */
export function withLink(network: Network, name: string, facts: Partial<Link>): Network {
  return { ...network, links: network.links.map((link) => (link.name === name ? { ...link, ...facts } : link)) };
}

/** The network without the rules in which the text occurs. */
export function withoutRules(network: Network, text: string): Network {
  return { ...network, rules: network.rules.filter((rule) => !rule.rule.includes(text)) };
}

/** What is said of a packet by the snapshot alone. */
export async function likelyDeathIn(snapshot: Snapshot, packet: LostPacket): Promise<DeathWords | null> {
  return (await foreseenIn(snapshot, packet)).death;
}

/** The same with what is said where it shows no reason. */
export function foreseenIn(snapshot: Snapshot, packet: LostPacket): Promise<Foreseen> {
  const lab: LabReach = new Proxy({} as LabReach, {
    get: (_, name) => {
      throw new Error(`the lab itself was asked for ${String(name)}`);
    },
  });
  return likelyDeath({ lab, before: null, snapshot: async () => snapshot, asLearner: asNobody, terminal: () => null }, packet);
}
