import type { MapCgroup, MapGroup, MapLink, MapNetwork, MapProcess } from "./layout.ts";
import type { Row, SheetOptions } from "./sheet.ts";

/** Finds the title of the box that a network namespace or a group of processes is in. */
export interface Titles {
  /** As in `in ns1` or `on the host`. */
  readonly ofNetwork: (inode: number) => string;
  /** As in `ns1` or `terminal container`. */
  readonly ofGroup: (key: string) => string;
}

/** Longest lists of one kind in one box. */
const MOST_PROCESSES = 8;
const MOST_MOUNTS = 4;

export function row(key: string, label: string, text: string): Row {
  return { key, label, text, isDefault: false, change: null, mark: null };
}

/** A link with its state and addresses; `far` says where the other end is. */
export function linkRow(link: MapLink, far: string, { words }: SheetOptions): Row {
  const state = link.up ? (link.carrier || link.far === null ? "" : words.noCarrier) : words.down;
  return row(link.key, link.name, [...link.addresses, state, far].filter((part) => part !== "").join("  "));
}

export function bridgeRow(link: MapLink, ports: readonly string[], options: SheetOptions): Row {
  const { words } = options;
  const parts = [words.bridge, ...link.addresses, link.up ? "" : words.down, ports.length === 0 ? "" : words.ports(ports)];
  return row(link.key, link.name, parts.filter((part) => part !== "").join("  "));
}

/** Where the other end of a cable is, for a map that does not draw it. */
export function farText(network: MapNetwork, link: MapLink, titles: Titles, { symbols }: SheetOptions): string {
  if (link.far === null) return "";
  const there = link.far.network === network.inode ? "" : ` ${titles.ofNetwork(link.far.network)}`;
  return `${symbols.pair} ${link.far.name}${there}`;
}

export function routeRows(network: MapNetwork, { words }: SheetOptions): readonly Row[] {
  return network.routes.map(({ destination, gateway, device, type }) => {
    const text = type === "unicast" ? words.via(destination, gateway, device) : `${type} ${destination}`;
    return row(`route:${network.inode}:${destination}:${gateway ?? device}`, words.route, text);
  });
}

export function ruleKey(
  network: number,
  { table, chain, rule }: { readonly table: string; readonly chain: string; readonly rule: string },
): string {
  return `rule:${network}:${table}/${chain}:${rule}`;
}

export function policyKey(network: number, chain: string): string {
  return `policy:${network}:${chain}`;
}

/** Chains with their rules, the policy of a chain first; the label of a chain stands once. */
export function ruleRows(network: MapNetwork, { words, symbols }: SheetOptions): readonly Row[] {
  const chains = [
    ...new Set([...network.policies.map(({ chain }) => chain), ...network.rules.map(({ table, chain }) => `${table}/${chain}`)]),
  ];
  return chains.toSorted(byPath).flatMap((chain) => {
    const policy = network.policies.find((each) => each.chain === chain);
    const rows = [
      ...(policy === undefined ? [] : [row(policyKey(network.inode, chain), "", words.policy(policy.policy))]),
      ...network.rules
        .filter((each) => `${each.table}/${each.chain}` === chain)
        .map((each) => {
          const matches = each.matches.length === 0 ? [words.everything] : each.matches.map(together);
          const target = each.target === "" ? [] : [together(`${symbols.arrow} ${each.target}`)];
          return row(ruleKey(network.inode, each), "", [...matches, ...target].join(" "));
        }),
    ];
    return rows.map((each, index) => ({ ...each, label: index === 0 ? chain.replace("/", " ") : " " }));
  });
}

