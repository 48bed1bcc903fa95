import { parseIptablesSave } from "../../src/kernel/parse-iptables-save.ts";
import { parseNft } from "../../src/kernel/parse-nft.ts";
import type { NftTable } from "../../src/kernel/snapshot.ts";

/** The tables of a ruleset as nft prints it, beside what iptables-save printed. */
export function nftTablesOf(text: string, saved = parseIptablesSave("")): readonly NftTable[] {
  const ruleset = parseNft(text, saved);
  if (ruleset === null || ruleset === "too-many") throw new Error(`no ruleset: ${ruleset}`);
  return ruleset.tables;
}
