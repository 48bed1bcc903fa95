import type { CgroupChange, CgroupLimit } from "./changes.ts";
import { byIdentity, familyOf, identityOf } from "./lookups.ts";
import { unreadOf } from "./queries.ts";
import type { Cgroup, Process, Snapshot } from "./snapshot.ts";

const LIMITS: readonly CgroupLimit[] = ["cpuQuota", "memoryLimit", "swapLimit", "processLimit"];

/** Changes of the lab's cgroups: made, removed, limits, members and kills. None where not all of them were read. */
export function diffCgroups(before: Snapshot, after: Snapshot): readonly CgroupChange[] {
  if ([before, after].some((each) => unreadOf(each, "cgroups") !== null || unreadOf(each, "processes") !== null)) return [];
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
  const [earlier, later] = [byIdentity(before.processes), byIdentity(after.processes)];
  const [were, are] = [new Set(then?.members), new Set(cgroup.members)];
  const wasMember = (process: Process) => earlier.has(identityOf(process)) && were.has(process.machinePid);
  const isBornHere = (process: Process) => !earlier.has(identityOf(process)) && are.has(process.parentMachinePid);
  const joined = processesOf(after, are).filter((process) => !wasMember(process) && !isBornHere(process));
  const left = processesOf(before, were).filter((process) => {
    const now = later.get(identityOf(process));
    return now !== undefined && now.state !== "Z" && !are.has(process.machinePid);
  });
  return [
    ...joined.map((process) => ({ type: "cgroup-joined" as const, cgroup, process })),
    ...left.map((process) => ({ type: "cgroup-left" as const, cgroup, process })),
  ];
}

function processesOf({ processes }: Snapshot, members: ReadonlySet<number>): readonly Process[] {
  const { byPid } = familyOf(processes);
  return [...members].flatMap((pid) => byPid.get(pid) ?? []).toSorted((a, b) => (a.pids[0] ?? 0) - (b.pids[0] ?? 0));
}

function diffKills(before: Cgroup | undefined, cgroup: Cgroup): readonly CgroupChange[] {
  const kills = (cgroup.oomKills ?? 0) - (before?.oomKills ?? 0);
  return kills > 0 ? [{ type: "cgroup-oom-kill", cgroup, kills }] : [];
}
