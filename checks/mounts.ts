import { say, type Said } from "../src/say/message.ts";
import { fileAt, isSameFile } from "../src/kernel/process-files.ts";
import { mountsOf } from "../src/kernel/queries.ts";
import { hasRootAt } from "../src/kernel/roots.ts";
import type { Mount, Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { Check } from "./check.ts";
import { isSeenByHost } from "./files.ts";
import { type Container, leaving } from "./namespaces.ts";
import { inPlace, lookIn, placeName } from "./networks.ts";
import { placeCheck, type PlaceExpectation } from "./place-check.ts";
import type { Where } from "./network-places.ts";
import { notAllRead } from "./unread.ts";

/**
 * Something is mounted at the path, in the mount namespace of that place.
 *
 * @param inTree the path leads into this tree: what those see there who have the tree for their root, in that mount namespace, counts, too
 */
export function mounted(where: Where, path: string, inTree?: string): Check {
  return mountCheck({
    where,
    expected: `${inPlace(where)}, something is mounted on ${path}`,
    find: (process, snapshot) => {
      const found = mountAt(snapshot, process, path) ?? mountIn(snapshot, process, inTree, path);
      return {
        passed: found !== undefined,
        observed: describeMount(path, found),
        look: lookIn(where, `findmnt ${path}`),
        cause: "The mount was made in another mount namespace, or on another directory, or not yet.",
        next: `Type the mount command in the terminal ${where}, in the directory /root/docker.`,
      };
    },
  });
}

/** Nothing is mounted at the path in the mount namespace of that place. */
export function notMounted(where: Where, path: string): Check {
  return mountCheck({
    where,
    expected: `${inPlace(where)}, nothing is mounted on ${path}`,
    find: (process, snapshot) => {
      const found = mountAt(snapshot, process, path);
      return {
        passed: found === undefined,
        observed: describeMount(path, found),
        look: lookIn(where, `findmnt ${path}`),
        cause: `The mount was made in the mount namespace of ${placeName(where)}, or has spread to it.`,
        next: `Undo it ${lookIn(where, `umount ${path}`)}`,
      };
    },
  });
}

export interface MountWanted {
  /** A bind mount of this directory. */
  readonly of?: string;
  /** A file system of this type, as in `tmpfs`. */
  readonly type?: string;
  /** The host has no mount there, neither this one nor another. */
  readonly onlyThere?: true;
  /** With `onlyThere`: a host has one of its own there from the beginning, which is another. */
  readonly hostHasOne?: true;
  /** The command that makes it, for whoever is stuck. */
  readonly next: Said;
}

/** What is mounted at the path is just that: this directory, or a file system of this type. */
export function mountedAs(where: Where, path: string, { of, type, onlyThere, hostHasOne, next }: MountWanted): Check {
  const what = of !== undefined ? `the directory ${of}` : `a file system of the type ${type}`;
  return mountCheck({
    where,
    expected: `${inPlace(where)}, ${what} is mounted on ${path}${onlyThere === true ? ", and the host has no mount there" : ""}`,
    find: (process, snapshot) => {
      const found = mountAt(snapshot, process, path);
      const hostsMount = mountAt(snapshot, snapshot.host, path);
      const isRight =
        found !== undefined && (of === undefined || isOneFile(process, path, of)) && (type === undefined || found.type === type);
      const isSame =
        onlyThere === true && found !== undefined && (isSeenByHost(snapshot, process, path) || isHostsOwn(snapshot, found));
      const isAlsoThere = onlyThere === true && hostHasOne !== true && !isSame && found !== undefined && hostsMount !== undefined;
      const leaked = isSame || isAlsoThere;
      const isApart = process.namespaces.mnt !== snapshot.host.namespaces.mnt;
      const isElsewhere = found === undefined && where !== "host" && hostsMount !== undefined;
      return {
        passed: isRight && !leaked,
        observed: `${describeMount(path, found)}${isSame ? ", and the host sees the same" : isAlsoThere ? "; the host has another mount there" : isElsewhere ? "; on the host there is a mount" : ""}`,
        look: `${lookIn(where, `findmnt ${path}`)}${onlyThere === true ? `; ${lookIn("host", `findmnt ${path}`)}` : ""}`,
        cause:
          isRight && isAlsoThere
            ? "Something was mounted on the host as well, in the same place."
            : causeOf(found, isRight, isElsewhere, isApart),
        next:
          isRight && isAlsoThere
            ? `Undo it ${lookIn("host", `umount ${path}`)}`
            : isElsewhere || isAlsoThere || (leaked && !isApart)
              ? say`Undo it on the host (umount ${{ path }}). Then: ${{ next }}`
              : next,
      };
    },
  });
}

function causeOf(found: Mount | undefined, isRight: boolean, isElsewhere: boolean, isApart: boolean): string {
  if (isElsewhere) return "The mount was made on the host, after this terminal's mount namespace was copied from it.";
  if (found === undefined) return "It was not mounted yet, or on another directory, or in another terminal.";
  if (!isRight) return "Something else was mounted there.";
  return isApart
    ? "Nothing was mounted over what the host has there, or the mounts of the two are shared."
    : "The shell there is in the host's mount namespace.";
}

/** Mounts made on either side appear on the other: the root mounts are of one peer group (mount_namespaces(7)). */
export function sharesMounts(where: Container): Check {
  return mountCheck({
    where,
    expected: `${placeName(where)} has a mount namespace of its own, and mounts pass between it and the host`,
    find: (process, snapshot, scene) => {
      const [own, hosts] = [propagationOf(snapshot, process), propagationOf(snapshot, snapshot.host)];
      const isApart = process.namespaces.mnt !== snapshot.host.namespaces.mnt;
      return {
        passed: isApart && own.some((tag) => tag.startsWith("shared:") && hosts.includes(tag)),
        observed: isApart
          ? `the propagation of / is ${own.join(" ") || "private"} there, ${hosts.join(" ") || "private"} on the host`
          : "the shell is in the host's mount namespace",
        look: `${lookIn(where, "head -1 /proc/self/mountinfo")}; ${lookIn("host", "head -1 /proc/self/mountinfo")}`,
        cause:
          isApart && own.some((tag) => tag.startsWith("shared:"))
            ? "The shell was started inside one whose mounts were private: it shares them with nobody else."
            : "unshare makes all mounts of the new namespace private, unless told otherwise.",
        next: `Type ${lookIn(where, ...leaving(scene, snapshot, where, process), "unshare -m --propagation shared bash")}`,
      };
    },
  });
}

/** Mounts made in the terminal's own mount namespace stay there, and none come in. */
export function privateMounts(where: Where): Check {
  return mountCheck({
    where,
    expected: `${placeName(where)} has a mount namespace of its own, whose mounts are private`,
    find: (process, snapshot) => {
      const own = propagationOf(snapshot, process);
      const isApart = process.namespaces.mnt !== snapshot.host.namespaces.mnt;
      return {
        passed: isApart && own.length === 0,
        observed: isApart
          ? `the propagation of / is ${own.join(" ") || "private"} there`
          : "the shell is in the host's mount namespace",
        look: lookIn(where, "findmnt -o TARGET,PROPAGATION /"),
        cause: isApart ? "Its mounts still belong to a peer group of the host's." : "The shell that unshare started has ended.",
        next: isApart ? `Type ${lookIn(where, "mount --make-rprivate /")}` : `Type ${lookIn(where, "unshare -m bash")}`,
      };
    },
  });
}

/** A check about the mounts of the process in front, and of the host: of both it must be known that there are no others. */
function mountCheck({ where, expected, find }: PlaceExpectation): Check {
  return placeCheck({
    where,
    expected,
    find: (process, snapshot, scene) => {
      const namespaces = [process.namespaces.mnt, snapshot.host.namespaces.mnt];
      const needed = namespaces.map((namespace) => ({ part: "mounts", namespace }) as const);
      return notAllRead(snapshot, needed, { expected, look: lookIn(where, "findmnt") }) ?? find(process, snapshot, scene);
    },
  });
}

/** Propagation tags of the mount on `/`; none when it is private. */
export function propagationOf(snapshot: Snapshot, process: Process): readonly string[] {
  return mountAt(snapshot, process, "/")?.propagation ?? [];
}

/** The uppermost mount on a path: what is seen there. */
export function mountAt(snapshot: Snapshot, process: Process, path: string): Mount | undefined {
  return mountsOf(snapshot, process).findLast((mount) => mount.mountPoint === path);
}

/** What is mounted there for those in the process's mount namespace whose root is the tree: pivot_root(2) makes the tree their `/`. */
function mountIn(snapshot: Snapshot, { namespaces }: Process, tree: string | undefined, path: string): Mount | undefined {
  if (tree === undefined || namespaces.mnt === snapshot.host.namespaces.mnt) return undefined;
  return snapshot.processes
    .filter((each) => each.namespaces.mnt === namespaces.mnt && hasRootAt(snapshot, each, tree))
    .map((each) => mountAt(snapshot, each, each.root === "/" ? path.slice(tree.length) : path))
    .find((mount) => mount !== undefined);
}

/** The host has the same mount, perhaps covered by another one: what is there is a copy from when the namespace was made. */
function isHostsOwn(snapshot: Snapshot, mount: Mount): boolean {
  return mountsOf(snapshot, snapshot.host).some(
    (each) => each.mountPoint === mount.mountPoint && each.device === mount.device && each.root === mount.root,
  );
}

function isOneFile(process: Process, path: string, other: string): boolean {
  return isSameFile(fileAt(process, path), fileAt(process, other));
}

/** What is mounted there, in a sentence. */
export function describeMount(path: string, mount: Mount | undefined): string {
  if (mount === undefined) return `nothing is mounted on ${path} there`;
  return `${mount.root === "/" ? mount.source : `${mount.source}[${mount.root}]`} is mounted on ${mount.mountPoint} (${mount.type})`;
}
