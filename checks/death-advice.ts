import type { Said } from "../src/say/message.ts";
import { firstAddress } from "../src/kernel/routing.ts";
import { changeable, isNftTable, nftChainOf, type PolicyHolder } from "../src/kernel/nft-chains.ts";
import type { Network } from "../src/kernel/snapshot.ts";
import { acceptedByNft, misfit, type Packet } from "../src/kernel/packet-fate.ts";
import { namesPort } from "../src/kernel/parse-rule.ts";
import { adding, appending, deletion, policyCommand, ruleWords } from "../src/kernel/rule-words.ts";
import { rulesAt } from "../src/kernel/rules-at.ts";
import type { Death, Listener, Reason, Rewriting, Terrain, Unjudged } from "../src/kernel/way/way.ts";
import { nameOf, type Typist } from "./typist.ts";

interface Advice {
  readonly cause: Said;
  readonly next: Said;
}

/** A rule or a policy drops the packet. */
export function dropAdvice(
  terrain: Terrain,
  typist: Typist,
  { network, packet, rule, leg }: Death,
  { table, chain, target, bridged }: Extract<Reason, { type: "dropped" }>,
): Advice {
  const why = bridged ? " Frames between two ports of a bridge meet these rules because bridge-nf-call-iptables is 1." : "";
  const which = leg === "request" ? "the request" : "the answer";
  const name = nameOf(terrain, network);
  if (rule !== null)
    return {
      cause: `A rule of ${name} stops ${which}: ${ruleWords(rule)}${table === "filter" || rule.nft !== undefined ? "" : `, in the table ${table}`}.${why}`,
      next: typist(network, deletion(rule)),
    };
  const forward = network === terrain.host ? forwardChain(network, { table, chain }) : null;
  const rightWords = forward === null ? null : appending(changeable(network, forward), accepting(terrain, packet, leg));
  return {
    cause:
      forward === null || isNftTable(table)
        ? `${name} stops ${which}: no rule of ${chain}${table === "filter" ? "" : ` in ${isNftTable(table) ? "nft's" : "the"} table ${table}`} lets it through, and the policy is ${target}.`
        : `The host's firewall stops ${which}: no rule of FORWARD lets it through, and the policy is ${target}${acceptedBesides(network, packet)}.${why}`,
    next: typist(network, rightWords ?? policyCommand({ table, chain }, "ACCEPT")),
  };
}

/** The chain, where what is forwarded meets it and its policy may have been meant; null for any other. */
function forwardChain(network: Network, holder: PolicyHolder): PolicyHolder | null {
  const isForward = isNftTable(holder.table)
    ? nftChainOf(network, holder)?.chain.base?.hook === "forward"
    : holder.table === "filter" && holder.chain === "FORWARD";
  return isForward ? holder : null;
}

/** What a chain accepts, another one at the same place may still drop. */
function acceptedBesides(network: Network, packet: Packet): string {
  const rule = acceptedByNft(network, "filter", "FORWARD", packet);
  return rule === null ? "" : `, whatever nft accepts (${ruleWords(rule)}): the kernel asks both`;
}

/** A rule that accepts such packets, and few others. */
function accepting({ hostDevice }: Terrain, packet: Packet, leg: Death["leg"]): string {
  if (leg === "answer" && packet.in === hostDevice)
    return `-o ${packet.out} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`;
  if (packet.in !== hostDevice && leg === "request")
    return packet.in === packet.out ? `-i ${packet.in} -o ${packet.in} -j ACCEPT` : `-i ${packet.in} ! -o ${packet.in} -j ACCEPT`;
  if (leg === "answer") return `-i ${packet.in} -j ACCEPT`;
  const port = packet.destinationPort === undefined ? "" : ` -m ${packet.protocol} --dport ${packet.destinationPort}`;
  return `-p ${packet.protocol}${port} -j ACCEPT`;
}

