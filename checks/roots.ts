import { processByMachinePid } from "../src/kernel/queries.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { Check } from "./check.ts";
import { hostPid, nameOf } from "./cgroups.ts";
import { isBelow } from "./joined.ts";
import type { Container } from "./namespaces.ts";
import { lookIn, placeName } from "./networks.ts";
import { placeCheck } from "./place-check.ts";

/** The root directory of the process in front is this directory of the host's file tree. */
export function chrooted(where: Container, root: string): Check {
  return placeCheck({
    where,
    expected: `the process in front in ${placeName(where)} has ${root} for its root directory`,
    find: (process) => ({
      passed: process.root === root,
      observed: describeRoot(process),
      look: lookAtRoot(process),
      cause:
        process.root === "/"
          ? "chroot was not run, it failed, or its shell has been left again with exit."
          : "chroot was given another directory.",
      next: `Type ${lookIn(where, ...(process.root === "/" ? [] : ["exit"]), `chroot ${root} ${SHELL}`)}`,
    }),
  });
}

/** Where the course puts bash in its trees. */
const SHELL = "usr/bin/bash";

/** The process in front stands in a directory that is not below its own root directory: what chroot(2) does not forbid. */
export function standsOutsideRoot(where: Container): Check {
  return placeCheck({
    where,
    expected: `the process in front in ${placeName(where)} stands outside its own root directory`,
    find: (process) => ({
      passed: process.root !== "/" && !isBelow(process.directory, process.root),
      observed: `${describeRoot(process)}, and stands in ${process.directory}`,
      look: lookIn("host", `ls -ld /proc/${hostPid(process)}/root /proc/${hostPid(process)}/cwd`),
      cause: "The root was changed together with the working directory, as chroot(1) does, or not at all.",
      next: `Type ${lookIn(where, "mkdir inner", "cp -r usr lib* inner", "nsenter --uts=/proc/self/ns/uts --root=inner bash")}`,
    }),
  });
}

/** The process in front has the host's root again, although a shell in another root directory started it. */
export function escaped(where: Container): Check {
  return placeCheck({
    where,
    expected: `the process in front in ${placeName(where)} was started in a chroot, and has the host's / for its root directory`,
    find: (process, snapshot) => {
      const jail = ancestors(snapshot, process).find((each) => each.root !== "/" && each.root !== "");
      return {
        passed: process.root === "/" && jail !== undefined,
        observed: `${describeRoot(process)}${jail === undefined ? "; no shell above it is in a chroot" : `, and was started below ${nameOf(jail)}, whose root is ${jail.root}`}`,
        look: lookAtRoot(process),
        cause:
          process.root === "/" ? "The chroot was left by exit, not by a way out of it." : "The shell is still inside the chroot.",
        next:
          process.root === "/"
            ? `Go in again: ${lookIn(where, `chroot . ${SHELL}`)}`
            : `Type the lines of this step in ${placeName(where)}, one after the other.`,
      };
    },
  });
}

function ancestors(snapshot: Snapshot, process: Process): readonly Process[] {
  const parent = processByMachinePid(snapshot, process.parentMachinePid);
  return parent === undefined ? [] : [parent, ...ancestors(snapshot, parent)];
}

function describeRoot(process: Process): string {
  return `${nameOf(process)} has the root directory ${process.root || "of a process that has ended"}`;
}

function lookAtRoot(process: Process): string {
  return lookIn("host", `ls -ld /proc/${hostPid(process)}/root`);
}
