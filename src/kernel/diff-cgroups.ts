import type { CgroupChange, CgroupLimit } from "./changes.ts";
import { byIdentity, identityOf } from "./diff-processes.ts";
import type { Cgroup, Process, Snapshot } from "./snapshot.ts";

const LIMITS: readonly CgroupLimit[] = ["cpuQuota", "memoryLimit", "swapLimit", "processLimit"];

/** Changes of the lab's cgroups: made, removed, limits, members and kills. */
export function diffCgroups(before: Snapshot, after: Snapshot): readonly CgroupChange[] {
  const [earlier, later] = [byKey(before), byKey(after)];
  const removed = [...earlier]
    .filter(([key]) => !later.has(key))
    .map(([, cgroup]) => ({ type: "cgroup-removed" as const, cgroup }));
  const now = [...later].flatMap(([key, cgroup]): readonly CgroupChange[] => {
    const then = earlier.get(key);
    return [
      ...(then === undefined ? [{ type: "cgroup-made" as const, cgroup }] : []),
      ...diffLimits(then, cgroup),
      ...diffMembers(before, after, then, cgroup),
      ...diffKills(then, cgroup),
    ];
  });
  return [...removed, ...now];
}

/** By hierarchy and path: v1 has a tree each, and each begins with its root. Controllers of a v2 group may change. */
function byKey(snapshot: Snapshot): ReadonlyMap<string, Cgroup> {
  let tree = 0;
  return new Map(
    snapshot.cgroups.map((cgroup) => {
      if (cgroup.path === "/") tree += 1;
      return [`${tree} ${cgroup.path}`, cgroup];
    }),
  );
}

function diffLimits(before: Cgroup | undefined, cgroup: Cgroup): readonly CgroupChange[] {
  return LIMITS.flatMap((limit): readonly CgroupChange[] => {
    const earlier = before?.[limit] ?? null;
    return earlier === cgroup[limit] ? [] : [{ type: "cgroup-limit", cgroup, limit, before: earlier, value: cgroup[limit] }];
  });
}

/** Where all processes of the host come from: the lab's root, and on v2 its own leaf (src/lab/up.sh). */
const LAB_CGROUPS = ["/", "/init"];

/** Every process begins in its parent's cgroup: only moves count. */
function diffMembers(before: Snapshot, after: Snapshot, then: Cgroup | undefined, cgroup: Cgroup): readonly CgroupChange[] {
  if (LAB_CGROUPS.includes(cgroup.path)) return [];
  const [earlier, later] = [byIdentity(before), byIdentity(after)];
  const wasMember = (process: Process) => earlier.has(identityOf(process)) && then?.members.includes(process.machinePid) === true;
  const isMember = (process: Process) => cgroup.members.includes(process.machinePid);
  const isBornHere = (process: Process) => !earlier.has(identityOf(process)) && cgroup.members.includes(process.parentMachinePid);
  const joined = after.processes.filter((process) => isMember(process) && !wasMember(process) && !isBornHere(process));
  const left = before.processes.filter((process) => {
    const now = later.get(identityOf(process));
    return now !== undefined && now.state !== "Z" && wasMember(process) && !isMember(process);
  });
  return [
    ...joined.map((process) => ({ type: "cgroup-joined" as const, cgroup, process })),
    ...left.map((process) => ({ type: "cgroup-left" as const, cgroup, process })),
  ];
}

function diffKills(before: Cgroup | undefined, cgroup: Cgroup): readonly CgroupChange[] {
  const kills = (cgroup.oomKills ?? 0) - (before?.oomKills ?? 0);
  return kills > 0 ? [{ type: "cgroup-oom-kill", cgroup, kills }] : [];
}
