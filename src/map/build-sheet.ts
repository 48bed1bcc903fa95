import { upTo } from "../lab/printable.ts";
import { withChanges } from "./changes.ts";
import type { MapLayout, MapLink, MapNetwork, Place } from "./layout.ts";
import {
  bridgeRow,
  cgroupRows,
  farText,
  groupRows,
  hostnameRows,
  linkRow,
  linkRows,
  mountRows,
  objectRows,
  processRows,
  row,
  routeRows,
  nftRows,
  ruleRows,
  rulesUnreadableKey,
  type Titles,
  unreadableKey,
} from "./rows.ts";
import { withMark } from "./marks.ts";
import type { Box, Cable, Row, Sheet, SheetOptions } from "./sheet.ts";
import { inEnglish } from "../say/words.ts";

/** Puts a layout into words, and points at what has changed and where a packet dies. */
export function sheetOf(layout: MapLayout, options: SheetOptions): Sheet {
  const plain = inWords(layout, options);
  const compared = options.before ? withChanges(inWords(options.before, options), plain, options.words) : plain;
  return options.mark ? withMark(compared, options.mark, layout.host.network?.inode ?? 0, options.words) : compared;
}

/** How many places have a cable to the host. */
export function cableCount(layout: MapLayout): number {
  return layout.places.filter((place) => cableLinks(layout, place) !== null).length;
}

function inWords(layout: MapLayout, options: SheetOptions): Sheet {
  const titles = titlesOf(layout, options);
  const places = layout.places.slice(0, MOST_PLACES);
  const cables = cablesOf(layout, options.cables ? places : [], options);
  return {
    outside: layout.outside === null ? null : options.words.outside(layout.outside.prefix),
    host: hostBox(layout, cables, titles, options),
    places: places.map((place) => placeBox(place, cables.get(place.key) ?? null, titles, options)),
    cgroups: layout.cgroups
      .slice(0, MOST_CGROUPS)
      .map((cgroup) =>
        box(
          `cgroup ${cgroup.path} ${cgroup.controllers.join()}`,
          options.words.cgroup(cgroup.path),
          cgroupRows(cgroup, titles, options),
        ),
      ),
    notes: notesOf(layout, options),
  };
}

/** Of more, the rest is counted below the map. */
const MOST_PLACES = 12;
const MOST_CGROUPS = 12;
/** In one another, and levels of that. */
const MOST_INNER = 6;
const DEEPEST_INNER = 4;
const LONGEST_TITLE = 100;

function notesOf(layout: MapLayout, { words }: SheetOptions): readonly Row[] {
  const places = layout.places.length - MOST_PLACES;
  const cgroups = layout.cgroups.length - MOST_CGROUPS;
  return [
    ...(places > 0 ? [row("more places", "", words.morePlaces(places))] : []),
    ...(cgroups > 0 ? [row("more cgroups", "", words.moreCgroups(cgroups))] : []),
    ...layout.unread
      .slice(0, MOST_INNER)
      .map(({ part, why }) => row(`unread ${part} ${inEnglish(why)}`, "", words.notRead(part, why))),
  ];
}

function box(key: string, title: string, rows: readonly Row[], inner: readonly Box[] = [], cable: Cable | null = null): Box {
  return { key, title: upTo(title, LONGEST_TITLE), name: "", rows, inner, cable, change: null, mark: null };
}

/** The first veth pair between the host and a place: one is drawn, of others the rows tell. */
function cableLinks(layout: MapLayout, place: Place): { readonly host: MapLink; readonly end: MapLink } | null {
  const host = layout.host.network;
  const end = place.network?.links.find(({ far }) => far !== null && far.network === host?.inode);
  const near = host?.links.find((link) => link.name === end?.far?.name);
  return end === undefined || near === undefined ? null : { host: near, end };
}

/** The cables of places that have one, by the place's key. */
function cablesOf(layout: MapLayout, places: readonly Place[], options: SheetOptions): ReadonlyMap<string, Cable> {
  const network = layout.host.network;
  const pairs = places.flatMap((place) => {
    const links = cableLinks(layout, place);
    return links === null ? [] : [{ place: place.key, ...links }];
  });
  const drawn = new Set(pairs.map(({ host }) => host.key));
  return new Map(
    pairs.map(({ place, host, end }) => {
      const bridge = network?.links.find(({ name, kind }) => kind === "bridge" && name === host.bridge);
      // a port that is drawn at the bridge need not be named by it
      const ports = network === null || bridge === undefined ? [] : portsOf(network, bridge).filter(({ key }) => !drawn.has(key));
      const cable: Cable = {
        host: linkRow(host, "", options),
        bridge: bridge === undefined ? null : bridgeRow(bridge, namesOf(ports), options),
        end: linkRow(end, "", options),
      };
      return [place, cable];
    }),
  );
}

