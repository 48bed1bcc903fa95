import { processByMachinePid } from "../kernel/queries.ts";
import type { Cgroup, Process, Snapshot } from "../kernel/snapshot.ts";
import { clean } from "./clean.ts";
import type { MapCgroup } from "./layout.ts";
import { isHelper, toMapProcess } from "./processes.ts";

/** The lab's own: its root, and on v2 its leaf (src/lab/up.sh). */
const LAB_CGROUPS = new Set(["/", "/init"]);

/** Cgroups that somebody made. Those of several v1 hierarchies with one path and the same members are one. */
export function toMapCgroups(snapshot: Snapshot, groupOf: (process: Process) => string | null): readonly MapCgroup[] {
  const groups = new Map<string, Cgroup[]>();
  for (const cgroup of snapshot.cgroups) {
    if (LAB_CGROUPS.has(cgroup.path)) continue;
    const key = `${cgroup.path} ${cgroup.members.toSorted((a, b) => a - b).join()}`;
    groups.set(key, [...(groups.get(key) ?? []), cgroup]);
  }
  return [...groups.values()].map((parts) => toMapCgroup(snapshot, parts, groupOf)).toSorted((a, b) => compare(a.path, b.path));
}

function toMapCgroup(snapshot: Snapshot, parts: readonly Cgroup[], groupOf: (process: Process) => string | null): MapCgroup {
  const limit = (name: "cpuQuota" | "memoryLimit" | "swapLimit" | "processLimit") =>
    parts.map((part) => part[name]).find((value) => value !== null) ?? null;
  const members = parts[0]?.members.flatMap((pid) => processByMachinePid(snapshot, pid) ?? []) ?? [];
  return {
    path: clean(parts[0]?.path ?? ""),
    controllers: [...new Set(parts.flatMap((part) => part.controllers))].toSorted(compare),
    cpuQuota: limit("cpuQuota"),
    memoryLimit: limit("memoryLimit"),
    swapLimit: limit("swapLimit"),
    processLimit: limit("processLimit"),
    oomKills: Math.max(0, ...parts.map((part) => part.oomKills ?? 0)),
    members: members
      .filter((process) => !isHelper(process))
      .map((process) => ({ process: toMapProcess(process, "/"), group: groupOf(process) })),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
