import { statSync } from "node:fs";
import { worldNetworkFile, type WorldMachine } from "../../lab/enter.ts";
import type { LabReach } from "../../lab/identity.ts";
import { type NamespaceFile, networkNamespaces } from "../namespace-files.ts";
import { readMountTables } from "../read-mounts.ts";
import { readNetworks } from "../read-networks.ts";
import { readProcesses } from "../read-processes.ts";
import type { Network, Rule } from "../snapshot.ts";
import type { Counters } from "./way.ts";

const WORLD: readonly WorldMachine[] = ["neighbor", "router", "internet"];

/** Files that hold the network namespaces of a lab and of the machines around it. */
export function terrainFiles(
  lab: LabReach,
  hostMounts: number,
): { readonly files: readonly NamespaceFile[]; readonly world: ReadonlySet<number> } {
  const processes = readProcesses(lab);
  const world = WORLD.flatMap((machine) => {
    const file = worldNetworkFile(lab, machine);
    const found = statSync(file, { throwIfNoEntry: false });
    return found === undefined ? [] : [{ inode: found.ino, names: [machine], file }];
  });
  const inodes = new Set(world.map(({ inode }) => inode));
  const own = networkNamespaces(processes, readMountTables(processes), hostMounts).filter(({ inode }) => !inodes.has(inode));
  return { files: [...own, ...world], world: inodes };
}

export async function readTerrain(lab: LabReach, files: readonly NamespaceFile[]): Promise<readonly Network[]> {
  const { networks } = await readNetworks(lab, null, files, []);
  return [...networks.values()];
}

/** What was counted between two looks. Nothing is set to zero: only the difference tells. */
export function countersBetween(before: readonly Network[], after: readonly Network[]): Counters {
  const earlier = new Map(before.map((network) => [network.inode, network]));
  const moved = new Set<Rule>();
  for (const network of after) {
    const old = earlier.get(network.inode)?.rules ?? [];
    network.rules.forEach((rule, at) => {
      const same = old[at];
      if (same !== undefined && same.chain === rule.chain && same.rule === rule.rule && rule.packets > same.packets)
        moved.add(rule);
    });
  }
  return {
    moved: (rule) => moved.has(rule),
    policyMoved: ({ inode, policyPackets }, table, chain) =>
      (policyPackets.get(`${table}/${chain}`) ?? 0) > (earlier.get(inode)?.policyPackets.get(`${table}/${chain}`) ?? 0),
  };
}
