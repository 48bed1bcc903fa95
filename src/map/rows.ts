import { parseRule } from "../kernel/parse-rule.ts";
import { upTo } from "../lab/printable.ts";
import type { MapCgroup, MapGroup, MapLink, MapMount, MapNetwork, MapObject, MapProcess, MapRoute, MapRule } from "./layout.ts";
import type { Row, SheetOptions } from "./sheet.ts";

/** Finds the title of the box that a network namespace or a group of processes is in. */
export interface Titles {
  /** As in `in ns1` or `on the host`. */
  readonly ofNetwork: (inode: number) => string;
  /** As in `ns1` or `terminal container`. */
  readonly ofGroup: (key: string) => string;
}

/** Longest lists of one kind in one box, and in one row: of more, the rest is counted. */
const MOST_PROCESSES = 8;
const MOST_MOUNTS = 4;
const MOST_OBJECTS = 4;
const MOST_LINKS = 24;
const MOST_ROUTES = 16;
const MOST_RULES = 32;
const MOST_IN_ROW = 8;
/** Letters of a row's two texts. */
const LONGEST_LABEL = 100;
const LONGEST_TEXT = 200;

export function row(key: string, label: string, text: string): Row {
  return { key, label: upTo(label, LONGEST_LABEL), text: upTo(text, LONGEST_TEXT), isDefault: false, change: null, mark: null };
}

/** A link with its state and addresses; `far` says where the other end is. */
export function linkRow(link: MapLink, far: string, { words }: SheetOptions): Row {
  const state = link.up ? (link.carrier || link.far === null ? "" : words.noCarrier) : words.down;
  const shown = row(link.key, link.name, [...fewOf(link.addresses, words), state, far].filter((part) => part !== "").join("  "));
  // every network namespace has it, always
  return link.kind === "loopback" ? { ...shown, otherwise: link.up ? "" : words.up } : shown;
}

export function bridgeRow(link: MapLink, ports: readonly string[], options: SheetOptions): Row {
  const { words } = options;
  const told = ports.length === 0 ? "" : words.ports(fewOf(ports, words));
  const parts = [words.bridge, ...fewOf(link.addresses, words), link.up ? "" : words.down, told];
  return row(link.key, link.name, parts.filter((part) => part !== "").join("  "));
}

/** Where the other end of a cable is, for a map that does not draw it. */
export function farText(network: MapNetwork, link: MapLink, titles: Titles, { symbols }: SheetOptions): string {
  if (link.far === null) return "";
  const there = link.far.network === network.inode ? "" : ` ${titles.ofNetwork(link.far.network)}`;
  return `${symbols.pair} ${link.far.name}${there}`;
}

/** The beginning of a list in one row, and how many there are besides. */
function fewOf(texts: readonly string[], words: SheetOptions["words"]): readonly string[] {
  if (texts.length <= MOST_IN_ROW) return texts;
  return [...texts.slice(0, MOST_IN_ROW - 1), words.more(texts.length - MOST_IN_ROW + 1)];
}

/** A row for each link, as `rowOf` has it. */
export function linkRows(
  network: MapNetwork,
  links: readonly MapLink[],
  rowOf: (link: MapLink) => Row,
  { words }: SheetOptions,
): readonly Row[] {
  return rowsFor(links, MOST_LINKS, rowOf, words, `links:${network.inode}`);
}

export function routeRows(network: MapNetwork, { words }: SheetOptions): readonly Row[] {
  const rowOf = ({ destination, gateway, device, type }: MapRoute) => {
    const text = type === "unicast" ? words.via(destination, gateway, device) : `${type} ${destination}`;
    return row(`route:${network.inode}:${destination}:${gateway ?? device}`, words.route, text);
  };
  return rowsFor(network.routes, MOST_ROUTES, rowOf, words, `routes:${network.inode}`);
}

export function ruleKey(
  network: number,
  { table, chain, rule }: { readonly table: string; readonly chain: string; readonly rule: string },
): string {
  return `rule:${network}:${table}/${chain}:${rule}`;
}

/** Of the row that says that the links of a network namespace could not be read, and all else that is in it. */
export function unreadableKey(network: number): string {
  return `unreadable:${network}`;
}

export function rulesUnreadableKey(network: number): string {
  return `rules unreadable:${network}`;
}

/** The network namespace that a row is about, and whether it is about its rules; null for any other row. */
export function networkOf(key: string): { readonly network: number; readonly isRule: boolean } | null {
  const [, what = "", inode] = /^(links?|routes?|forwarding|rules?|policy):(\d+)/.exec(key) ?? [];
  return inode === undefined ? null : { network: Number(inode), isRule: /^(rules?|policy)$/.test(what) };
}

export function policyKey(network: number, chain: string): string {
  return `policy:${network}:${chain}`;
}

