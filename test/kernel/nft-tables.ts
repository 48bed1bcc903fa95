import { parseIptablesSave } from "../../src/kernel/parse-iptables-save.ts";
import { parseNft } from "../../src/kernel/parse-nft.ts";
import type { NftTable } from "../../src/kernel/snapshot.ts";

/** The tables of a ruleset as nft prints it, beside what iptables-save printed. */
export function nftTablesOf(text: string, saved = parseIptablesSave("")): readonly NftTable[] {
  const tables = parseNft(text, saved);
  if (tables === null || tables === "too-many") throw new Error(`no tables: ${tables}`);
  return tables;
}
