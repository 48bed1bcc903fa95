import type { Stat } from "./parse-stat.ts";
import type { Process } from "./snapshot.ts";

/** The process `root` and all its descendants, parents first. */
export function processesBelow<T extends { readonly pid: number; readonly parent: number }>(
  all: ReadonlyMap<number, T>,
  root: number,
): readonly T[] {
  const children = new Map<number, T[]>();
  for (const each of all.values()) {
    const siblings = children.get(each.parent);
    if (siblings === undefined) children.set(each.parent, [each]);
    else siblings.push(each);
  }
  const first = all.get(root);
  const found = first === undefined ? [] : [first];
  // grows while it is walked
  for (const each of found) found.push(...(children.get(each.pid) ?? []));
  return found;
}

/**
 * Those processes whose PID namespace is that of `hostPid` or one below it. A child is in the PID
 * namespace of its parent or in one below (pid_namespaces(7)), so what a process in one of ours
 * has for a child is in one of ours, and with it all others of that namespace.
 */
export function insidePidNamespaceOf(processes: readonly Process[], hostPid: number): readonly Process[] {
  const namespaceOf = new Map(processes.map((process) => [process.machinePid, process.namespaces.pid]));
  const host = namespaceOf.get(hostPid);
  if (host === undefined) return [];
  const inside = new Set([host]);
  for (let before = 0; before < inside.size; ) {
    before = inside.size;
    for (const process of processes) {
      if (inside.has(namespaceOf.get(process.parentMachinePid) ?? 0)) inside.add(process.namespaces.pid);
    }
  }
  return processes.filter((process) => inside.has(process.namespaces.pid));
}

/**
 * In the order in which they are looked at, since it may come to an end: the host's init, who is in front in a terminal
 * and all whom that one runs below, then the others; parents first.
 */
export function nearestFirst(stats: readonly Stat[], hostPid: number): readonly Stat[] {
  const byPid = new Map(stats.map((stat) => [stat.pid, stat]));
  const wanted = new Set<number>();
  const want = (pid: number) => {
    for (let at = byPid.get(pid); at !== undefined && !wanted.has(at.pid); at = byPid.get(at.parent)) wanted.add(at.pid);
  };
  want(hostPid);
  for (const { pid, group, foreground } of stats) if (group === foreground) want(pid);
  return [...stats.filter(({ pid }) => wanted.has(pid)), ...stats.filter(({ pid }) => !wanted.has(pid))];
}