/** Chains with their rules, the policy of a chain first; the label of a chain stands once. */
export function ruleRows(network: MapNetwork, options: SheetOptions): readonly Row[] {
  const { words } = options;
  const chains = [
    ...new Set([...network.policies.map(({ chain }) => chain), ...network.rules.map(({ table, chain }) => `${table}/${chain}`)]),
  ];
  const entries = chains.toSorted(byPath).flatMap((chain) => {
    const policy = network.policies.find((each) => each.chain === chain);
    const rules = network.rules.filter((each) => `${each.table}/${each.chain}` === chain);
    const inChain = [
      ...(policy === undefined ? [] : [() => row(policyKey(network.inode, chain), "", words.policy(policy.policy))]),
      ...rules.map((each) => () => row(ruleKey(network.inode, each), "", ruleText(each, options))),
    ];
    return inChain.map((make, index) => ({ make, label: index === 0 ? chain.replace("/", " ") : " " }));
  });
  const rowOf = ({ make, label }: (typeof entries)[number]) => ({ ...make(), label: upTo(label, LONGEST_LABEL) });
  return rowsFor(entries, MOST_RULES, rowOf, words, `rules:${network.inode}`);
}

/** Chains of nft, each with what the kernel asks it for, then its rules as nft prints them: both are long, and take whole lines. */
export function nftRows(network: MapNetwork, { words }: SheetOptions): readonly Row[] {
  const entries = network.nftChains.flatMap(({ table, chain, base, rules }) => {
    const asked = base === null ? "" : `  ${words.nftChain(base.type, base.hook, base.policy)}`;
    return [
      { key: policyKey(network.inode, `${table}/${chain}`), text: `nft ${table} ${chain}${asked}` },
      ...rules.map((rule) => ({ key: ruleKey(network.inode, { table, chain, rule }), text: `  ${rule}` })),
    ];
  });
  return rowsFor(entries, MOST_RULES, ({ key, text }) => row(key, "", text), words, `nft:${network.inode}`);
}

/** What a packet must be like, and what becomes of it: `-s 172.17.0.0/16 ! -o docker0 → MASQUERADE`. */
function ruleText({ rule }: MapRule, { words, symbols }: SheetOptions): string {
  const { matches, target, options } = parseRule(rule);
  const conditions = matches.map(({ option, value, negated }) =>
    together(`${negated ? "! " : ""}${option} ${value.replace(/\/32$/, "")}`),
  );
  const to = [target ?? "", ...options.values()].join(" ").trim();
  const parts = [
    ...(conditions.length === 0 ? [words.everything] : conditions),
    ...(to === "" ? [] : [together(`${symbols.arrow} ${to}`)]),
  ];
  return parts.join(" ");
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
    ...processRows(group, options),
    ...objectRows(group, options),
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

/** So many processes are listed where there is little room, too. */
const FEW_PROCESSES = 2;

export function processRows(
  { key, processes }: Pick<MapGroup, "key" | "processes">,
  { words, folds = false }: SheetOptions,
): readonly Row[] {
  if (folds && processes.length > FEW_PROCESSES) return [row(`${key} processes`, "", words.processCount(processes.length))];
  const rowOf = (process: MapProcess) => row(process.key, process.name, processText(process, words));
  return rowsFor(processes, MOST_PROCESSES, rowOf, words, "more processes");
}

export function processText({ pids, root, zombie }: MapProcess, words: SheetOptions["words"]): string {
  return words.facts([words.pids(pids), ...(zombie ? [words.zombie] : []), ...(root === null ? [] : [words.inRoot(root)])]);
}

export function objectRows(group: MapGroup, { words }: SheetOptions): readonly Row[] {
  const rowOf = ({ kind, id, size }: MapObject) => row(`${group.key} ${kind} ${id}`, "", `  ${words.object(kind, id, size)}`);
  return group.objects.length === 0
    ? []
    : [
        row(`${group.key} objects`, "", words.objects),
        ...rowsFor(group.objects, MOST_OBJECTS, rowOf, words, `${group.key} more objects`),
      ];
}

export function mountRows(group: MapGroup, heading: string, { words, symbols, folds = false }: SheetOptions): readonly Row[] {
  if (folds && group.mounts.length > 0)
    return [row(`${group.key} mounts`, "", `${heading} ${words.mountCount(group.mounts.length)}`)];
  const rowOf = ({ path, what, bind }: MapMount) =>
    row(`${group.key} mount ${path}`, "", `  ${path} ${bind ? `${symbols.arrow} ${what}` : `(${what})`}`);
  return group.mounts.length === 0
    ? []
    : [row(`${group.key} mounts`, "", heading), ...rowsFor(group.mounts, MOST_MOUNTS, rowOf, words, `${group.key} more`)];
}

/** A row for each of the first things; the rest is counted, and costs nothing. */
function rowsFor<Thing>(
  things: readonly Thing[],
  most: number,
  rowOf: (thing: Thing) => Row,
  words: SheetOptions["words"],
  key: string,
): readonly Row[] {
  if (things.length <= most) return things.map(rowOf);
  return [...things.slice(0, most - 1).map(rowOf), row(key, "", words.more(things.length - most + 1))];
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
    ...(cgroup.members.length === 0
      ? [{ ...row(`${key} empty`, "", words.emptyGroup), isDefault: true }]
      : memberRows(cgroup, titles, options)),
  ];
}

function memberRows({ members, path }: MapCgroup, titles: Titles, { words }: SheetOptions): readonly Row[] {
  const rowOf = ({ process, group }: MapCgroup["members"][number]) =>
    row(
      `${path} ${process.key}`,
      process.name,
      [words.pids(process.pids.slice(0, 1)), ...(group === null ? [] : [words.place(titles.ofGroup(group))])].join(" "),
    );
  return rowsFor(members, MOST_PROCESSES, rowOf, words, `${path} more members`);
}
