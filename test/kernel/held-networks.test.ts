import { describe, expect, test } from "vitest";
import { MOST_NAMES, MOST_NETWORKS } from "../../src/kernel/bounds.ts";
import { networkNamespaces } from "../../src/kernel/held-networks.ts";
import type { MountTable, NetworkFile } from "../../src/kernel/read-mounts.ts";
import type { Process } from "../../src/kernel/snapshot.ts";
import { aProcess, HOST, INIT } from "./build-snapshot.ts";
import { allInEnglish } from "../support/in-english.ts";

const reader = { machinePid: 1001, startTime: 7 };
const table = (...networks: readonly NetworkFile[]): MountTable => ({ reader, mounts: [], networks });
const named = (inode: number, ...names: readonly string[]): readonly NetworkFile[] =>
  names.map((name) => ({ inode, path: `/run/netns/${name}` }));

function heldBy(processes: readonly Process[], ...tables: readonly (readonly [number, MountTable])[]) {
  return networkNamespaces(INIT, [INIT, ...processes], new Map(tables)).networks.slice(1);
}

describe("networkNamespaces", () => {
  test("finds those of processes, each once, the host's first; a zombie is in none", () => {
    const inside = aProcess(1010, { namespaces: { ...HOST, net: 12 } });
    const zombie = aProcess(1011, { namespaces: { ...HOST, net: 0 } });
    const { networks } = networkNamespaces(INIT, [INIT, aProcess(1009), inside, zombie], new Map());
    expect(networks).toEqual([
      { inode: HOST.net, names: [], holder: { process: { machinePid: 1001, startTime: 1001 }, file: null, inode: HOST.net } },
      { inode: 12, names: [], holder: { process: { machinePid: 1010, startTime: 1010 }, file: null, inode: 12 } },
    ]);
  });

  test("finds those with a name and no process; ip-netns(8) mounts a name twice", () => {
    expect(heldBy([], [HOST.mnt, table(...named(12, "ns1", "ns1", "alias"))])).toEqual([
      { inode: 12, names: ["alias", "ns1"], holder: { process: reader, file: "/run/netns/alias", inode: 12 } },
    ]);
  });

  test("gives a name to the namespace whose mount covers the others", () => {
    expect(
      heldBy([], [HOST.mnt, table(...named(12, "ns1"), ...named(13, "ns1"))]).map(({ inode, names }) => [inode, names]),
    ).toEqual([
      [13, ["ns1"]],
      [12, []],
    ]);
  });

  test("prefers a process to a name", () => {
    const inside = aProcess(1010, { namespaces: { ...HOST, net: 12 } });
    expect(heldBy([inside], [HOST.mnt, table(...named(12, "ns1"))])).toMatchObject([
      { inode: 12, names: ["ns1"], holder: { process: { machinePid: 1010 }, file: null } },
    ]);
  });

  test("takes no names from other mount namespaces, but what they hold", () => {
    expect(heldBy([], [21, table(...named(12, "ns1"))])).toMatchObject([
      { inode: 12, names: [], holder: { process: reader, file: "/run/netns/ns1" } },
    ]);
  });

  test("puts those of whoever is in front before those with a name, and these before all others", () => {
    const other = aProcess(1010, { namespaces: { ...HOST, net: 12 } });
    const front = aProcess(1011, { namespaces: { ...HOST, net: 13 }, foreground: 1011 });
    expect(heldBy([other, front], [HOST.mnt, table(...named(14, "ns1"))]).map(({ inode }) => inode)).toEqual([13, 14, 12]);
  });

  test("makes names fit to be shown, and opens them as they are", () => {
    expect(heldBy([], [HOST.mnt, table(...named(12, "a\u001bb"))])).toMatchObject([
      { names: ["a␛b"], holder: { file: "/run/netns/a\u001bb" } },
    ]);
  });

  test("keeps to its bounds, and says so", () => {
    const names = Array.from({ length: 3 * MOST_NAMES }, (_, at) => `n${String(at).padStart(3, "0")}`);
    expect(heldBy([], [HOST.mnt, table(...named(12, ...names))])[0]?.names).toEqual(names.slice(0, MOST_NAMES));
    const many = Array.from({ length: MOST_NETWORKS }, (_, at) =>
      aProcess(2000 + at, { namespaces: { ...HOST, net: 5000 + at } }),
    );
    const { networks, unread } = networkNamespaces(INIT, [INIT, ...many], new Map());
    expect(networks).toHaveLength(MOST_NETWORKS);
    expect(allInEnglish(unread)).toEqual([{ part: "networks", namespace: null, why: `there are more than ${MOST_NETWORKS}` }]);
  });
});
