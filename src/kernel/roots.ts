import { isRefusal } from "../lab/door/handle.ts";
import type { ProcessIdentity } from "../lab/door/pinned.ts";
import { type Directory, directoryOf } from "../lab/door/standing.ts";
import { fileAt } from "./process-files.ts";
import { mountsOf } from "./queries.ts";
import type { Process, Snapshot } from "./snapshot.ts";

/*
 * What a root directory is. Its path does not say: after pivot_root(2) it is called / by everybody, and the host's own one,
 * bound elsewhere, is called otherwise.
 */

/** Whether a process has a root directory that is not the host's, by whatever it got it; false where it has ended. */
export function hasOwnRoot({ host }: Snapshot, process: ProcessIdentity): boolean {
  const [own, hosts] = [rootOf(process), rootOf(host)];
  return own !== null && hosts !== null && own.identity !== hosts.identity;
}

/** Whether a process has the host's root directory; false where it has ended. */
export function hasHostsRoot({ host }: Snapshot, process: ProcessIdentity): boolean {
  const own = rootOf(process);
  return own !== null && own.identity === rootOf(host)?.identity;
}

/** Whether the root directory of a process is what the host calls `path`. */
export function hasRootAt({ host }: Snapshot, process: ProcessIdentity, path: string): boolean {
  const [own, wanted] = [rootOf(process), fileAt(host, path)];
  return own !== null && own.identity === wanted?.identity;
}

/** Whether two processes of one mount namespace have one root directory, reached by one mount. */
export function isSameRoot(one: ProcessIdentity, other: ProcessIdentity): boolean {
  const [first, second] = [rootOf(one), rootOf(other)];
  return first !== null && first.identity === second?.identity && first.mount === second.mount;
}

/** Whether a process stands in a directory that its own root directory leads to. */
export function standsInRoot(snapshot: Snapshot, process: Process): boolean {
  const [root, directory] = [rootOf(process), directoryAt(process)];
  // A mount of another mount namespace is not among those of its own, and its path is reckoned from elsewhere.
  const isElsewhere =
    directory !== null &&
    directory.mount !== null &&
    directory.mount !== root?.mount &&
    !mountsOf(snapshot, process).some(({ id }) => id === directory.mount);
  return !isElsewhere && isBelow(process.directory, process.root);
}

function isBelow(directory: string, root: string): boolean {
  return root === "/" || directory === root || directory.startsWith(`${root}/`);
}

function rootOf(process: ProcessIdentity): Directory | null {
  return known(directoryOf(process, "root"));
}

function directoryAt(process: ProcessIdentity): Directory | null {
  return known(directoryOf(process, "cwd"));
}

function known(found: ReturnType<typeof directoryOf>): Directory | null {
  return isRefusal(found) ? null : found;
}
