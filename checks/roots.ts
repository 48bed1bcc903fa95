import { type Message, say, verbatim } from "../src/say/message.ts";
import { processByMachinePid } from "../src/kernel/queries.ts";
import { hasHostsRoot, hasOwnRoot, hasRootAt, standsInRoot } from "../src/kernel/roots.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId } from "./check.ts";
import { hostPid, nameOfProcess } from "./cgroups.ts";
import type { Container } from "./namespaces.ts";
import { lookIn, placeId, typeThere } from "./networks.ts";
import { placeCheck } from "./place-check.ts";

/** The root directory of the process in front is this directory of the host's file tree. */
export function chrooted(where: Container, root: string): Check {
  return placeCheck({
    id: checkId("chrooted", root, placeId(where)),
    where,
    expected: say`the process in front in the terminal ${{ terminal: where }} has ${{ root }} for its root directory`,
    find: (process, snapshot, scene) => {
      const isHosts = hasHostsRoot(snapshot, process);
      const said = complaintIn(scene.terminal(where)?.output ?? "");
      const isFailure = isHosts && process.root === "/" && said !== null;
      return {
        passed: hasRootAt(snapshot, process, root),
        observed: describeRoot(snapshot, process),
        look: lookAtRoot(process),
        cause: isHosts
          ? process.root === "/"
            ? isFailure
              ? whyFailed(said)
              : say`chroot was not run, it failed, or its shell has been left again with exit.`
            : say`The host's own / is mounted on the directory that chroot was given.`
          : say`chroot was given another directory.`,
        next:
          isFailure && isNotStarted(said)
            ? say`See what it needs, and copy to the same place in the tree what is missing there: ${{ look: lookIn("host", `ldd ${root}/${SHELL}`, `find ${root}`) }}`
            : typeThere(where, ...(process.root === "/" ? [] : ["exit"]), `chroot ${root} ${SHELL}`),
      };
    },
  });
}

/** What those programs said last that change the root directory; null where none failed. */
function complaintIn(output: string): string | null {
  return [...output.matchAll(/^(?:chroot|unshare|nsenter): .*\S/gm)].at(-1)?.[0] ?? null;
}

function whyFailed(said: string): Message {
  return isNotStarted(said)
    ? say`It failed, and said: ${{ said }}. The program, its loader or one of its libraries is not in the tree.`
    : say`It failed, and said: ${{ said }}.`;
}

/** The directory was found, and the program in it could not be started. */
function isNotStarted(said: string): boolean {
  return /fail(?:ed|ure)|can't execute/.test(said) && !/change root/.test(said);
}

/** Where the course puts bash in its trees. */
const SHELL = "usr/bin/bash";

/** The process in front stands in a directory that is not below its own root directory: what chroot(2) does not forbid. */
export function standsOutsideRoot(where: Container): Check {
  return placeCheck({
    id: checkId("stands-outside-root", placeId(where)),
    where,
    expected: say`the process in front in the terminal ${{ terminal: where }} stands outside its own root directory`,
    find: (process, snapshot) => ({
      passed: hasOwnRoot(snapshot, process) && !standsInRoot(snapshot, process),
      observed: say`${{ root: describeRoot(snapshot, process) }}, and stands in ${{ directory: process.directory }}`,
      look: lookIn("host", `ls -ld /proc/${hostPid(process)}/root /proc/${hostPid(process)}/cwd`),
      cause: say`The root was changed together with the working directory, as chroot(1) does, or not at all.`,
      next: typeThere(where, "mkdir inner", "cp -r usr lib* inner", "nsenter --uts=/proc/self/ns/uts --root=inner bash"),
    }),
  });
}

/** The process in front has the host's root again, although a shell in another root directory started it. */
export function escaped(where: Container): Check {
  return placeCheck({
    id: checkId("escaped", placeId(where)),
    where,
    expected: say`the process in front in the terminal ${{ terminal: where }} was started in a chroot, and has the host's / for its root directory`,
    find: (process, snapshot) => {
      const jail = ancestors(snapshot, process).find((each) => hasOwnRoot(snapshot, each));
      const isFree = hasHostsRoot(snapshot, process);
      const isPivoted = !isFree && process.root === "/";
      const root = describeRoot(snapshot, process);
      return {
        passed: isFree && jail !== undefined,
        observed:
          jail === undefined
            ? say`${{ root }}; no shell above it is in a chroot`
            : say`${{ root }}, and was started below ${{ jail: nameOfProcess(jail) }}, whose root is ${{ jailRoot: jail.root }}`,
        look: lookAtRoot(process),
        cause: isFree
          ? say`The chroot was left by exit, not by a way out of it.`
          : isPivoted
            ? say`The tree is the root of that mount namespace itself, as pivot_root makes it: nothing lies above it, so no way leads over the top. Runtimes use pivot_root for that.`
            : say`The shell is still inside the chroot.`,
        next: isFree
          ? say`Go in again: ${{ enter: lookIn(where, `chroot . ${SHELL}`) }}`
          : isPivoted
            ? say`The way over the top leads out of a mere chroot. To take it, be in one: ${{ leave: lookIn(where, "exit") }}, until the shell is on the host, then ${{ enter: `chroot . ${SHELL}` }}`
            : say`Type the lines of this step in the terminal ${{ terminal: where }}, one after the other.`,
      };
    },
  });
}

function ancestors(snapshot: Snapshot, process: Process): readonly Process[] {
  const parent = processByMachinePid(snapshot, process.parentMachinePid);
  return parent === undefined ? [] : [parent, ...ancestors(snapshot, parent)];
}

function describeRoot(snapshot: Snapshot, process: Process): Message {
  return say`${{ process: nameOfProcess(process) }} has the root directory ${{ root: nameOfRoot(snapshot, process) }}`;
}

/** Its path as the host names it, with what it is where the path alone does not say: after pivot_root(2) it is / as well. */
export function nameOfRoot(snapshot: Snapshot, process: Process): Message {
  const { root } = process;
  if (root === "") return say`of a process that has ended`;
  if (root === "/")
    return hasOwnRoot(snapshot, process) ? say`/ of its own mount namespace, which is not the host's /` : verbatim("/");
  return hasHostsRoot(snapshot, process) ? say`${{ root }}, where the host's own / is mounted` : verbatim(root);
}

function lookAtRoot(process: Process): Message {
  return lookIn("host", `ls -ld /proc/${hostPid(process)}/root`);
}
