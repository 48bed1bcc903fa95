import type { PolicyHolder } from "../nft-chains.ts";
import type { LinkPlace } from "../queries.ts";
import type { Packet } from "../packet-fate.ts";
import type { Link, Network, Route, Rule } from "../snapshot.ts";

/** A packet of which a probe got no answer. */
export interface Flow {
  /** The network namespace that sends it; or the address of somebody beyond the networks that are known. */
  readonly sender: Network | { readonly beyond: string };
  readonly destination: string;
  readonly protocol: Packet["protocol"];
  /** Destination port; null for icmp. */
  readonly port: number | null;
}

/** The networks a packet may pass: the lab's and the machines of the world, as they are after the probe. */
export interface Terrain {
  readonly host: Network;
  readonly networks: readonly Network[];
  /** Those of the world, by inode; empty where only the lab is known. */
  readonly world: ReadonlySet<number>;
  /** The device by which the host reaches the world. */
  readonly hostDevice: string;
  readonly counters: Counters;
}

/** Which rules and policies met a packet while the probe was on its way (iptables-save(8), `-c`). */
export interface Counters {
  /** Null where nobody counted; of a rule of nft that has no counter nothing is known. */
  readonly moved: ((rule: Rule) => boolean | null) | null;
  readonly policyMoved: (network: Network, table: string, chain: string) => boolean;
}

/** What `ip route get` answered (ip-route(8)). */
export type RouteAnswer =
  | { readonly type: "route"; readonly device: string; readonly gateway: string | null; readonly source: string | null }
  /** The address is this namespace's own. */
  | { readonly type: "local" }
  /** The kernel's words, such as `Network is unreachable`. */
  | { readonly type: "refused"; readonly says: string }
  /** It did not answer in time, or in a way that is not understood. */
  | { readonly type: "unknown" };

export interface Listener {
  readonly address: string;
  readonly port: number;
}

/** What only the kernel can tell, asked while the packet's way is followed. */
export interface Kernel {
  /** @param from the source and the device by which a packet came in; null for one that the namespace sends itself */
  route(network: Network, destination: string, from: { source: string; device: string } | null): Promise<RouteAnswer>;
  /** A file below /proc/sys; null where there is none, or nobody knows. */
  setting(network: Network, name: string): Promise<string | null>;
  /** Null where nobody knows. */
  listeners(network: Network, protocol: "tcp" | "udp"): Promise<readonly Listener[] | null>;
}

/** The request on its way out, or the answer on its way back. */
export type Leg = "request" | "answer";

/** A station of a packet's way. */
export interface Hop {
  readonly leg: Leg;
  readonly network: Network;
  /** Name of the device, or null where none is chosen yet. */
  readonly link: string | null;
  /** `route`, `cable`, `ARP`, or a chain as in `filter/FORWARD`. */
  readonly stage: string;
  /** How the kernel says so. */
  readonly says: string;
}

/** Where and why a packet goes no further. */
export interface Death {
  readonly leg: Leg;
  readonly network: Network;
  readonly link: string | null;
  readonly rule: Rule | null;
  readonly packet: Packet;
  readonly reason: Reason;
  /** The rule that had sent it there, where one had rewritten its destination. */
  readonly sentBy: Rewriting | null;
}

export type Reason =
  | { readonly type: "no-route"; readonly says: string; readonly route: Route | null }
  | { readonly type: "link-down"; readonly link: Link }
  | { readonly type: "no-peer"; readonly link: Link }
  | { readonly type: "unplugged"; readonly link: Link; readonly bridge: string | null }
  | { readonly type: "no-cable"; readonly to: string }
  | { readonly type: "nobody"; readonly address: string; readonly isGateway: boolean; readonly neighbour: string | null }
  /** Somebody has the address, and answered no ARP question. */
  | { readonly type: "deaf-neighbour"; readonly address: string; readonly holder: LinkPlace }
  | { readonly type: "wrong-neighbour"; readonly address: string; readonly mac: string; readonly right: string }
  | { readonly type: "not-forwarding"; readonly setting: string }
  | {
      readonly type: "dropped";
      readonly table: string;
      readonly chain: string;
      readonly target: string;
      /** Between two ports of one bridge, where the rules of IP count only because a setting says so. */
      readonly bridged: boolean;
    }
  | { readonly type: "source-check"; readonly settings: readonly string[] }
  | { readonly type: "local-source"; readonly setting: string; readonly isRewritten: boolean }
  | { readonly type: "own-source" }
  | { readonly type: "echo-ignored" }
  | { readonly type: "not-listening"; readonly listeners: readonly Listener[] }
  | { readonly type: "not-translated"; readonly through: string }
  | { readonly type: "wrong-source"; readonly source: string }
  | { readonly type: "not-recognised"; readonly sender: string };

/** What a rule of the table nat did to a packet (conntrack remembers it, and undoes it in the answer). */
export interface Rewriting {
  readonly network: Network;
  readonly rule: Rule | null;
  readonly before: Packet;
  readonly after: Packet;
}

/** A rule of nft on a packet's way, or a whole chain of it, of which nobody here can tell what it does to the packet. */
export interface Unjudged extends PolicyHolder {
  readonly network: Network;
  /** Null for all of the chain. */
  readonly rule: Rule | null;
}

export interface Way {
  readonly hops: readonly Hop[];
  /** Where it could not be followed further for this; null for any other reason, and where it could. */
  readonly unjudged: Unjudged | null;
  /** Null where the packet and its answer get through, as far as can be told. */
  readonly death: Death | null;
}
