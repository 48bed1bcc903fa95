import { type Said, say } from "../src/say/message.ts";
import { hasRootAt } from "../src/kernel/roots.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId, type Scene } from "./check.ts";
import { describeMount, mountAt, onHostInstead, whyNotMounted } from "./mounts.ts";
import type { Container } from "./namespaces.ts";
import { lookIn, placeId } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import { frontOf } from "./places.ts";
import { notAllRead } from "./unread.ts";

export interface TreeMount {
  /** A file system of this type, as in `proc`. */
  readonly type: string;
  /** The command that makes it, for whoever is stuck. */
  readonly next: Said;
}

/**
 * A directory of a tree of the host shows a file system of this type to the shell in that terminal which has the tree for
 * its root, however it got it: in a mount namespace of its own, as pivot_root(2) wants one, the host does not have what is
 * mounted there. Where no shell is in the tree, what the host has there counts.
 *
 * @param path in the tree: `/proc`
 */
export function mountedInTree(where: Container, tree: string, path: string, { type, next }: TreeMount): Check {
  const expected = say`a file system of the type ${{ type }} is mounted on ${{ path: `${tree}${path}` }}, for whoever has ${{ tree }} for a root directory`;
  return placeCheck({
    id: checkId("mounted-in-tree", type, `${tree}${path}`, placeId(where)),
    where: "host",
    expected,
    find: (host, snapshot, scene) => {
      const inside = insideOf(scene, snapshot, where, tree);
      const [process, at] = inside === undefined ? [host, `${tree}${path}`] : [inside, below(inside.root, path)];
      const isApart = process.namespaces.mnt !== host.namespaces.mnt;
      const look = isApart ? lookIn(where, "mount") : lookIn("host", `findmnt ${at}`);
      const unread = notAllRead(snapshot, [{ part: "mounts", namespace: process.namespaces.mnt }], { expected, look });
      if (unread !== null) return unread;
      const found = mountAt(snapshot, process, at);
      const isElsewhere = found === undefined && mountAt(snapshot, host, `${tree}${path}`) !== undefined;
      const mount = describeMount(at, found);
      return {
        passed: found?.type === type,
        observed: isElsewhere ? onHostInstead(mount) : mount,
        look,
        cause: isElsewhere
          ? say`The shell in there has a mount namespace of its own, or its root is the tree in another place: the host's mount is not seen from there.`
          : whyNotMounted(found),
        next,
      };
    },
  });
}

/** The shell in front of a terminal, or one that waits there, which has the tree for its root directory. */
function insideOf(scene: Scene, snapshot: Snapshot, where: Container, tree: string): Process | undefined {
  const front = frontOf(scene, snapshot, where);
  if (front === null) return undefined;
  const waiting = snapshot.processes.filter(({ terminal }) => terminal !== null && terminal === front.terminal);
  return [front, ...waiting.toReversed()].find((process) => hasRootAt(snapshot, process, tree));
}

function below(root: string, path: string): string {
  return root === "/" ? path : `${root}${path}`;
}
