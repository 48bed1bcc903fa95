import { inPrefix } from "./ipv4.ts";
import { type NftPlace, nftChainsAt, nftTableName } from "./nft-chains.ts";
import { UNKNOWN_TARGET } from "./nft-plain.ts";
import { namesDevice, namesPort, parseRule, type RuleMatch } from "./parse-rule.ts";
import type { Network, Rule } from "./snapshot.ts";
import { FINAL_TARGETS } from "./targets.ts";

/** A packet as the rules of one chain see it. */
export interface Packet {
  /** Device it came in by; empty where the host itself sends it. */
  readonly in: string;
  /** Device it leaves by; empty before routing. */
  readonly out: string;
  readonly source: string;
  readonly destination: string;
  readonly protocol: "icmp" | "tcp" | "udp";
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** What conntrack says of it (iptables-extensions(8), conntrack). */
  readonly state: "NEW" | "ESTABLISHED" | "RELATED";
}

/** What a chain does with a packet. */
export interface Fate {
  /** ACCEPT, DROP, REJECT, MASQUERADE, SNAT, DNAT … or `NOT_JUDGED` */
  readonly target: string;
  /** `--to-source` or `--to-destination`, or null. */
  readonly to: string | null;
  /** The rule that decided, or null when the chain's policy did. */
  readonly rule: Rule | null;
  /** The chain of nft whose policy decided; left out where it was that of iptables' chain. */
  readonly policyOf?: { readonly table: string; readonly chain: string };
}

/** Target where a rule of nft, which may fit, asks or does what is not known here: nobody can tell what becomes of the packet. */
export const NOT_JUDGED = "not judged";

/** Whether a rule whose matches are not all known here met the packet; null where nobody knows. */
export type Judge = (rule: Rule) => boolean | null;

/** What iptables offers in such conditions is mostly left out by learners; what nft does is not guessed at. */
const UNLIKELY: Judge = ({ nft }) => (nft === undefined ? false : null);

/**
 * Walks a packet through one built-in chain, as iptables(8) describes it, and through the chains of nft(8) at the same
 * place: each may drop it, and the first that rewrites it has.
 *
 * @param unknown without it, a rule with a match that is not known here counts as one that does not match
 */
export function packetFate(network: Network, table: string, chain: string, packet: Packet, unknown: Judge = UNLIKELY): Fate {
  const { before, after } = nftChainsAt(network, table, chain);
  const inNft = (place: NftPlace) => fateInNft(network, place, packet, unknown);
  const own = () => {
    const rulesOf = (name: string) => network.rules.filter((each) => each.table === table && each.chain === name);
    const decided = walk({ network, packet, unknown, rulesOf, decided: new Map() }, chain);
    return decided ?? { target: network.policies.get(`${table}/${chain}`) ?? "ACCEPT", to: null, rule: null };
  };
  let accepted: Fate = { target: "ACCEPT", to: null, rule: null };
  for (const ask of [...before.map((place) => () => inNft(place)), own, ...after.map((place) => () => inNft(place))]) {
    const fate = ask();
    if (fate.target !== "ACCEPT") return fate;
    if (accepted.rule === null && fate.rule !== null) accepted = fate;
  }
  return accepted;
}

/** The rule of nft that accepts a packet at a built-in chain; iptables' chain there may drop it all the same. */
export function acceptedByNft(network: Network, table: string, chain: string, packet: Packet): Rule | null {
  const { target, rule } = packetFate({ ...network, rules: [], policies: new Map() }, table, chain, packet);
  return target === "ACCEPT" ? rule : null;
}

function fateInNft(network: Network, { table, chain, base }: NftPlace, packet: Packet, unknown: Judge): Fate {
  const rulesOf = (name: string) => table.chains.find((each) => each.name === name)?.rules.flat() ?? [];
  const decided = walk({ network, packet, unknown, rulesOf, decided: new Map() }, chain.name);
  const policyOf = { table: nftTableName(table), chain: chain.name };
  return decided ?? { target: base.policy, to: null, rule: null, policyOf };
}

interface Walk {
  readonly network: Network;
  readonly packet: Packet;
  readonly unknown: Judge;
  /** The rules of a chain of the same table. */
  readonly rulesOf: (chain: string) => readonly Rule[];
  /** What a chain does with the packet, wherever it is called from: chains that call each other are walked once. */
  readonly decided: Map<string, Fate | null>;
}

function walk(walked: Walk, chain: string): Fate | null {
  const known = walked.decided.get(chain);
  if (known !== undefined) return known;
  walked.decided.set(chain, null); // no loop: the kernel refuses them
  const fate = through(walked, chain);
  walked.decided.set(chain, fate);
  return fate;
}

function through(walked: Walk, chain: string): Fate | null {
  const { network, packet, unknown } = walked;
  for (const rule of walked.rulesOf(chain)) {
    const { matches, target, options } = parseRule(rule.rule);
    const isMet = target === null ? false : meets(matches, packet, network, () => unknown(rule));
    if (target === null || isMet === false) continue;
    if (isMet === null || target === UNKNOWN_TARGET) return { target: NOT_JUDGED, to: null, rule };
    if (target === "RETURN") return null;
    if (FINAL_TARGETS.has(target))
      return { target, to: options.get("--to-source") ?? options.get("--to-destination") ?? null, rule };
    // a chain of the learner's own; LOG, MARK and the like have no rules and let the packet go on
    const decided = walk(walked, target);
    if (decided !== null) return decided;
  }
  return null;
}

/** The first of a rule's conditions that a packet does not meet, or null when it meets all that are known here. */
export function misfit(network: Network, matches: readonly RuleMatch[], packet: Packet): RuleMatch | null {
  return matches.find((match) => meetsOne(match, packet, network) !== true) ?? null;
}

function meets(matches: readonly RuleMatch[], packet: Packet, network: Network, unknown: () => boolean | null): boolean | null {
  const found = matches.map((match) => meetsOne(match, packet, network));
  if (found.includes(false)) return false;
  return found.includes(null) ? unknown() : true;
}

/** Null for a match that is not known here. */
function meetsOne({ option, value, negated }: RuleMatch, packet: Packet, network: Network): boolean | null {
  const fits = fitsPacket(option, value, packet, network);
  return fits === null ? null : fits !== negated;
}

/** Whether one match fits, or null when it is of a kind not known here. */
function fitsPacket(option: string, value: string, packet: Packet, network: Network): boolean | null {
  switch (option) {
    case "-s":
      return inPrefix(packet.source, value);
    case "-d":
      return inPrefix(packet.destination, value);
    case "-i":
      return namesDevice(value, packet.in);
    case "-o":
      return namesDevice(value, packet.out);
    case "-p":
      return value === "all" || value === packet.protocol;
    case "--sport":
    case "--sports":
      return packet.sourcePort !== undefined && namesPort(value, packet.sourcePort);
    case "--dport":
    case "--dports":
      return packet.destinationPort !== undefined && namesPort(value, packet.destinationPort);
    case "--ctstate":
    case "--state":
      return value.split(",").includes(packet.state);
    case "--src-type":
      return value === "LOCAL" ? isLocal(network, packet.source) : null;
    case "--dst-type":
      return value === "LOCAL" ? isLocal(network, packet.destination) : null;
    case "--comment":
      return true;
    default:
      return null;
  }
}

function isLocal(network: Network, address: string): boolean {
  return inPrefix(address, "127.0.0.0/8") || network.links.some((link) => link.addresses.some((own) => own.address === address));
}
