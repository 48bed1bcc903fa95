import { remembered } from "../kernel/lookups.ts";
import type { Mount, Snapshot } from "../kernel/snapshot.ts";
import { clean } from "./clean.ts";
import type { MapMount } from "./layout.ts";

/** Mounts that a mount namespace has and the host has not, in the order in which they were made. */
export function mountsOnlyIn(snapshot: Snapshot, namespace: number): readonly MapMount[] {
  const host = snapshot.mounts.get(snapshot.host.namespaces.mnt) ?? [];
  const known = identitiesOf(host);
  const own = (snapshot.mounts.get(namespace) ?? []).filter((mount) => !known.has(identityOf(mount)) && !isOfIpNetns(mount));
  return shown(own, host);
}

/** What is mounted on the host beyond what a lab begins with. */
export function mountsAddedToHost(snapshot: Snapshot): readonly MapMount[] {
  const host = snapshot.mounts.get(snapshot.host.namespaces.mnt) ?? [];
  return shown(
    host.filter(({ mountPoint }) => !LAB_MOUNTS.test(mountPoint)),
    host,
  );
}

/** Where a lab's own mounts are, and those of `ip netns add` (src/lab/up-tree.sh). */
const LAB_MOUNTS = /^\/($|(usr|opt\/nslab|dev|proc|sys|run|\.lab)(\/|$))/;

/** ip-netns(8) gives each program that it starts a /sys for its network. */
function isOfIpNetns({ mountPoint, type }: Mount): boolean {
  return type === "sysfs" && mountPoint === "/sys";
}

function shown(mounts: readonly Mount[], host: readonly Mount[]): readonly MapMount[] {
  const found = new Map<string, MapMount>(); // the last mount of a path covers the others
  for (const mount of mounts) {
    const bind = sourceOnHost(mount, host);
    found.set(mount.mountPoint, {
      path: clean(mount.mountPoint),
      what: clean(bind ?? mount.type),
      bind: bind !== null,
    });
  }
  return [...found.values()];
}

/** The path by which the host knows what a bind mount shows, or null for a file system of its own. */
function sourceOnHost(mount: Mount, host: readonly Mount[]): string | null {
  const origin = host.find(
    (each) => each.device === mount.device && isBelow(mount.root, each.root) && each.mountPoint !== mount.mountPoint,
  );
  if (origin === undefined || mount.type === "proc" || mount.type === "sysfs") return null;
  const below = mount.root.slice(origin.root === "/" ? 0 : origin.root.length);
  return `${origin.mountPoint === "/" ? "" : origin.mountPoint}${below === "/" ? "" : below}` || "/";
}

function isBelow(path: string, directory: string): boolean {
  return (
    directory === "/" || (path.startsWith(directory) && (path.length === directory.length || path[directory.length] === "/"))
  );
}

const identityOf = remembered(({ device, root, source, mountPoint }: Mount) =>
  JSON.stringify([device, root, source, mountPoint]),
);

const identitiesOf = remembered((mounts: readonly Mount[]): ReadonlySet<string> => new Set(mounts.map(identityOf)));
