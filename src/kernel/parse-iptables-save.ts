import type { Rule } from "./snapshot.ts";

export interface SavedRules {
  readonly rules: readonly Rule[];
  /** By `table/CHAIN`; chains made by users have none. */
  readonly policies: ReadonlyMap<string, string>;
  /** Packets that the policy decided about, likewise; iptables of nftables counts those that it drops alone. */
  readonly policyPackets: ReadonlyMap<string, number>;
}

/** Reads the output of `iptables-save -c` (iptables-save(8)). */
export function parseIptablesSave(text: string): SavedRules {
  const rules: Rule[] = [];
  const policies = new Map<string, string>();
  const policyPackets = new Map<string, number>();
  let table = "";
  for (const line of logicalLines(text)) {
    if (line.startsWith("*")) table = line.slice(1);
    const chain = /^:(\S+) (\S+)(?: \[(\d+):)?/.exec(line);
    if (chain?.[1] !== undefined && chain[2] !== undefined && chain[2] !== "-") {
      policies.set(`${table}/${chain[1]}`, chain[2]);
      policyPackets.set(`${table}/${chain[1]}`, Number(chain[3] ?? 0));
    }
    const rule = /^\[(\d+):(\d+)\] -A (\S+) ?([^]*)$/.exec(line);
    if (rule !== null) {
      const [, packets, bytes, name = "", rest = ""] = rule;
      rules.push({ table, chain: name, rule: rest, packets: Number(packets), bytes: Number(bytes) });
    }
  }
  return { rules, policies, policyPackets };
}

/** A quoted comment may hold a line break, which iptables-save prints as it is. */
function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let open = "";
  for (const line of text.split("\n")) {
    const whole = open === "" ? line : `${open}\n${line}`;
    open = isQuoteOpen(whole) ? whole : "";
    if (open === "") lines.push(whole);
  }
  return lines;
}

function isQuoteOpen(line: string): boolean {
  const quotes = line.replace(/\\./g, "").match(/"/g)?.length ?? 0;
  return line.startsWith("[") && quotes % 2 === 1;
}
