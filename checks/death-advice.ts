import type { Said } from "../src/say/message.ts";
import { firstAddress } from "../src/kernel/routing.ts";
import { isNftTable } from "../src/kernel/nft-chains.ts";
import type { Network } from "../src/kernel/snapshot.ts";
import { misfit, type Packet } from "../src/kernel/packet-fate.ts";
import { parseRule } from "../src/kernel/parse-rule.ts";
import { acceptingPolicy, deletion, ruleWords } from "../src/kernel/rule-words.ts";
import type { Death, Listener, Reason, Rewriting, Terrain } from "../src/kernel/way/way.ts";
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
  const isForward = table === "filter" && chain === "FORWARD" && network === terrain.host;
  return {
    cause: isForward
      ? `The host's firewall stops ${which}: no rule of FORWARD lets it through, and the policy is ${target}.${why}`
      : `${name} stops ${which}: no rule of ${chain}${table === "filter" ? "" : ` in ${isNftTable(table) ? "nft's" : "the"} table ${table}`} lets it through, and the policy is ${target}.`,
    next: typist(network, isForward ? accepting(terrain, packet, leg) : acceptingPolicy(table, chain)),
  };
}

function accepting({ hostDevice }: Terrain, packet: Packet, leg: Death["leg"]): string {
  if (leg === "answer" && packet.in === hostDevice)
    return `iptables -A FORWARD -o ${packet.out} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`;
  if (packet.in !== hostDevice && leg === "request")
    return packet.in === packet.out
      ? `iptables -A FORWARD -i ${packet.in} -o ${packet.in} -j ACCEPT`
      : `iptables -A FORWARD -i ${packet.in} ! -o ${packet.in} -j ACCEPT`;
  if (leg === "answer") return `iptables -A FORWARD -i ${packet.in} -j ACCEPT`;
  const port = packet.destinationPort === undefined ? "" : ` -m ${packet.protocol} --dport ${packet.destinationPort}`;
  return `iptables -t filter -A FORWARD -p ${packet.protocol}${port} -j ACCEPT`;
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

/** A rule that sends this port on, and fits but for one condition: that one, and the rule without its devices. */
function narrowRule(network: Network, packet: Packet): { readonly asks: string; readonly rest: string } | null {
  for (const rule of network.rules.filter(({ table }) => table === "nat")) {
    const { matches, target, options } = parseRule(rule.rule);
    const isForPort = matches.some(({ option, value }) => option === "--dport" && value === String(packet.destinationPort));
    const odd = target === "DNAT" && isForPort ? misfit(network, rule, packet) : null;
    if (odd === null || odd.option !== "-i") continue;
    const to = options.get("--to-destination") ?? "";
    return {
      asks: `${odd.negated ? "! " : ""}-i ${odd.value}`,
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
  const narrow = narrowRule(network, packet);
  if (narrow !== null)
    return {
      cause: `The rule that sends port ${port} on is not for this packet: it asks for ${narrow.asks}. And no program on the host listens there.`,
      next: typist(network, `iptables -t nat -A ${chain}${packet.in === "" ? "" : ` -i ${packet.in}`} ${narrow.rest}`),
    };
  return {
    cause: `No rule of ${chain} sends port ${port} on, and no program on the host listens there.`,
    next: `See the rules. ${typist(network, `iptables -t nat -S ${chain}`)}`,
  };
}
