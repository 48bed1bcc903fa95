import { isRefusal } from "../../lab/door/handle.ts";
import { inodeOf } from "../../lab/door/namespace.ts";
import { worldHolder, type WorldMachine } from "../../lab/enter.ts";
import type { LabReach } from "../../lab/identity.ts";
import { type HeldNetwork, networkNamespaces } from "../held-networks.ts";
import { allForms } from "../nft-chains.ts";
import { readMountTables } from "../read-mounts.ts";
import { readNamespaces } from "../read-namespaces.ts";
import { readProcesses } from "../read-processes.ts";
import type { Network, Process, Rule } from "../snapshot.ts";
import type { Counters } from "./way.ts";

const WORLD: readonly WorldMachine[] = ["neighbor", "router", "internet"];

/** What holds the network namespaces of a lab and of the machines around it. */
export async function terrainNetworks(
  lab: LabReach,
  host: Process,
): Promise<{ readonly networks: readonly HeldNetwork[]; readonly world: ReadonlySet<number> }> {
  const { processes } = await readProcesses(lab);
  const { tables } = await readMountTables(lab, processes);
  const world = WORLD.flatMap((machine): readonly HeldNetwork[] => {
    const holder = worldHolder(lab, machine);
    const inode = inodeOf(holder);
    return isRefusal(inode) ? [] : [{ inode, names: [machine], holder: { ...holder, inode } }];
  });
  const inodes = new Set(world.map(({ inode }) => inode));
  const { networks } = networkNamespaces(host, processes, tables);
  return { networks: [...world, ...networks.filter(({ inode }) => !inodes.has(inode))], world: inodes };
}

/** Asked from the router: who is root there is it in the lab, too. */
export async function readTerrain(lab: LabReach, networks: readonly HeldNetwork[]): Promise<readonly Network[]> {
  const found = await readNamespaces(lab, { place: { world: "router" }, here: null, networks, names: [] });
  return [...found.networks.values()];
}

/** What was counted between two looks. Nothing is set to zero: only the difference tells. */
export function countersBetween(before: readonly Network[], after: readonly Network[]): Counters {
  const earlier = new Map(before.map((network) => [network.inode, network]));
  const moved = new Set<Rule>();
  for (const network of after) {
    const old = allRules(earlier.get(network.inode));
    allRules(network).forEach((rule, at) => {
      const same = old[at];
      if (same !== undefined && same.chain === rule.chain && same.rule === rule.rule && rule.packets > same.packets)
        moved.add(rule);
    });
  }
  return {
    moved: (rule) => (rule.nft?.counts === false ? null : moved.has(rule)),
    policyMoved: ({ inode, policyPackets }, table, chain) =>
      (policyPackets.get(`${table}/${chain}`) ?? 0) > (earlier.get(inode)?.policyPackets.get(`${table}/${chain}`) ?? 0),
  };
}

function allRules(network: Network | undefined): readonly Rule[] {
  return network === undefined ? [] : [...network.rules, ...allForms(network)];
}
