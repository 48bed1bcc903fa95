import type { NetworkChange } from "../../kernel/changes.ts";
import type { Route } from "../../kernel/snapshot.ts";
import { presenceLines } from "./links.ts";
import { type ChangeLine, line, namespaceNumber, networkName, type Wording } from "./names.ts";

/** Links first, since everything else stands on them; then addresses, routes and rules. */
export function networkLines(wording: Wording, changes: readonly NetworkChange[]): readonly ChangeLine[] {
  const presence = changes.flatMap((change) => (change.type === "link-appeared" || change.type === "link-gone" ? [change] : []));
  const order = (change: NetworkChange) => ORDER.indexOf(change.type);
  const rest = changes.filter((change) => ORDER.includes(change.type)).toSorted((a, b) => order(a) - order(b));
  return [...presenceLines(wording, presence), ...rest.flatMap((change) => changeLine(wording, change))];
}

const ORDER: readonly NetworkChange["type"][] = [
  "network-names",
  "link-moved",
  "link-renamed",
  "link-master",
  "link-hairpin",
  "link-mtu",
  "link-down",
  "link-up",
  "address-removed",
  "address-added",
  "route-removed",
  "route-added",
  "forwarding",
  "policy",
  "nft-chain-removed",
  "rule-removed",
  "nft-chain-added",
  "rule-added",
];

function changeLine(wording: Wording, change: NetworkChange): readonly ChangeLine[] {
  const { words, arrow } = wording;
  const place = networkName(wording, change.network);
  switch (change.type) {
    case "link-appeared":
    case "link-gone":
      return [];
    case "network-names": {
      const names = (list: readonly string[]) => (list.length === 0 ? words.noName : list.join(", "));
      const what = words.networkNames(namespaceNumber("net", change.network.inode));
      return [line("~", words.fromTo(what, names(change.before), arrow, names(change.network.names)))];
    }
    case "link-moved":
      return [line("~", words.fromTo(change.link.name, networkName(wording, change.from), arrow, place))];
    case "link-up":
      return [line("~", words.fromTo(change.link.name, words.down, arrow, words.up), place)];
    case "link-down":
      return [line("~", words.fromTo(change.link.name, words.up, arrow, words.down), place)];
    case "link-renamed":
      return [line("~", `${change.before} ${arrow} ${change.link.name}`, place)];
    case "link-master": {
      const { link, before } = change;
      return [
        ...(before === null ? [] : [line("-", words.port(link.name, before), place)]),
        ...(link.master === null ? [] : [line("+", words.port(link.name, link.master), place)]),
      ];
    }
    case "link-hairpin":
      return [line("~", onOff(wording, words.hairpin(change.link.name), change.link.hairpin), place)];
    case "link-mtu":
      return [line("~", words.fromTo(words.mtu(change.link.name), String(change.before), arrow, String(change.link.mtu)), place)];
    case "address-added":
    case "address-removed": {
      const { address, prefix } = change.address;
      return [line(signOf(change.type), words.address(`${address}/${prefix}`, change.link.name), place)];
    }
    case "route-added":
    case "route-removed":
      return [line(signOf(change.type), words.route(routeText(change.route)), place)];
    case "rule-added":
    case "rule-removed": {
      const { table, chain, rule, nft } = change.rule;
      return [
        line(
          signOf(change.type),
          `${nft === undefined ? "" : "nft "}${table} ${chain} ${rule}`,
          words.ruleNumber(place, change.position),
        ),
      ];
    }
    case "nft-chain-added":
    case "nft-chain-removed": {
      const { table, chain } = change;
      const where =
        chain.base === null
          ? []
          : [
              `{ type ${chain.base.type} hook ${chain.base.hook} priority ${chain.base.priority}; policy ${chain.base.policy.toLowerCase()}; }`,
            ];
      return [line(signOf(change.type), ["nft chain", table, chain.name, ...where].join(" "), place)];
    }
    case "policy":
      return [line("~", words.fromTo(words.policy(change.chain.replace("/", " ")), change.before, arrow, change.policy), place)];
    case "forwarding":
      return [line("~", onOff(wording, words.forwarding, change.on), place)];
  }
}

function onOff({ words, arrow }: Wording, what: string, on: boolean): string {
  return words.fromTo(what, on ? words.off : words.on, arrow, on ? words.on : words.off);
}

function signOf(type: NetworkChange["type"]): "+" | "-" {
  return type.endsWith("-added") ? "+" : "-";
}

/** As ip-route(8) prints and takes it. */
function routeText({ destination, gateway, device, type }: Route): string {
  const parts = [
    ...(type === "unicast" ? [] : [type]),
    destination,
    ...(gateway === null ? [] : ["via", gateway]),
    ...(device === "" ? [] : ["dev", device]),
  ];
  return parts.join(" ");
}
