import { printableLine, printableName } from "../lab/printable.ts";
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
    if (line.startsWith("*")) table = printableName(line.slice(1));
    const chain = /^:(\S+) (\S+)(?: \[(\d+):)?/.exec(line);
    if (chain?.[1] !== undefined && chain[2] !== undefined && chain[2] !== "-") {
      const name = `${table}/${printableName(chain[1])}`;
      policies.set(name, printableName(chain[2]));
      policyPackets.set(name, Number(chain[3] ?? 0));
    }
    const rule = /^\[(\d+):(\d+)\] -A (\S+) ?([^]*)$/.exec(line);
    if (rule !== null) {
      const [, packets, bytes, name = "", rest = ""] = rule;
      const shown = printableLine(rest, Number.POSITIVE_INFINITY);
      rules.push({ table, chain: printableName(name), rule: shown, packets: Number(packets), bytes: Number(bytes) });
    }
  }
  return { rules, policies, policyPackets };
}

/** A quoted comment may hold a line break, which iptables-save prints as it is. */
function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let open: string[] = [];
  for (const line of text.split("\n")) {
    const isRule = open.length > 0 || line.startsWith("[");
    const isOpen = isRule && open.length > 0 !== hasOddQuotes(line);
    open.push(line);
    if (isOpen) continue;
    lines.push(open.join("\n"));
    open = [];
  }
  return lines;
}

/** Whether a quotation begins, or ends, on this line and does not end, or begin, there again. */
function hasOddQuotes(line: string): boolean {
  const quotes = line.replace(/\\./g, "").match(/"/g)?.length ?? 0;
  return quotes % 2 === 1;
}
