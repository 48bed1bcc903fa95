import { frontProcess, hostNetwork, processByHostPid, processByMachinePid } from "../kernel/queries.ts";
import { NAMESPACE_KINDS, type NamespaceKind, type Network, type Process, type Snapshot } from "../kernel/snapshot.ts";
import { toMapCgroups } from "./cgroups.ts";
import { clean } from "./clean.ts";
import type { MapGroup, MapLayout, MapNetwork, Place } from "./layout.ts";
import { mountsAddedToHost, mountsOnlyIn } from "./mounts.ts";
import { outsideOf, toMapNetwork } from "./networks.ts";
import { objectsIn } from "./objects.ts";
import { shownProcesses, toMapProcess } from "./processes.ts";
import { withTexts } from "../say/message.ts";
import { inEnglish } from "../say/words.ts";

export interface LayoutOptions {
  /** PID of the first shell of each terminal, by name, as the host's `ps` shows it. */
  readonly terminals?: Readonly<Record<string, number>>;
}

/** Processes that share all namespaces; on the host, those that also share a root directory. */
interface Members {
  readonly key: string;
  readonly processes: readonly [Process, ...Process[]];
}

/** What the map shows of a lab: one layout, from which every drawing is made. */
export function layoutOf(snapshot: Snapshot, options: LayoutOptions = {}): MapLayout {
  const fronts = frontsOf(snapshot, options.terminals ?? {});
  const all = membersOf(snapshot);
  const hostKey = keyOf(snapshot, snapshot.host, "/");
  const others = all.filter(({ key }) => key !== hostKey);
  const first = firstIn(others);
  const groupOf = (members: Members): MapGroup =>
    toGroup(snapshot, members.key, members.processes, sharing(members, first, snapshot), fronts);
  const grouped = all.find(({ key }) => key === hostKey)?.processes ?? [];
  const limited = (process: Process) => Object.values(process.cgroups).some((path) => path !== "/" && path !== "/init");
  const host = hostNetwork(snapshot);
  const hostname = snapshot.hostnames.get(snapshot.host.namespaces.uts) ?? "";
  const [nets, alone] = placesOf(snapshot, others, groupOf);
  const keys = new Map(others.flatMap(({ key, processes }) => processes.map((process) => [process, key])));
  return {
    host: {
      key: "host",
      network: host === undefined ? null : toMapNetwork(snapshot, host),
      group: {
        key: hostKey,
        terminals: [],
        hostname: others.some(({ processes }) => hostnameOf(snapshot, processes[0]) !== null) ? clean(hostname) : null,
        namespaces: [],
        root: null,
        // who is in a cgroup is shown there
        processes: grouped.filter((process) => !limited(process)).map((process) => toMapProcess(process, "/")),
        objects: objectsIn(snapshot, snapshot.host.namespaces.ipc),
        mounts: mountsAddedToHost(snapshot),
      },
      inner: [],
    },
    places: [...nets, ...alone],
    outside: host === undefined ? null : outsideOf(snapshot, host),
    unread: unreadIn(snapshot),
    cgroups: toMapCgroups(snapshot, (process) => keys.get(process) ?? null),
  };
}

/** Each reason once, however many namespaces it is true of. */
function unreadIn({ unread }: Snapshot): MapLayout["unread"] {
  const reasons = new Map(unread.map(({ part, why }) => [`${part} ${inEnglish(why)}`, { part, why: withTexts(why, clean) }]));
  return [...reasons.values()];
}

function keyOf(snapshot: Snapshot, process: Process, root: string): string {
  const { namespaces } = process;
  const onHost = NAMESPACE_KINDS.every((kind) => namespaces[kind] === snapshot.host.namespaces[kind]);
  return onHost ? `root:${root}` : `group:${NAMESPACE_KINDS.map((kind) => namespaces[kind]).join(":")}`;
}

function membersOf(snapshot: Snapshot): readonly Members[] {
  const shown = shownProcesses(snapshot);
  const found = new Map<string, [Process, ...Process[]]>();
  for (const process of shown) {
    // a zombie is in no namespace but that of its PID any more
    const at =
      process.state === "Z"
        ? (shown.find((each) => each.state !== "Z" && each.namespaces.pid === process.namespaces.pid) ?? snapshot.host)
        : process;
    const key = keyOf(snapshot, at, at.root);
    const group = found.get(key);
    if (group === undefined) found.set(key, [process]);
    else group.push(process);
  }
  return [...found].map(([key, processes]) => ({ key, processes }));
}

/** The network namespaces other than the host's with all that is in them, and the groups that share the host's network. */
function placesOf(
  snapshot: Snapshot,
  groups: readonly Members[],
  groupOf: (members: Members) => MapGroup,
): readonly [readonly Place[], readonly Place[]] {
  const inside = new Map<Members | undefined, Members[]>();
  for (const each of groups) {
    const parent = parentOf(snapshot, groups, each);
    inside.set(parent, [...(inside.get(parent) ?? []), each]);
  }
  const toPlace = (members: Members): Place => ({
    key: members.key,
    network: null,
    group: groupOf(members),
    inner: (inside.get(members) ?? []).map(toPlace),
  });
  const outermost = inside.get(undefined) ?? [];
  const hostNet = snapshot.host.namespaces.net;
  const networks = [...snapshot.networks.values()]
    .filter(({ inode }) => inode !== hostNet)
    .map((network) => {
      const own = outermost.filter(({ processes }) => netOf(processes) === network.inode).map(toPlace);
      return { network: toMapNetwork(snapshot, network), own, since: sinceOf(groups, network) };
    })
    .toSorted((a, b) => rank(a.network, hostNet) - rank(b.network, hostNet) || byName(a.network, b.network) || a.since - b.since);
  return [
    networks.map(({ network, own }) => {
      const [only, ...more] = own;
      const place: Place = { key: `net:${network.inode}`, network, group: null, inner: own };
      return only !== undefined && more.length === 0 ? { ...place, group: only.group, inner: only.inner } : place;
    }),
    outermost.filter(({ processes }) => netOf(processes) === hostNet).map(toPlace),
  ];
}

