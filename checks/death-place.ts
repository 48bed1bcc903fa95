import { type Message, say, verbatim } from "../src/say/message.ts";
import { asShown, ruleWords } from "../src/kernel/rule-words.ts";
import type { Rule } from "../src/kernel/snapshot.ts";
import type { Death, Terrain, Way } from "../src/kernel/way/way.ts";
import type { DeathPlace } from "./check.ts";
import { nameOf } from "./typist.ts";

/** The place where a packet dies, as it is told and drawn on the map. */
export function deathPlace(terrain: Terrain, way: Way, death: Death): DeathPlace {
  const { network, link, rule, reason, leg } = death;
  const isPolicy = reason.type === "dropped" && rule === null;
  const what = whatHappens(death);
  return {
    network: network.inode,
    link,
    rule: isPolicy ? { table: reason.table, chain: reason.chain, rule: "" } : rule === null ? null : asShown(rule),
    text: onItsWay(terrain, way, death, what),
    reason: what,
    leg,
  };
}

/** From where it set out, where it was nowhere else. */
function onItsWay(terrain: Terrain, { hops }: Way, { network, link, leg }: Death, what: Message): Message {
  const name = nameOf(terrain, network);
  const here = link === null ? name : say`${{ link }} of ${{ name }}`;
  const first = hops.find((hop) => hop.leg === leg && hop.link !== null);
  if (first === undefined || (first.network === network && first.link === link)) return say`${{ here }}, ${{ what }}`;
  const start = nameOf(terrain, first.network);
  return say`${{ start }} ${{ link: first.link ?? "" }}, then ${{ here }}, ${{ what }}`;
}

/** In a few words. */
function whatHappens(death: Death): Message {
  const { rule, reason, packet } = death;
  if (rule !== null) return byRule(death, rule);
  switch (reason.type) {
    case "dropped":
      return say`${{ chain: chainWords(reason) }}, policy ${{ target: reason.target }}`;
    case "link-down":
      return say`down`;
    case "no-peer":
    case "no-cable":
    case "unplugged":
      return say`no cable`;
    case "nobody":
    case "deaf-neighbour":
    case "wrong-neighbour":
      return say`ARP for ${{ address: reason.address }}`;
    case "no-route":
      return say`no route to ${{ destination: packet.destination }}`;
    case "not-forwarding":
      return say`forwarding is off`;
    case "source-check":
    case "local-source":
    case "own-source":
      return say`the source ${{ source: packet.source }} is not believed`;
    case "echo-ignored":
      return say`answers no ping`;
    case "not-listening":
      return say`nobody listens on port ${{ port: packet.destinationPort ?? "" }}`;
    case "not-translated":
    case "wrong-source":
      return say`it leaves with the source ${{ source: packet.source }}`;
    case "not-recognised":
      return say`an answer from ${{ source: packet.source }}, which was not asked`;
  }
}

function byRule({ network }: Death, rule: Rule): Message {
  if (rule.nft !== undefined) return verbatim(ruleWords(rule));
  const number = network.rules.filter(({ table, chain }) => table === rule.table && chain === rule.chain).indexOf(rule) + 1;
  return say`${{ chain: chainWords(rule) }} rule ${{ number }}: ${{ rule: rule.rule }}`;
}

/** The table that is meant where none is named goes without saying. */
function chainWords({ table, chain }: { readonly table: string; readonly chain: string }): string {
  return table === "filter" ? chain : `${table} ${chain}`;
}
