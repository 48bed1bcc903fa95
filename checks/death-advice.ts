import { type Message, say } from "../src/say/message.ts";
import { firstAddress } from "../src/kernel/routing.ts";
import { changeable, isNftTable, nftChainOf, type PolicyHolder } from "../src/kernel/nft-chains.ts";
import type { Network, Rule } from "../src/kernel/snapshot.ts";
import { acceptedByNft, misfit, type Packet } from "../src/kernel/packet-fate.ts";
import { namesPort } from "../src/kernel/parse-rule.ts";
import { adding, appending, deletion, policyCommand, ruleWords } from "../src/kernel/rule-words.ts";
import { rulesAt } from "../src/kernel/rules-at.ts";
import type { Death, Listener, Reason, Rewriting, Terrain, Unjudged } from "../src/kernel/way/way.ts";
import type { Advice } from "./advice.ts";
import { nameOf, type Typist } from "./typist.ts";

/** A rule or a policy drops the packet. */
export function dropAdvice(
  terrain: Terrain,
  typist: Typist,
  death: Death,
  dropped: Extract<Reason, { type: "dropped" }>,
): Advice {
  const { network, packet, rule, leg } = death;
  if (rule !== null) return { cause: besideBridge(byRule(terrain, death, rule), dropped), next: typist(network, deletion(rule)) };
  const { table, chain, target } = dropped;
  const forward = network === terrain.host ? forwardChain(network, dropped) : null;
  const rightWords = forward === null ? null : appending(changeable(network, forward), accepting(terrain, packet, leg));
  return {
    cause:
      forward === null || isNftTable(table)
        ? byPolicy(terrain, death, dropped)
        : besideBridge(byFirewall(death, target), dropped),
    next: typist(network, rightWords ?? policyCommand({ table, chain }, "ACCEPT")),
  };
}

function nameOfLeg(leg: Death["leg"]): Message {
  return leg === "request" ? say`the request` : say`the answer`;
}

/** Why rules of IP meet what a bridge passes on, where they do. */
function besideBridge(cause: Message, { bridged }: Extract<Reason, { type: "dropped" }>): Message {
  return bridged
    ? say`${{ cause }} Frames between two ports of a bridge meet these rules because bridge-nf-call-iptables is 1.`
    : cause;
}

function byRule(terrain: Terrain, { network, leg }: Death, rule: Rule): Message {
  const name = nameOf(terrain, network);
  const words = ruleWords(rule);
  return rule.table === "filter" || rule.nft !== undefined
    ? say`A rule of ${{ name }} stops ${{ packet: nameOfLeg(leg) }}: ${{ rule: words }}.`
    : say`A rule of ${{ name }} stops ${{ packet: nameOfLeg(leg) }}: ${{ rule: words }}, in the table ${{ table: rule.table }}.`;
}

function byPolicy(
  terrain: Terrain,
  { network, leg }: Death,
  { table, chain, target }: Extract<Reason, { type: "dropped" }>,
): Message {
  const name = nameOf(terrain, network);
  const packet = nameOfLeg(leg);
  if (isNftTable(table))
    return say`${{ name }} stops ${{ packet }}: no rule of ${{ chain }} in nft's table ${{ table }} lets it through, and the policy is ${{ target }}.`;
  return table === "filter"
    ? say`${{ name }} stops ${{ packet }}: no rule of ${{ chain }} lets it through, and the policy is ${{ target }}.`
    : say`${{ name }} stops ${{ packet }}: no rule of ${{ chain }} in the table ${{ table }} lets it through, and the policy is ${{ target }}.`;
}

/** What FORWARD does not let through, whatever a chain of nft at the same place accepts. */
function byFirewall({ network, packet, leg }: Death, target: string): Message {
  const besides = acceptedByNft(network, "filter", "FORWARD", packet);
  return besides === null
    ? say`The host's firewall stops ${{ packet: nameOfLeg(leg) }}: no rule of FORWARD lets it through, and the policy is ${{ target }}.`
    : say`The host's firewall stops ${{ packet: nameOfLeg(leg) }}: no rule of FORWARD lets it through, and the policy is ${{ target }}, whatever nft accepts (${{ rule: ruleWords(besides) }}): the kernel asks both.`;
}

/** The chain, where what is forwarded meets it and its policy may have been meant; null for any other. */
function forwardChain(network: Network, holder: PolicyHolder): PolicyHolder | null {
  const isForward = isNftTable(holder.table)
    ? nftChainOf(network, holder)?.chain.base?.hook === "forward"
    : holder.table === "filter" && holder.chain === "FORWARD";
  return isForward ? holder : null;
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
    cause:
      reason.type === "not-listening"
        ? say`A rule of ${{ chain: rule.chain }} sends port ${{ port: before.destinationPort ?? "" }} on to ${{ to }}, where nobody listens.`
        : say`A rule of ${{ chain: rule.chain }} sends port ${{ port: before.destinationPort ?? "" }} on to ${{ to }}, and ${{ address: packet.destination }} cannot be reached.`,
    next: typist(network, deletion(rule), instead),
  };
}