function netOf(processes: readonly Process[]): number {
  return processes.find(({ state }) => state !== "Z")?.namespaces.net ?? 0;
}

/** Networks with a cable to the host come first, then those without. */
function rank(network: MapNetwork, host: number): number {
  return network.links.some(({ far }) => far?.network === host) ? 0 : 1;
}

function byName(one: MapNetwork, other: MapNetwork): number {
  const [a, b] = [one.names[0] ?? "\uffff", other.names[0] ?? "\uffff"];
  return a.localeCompare(b, "en", { numeric: true });
}

/** PID of the first process in it; a network without processes or names comes last. */
function sinceOf(groups: readonly Members[], { inode }: Network): number {
  const first = groups.find(({ processes }) => netOf(processes) === inode)?.processes[0];
  return first?.pids[0] ?? Number.MAX_SAFE_INTEGER;
}

/** The group around one: that of the PID namespace above its own, when it shares its network. */
function parentOf(snapshot: Snapshot, groups: readonly Members[], { processes }: Members): Members | undefined {
  const [first] = processes;
  let above: Process | undefined = first;
  while (above !== undefined && above.namespaces.pid === first.namespaces.pid)
    above = processByMachinePid(snapshot, above.parentMachinePid);
  if (above === undefined || above.pids.length !== first.pids.length - 1 || above.pids.length < 2) return undefined;
  const pid = above.namespaces.pid;
  return groups.find((each) => each.processes[0].namespaces.pid === pid && netOf(each.processes) === netOf(processes));
}

/** The first group that has a process in a namespace, by kind and inode. */
function firstIn(groups: readonly Members[]): ReadonlyMap<string, Members> {
  const first = new Map<string, Members>();
  for (const group of groups) {
    for (const { namespaces } of group.processes) {
      for (const kind of NAMESPACE_KINDS) {
        const key = `${kind} ${namespaces[kind]}`;
        if (!first.has(key)) first.set(key, group);
      }
    }
  }
  return first;
}

/** For each kind of namespace, the earlier group that is in the same one. */
function sharing(members: Members, first: ReadonlyMap<string, Members>, snapshot: Snapshot): MapGroup["namespaces"] {
  const own = first.size === 0 ? undefined : members.processes.find(({ state }) => state !== "Z")?.namespaces;
  if (own === undefined) return [];
  return NAMESPACE_KINDS.filter((kind) => own[kind] !== snapshot.host.namespaces[kind]).map((kind) => {
    const earlier = first.get(`${kind} ${own[kind]}`);
    return { kind, sharedWith: kind === "net" || earlier === undefined || earlier === members ? null : earlier.key };
  });
}

function toGroup(
  snapshot: Snapshot,
  key: string,
  processes: readonly Process[],
  namespaces: MapGroup["namespaces"],
  fronts: ReadonlyMap<Process, string>,
): MapGroup {
  const living = processes.filter(({ state }) => state !== "Z");
  const roots = new Set(living.map(({ root }) => root));
  const [root = "/"] = roots.size === 1 ? roots : [];
  const own = (wanted: NamespaceKind) => {
    const found = namespaces.find(({ kind }) => kind === wanted);
    return found === undefined || found.sharedWith !== null ? null : (living[0]?.namespaces[wanted] ?? 0);
  };
  const [ipc, mnt] = [own("ipc"), own("mnt")];
  return {
    key,
    terminals: processes.flatMap((process) => fronts.get(process) ?? []),
    hostname: hostnameOf(snapshot, living[0]),
    namespaces,
    root: root === "/" ? null : clean(root),
    processes: processes.map((process) => toMapProcess(process, root)),
    objects: ipc === null ? [] : objectsIn(snapshot, ipc),
    mounts: mnt === null ? [] : mountsOnlyIn(snapshot, mnt),
  };
}

/** A name of its own, if it has one. */
function hostnameOf(snapshot: Snapshot, process: Process | undefined): string | null {
  const name = snapshot.hostnames.get(process?.namespaces.uts ?? 0);
  return name === undefined || name === snapshot.hostnames.get(snapshot.host.namespaces.uts) ? null : clean(name);
}

/** The process in front of each terminal, with the terminal's name. */
function frontsOf(snapshot: Snapshot, terminals: Readonly<Record<string, number>>): ReadonlyMap<Process, string> {
  return new Map(
    Object.entries(terminals).flatMap(([name, pid]) => {
      const shell = processByHostPid(snapshot, pid);
      const front = shell === undefined ? undefined : frontProcess(snapshot, shell.machinePid);
      return front === undefined ? [] : [[front, clean(name)] as const];
    }),
  );
}
