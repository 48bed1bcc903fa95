import type { NftTable } from "../../src/kernel/snapshot.ts";
import { nftTablesOf } from "./nft-tables.ts";

// Rules as `nft -j list ruleset` prints them (libnftables-json(5)).

type Expression = object;

const is = (left: object, right: unknown, op = "=="): Expression => ({ match: { op, left, right } });
const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });

export const inBy = (device: string, op = "=="): Expression => is({ meta: { key: "iifname" } }, device, op);
export const outBy = (device: string, op = "=="): Expression => is({ meta: { key: "oifname" } }, device, op);
export const from = (addr: string, len = 32): Expression =>
  is(payload("ip", "saddr"), len === 32 ? addr : { prefix: { addr, len } });
export const to = (addr: string): Expression => is(payload("ip", "daddr"), addr);
export const toPort = (...ports: readonly number[]): Expression =>
  is(payload("tcp", "dport"), ports.length === 1 ? ports[0] : { set: ports });
export const toOwnAddress: Expression = is({ fib: { result: "type", flags: "daddr" } }, "local");
export const marked: Expression = is({ meta: { key: "mark" } }, 1);
export const overIpv6: Expression = is({ meta: { key: "nfproto" } }, "ipv6");
export const masquerade: Expression = { masquerade: null };
export const snat = (addr: string): Expression => ({ snat: { addr } });
export const dnat = (addr: string, port?: number): Expression => ({ dnat: { addr, ...(port === undefined ? {} : { port }) } });
export const accept: Expression = { accept: null };
export const drop: Expression = { drop: null };
export const jump = (target: string): Expression => ({ jump: { target } });

export interface NftChainFacts {
  /** Left out for a chain without a hook. */
  readonly hook?: string;
  readonly type?: string;
  readonly prio?: number;
  readonly policy?: string;
  readonly name?: string;
  readonly rules: readonly (readonly Expression[])[];
}

/** The table `ip t` with these chains; the first one is `c` where it has no other name. */
export function nftTable(...chains: readonly NftChainFacts[]): NftTable {
  const [table] = nftTablesOf(JSON.stringify({ nftables: [{ table: { family: "ip", name: "t" } }, ...chains.flatMap(objects)] }));
  if (table === undefined) throw new Error("no table");
  return table;
}

function objects({ hook, type = "filter", prio = 0, policy = "accept", name = "c", rules }: NftChainFacts): readonly object[] {
  const own = { family: "ip", table: "t", name };
  return [
    { chain: hook === undefined ? own : { ...own, type, hook, prio, policy } },
    ...rules.map((expr, at) => ({ rule: { family: "ip", table: "t", chain: name, handle: at + 2, expr } })),
  ];
}

/** A table with one chain of type nat, asked at this hook. */
export function natTable(hook: string, ...rules: NftChainFacts["rules"]): NftTable {
  return nftTable({ hook, type: "nat", rules });
}

/** A table with one chain that filters at this hook. */
export function filterTable(hook: string, policy: "accept" | "drop", ...rules: NftChainFacts["rules"]): NftTable {
  return nftTable({ hook, policy, rules });
}