/** A rule of the table nat sent the packet where nobody takes it. */
export function rewritingAdvice(
  terrain: Terrain,
  typist: Typist,
  { network, rule, before, after }: Rewriting,
  packet: Packet,
  reason: Reason,
): Advice | null {
  if (rule === null) return null;
  const to = `${after.destination}${after.destinationPort === undefined ? "" : `:${after.destinationPort}`}`;
  const holder = containers(terrain).find((each) => each.links.some((link) => firstAddress(link) === after.destination));
  const listening = reason.type === "not-listening" ? reason.listeners.filter(({ address }) => !address.startsWith("127.")) : [];
  const [first] = listening;
  if (reason.type === "not-listening" && first === undefined) return null;
  const [other] = containers(terrain)
    .flatMap((each) => each.links.flatMap((link) => firstAddress(link) ?? []))
    .filter((address) => !address.startsWith("127."));
  const right = holder === undefined ? other : after.destination;
  const port = first?.port ?? after.destinationPort;
  if (right === undefined || `${right}:${port}` === to) return null;
  const instead =
    rule.nft === undefined
      ? `iptables -t nat -A ${rule.chain} ${rule.rule.replace(/--to-destination \S+/, `--to-destination ${right}:${port}`)}`
      : `nft add rule ${rule.table} ${rule.chain} ${rule.nft.text.replace(/ to \S+/, ` to ${right}:${port}`)}`;
  return {
    cause: `A rule of ${rule.chain} sends port ${before.destinationPort} on to ${to}, ${reason.type === "not-listening" ? "where nobody listens" : `and ${packet.destination} cannot be reached`}.`,
    next: typist(network, deletion(rule), instead),
  };
}

function containers({ networks, host, world }: Terrain): readonly Network[] {
  return networks.filter((network) => network !== host && !world.has(network.inode));
}

/** A rule that sends this port on, and fits but for the device: what it asks, and the rule without its devices. */
function narrowRule(network: Network, packet: Packet, chain: string): { readonly asks: string; readonly rest: string } | null {
  for (const { rule, matches, target, options } of rulesAt(network, "nat", chain)) {
    const isForPort = matches.some(
      ({ option, value }) => /^--dports?$/.test(option) && namesPort(value, packet.destinationPort ?? 0),
    );
    const odd = target === "DNAT" && isForPort ? misfit(network, matches, packet) : null;
    if (odd === null || odd.option !== "-i") continue;
    const to = options.get("--to-destination") ?? "";
    return {
      asks: rule.nft === undefined ? `it asks for ${odd.negated ? "! " : ""}-i ${odd.value}` : `it is ${ruleWords(rule)}`,
      rest: `-p ${packet.protocol} -m ${packet.protocol} --dport ${packet.destinationPort} -j DNAT --to-destination ${to}`,
    };
  }
  return null;
}

/** Nobody takes the packet: no program, one that listens elsewhere, or no rule that sends it on. */
export function unheardAdvice(
  terrain: Terrain,
  typist: Typist,
  { network, packet }: Death,
  listeners: readonly Listener[],
): Advice {
  const name = nameOf(terrain, network);
  const port = packet.destinationPort;
  const own = listeners.find((listener) => listener.port === port);
  if (own !== undefined)
    return {
      cause: `A program of ${name} listens on port ${port}, but at ${own.address} alone: packets to ${packet.destination} find nobody.`,
      next: `Start it so that it listens at 0.0.0.0, every address of its namespace. ${typist(network, "ss -ltn")}`,
    };
  if (network !== terrain.host)
    return {
      cause: `The packet arrives, and no program listens on port ${port} of ${name}.`,
      next: `Start the server there; see what listens. ${typist(network, packet.protocol === "tcp" ? "ss -ltn" : "ss -lun")}`,
    };
  const chain = packet.in === "lo" ? "OUTPUT" : "PREROUTING";
  const narrow = narrowRule(network, packet, chain);
  if (narrow !== null)
    return {
      cause: `The rule that sends port ${port} on is not for this packet: ${narrow.asks}. And no program on the host listens there.`,
      next: typist(
        network,
        adding(network, { table: "nat", chain }, `${packet.in === "" ? "" : `-i ${packet.in} `}${narrow.rest}`),
      ),
    };
  return {
    cause: `No rule of ${chain} sends port ${port} on, and no program on the host listens there.`,
    next: `See the rules. ${typist(network, `iptables -t nat -S ${chain}`, ...(network.nftTables.length > 0 ? ["nft list ruleset"] : []))}`,
  };
}

/** A rule of nft that may stop the packet, and of which nobody here can tell whether it does. */
export function unjudgedAdvice(terrain: Terrain, typist: Typist, { network, rule, table, chain }: Unjudged): Advice {
  const name = nameOf(terrain, network);
  if (rule !== null)
    return {
      cause: `${name} has a rule of nft that such a packet may meet, and that is not judged here: ${ruleWords(rule)}. It may be what stops it.`,
      next: `See whether it is. ${typist(network, `nft -a list chain ${table} ${chain}`)}. This deletes it: ${deletion(rule)}`,
    };
  return {
    cause: `${name} has a chain of nft that such a packet may meet, and that is not judged here: ${table} ${chain}. It may be what stops it.`,
    next: `See what it does. ${typist(network, `nft -a list chain ${table} ${chain}`)}`,
  };
}
