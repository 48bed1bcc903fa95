import type { IpcChange, HostnameChange } from "./changes.ts";
import { isReused } from "./diff-processes.ts";
import type { SystemVObjects } from "./parse-sysvipc.ts";
import type { Snapshot } from "./snapshot.ts";

/** Changes of hostnames. A new UTS namespace begins with a copy of another's name: only another name is told. */
export function diffHostnames(before: Snapshot, after: Snapshot): readonly HostnameChange[] {
  return [...after.hostnames].flatMap(([inode, hostname]) => {
    const known = isReused(before, after, "uts", inode) ? undefined : before.hostnames.get(inode);
    const earlier = known ?? before.hostnames.get(before.host.namespaces.uts) ?? hostname;
    return earlier === hostname ? [] : [{ type: "hostname" as const, inode, before: earlier, hostname }];
  });
}

const NO_OBJECTS: SystemVObjects = { segments: [], queues: [], semaphores: [] };
const KINDS = ["segments", "queues", "semaphores"] as const;

/** System V objects that came or went. Those of a namespace that is gone went with it, untold. */
export function diffIpcObjects(before: Snapshot, after: Snapshot): readonly IpcChange[] {
  return [...after.ipcObjects].flatMap(([inode, objects]) => {
    const isNew = isReused(before, after, "ipc", inode) || before.processes.every((process) => process.namespaces.ipc !== inode);
    const earlier = isNew ? NO_OBJECTS : before.ipcObjects.get(inode);
    if (earlier === undefined) return []; // it could not be read
    return KINDS.flatMap((kind) => {
      const [then, now] = [earlier[kind], objects[kind]];
      const isIn = (list: SystemVObjects[typeof kind], id: number) => list.some((object) => object.id === id);
      return [
        ...then.filter(({ id }) => !isIn(now, id)).map((object) => ({ type: "ipc-object-gone" as const, inode, kind, object })),
        ...now.filter(({ id }) => !isIn(then, id)).map((object) => ({ type: "ipc-object-made" as const, inode, kind, object })),
      ];
    });
  });
}
