import { isNftTable } from "./nft-chains.ts";
import type { Rule } from "./snapshot.ts";

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

/** The command that has a built-in chain accept what no rule decides about. */
export function acceptingPolicy(table: string, chain: string): string {
  if (isNftTable(table)) return `nft 'add chain ${table} ${chain} { policy accept; }'`;
  return `iptables ${table === "filter" ? "" : `-t ${table} `}-P ${chain} ACCEPT`;
}
