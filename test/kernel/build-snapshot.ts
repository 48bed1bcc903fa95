import type { Cgroup, Link, Mount, Network, Process, Rule, Snapshot } from "../../src/kernel/snapshot.ts";

/** Namespaces of the host in the snapshots below. */
export const HOST = { mnt: 1, net: 2, pid: 3, uts: 4, ipc: 5, cgroup: 6, user: 7 };

export function aProcess(machinePid: number, facts: Partial<Process> = {}): Process {
  return {
    machinePid,
    pids: [machinePid - 1000],
    parentMachinePid: 1001,
    group: machinePid,
    name: "bash",
    command: ["bash"],
    state: "S",
    startTime: machinePid,
    terminal: null,
    foreground: null,
    namespaces: HOST,
    root: "/",
    directory: "/root",
    cgroups: {},
    ...facts,
  };
}

/** The host's init. */
export const INIT = aProcess(1001, { parentMachinePid: 900, name: "init" });

export function aMount(id: number, mountPoint: string, facts: Partial<Mount> = {}): Mount {
  return {
    id,
    parent: mountPoint === "/" ? 0 : 10,
    device: "0:42",
    root: "/",
    mountPoint,
    options: ["rw"],
    propagation: [],
    type: "tmpfs",
    source: "tmpfs",
    superOptions: ["rw"],
    ...facts,
  };
}

export const ROOT_MOUNT = aMount(10, "/");

export function aLink(index: number, name: string, facts: Partial<Link> = {}): Link {
  return {
    index,
    name,
    kind: "veth",
    up: false,
    carrier: false,
    state: "DOWN",
    mac: `02:00:00:00:00:${String(index).padStart(2, "0")}`,
    mtu: 1500,
    master: null,
    peerIndex: null,
    peerNamespaceId: null,
    addresses: [],
    hairpin: false,
    ...facts,
  };
}

export const LO = aLink(1, "lo", { kind: "loopback", mac: "00:00:00:00:00:00", mtu: 65536 });

export function aNetwork(inode: number, facts: Partial<Network> = {}): Network {
  return {
    inode,
    names: [],
    linksReadable: true,
    rulesReadable: true,
    tooMuch: false,
    complaint: null,
    links: [LO],
    routes: [],
    rules: [],
    policies: new Map(),
    policyPackets: new Map(),
    nftTables: [],
    neighbours: [],
    forwarding: false,
    forwardingAtFirst: false,
    ...facts,
  };
}

export function aRule(rule: string, facts: Partial<Rule> = {}): Rule {
  return { table: "nat", chain: "POSTROUTING", rule, packets: 0, bytes: 0, ...facts };
}

export function aCgroup(path: string, facts: Partial<Cgroup> = {}): Cgroup {
  return {
    path,
    controllers: ["cpu"],
    cpuQuota: null,
    throttledPeriods: 0,
    memoryLimit: null,
    memoryUsage: null,
    memoryPeak: null,
    oomKills: null,
    countsSwap: false,
    swapLimit: null,
    processLimit: null,
    members: [],
    ...facts,
  };
}

interface Parts {
  /** Besides the host's init. */
  readonly processes?: readonly Process[];
  readonly mounts?: Readonly<Record<number, readonly Mount[]>>;
  readonly networks?: readonly Network[];
  readonly cgroups?: readonly Cgroup[];
  readonly hostnames?: ReadonlyMap<number, string>;
  readonly ipcObjects?: Snapshot["ipcObjects"];
  readonly unread?: Snapshot["unread"];
}

/** A host with nothing but an init, and what the test adds. */
export function aSnapshot({
  processes = [],
  mounts = {},
  networks = [aNetwork(HOST.net)],
  cgroups = [],
  ipcObjects = new Map([[HOST.ipc, { segments: [], queues: [], semaphores: [] }]]),
  hostnames = new Map([[HOST.uts, "host"]]),
  unread = [],
}: Parts = {}): Snapshot {
  const tables = Object.entries({ [HOST.mnt]: [ROOT_MOUNT], ...mounts });
  return {
    host: INIT,
    processes: [INIT, ...processes],
    mounts: new Map(tables.map(([inode, table]) => [Number(inode), table])),
    networks: new Map(networks.map((network) => [network.inode, network])),
    cgroups,
    hostnames,
    ipcObjects,
    unread,
  };
}