function portsOf({ links }: MapNetwork, bridge: MapLink): readonly MapLink[] {
  return links.filter((link) => link.bridge === bridge.name);
}

function namesOf(links: readonly MapLink[]): readonly string[] {
  return links.map(({ name }) => name);
}

function hostBox(layout: MapLayout, cables: ReadonlyMap<string, Cable>, titles: Titles, options: SheetOptions): Box {
  const { network, group } = layout.host;
  const { words } = options;
  const drawn = new Set([...cables.values()].flatMap(({ host, bridge }) => [host.key, bridge?.key ?? ""]));
  const links = network?.links.filter((link) => !drawn.has(link.key)) ?? [];
  // its way out comes first, below what stands above the host
  const outsideFirst = links.toSorted(
    (a, b) => Number(b.name === layout.outside?.link) - Number(a.name === layout.outside?.link),
  );
  const passesOn = network?.links.some(({ kind }) => kind === "bridge") === true;
  return box("host", words.host, [
    ...(network === null ? [] : networkRows(network, outsideFirst, passesOn, titles, options)),
    ...(group === null
      ? []
      : [
          ...hostnameRows(group, options),
          ...processRows(group, options),
          ...objectRows(group, options),
          ...mountRows(group, words.mountsOnHost, options),
        ]),
  ]);
}

function placeBox(place: Place, cable: Cable | null, titles: Titles, options: SheetOptions, depth = 1): Box {
  const { network, group } = place;
  const shown = depth < DEEPEST_INNER ? place.inner.slice(0, MOST_INNER) : [];
  const inner = shown.map((each) => placeBox(each, null, titles, options, depth + 1));
  const hidden = place.inner.length - shown.length;
  const links = network?.links.filter(({ key }) => key !== cable?.end.key) ?? [];
  const rows = [
    ...(network === null ? [] : networkRows(network, links, false, titles, options)),
    ...(group === null ? [] : groupRows(group, titles, options)),
    ...(network !== null && group === null && inner.length === 0
      ? [{ ...row(`${place.key} nobody`, "", options.words.nobody), isDefault: true }]
      : []),
    ...(hidden > 0 ? [row(`${place.key} more inside`, "", options.words.morePlaces(hidden))] : []),
  ];
  const name = network === null ? "" : options.words.network(network.names);
  return { ...box(place.key, titleOf(place, options), rows, inner, cable), name };
}

/** @param tellsForwarding whether that it is off is worth a row, too */
function networkRows(
  network: MapNetwork,
  links: readonly MapLink[],
  tellsForwarding: boolean,
  titles: Titles,
  options: SheetOptions,
): readonly Row[] {
  const { words } = options;
  // that it could not be read says nothing of the lab
  if (!network.readable) return [{ ...row(unreadableKey(network.inode), "", words.unreadable(network.why)), isDefault: true }];
  return [
    ...linkRows(
      network,
      links,
      (link) =>
        link.kind === "bridge"
          ? bridgeRow(link, namesOf(portsOf(network, link)), options)
          : linkRow(link, farText(network, link, titles, options), options),
      options,
    ),
    ...routeRows(network, options),
    ...(network.forwarding !== network.forwardingAtFirst || tellsForwarding
      ? [
          {
            ...row(`forwarding:${network.inode}`, "ip_forward", words.forwarding(network.forwarding)),
            isDefault: network.forwarding === network.forwardingAtFirst,
          },
        ]
      : []),
    ...(network.rulesReadable
      ? []
      : [{ ...row(rulesUnreadableKey(network.inode), "", words.rulesUnreadable(network.why)), isDefault: true }]),
    ...ruleRows(network, options),
    ...nftRows(network, options),
  ];
}

function titlesOf(layout: MapLayout, options: SheetOptions): Titles {
  const networks = new Map<number, string>();
  const groups = new Map<string, string>();
  const visit = (place: Place) => {
    const title = place.network === null ? titleOf(place, options) : options.words.network(place.network.names);
    if (place.network !== null) networks.set(place.network.inode, title);
    if (place.group !== null) groups.set(place.group.key, title);
    place.inner.forEach(visit);
  };
  layout.places.forEach(visit);
  const host = layout.host.network?.inode;
  return {
    ofNetwork: (inode) => (inode === host ? options.words.onHost : options.words.place(networks.get(inode) ?? "?")),
    ofGroup: (key) => groups.get(key) ?? options.words.host,
  };
}

/** The names a learner knows it by: that of the network namespace, and the terminals whose shell is in there. */
function titleOf({ network, group }: Place, { words }: SheetOptions): string {
  const terminals = group === null || group.terminals.length === 0 ? null : words.terminals(group.terminals);
  if (network !== null) {
    const name = words.network(network.names);
    return terminals === null ? name : words.aside(name, terminals);
  }
  const [first] = group?.processes ?? [];
  return terminals ?? (first === undefined ? words.host : words.processes(first.name, first.pids[0] ?? 0));
}
