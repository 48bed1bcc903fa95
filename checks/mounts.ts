import { listed, type Message, type Said, say } from "../src/say/message.ts";
import { fileAt, isSameFile } from "../src/kernel/process-files.ts";
import { mountsOf } from "../src/kernel/queries.ts";
import { hasRootAt } from "../src/kernel/roots.ts";
import type { Mount, Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId } from "./check.ts";
import { isSeenByHost } from "./files.ts";
import { type Container, leaving } from "./namespaces.ts";
import { inPlace, lookIn, placeId, placeName, typeThere } from "./networks.ts";
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
    id: checkId("mounted", path, placeId(where)),
    where,
    expected: say`${{ where: inPlace(where) }}, something is mounted on ${{ path }}`,
    find: (process, snapshot) => {
      const found = mountAt(snapshot, process, path) ?? mountIn(snapshot, process, inTree, path);
      return {
        passed: found !== undefined,
        observed: describeMount(path, found),
        look: lookIn(where, `findmnt ${path}`),
        cause: say`The mount was made in another mount namespace, or on another directory, or not yet.`,
        next: say`Type the mount command in the terminal ${{ terminal: where }}, in the directory /root/docker.`,
      };
    },
  });
}

/** Nothing is mounted at the path in the mount namespace of that place. */
export function notMounted(where: Where, path: string): Check {
  return mountCheck({
    id: checkId("not-mounted", path, placeId(where)),
    where,
    expected: say`${{ where: inPlace(where) }}, nothing is mounted on ${{ path }}`,
    find: (process, snapshot) => {
      const found = mountAt(snapshot, process, path);
      return {
        passed: found === undefined,
        observed: describeMount(path, found),
        look: lookIn(where, `findmnt ${path}`),
        cause: say`The mount was made in the mount namespace of ${{ place: placeName(where) }}, or has spread to it.`,
        next: undo(where, path),
      };
    },
  });
}

function undo(where: Where, path: string): Message {
  const lines = `umount ${path}`;
  return where === "host"
    ? say`Undo it on the host: ${{ lines }}`
    : say`Undo it in the terminal ${{ terminal: where }}: ${{ lines }}`;
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
  /** With `onlyThere`: the command that starts a shell with a mount namespace of its own; `unshare -m bash` unless said. */
  readonly enter?: string;
  /** The command that makes it, for whoever is stuck. */
  readonly next: Said;
}

/** What is mounted at the path is just that: this directory, or a file system of this type. */
export function mountedAs(
  where: Where,
  path: string,
  { of, type, onlyThere, hostHasOne, enter = "unshare -m bash", next }: MountWanted,
): Check {
  const what =
    of !== undefined ? say`the directory ${{ directory: of }}` : say`a file system of the type ${{ type: type ?? "" }}`;
  const place = inPlace(where);
  return mountCheck({
    id: checkId("mounted-as", of ?? type ?? "", path, placeId(where)),
    where,
    expected:
      onlyThere === true
        ? say`${{ where: place }}, ${{ what }} is mounted on ${{ path }}, and the host has no mount there`
        : say`${{ where: place }}, ${{ what }} is mounted on ${{ path }}`,
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
      // What is mounted by a shell that is in the host's mount namespace is never its own.
      const isIn = onlyThere !== true || isApart;
      const looks = [where, ...(onlyThere === true ? (["host"] as const) : [])].map((each) => lookIn(each, `findmnt ${path}`));
      return {
        passed: isRight && !leaked,
        observed: besideHosts(describeMount(path, found), { isSame, isAlsoThere, isElsewhere }),
        look: say`${{ looks: listed(looks, ";") }}`,
        cause:
          isRight && isAlsoThere
            ? say`Something was mounted on the host as well, in the same place.`
            : causeOf(found, { isRight, isElsewhere, isIn }),
        next:
          isRight && leaked && isApart && hostHasOne !== true
            ? keptApart(where, propagationOf(snapshot, process), undo("host", path))
            : inTurn(
                where,
                { undo: isElsewhere || isAlsoThere || (leaked && !isApart) ? path : null, enter: isIn ? null : enter },
                next,
              ),
      };
    },
  });
}

/** What is done first: undone on the host, and a shell started. */
interface Before {
  readonly undo: string | null;
  readonly enter: string | null;
}

function inTurn(where: Where, { undo: path, enter }: Before, next: Said): Said {
  const entered =
    enter === null
      ? next
      : say`Give the shell a mount namespace of its own first, in the terminal ${{ terminal: placeId(where) }}: ${{ enter }}. ${{ next }}`;
  return path === null ? entered : say`Undo it on the host (umount ${{ path }}). ${{ next: entered }}`;
}

/** A mount that is undone on the host is undone in the terminal, too, as long as they share it. */
function keptApart(where: Where, propagation: readonly string[], next: Message): Message {
  const lines = "mount --make-rprivate /";
  return propagation.length === 0
    ? next
    : say`Make its mounts private first, in the terminal ${{ terminal: placeId(where) }}: ${{ lines }}. ${{ next }}`;
}

