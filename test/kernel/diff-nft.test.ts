import { expect, test } from "vitest";
import { diffNetworks } from "../../src/kernel/diff-networks.ts";
import type { NftChain, Rule } from "../../src/kernel/snapshot.ts";
import { changeLines } from "../../src/ui/changes/changes-text.ts";
import { createStyle } from "../../src/ui/style.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { aNetwork, aSnapshot, HOST } from "./build-snapshot.ts";

const rule = (text: string, form: string): readonly Rule[] => [
  { table: "ip docker", chain: "out", rule: form, packets: 0, bytes: 0, nft: { text, handle: 1, counts: false } },
];
const chain = (policy: string, ...rules: readonly (readonly Rule[])[]): NftChain => ({
  name: "out",
  base: { type: "nat", hook: "postrouting", priority: 100, policy },
  rules,
});
const withChains = (...chains: readonly NftChain[]) =>
  aSnapshot({
    networks: [aNetwork(HOST.net, { nftTables: chains.length === 0 ? [] : [{ family: "ip", name: "docker", chains }] })],
  });

const MASQUERADE = rule("oifname != docker0 masquerade", "! -o docker0 -j MASQUERADE");
const DROP = rule("drop", "-j DROP");

const types = (before: ReturnType<typeof withChains>, after: ReturnType<typeof withChains>) =>
  diffNetworks(before, after).map(({ type }) => type);

test("chains and rules of nft come and go, and a chain takes its rules with it", () => {
  const [none, one, two] = [withChains(), withChains(chain("ACCEPT", MASQUERADE)), withChains(chain("ACCEPT", MASQUERADE, DROP))];
  expect(types(none, one)).toEqual(["nft-chain-added", "rule-added"]);
  expect(diffNetworks(one, two)).toMatchObject([{ type: "rule-added", rule: { table: "ip docker", rule: "drop" }, position: 2 }]);
  expect(types(two, one)).toEqual(["rule-removed"]);
  expect(types(two, none)).toEqual(["nft-chain-removed"]);
  expect(types(two, two)).toEqual([]);
});

test("another policy is another chain, with the same rules", () => {
  expect(types(withChains(chain("ACCEPT", MASQUERADE)), withChains(chain("DROP", MASQUERADE)))).toEqual([
    "nft-chain-removed",
    "nft-chain-added",
  ]);
});

test("they are told in nft's words", () => {
  const told = changeLines(
    { style: createStyle({ colour: 0, unicode: true, plain: false }), texts: ENGLISH },
    withChains(),
    withChains(chain("ACCEPT", MASQUERADE)),
  );
  expect(told.map(({ sign, text }) => `${sign} ${text}`)).toEqual([
    "+ nft chain ip docker out { type nat hook postrouting priority 100; policy accept; } (host)",
    "+ nft ip docker out oifname != docker0 masquerade (host, rule 1)",
  ]);
});
