import { changeable, isNftTable, type PolicyHolder } from "./nft-chains.ts";
import { nftForm } from "./nft-form.ts";
import type { Network, Rule } from "./snapshot.ts";

/** A rule where it stands, as its own program writes it: `-A FORWARD -j DROP`, or of nft `inet fw forward: drop`. */
export function ruleWords({ table, chain, rule, nft }: Rule): string {
  return nft === undefined ? `-A ${chain} ${rule}` : `${table} ${chain}: ${nft.text}`;
}

/** A rule as it is shown: its text is its own program's. */
export function asShown({ table, chain, rule, nft }: Rule): {
  readonly table: string;
  readonly chain: string;
  readonly rule: string;
} {
  return { table, chain, rule: nft?.text ?? rule };
}

/** The command that deletes it. One of iptables is repeated: a number could be that of another one by then (iptables(8)). */
export function deletion({ table, chain, rule, nft }: Rule): string {
  if (nft !== undefined) return `nft delete rule ${table} ${chain} handle ${nft.handle}`;
  return `iptables ${table === "filter" ? "" : `-t ${table} `}-D ${chain} ${rule}`;
}

/** The command that sets what becomes of what no rule of a chain decides about. */
export function policyCommand({ table, chain }: PolicyHolder, policy: "ACCEPT" | "DROP"): string {
  if (isNftTable(table)) return `nft 'add chain ${table} ${chain} { policy ${policy.toLowerCase()}; }'`;
  return `iptables ${table === "filter" ? "" : `-t ${table} `}-P ${chain} ${policy}`;
}

/** The command that appends a rule of iptables(8) to a chain, in words of nft where that is the chain's; null where there are none. */
export function appending({ table, chain }: PolicyHolder, rule: string): string | null {
  if (!isNftTable(table)) return `iptables -t ${table} -A ${chain} ${rule}`;
  const words = nftForm(rule);
  return words === null ? null : `nft add rule ${table} ${chain} ${words}`;
}

/** The same for a built-in chain of iptables, by the program that can: see `changeable`. */
export function adding(network: Network, holder: PolicyHolder, rule: string): string {
  return appending(changeable(network, holder), rule) ?? `iptables -t ${holder.table} -A ${holder.chain} ${rule}`;
}
