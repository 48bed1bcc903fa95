import {
  MOST_CGROUPS_IN_ALL,
  MOST_FACTS,
  MOST_FACTS_IN_ALL,
  MOST_MOUNTS,
  MOST_MOUNTS_IN_ALL,
  MOST_NETWORKS_READ,
  MOST_PROCESSES,
} from "../../src/kernel/bounds.ts";
import type { Link, Network, Process, Snapshot } from "../../src/kernel/snapshot.ts";
import { aCgroup, aLink, aMount, aNetwork, aProcess, aRule, aSnapshot, HOST } from "./build-snapshot.ts";

const LONG = `${"x".repeat(100)}␛\ufffd${"名".repeat(60)}`;

function times<Made>(count: number, make: (at: number) => Made): Made[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

/**
 * A lab as full as a look takes it in, in shapes that cost the most: each shell the child of the one before, ends of
 * cables everywhere, mounts below mounts, names as long as they may be.
 *
 * @param seed another one is a lab in which everything is another thing
 */
export function aFullSnapshot(seed = 0): Snapshot {
  const base = seed * 100_000;
  return aSnapshot({
    processes: times(MOST_PROCESSES - 1, (at) => fullProcess(at, base)),
    networks: networks(base),
    mounts: Object.fromEntries(
      times(MOST_MOUNTS_IN_ALL / MOST_MOUNTS, (table) => [
        table === 0 ? HOST.mnt : 500 + table,
        times(MOST_MOUNTS, (at) =>
          aMount(base + table * 10_000 + at, `/m${seed}/${LONG}/${"d/".repeat(at % 40)}${at}`, {
            device: `0:${at % 7}`,
            root: `/${at}`,
          }),
        ),
      ]),
    ),
    cgroups: times(MOST_CGROUPS_IN_ALL, (at) =>
      aCgroup(`/${seed}${LONG}/${at}`, {
        members: times(8, (member) => 1002 + base + ((at * 8 + member) % (MOST_PROCESSES - 1))),
      }),
    ),
    hostnames: new Map([[HOST.uts, "host"], ...times(30, (at) => [600 + at, `h${at}`] as const)]),
  });
}

function fullProcess(at: number, base: number): Process {
  const own = 600 + (at % 200);
  return aProcess(1002 + base + at, {
    parentMachinePid: at === 0 ? 1001 : 1001 + base + at,
    pids: [2 + at, 1 + (at % 5)],
    name: "bash",
    command: ["bash", LONG],
    state: at % 10 === 9 ? "Z" : "S",
    root: at % 3 === 0 ? `/${LONG}` : "/",
    namespaces: {
      ...HOST,
      mnt: 500 + (at % 5),
      pid: own,
      uts: own,
      ipc: own,
      net: 700 + (at % (MOST_NETWORKS_READ - 1)),
      cgroup: own,
    },
  });
}

/** The host has as many of each as a namespace may have, the others share what is left. */
function networks(base: number): readonly Network[] {
  const left = Math.floor((MOST_FACTS_IN_ALL - 4 * MOST_FACTS) / (MOST_NETWORKS_READ - 1));
  return times(MOST_NETWORKS_READ, (at) => {
    const count = at === 0 ? MOST_FACTS : Math.floor(left / 4);
    return aNetwork(at === 0 ? HOST.net : 699 + at, {
      names: at === 0 ? [] : times(16, (name) => `n${at}-${name}${LONG}`),
      links: times(count, (link) => fullLink(link, base)),
      routes: times(count, (route) => ({
        destination: `10.${base}.${route}.0/24`,
        gateway: "10.0.0.1",
        device: `veth${route}`,
        source: null,
        type: "unicast",
      })),
      rules: times(count, (rule) =>
        aRule(`-s 10.${base}.${rule}.0/24 -m comment --comment "${LONG}${LONG}" -j ACCEPT`, {
          table: "filter",
          chain: `C${rule % 100}`,
        }),
      ),
      neighbours: times(count, (each) => ({ address: `10.0.0.${each}`, device: "veth0", mac: null, state: "FAILED" })),
    });
  });
}

function fullLink(at: number, base: number): Link {
  return aLink(at + 1, `veth${at}`, {
    mac: `02:00:${base}:${at}`,
    kind: at === 0 ? "bridge" : "veth",
    up: true,
    master: at === 0 ? null : "veth0",
    peerIndex: at === 0 ? null : at + 1,
    peerNamespaceId: 1,
    addresses: [{ family: "inet", address: `10.0.${at}.1`, prefix: 24, scope: "global" }],
  });
}
