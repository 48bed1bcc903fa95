import { openNetwork } from "../lab/door/namespace.ts";
import type { Answer, Inquiry } from "./ask-namespaces.ts";
import { MOST_FACTS, MOST_FACTS_IN_ALL, MOST_NETWORKS_READ } from "./bounds.ts";
import type { HeldNetwork } from "./held-networks.ts";
import { IP_LISTS, type IpAnswers, parseIpAnswers } from "./parse-ip-json.ts";
import { nftRules } from "./nft-chains.ts";
import { parseIptablesSave, tableOfChain } from "./parse-iptables-save.ts";
import { parseNft } from "./parse-nft.ts";
import type { Section } from "./sections.ts";
import type { Network, NftTable, Process } from "./snapshot.ts";
import { isMessage, listed, type Message, say } from "../say/message.ts";
import { inEnglish } from "../say/words.ts";

/**
 * Collects the facts of network namespaces. What is missing, because a tool or the namespace is, or because there is
 * more than is read, is said to be unreadable in that namespace.
 */
export class NetworkFinder {
  readonly networks = new Map<number, Network>();
  readonly #forwardsAtFirst: boolean;
  #host: number | null = null;
  #facts = 0;

  /** @param forwardsAtFirst whether a namespace does that is fresh; the host's own is made not to */
  constructor(forwardsAtFirst: boolean) {
    this.#forwardsAtFirst = forwardsAtFirst;
  }

  /**
   * @param networks the host's own first
   * @param here who asks: the namespace he is in need not be joined
   */
  inquiries(networks: readonly HeldNetwork[], here: Process | null): readonly Inquiry[] {
    this.#host = networks[0]?.inode ?? null;
    const why = say`only ${{ most: MOST_NETWORKS_READ }} network namespaces are looked into`;
    // In their order, whatever is answered when.
    for (const network of networks) this.#set(network, toNetwork(network, { sections: [], complaint: null, why }));
    return networks.slice(0, MOST_NETWORKS_READ).map((network) => ({
      about: "network",
      openers: network.inode === here?.namespaces.net ? [] : [() => openNetwork(network.holder)],
      tooLong,
      take: (answer) => this.#take(network, answer),
    }));
  }

  #take(network: HeldNetwork, answer: Answer): void {
    const read = toNetwork(network, answer);
    this.#facts += read.links.length + read.routes.length + read.neighbours.length + read.rules.length + nftRules(read).length;
    const isTooMuch = this.#facts > MOST_FACTS_IN_ALL;
    this.#set(network, isTooMuch ? toNetwork(network, { sections: [], complaint: null, why: TOO_MUCH }) : read);
  }

  #set(network: HeldNetwork, read: NetworkRead): void {
    const forwardingAtFirst = this.#forwardsAtFirst && network.inode !== this.#host;
    this.networks.set(network.inode, { ...read, forwardingAtFirst });
  }
}

type NetworkRead = Omit<Network, "forwardingAtFirst">;

const TOO_MUCH = say`all of them together have more than ${{ most: MOST_FACTS_IN_ALL }} links, routes, neighbours and rules`;

/** Which list made the answer too long. */
function tooLong(sections: readonly Section[], open: string): Message {
  if (sections.length > 0) return TOO_MANY.rules;
  const at = Math.min(open.split("\n").length, IP_LISTS.length) - 1;
  return TOO_MANY[IP_LISTS[at] ?? "links"];
}

const TOO_MANY = {
  links: say`it has more than ${{ most: MOST_FACTS }} links`,
  addresses: say`it has more than ${{ most: MOST_FACTS }} addresses`,
  routes: say`it has more than ${{ most: MOST_FACTS }} routes`,
  neighbours: say`it has more than ${{ most: MOST_FACTS }} neighbours`,
  rules: say`it has more than ${{ most: MOST_FACTS }} rules`,
} as const;

function toNetwork({ inode, names }: HeldNetwork, { sections, complaint, why }: Answer): NetworkRead {
  const answerOf = (name: string) => sections.find((section) => section.name === name && section.code === 0)?.text;
  const isSpent = sections.some(({ name, code }) => name === "nft" && isOutOfMemory(code));
  const ip = boundedIp(answerOf("ip"));
  const saved = isSpent ? TOO_MANY.rules : boundedRules(answerOf("iptables-save"), answerOf("nft"));
  const reasons = [why, isMessage(ip) ? ip : null, isMessage(saved) ? saved : null].filter((each) => each !== null);
  return {
    inode,
    names,
    linksReadable: isRead(ip),
    rulesReadable: isRead(saved),
    complaint: together(complaint === null ? reasons : [...reasons, complaint]),
    tooMuch: reasons.length > 0,
    ...(isRead(ip) ? ip : NO_LINKS),
    ...(isRead(saved) ? saved : NO_RULES),
    forwarding: isRead(ip) && answerOf("forwarding")?.trim() === "1",
  };
}

/** Each once; null for none. */
function together(all: readonly Message[]): Message | null {
  const [first, ...more] = new Map(all.map((each) => [inEnglish(each), each])).values();
  if (first === undefined) return null;
  return more.length === 0 ? first : say`${{ all: listed([first, ...more], ";") }}`;
}

/** How nft(8) ends that may not have as much memory as its ruleset takes: it says so, or aborts. Any other that fails is none. */
function isOutOfMemory(code: number): boolean {
  return code === 2 || code > 128;
}

const NO_LINKS: IpAnswers = { links: [], routes: [], neighbours: [] };

type RulesRead = Pick<Network, "rules" | "policies" | "policyPackets" | "nftTables">;
const NO_RULES: RulesRead = { rules: [], policies: new Map(), policyPackets: new Map(), nftTables: [] };

function isRead<Read extends object>(read: Read | Message | null): read is Read {
  return read !== null && !isMessage(read);
}

const KINDS = ["links", "addresses", "routes", "neighbours"] as const;

/** Null without an answer, and in words why an answer is not taken. */
function boundedIp(text: string | undefined): IpAnswers | Message | null {
  if (text === undefined) return null;
  const answers = parseIpAnswers(text);
  if (answers === null) return say`what ip prints cannot be understood`;
  const addresses = answers.links.reduce((sum, link) => sum + link.addresses.length, 0);
  const { links, routes, neighbours } = answers;
  const counts = { links: links.length, addresses, routes: routes.length, neighbours: neighbours.length };
  const tooLarge = KINDS.find((kind) => counts[kind] > MOST_FACTS);
  return tooLarge === undefined ? answers : TOO_MANY[tooLarge];
}

function boundedRules(iptables: string | undefined, nft: string | undefined): RulesRead | Message | null {
  if (iptables === undefined) return null;
  const saved = parseIptablesSave(iptables);
  const ruleset = nft === undefined ? null : parseNft(nft, saved);
  if (ruleset === "too-many") return TOO_MANY.rules;
  const nftTables = ruleset?.tables ?? [];
  const isRight = (table: string) => ruleset?.misread.has(table) !== true;
  const rules = saved.rules.filter(({ table }) => isRight(table));
  const policies = new Map([...saved.policies].filter(([chain]) => isRight(tableOfChain(chain))));
  const { policyPackets } = saved;
  return rules.length + formsIn(nftTables) > MOST_FACTS ? TOO_MANY.rules : { rules, policies, policyPackets, nftTables };
}

function formsIn(tables: readonly NftTable[]): number {
  return tables.reduce(
    (sum, { chains }) => sum + 1 + chains.length + chains.reduce((own, { rules }) => own + rules.flat().length, 0),
    0,
  );
}