interface HostsMount {
  readonly isSame: boolean;
  readonly isAlsoThere: boolean;
  readonly isElsewhere: boolean;
}

/** What is mounted there, and what the host has in the same place. */
function besideHosts(mount: Message, { isSame, isAlsoThere, isElsewhere }: HostsMount): Message {
  if (isSame) return say`${{ mount }}, and the host sees the same`;
  if (isAlsoThere) return say`${{ mount }}; the host has another mount there`;
  return isElsewhere ? onHostInstead(mount) : mount;
}

interface Circumstances {
  readonly isRight: boolean;
  readonly isElsewhere: boolean;
  /** The shell is where it can make such a mount. */
  readonly isIn: boolean;
}

function causeOf(found: Mount | undefined, { isRight, isElsewhere, isIn }: Circumstances): Message {
  if (isElsewhere) return say`The mount was made on the host, after this terminal's mount namespace was copied from it.`;
  if (!isIn) return say`The shell there is in the host's mount namespace.`;
  return found === undefined || !isRight
    ? whyNotMounted(found)
    : say`Nothing was mounted over what the host has there, or the mounts of the two are shared.`;
}

/** Mounts made on either side appear on the other: the root mounts are of one peer group (mount_namespaces(7)). */
export function sharesMounts(where: Container): Check {
  return mountCheck({
    id: checkId("shares-mounts", placeId(where)),
    where,
    expected: say`${{ place: placeName(where) }} has a mount namespace of its own, and mounts pass between it and the host`,
    find: (process, snapshot, scene) => {
      const [own, hosts] = [propagationOf(snapshot, process), propagationOf(snapshot, snapshot.host)];
      const isApart = process.namespaces.mnt !== snapshot.host.namespaces.mnt;
      return {
        passed: isApart && own.some((tag) => tag.startsWith("shared:") && hosts.includes(tag)),
        observed: isApart
          ? say`the propagation of / is ${{ own: asFindmnt(own) }} there, ${{ hosts: asFindmnt(hosts) }} on the host`
          : say`the shell is in the host's mount namespace`,
        look: say`${{ looks: listed([lookIn(where, FIRST_MOUNT), lookIn("host", FIRST_MOUNT)], ";") }}`,
        cause:
          isApart && own.some((tag) => tag.startsWith("shared:"))
            ? say`The shell was started inside one whose mounts were private: it shares them with nobody else.`
            : say`unshare makes all mounts of the new namespace private, unless told otherwise.`,
        next: typeThere(where, ...leaving(scene, snapshot, where, process), "unshare -m --propagation shared bash"),
      };
    },
  });
}

const FIRST_MOUNT = "head -1 /proc/self/mountinfo";

/** Propagation as findmnt(8) shows it. */
export function asFindmnt(tags: readonly string[]): string {
  return tags.join(" ") || "private";
}

/** Mounts made in the terminal's own mount namespace stay there, and none come in. */
export function privateMounts(where: Where): Check {
  return mountCheck({
    id: checkId("private-mounts", placeId(where)),
    where,
    expected: say`${{ place: placeName(where) }} has a mount namespace of its own, whose mounts are private`,
    find: (process, snapshot) => {
      const own = propagationOf(snapshot, process);
      const isApart = process.namespaces.mnt !== snapshot.host.namespaces.mnt;
      return {
        passed: isApart && own.length === 0,
        observed: isApart
          ? say`the propagation of / is ${{ own: asFindmnt(own) }} there`
          : say`the shell is in the host's mount namespace`,
        look: lookIn(where, "findmnt -o TARGET,PROPAGATION /"),
        cause: isApart
          ? say`Its mounts still belong to a peer group of the host's.`
          : say`The shell that unshare started has ended.`,
        next: typeThere(where, isApart ? "mount --make-rprivate /" : "unshare -m bash"),
      };
    },
  });
}

/** A check about the mounts of the process in front, and of the host: of both it must be known that there are no others. */
function mountCheck({ find, ...expectation }: PlaceExpectation): Check {
  const { where, expected } = expectation;
  return placeCheck({
    ...expectation,
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
export function describeMount(path: string, mount: Mount | undefined): Message {
  if (mount === undefined) return say`nothing is mounted on ${{ path }} there`;
  const source = mount.root === "/" ? mount.source : `${mount.source}[${mount.root}]`;
  return say`${{ source }} is mounted on ${{ path: mount.mountPoint }} (${{ type: mount.type }})`;
}

/** The same where it is missing, and the host has a mount. */
export function onHostInstead(mount: Message): Message {
  return say`${{ mount }}; on the host there is a mount`;
}

/** The likely reason why what should be mounted somewhere is not. */
export function whyNotMounted(found: Mount | undefined): Message {
  return found === undefined
    ? say`It was not mounted yet, or on another directory, or in another terminal.`
    : say`Something else was mounted there.`;
}
