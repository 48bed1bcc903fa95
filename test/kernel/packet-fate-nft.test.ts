import { describe, expect, test } from "vitest";
import { hiddenChain } from "../../src/kernel/nft-chains.ts";
import { NOT_JUDGED, packetFate } from "../../src/kernel/packet-fate.ts";
import { parseIptablesSave } from "../../src/kernel/parse-iptables-save.ts";
import type { Network } from "../../src/kernel/snapshot.ts";
import { aNetwork } from "./build-snapshot.ts";
import { nftTablesOf } from "./nft-tables.ts";
import { OUT } from "./packets.ts";

type Verdict =
  | "accept"
  | "drop"
  | "masquerade"
  | "return"
  | { readonly jump: string }
  | { readonly goto: string }
  | { readonly snat: string };

const is = (left: object, right: unknown, op = "==") => ({ match: { op, left, right } });
const FROM_DOCKER = is({ meta: { key: "iifname" } }, "docker0");
const TO_LAN = is({ meta: { key: "oifname" } }, "enp0s3");
const MARKED = is({ meta: { key: "mark" } }, 1);
const FROM = (addr: string) => is({ payload: { protocol: "ip", field: "saddr" } }, { prefix: { addr, len: 16 } });

const verdict = (what: Verdict) =>
  typeof what === "string"
    ? { [what]: null }
    : "jump" in what
      ? { jump: { target: what.jump } }
      : "goto" in what
        ? { goto: { target: what.goto } }
        : { snat: { addr: what.snat } };

interface ChainFacts {
  readonly family?: string;
  readonly type?: string;
  readonly hook?: string | null;
  readonly prio?: number;
  readonly policy?: string;
  readonly name?: string;
}

/** Objects of a chain in the table `t` of its family. */
function chain(facts: ChainFacts, ...rules: readonly (readonly object[])[]): readonly object[] {
  const { family = "ip", type = "filter", hook = "forward", prio = 0, policy = "accept", name = "c" } = facts;
  const own = { family, table: "t", name };
  return [
    { table: { family, name: "t" } },
    { chain: hook === null ? own : { ...own, type, hook, prio, policy } },
    ...rules.map((expr, at) => ({ rule: { family, table: "t", chain: name, handle: at + 1, expr } })),
  ];
}

