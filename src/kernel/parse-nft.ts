import { MOST_FACTS } from "./bounds.ts";
import { printableLine, printableName } from "../lab/printable.ts";
import { type IpObject, isObject, numberIn, objectIn, objectsIn, textIn } from "./ip-json.ts";
import { plainForms } from "./nft-plain.ts";
import { nftWords } from "./nft-words.ts";
import { type SavedRules, tableOfChain } from "./parse-iptables-save.ts";
import type { NftBase, NftChain, NftTable, Rule } from "./snapshot.ts";

export interface NftRuleset {
  /** Those that iptables(8) does not show, or shows as what they are not. */
  readonly tables: readonly NftTable[];
  /** Names of the latter. */
  readonly misread: ReadonlySet<string>;
}

/**
 * Reads the output of `nft -j list ruleset` (libnftables-json(5)). Tables of iptables' own are told by iptables-save,
 * where that is the one of nftables. Null for what is not such output, and "too-many" where it is not read for its length.
 */
export function parseNft(text: string, saved: SavedRules): NftRuleset | "too-many" | null {
  const objects = objectsOf(text);
  if (objects === null) return null;
  if (objects.length > MOST_OBJECTS) return "too-many";
  const partsOf = (kind: string) => objects.filter((each) => isObject(each[kind])).map((each) => objectIn(each, kind));
  const chains = groupBy(partsOf("chain"), tableOf);
  const rules = groupBy(partsOf("rule"), (rule) => `${tableOf(rule)}\n${nameIn(rule, "chain")}`);
  const misread = new Set(
    saved.isOfNftables
      ? partsOf("rule")
          .filter(isMisread)
          .map((rule) => nameIn(rule, "table"))
      : [],
  );
  const told = { ...saved, policies: new Map([...saved.policies].filter(([chain]) => !misread.has(tableOfChain(chain)))) };
  const tables = partsOf("table").flatMap((table) => {
    const [family, name] = [nameIn(table, "family"), nameIn(table, "name")];
    const own = (chains.get(keyOf(family, name)) ?? [])
      .map((chain) => toChain(chain, `${family} ${name}`, rules.get(`${keyOf(family, name)}\n${nameIn(chain, "name")}`) ?? []))
      .filter((chain) => chain.base === null || !isOfIptables(told, family, `${name}/${chain.name}`));
    // A chain that only rules lead to is told by iptables as well, unless rules that it does not tell lead to it.
    const isWholeTold = isOfIptables(told, family, `${name}/`) && own.every(({ base }) => base === null);
    return isWholeTold ? [] : [{ family, name, chains: own }];
  });
  return { tables, misread };
}

/** Of a rule with a set or a range of addresses iptables (1.8.9) shows what is left without it: `-A FORWARD -j DROP`. */
function isMisread(rule: IpObject): boolean {
  const matches = objectsIn(rule, "expr").map((each) => objectIn(each, "match"));
  return (
    textIn(rule, "family") === "ip" && matches.some(({ left, right }) => isSet(right) || (isAddress(left) && isRange(right)))
  );
}

function isSet(right: unknown): boolean {
  return typeof right === "string" ? right.startsWith("@") : isObject(right) && "set" in right;
}

function isAddress(left: unknown): boolean {
  return isObject(left) && textIn(objectIn(left, "payload"), "protocol") === "ip";
}

function isRange(right: unknown): boolean {
  return isObject(right) && "range" in right;
}

function groupBy(objects: readonly IpObject[], keyFor: (object: IpObject) => string): ReadonlyMap<string, readonly IpObject[]> {
  const groups = new Map<string, IpObject[]>();
  for (const object of objects) {
    const key = keyFor(object);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [object]);
    else group.push(object);
  }
  return groups;
}

/** Tables, chains and rules: as many of nft as are read, and as many of iptables beside them. */
const MOST_OBJECTS = 4 * MOST_FACTS;

/** No name has a line break in it. */
function keyOf(family: string, table: string): string {
  return `${family}\n${table}`;
}

/** The table that something is in. */
function tableOf(object: IpObject): string {
  return keyOf(nameIn(object, "family"), nameIn(object, "table"));
}

/** Whether this chain, or one of this table, is among those that iptables-save has printed. */
function isOfIptables({ isOfNftables, policies }: SavedRules, family: string, beginning: string): boolean {
  if (!isOfNftables || family !== "ip") return false;
  return beginning.endsWith("/") ? [...policies.keys()].some((chain) => chain.startsWith(beginning)) : policies.has(beginning);
}

function objectsOf(text: string): readonly IpObject[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) && Array.isArray(parsed["nftables"]) ? objectsIn(parsed, "nftables") : null;
  } catch {
    return null;
  }
}

function nameIn(object: IpObject, key: string): string {
  return printableName(textIn(object, key) ?? "");
}

function toChain(chain: IpObject, table: string, rules: readonly IpObject[]): NftChain {
  const name = nameIn(chain, "name");
  return { name, base: toBase(chain), rules: rules.map((rule) => toForms(rule, table, name)) };
}

function toBase(chain: IpObject): NftBase | null {
  const [type, hook] = [textIn(chain, "type"), textIn(chain, "hook")];
  if (type === null || hook === null) return null;
  return {
    type: printableName(type),
    hook: printableName(hook),
    priority: numberIn(chain, "prio") ?? 0,
    policy: nameIn(chain, "policy").toUpperCase() || "ACCEPT",
  };
}

/** The forms of one rule, which count together. */
function toForms(rule: IpObject, table: string, chain: string): NftChain["rules"][number] {
  const expressions = objectsIn(rule, "expr");
  const counter = expressions.map((each) => each["counter"]).find(isObject);
  const comment = textIn(rule, "comment");
  const nft = {
    text: printableLine(nftWords(expressions, comment)),
    handle: numberIn(rule, "handle") ?? 0,
    counts: counter !== undefined,
  };
  const counts = counter ?? {};
  const counted = { packets: numberIn(counts, "packets") ?? 0, bytes: numberIn(counts, "bytes") ?? 0 };
  return plainForms(expressions).map((form): Rule => ({ table, chain, rule: form, ...counted, nft }));
}