function containers({ networks, host, world }: Terrain): readonly Network[] {
  return networks.filter((network) => network !== host && !world.has(network.inode));
}

interface Narrow {
  readonly cause: Message;
  /** The rule without its devices; null where it asks for more than another device. */
  readonly rest: string | null;
}

/** A rule that sends this port on, and is not for this packet: rather one that fits but for the device. */
function narrowRule(network: Network, packet: Packet, chain: string): Narrow | null {
  const port = packet.destinationPort ?? 0;
  const found = rulesAt(network, "nat", chain).flatMap(({ rule, matches, target, options }): readonly Narrow[] => {
    const isForPort = matches.some(({ option, value }) => /^--dports?$/.test(option) && namesPort(value, port));
    const odd = target === "DNAT" && isForPort ? misfit(network, matches, packet) : null;
    if (odd === null) return [];
    const condition = `${odd.negated ? "! " : ""}${odd.option} ${odd.value}`.trim();
    const cause =
      rule.nft === undefined
        ? say`The rule that sends port ${{ port }} on is not for this packet: it asks for ${{ condition }}. And no program on the host listens there.`
        : say`The rule that sends port ${{ port }} on is not for this packet: it is ${{ rule: ruleWords(rule) }}. And no program on the host listens there.`;
    const to = options.get("--to-destination") ?? "";
    const rest = `-p ${packet.protocol} -m ${packet.protocol} --dport ${packet.destinationPort} -j DNAT --to-destination ${to}`;
    return [{ cause, rest: odd.option === "-i" ? rest : null }];
  });
  return found.find(({ rest }) => rest !== null) ?? found[0] ?? null;
}

/** Nobody takes the packet: no program, one that listens elsewhere, or no rule that sends it on. */
export function unheardAdvice(
  terrain: Terrain,
  typist: Typist,
  { network, packet }: Death,
  listeners: readonly Listener[],
): Advice {
  const name = nameOf(terrain, network);
  const port = packet.destinationPort ?? "";
  const own = listeners.find((listener) => listener.port === port);
  if (own !== undefined)
    return {
      cause: say`A program of ${{ name }} listens on port ${{ port }}, but at ${{ address: own.address }} alone: packets to ${{ destination: packet.destination }} find nobody.`,
      next: say`Start it so that it listens at 0.0.0.0, every address of its namespace. ${{ look: typist(network, "ss -ltn") }}`,
    };
  if (network !== terrain.host)
    return {
      cause: say`The packet arrives, and no program listens on port ${{ port }} of ${{ name }}.`,
      next: say`Start the server there; see what listens. ${{ look: typist(network, packet.protocol === "tcp" ? "ss -ltn" : "ss -lun") }}`,
    };
  const chain = packet.in === "lo" ? "OUTPUT" : "PREROUTING";
  const narrow = narrowRule(network, packet, chain);
  if (narrow !== null && narrow.rest !== null)
    return {
      cause: narrow.cause,
      next: typist(
        network,
        adding(network, { table: "nat", chain }, `${packet.in === "" ? "" : `-i ${packet.in} `}${narrow.rest}`),
      ),
    };
  return {
    cause: narrow?.cause ?? say`No rule of ${{ chain }} sends port ${{ port }} on, and no program on the host listens there.`,
    next: say`See the rules. ${{ look: typist(network, `iptables -t nat -S ${chain}`, ...(network.nftTables.length > 0 ? ["nft list ruleset"] : [])) }}`,
  };
}

/** A rule of nft that may stop the packet, and of which nobody here can tell whether it does. */
export function unjudgedAdvice(terrain: Terrain, typist: Typist, { network, rule, table, chain }: Unjudged): Advice {
  const name = nameOf(terrain, network);
  const look = typist(network, `nft -a list chain ${table} ${chain}`);
  if (rule !== null)
    return {
      cause: say`${{ name }} has a rule of nft that such a packet may meet, and that is not judged here: ${{ rule: ruleWords(rule) }}. It may be what stops it.`,
      next: say`See whether it is. ${{ look }}. This deletes it: ${{ deletion: deletion(rule) }}`,
    };
  return {
    cause: say`${{ name }} has a chain of nft that such a packet may meet, and that is not judged here: ${{ chain: `${table} ${chain}` }}. It may be what stops it.`,
    next: say`See what it does. ${{ look }}`,
  };
}