/** Not to be parted at a line's end. */
function together(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

/** The order in which a packet meets the chains (iptables(8)). */
const PATH = ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"];

function byPath(one: string, other: string): number {
  const place = (chain: string) => {
    const at = PATH.indexOf(chain.slice(chain.indexOf("/") + 1));
    return at < 0 ? PATH.length : at;
  };
  return place(one) - place(other) || (one < other ? -1 : 1);
}

/** Who is in a group, and what is its own. */
export function groupRows(group: MapGroup, titles: Titles, options: SheetOptions): readonly Row[] {
  const { words } = options;
  return [
    ...hostnameRows(group, options),
    ...namespaceRows(group, titles, options),
    ...(group.root === null ? [] : [row(`${group.key} root`, words.root, group.root)]),
    ...processRows(group.processes, options),
    ...mountRows(group, words.mountsHere, options),
  ];
}

export function hostnameRows({ key, hostname }: MapGroup, { words }: SheetOptions): readonly Row[] {
  return hostname === null ? [] : [row(`${key} hostname`, words.hostname, hostname)];
}

function namespaceRows(group: MapGroup, titles: Titles, { words }: SheetOptions): readonly Row[] {
  const own = group.namespaces.filter(({ sharedWith }) => sharedWith === null).map(({ kind }) => kind);
  const others = [...new Set(group.namespaces.flatMap(({ sharedWith }) => sharedWith ?? []))];
  const first = own.length > 0 ? [words.namespaces(own.join(" "))] : others.length === 0 ? [words.noNamespaces] : [];
  return [
    ...first.map((text) => row(`${group.key} own`, "", text)),
    ...others.map((key) => {
      const kinds = group.namespaces.filter(({ sharedWith }) => sharedWith === key).map(({ kind }) => kind);
      return row(`${group.key} with ${key}`, "", words.shared(kinds.join(" "), titles.ofGroup(key)));
    }),
  ];
}

export function processRows(processes: readonly MapProcess[], { words }: SheetOptions): readonly Row[] {
  const rows = processes.map((process) => row(process.key, process.name, processText(process, words)));
  return shortened(rows, MOST_PROCESSES, words, "more processes");
}

export function processText({ pids, root, zombie }: MapProcess, words: SheetOptions["words"]): string {
  return [words.pids(pids), ...(zombie ? [words.zombie] : []), ...(root === null ? [] : [words.inRoot(root)])].join(", ");
}

export function mountRows(group: MapGroup, heading: string, { words, symbols }: SheetOptions): readonly Row[] {
  const rows = group.mounts.map(({ path, what, bind }) =>
    row(`${group.key} mount ${path}`, "", `  ${path} ${bind ? `${symbols.arrow} ${what}` : `(${what})`}`),
  );
  return rows.length === 0
    ? []
    : [row(`${group.key} mounts`, "", heading), ...shortened(rows, MOST_MOUNTS, words, `${group.key} more`)];
}

function shortened(rows: readonly Row[], most: number, words: SheetOptions["words"], key: string): readonly Row[] {
  if (rows.length <= most) return rows;
  return [...rows.slice(0, most - 1), row(key, "", words.more(rows.length - most + 1))];
}

export function cgroupRows(cgroup: MapCgroup, titles: Titles, options: SheetOptions): readonly Row[] {
  const { words } = options;
  const limits = [
    ...(cgroup.cpuQuota === null ? [] : [words.cpu(cgroup.cpuQuota)]),
    ...(cgroup.memoryLimit === null ? [] : [words.memory(cgroup.memoryLimit)]),
    ...(cgroup.swapLimit === null ? [] : [cgroup.swapLimit === 0 ? words.noSwap : words.swap(cgroup.swapLimit)]),
    ...(cgroup.processLimit === null ? [] : [words.processLimit(cgroup.processLimit)]),
  ];
  const key = `cgroup ${cgroup.path} ${cgroup.controllers.join()}`;
  return [
    ...(limits.length === 0
      ? [row(`${key} limit`, "", words.noLimit)]
      : limits.map((limit, index) => row(`${key} limit ${index}`, "", limit))),
    ...(cgroup.oomKills === 0 ? [] : [row(`${key} kills`, "", words.oomKills(cgroup.oomKills))]),
    ...(cgroup.members.length === 0 ? [row(`${key} empty`, "", words.emptyGroup)] : memberRows(cgroup, titles, options)),
  ];
}

function memberRows({ members, path }: MapCgroup, titles: Titles, { words }: SheetOptions): readonly Row[] {
  const rows = members.map(({ process, group }) =>
    row(
      `${path} ${process.key}`,
      process.name,
      [words.pids(process.pids.slice(0, 1)), ...(group === null ? [] : [words.place(titles.ofGroup(group))])].join(" "),
    ),
  );
  return shortened(rows, MOST_PROCESSES, words, `${path} more members`);
}
