import type { Snapshot } from "../kernel/snapshot.ts";
import type { MapObject } from "./layout.ts";

const KINDS = ["segments", "queues", "semaphores"] as const;

/** The System V objects of an IPC namespace, by kind; none where nobody could look. */
export function objectsIn({ ipcObjects }: Snapshot, inode: number): readonly MapObject[] {
  const objects = ipcObjects.get(inode);
  if (objects === undefined) return [];
  return KINDS.flatMap((kind) => objects[kind].map(({ id, size }) => ({ kind, id, size })));
}