function networkWith(objects: readonly (readonly object[])[], iptables = ""): Network {
  const saved = parseIptablesSave(iptables);
  const seen = new Set<string>();
  const once = objects.flat().filter((each) => {
    const text = JSON.stringify(each);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  const nftTables = nftTablesOf(JSON.stringify({ nftables: once }), saved);
  return aNetwork(1, { ...saved, nftTables });
}

const forward = (objects: readonly (readonly object[])[], iptables = "") =>
  packetFate(networkWith(objects, iptables), "filter", "FORWARD", OUT);
const postrouting = (objects: readonly (readonly object[])[], iptables = "") =>
  packetFate(networkWith(objects, iptables), "nat", "POSTROUTING", OUT);

const ACCEPTING = "*filter\n:FORWARD DROP [0:0]\n[0:0] -A FORWARD -i docker0 -j ACCEPT\nCOMMIT\n";

describe("the fate of a packet in chains of nft", () => {
  test("the first rule that fits decides, else the policy", () => {
    expect(forward([chain({ policy: "drop" }, [FROM_DOCKER, TO_LAN, verdict("accept")])])).toMatchObject({
      target: "ACCEPT",
      rule: { table: "ip t", nft: { handle: 1 } },
    });
    expect(forward([chain({ policy: "drop" }, [is({ meta: { key: "iifname" } }, "lo"), verdict("accept")])])).toEqual({
      target: "DROP",
      to: null,
      rule: null,
      policyOf: { table: "ip t", chain: "c" },
    });
  });

  test.each(["ip", "inet"])("of the family %s, at the same hook alone", (family) => {
    expect(forward([chain({ family, policy: "drop" })]).target).toBe("DROP");
    expect(forward([chain({ family, hook: "input", policy: "drop" })]).target).toBe("ACCEPT");
  });

  test.each(["ip6", "arp", "bridge", "netdev"])("not of the family %s, which is said to be there where it matters", (family) => {
    const dropping = networkWith([chain({ family, policy: "drop" })]);
    expect(packetFate(dropping, "filter", "FORWARD", OUT).target).toBe("ACCEPT");
    expect(hiddenChain(dropping)).toEqual(family === "ip6" ? null : { table: `${family} t`, chain: "c" });
    expect(hiddenChain(networkWith([chain({ family })]))).toBeNull();
  });

  test("what one chain accepts another may drop, whichever is iptables'", () => {
    expect(forward([chain({ policy: "drop" })], ACCEPTING)).toMatchObject({ target: "DROP", policyOf: { table: "ip t" } });
    expect(forward([chain({}, [verdict("accept")])], "*filter\n:FORWARD DROP [0:0]\nCOMMIT\n")).toEqual({
      target: "DROP",
      to: null,
      rule: null,
    });
    expect(forward([chain({}, [verdict("accept")])], ACCEPTING)).toMatchObject({ target: "ACCEPT", rule: { table: "filter" } });
  });

  test("the first chain that rewrites has rewritten, by priority", () => {
    const iptables = "*nat\n:POSTROUTING ACCEPT [0:0]\n[0:0] -A POSTROUTING -j MASQUERADE\nCOMMIT\n";
    const snat = (prio: number) =>
      chain({ type: "nat", hook: "postrouting", prio }, [FROM("172.17.0.0"), verdict({ snat: "1.2.3.4" })]);
    expect(postrouting([snat(100)])).toMatchObject({ target: "SNAT", to: "1.2.3.4" });
    expect(postrouting([snat(99)], iptables)).toMatchObject({ target: "SNAT" });
    expect(postrouting([snat(101)], iptables)).toMatchObject({ target: "MASQUERADE" });
    expect(postrouting([chain({ type: "nat", hook: "postrouting" }, [verdict("accept")])], iptables).target).toBe("MASQUERADE");
  });

  test("jump comes back, goto does not", () => {
    const other = chain({ name: "other", hook: null }, [MARKED], [TO_LAN, verdict("return")], [verdict("drop")]);
    expect(forward([chain({ policy: "accept" }, [verdict({ jump: "other" })], [verdict("drop")]), other]).target).toBe("DROP");
    expect(forward([chain({ policy: "accept" }, [verdict({ goto: "other" })], [verdict("drop")]), other]).target).toBe("ACCEPT");
  });

  test("where a rule that may fit asks or does what is not known here, it is not judged", () => {
    expect(forward([chain({ policy: "drop" }, [MARKED, verdict("accept")])])).toMatchObject({
      target: NOT_JUDGED,
      rule: { nft: { text: "meta mark 1 accept" } },
    });
    expect(forward([chain({}, [FROM_DOCKER, { mangle: { key: { meta: { key: "mark" } }, value: 1 } }])]).target).toBe(NOT_JUDGED);
    expect(forward([chain({}, [MARKED, { counter: { packets: 1, bytes: 1 } }])]).target).toBe("ACCEPT");
    // unless something of it is known not to fit, or a rule before it decides
    expect(forward([chain({}, [is({ meta: { key: "iifname" } }, "lo"), MARKED, verdict("drop")])]).target).toBe("ACCEPT");
    expect(forward([chain({}, [FROM_DOCKER, verdict("accept")], [MARKED, verdict("drop")])]).target).toBe("ACCEPT");
  });

  test("who has counted knows whether such a rule fitted", () => {
    const network = networkWith([chain({}, [MARKED, { counter: { packets: 1, bytes: 60 } }, verdict("drop")])]);
    expect(packetFate(network, "filter", "FORWARD", OUT, () => true).target).toBe("DROP");
    expect(packetFate(network, "filter", "FORWARD", OUT, () => false).target).toBe("ACCEPT");
    expect(packetFate(network, "filter", "FORWARD", OUT, () => null).target).toBe(NOT_JUDGED);
  });
});
