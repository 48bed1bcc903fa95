import type { Network, NftBase, NftChain, NftTable, Rule } from "./snapshot.ts";

/** A chain of nft that the kernel asks at the same place as a built-in one of iptables. */
export interface NftPlace {
  readonly table: NftTable;
  readonly chain: NftChain;
  readonly base: NftBase;
}

/** Where iptables' chains of a table stand among others of their hook (nft(8), "standard priority names"). */
const PRIORITIES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  nat: { PREROUTING: -100, OUTPUT: -100, INPUT: 100, POSTROUTING: 100 },
};

/** Those before iptables' own chain, and those after it, each in the order in which the kernel asks them. */
export function nftChainsAt(
  network: Network,
  table: string,
  chain: string,
): { readonly before: readonly NftPlace[]; readonly after: readonly NftPlace[] } {
  const own = PRIORITIES[table]?.[chain] ?? 0;
  const found = placesOf(network)
    .filter(({ table: { family }, base }) => IPV4.has(family) && base.hook === chain.toLowerCase() && tableOf(base) === table)
    .toSorted((one, other) => one.base.priority - other.base.priority);
  return {
    before: found.filter(({ base }) => base.priority < own),
    after: found.filter(({ base }) => base.priority >= own),
  };
}

/** A chain with a policy: a built-in one of iptables, or one of nft, whose table is then as in `inet fw`. */
export interface PolicyHolder {
  readonly table: string;
  readonly chain: string;
}

/** The chain whose policy drops what no rule decides about, at a built-in chain of the table filter; null where none does. */
export function droppingPolicy(network: Network, chain: string): PolicyHolder | null {
  const { before, after } = nftChainsAt(network, "filter", chain);
  const place = [...before, ...after].find(({ base }) => base.policy === "DROP");
  if (place !== undefined) return { table: nftTableName(place.table), chain: place.chain.name };
  return network.policies.get(`filter/${chain}`) === "DROP" ? { table: "filter", chain } : null; // no table, no chain, no objection
}

/**
 * A built-in chain of iptables as it can be changed: once nft has put a rule of another kind there, iptables refuses the
 * whole table ("incompatible, use 'nft' tool"), and it is one of nft.
 */
export function changeable(network: Network, { table, chain }: PolicyHolder): PolicyHolder {
  const asNft = { table: `ip ${table}`, chain };
  const isRefused = !network.policies.has(`${table}/${chain}`) && nftChainOf(network, asNft)?.chain.base !== undefined;
  return isRefused ? asNft : { table, chain };
}

/** What becomes of packets that no rule decides about there: each chain may drop them. */
export function filterPolicy(network: Network, chain: string): string {
  return droppingPolicy(network, chain) === null ? "ACCEPT" : "DROP";
}

/** A chain that sees packets of IPv4 where nobody here follows them: frames of a bridge, of a device, of ARP; null without one. */
export function hiddenChain(network: Network): PolicyHolder | null {
  const found = placesOf(network).find(
    ({ table: { family }, chain, base }) =>
      family !== "ip6" && (!IPV4.has(family) || tableOf(base) === null) && (base.policy !== "ACCEPT" || chain.rules.length > 0),
  );
  return found === undefined ? null : { table: nftTableName(found.table), chain: found.chain.name };
}

/** The name of a table as `Rule` has it: none of iptables' own has a space. */
export function nftTableName({ family, name }: NftTable): string {
  return `${family} ${name}`;
}

export function isNftTable(table: string): boolean {
  return table.includes(" ");
}

/** All rules of nft in a network namespace, each in one of its forms. */
export function nftRules(network: Pick<Network, "nftTables">): readonly Rule[] {
  return network.nftTables.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules.flatMap((forms) => forms.slice(0, 1))));
}

/** The same in all of their forms. */
export function allForms(network: Network): readonly Rule[] {
  return network.nftTables.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules.flat()));
}

/** The chain of nft that a rule stands in, and its table; null for a rule of iptables. */
export function nftChainOf(network: Network, rule: PolicyHolder): Pick<NftPlace, "table" | "chain"> | null {
  const table = network.nftTables.find((each) => nftTableName(each) === rule.table);
  const chain = table?.chains.find(({ name }) => name === rule.chain);
  return table === undefined || chain === undefined ? null : { table, chain };
}

/** A rule of nft in all of its forms; one of iptables has one. */
export function formsOf(network: Network, rule: Rule): readonly Rule[] {
  const { rules = [] } = nftChainOf(network, rule)?.chain ?? {};
  return rules.find(([first]) => first?.nft?.handle === rule.nft?.handle) ?? [rule];
}

const IPV4: ReadonlySet<string> = new Set(["ip", "inet"]);

function placesOf(network: Network): readonly NftPlace[] {
  return network.nftTables.flatMap((table) =>
    table.chains.flatMap((chain) => (chain.base === null ? [] : [{ table, chain, base: chain.base }])),
  );
}

/** The table of iptables whose chain of the same hook is asked at about the same time: before or after addresses are rewritten. */
function tableOf({ type, hook, priority }: NftBase): string | null {
  if (type === "nat") return "nat";
  switch (hook) {
    case "input":
    case "forward":
      return "filter";
    case "output":
      return priority < -100 ? "mangle" : "filter";
    case "prerouting":
      return priority < -100 ? "mangle" : null;
    case "postrouting":
      return priority < 100 ? "mangle" : null;
    default:
      return null;
  }
}
