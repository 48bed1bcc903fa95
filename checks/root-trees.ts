import { interpreterOf } from "../src/kernel/parse-elf.ts";
import { bytesAt, fileAt, namesIn } from "../src/kernel/process-files.ts";
import { runInLab } from "../src/lab/run-in-lab.ts";
import { type Check, couldNotLook, verdict } from "./check.ts";
import type { Container } from "./namespaces.ts";
import { lookIn, placeName } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import { isVerdict, processAt } from "./places.ts";
import { shownFact } from "./shown-fact.ts";

/** A program stands in a tree of the host: the file itself, or a link that leads to it inside the tree. */
export function holdsProgram(tree: string, program: string): Check {
  const path = `${tree}/${program}`;
  return placeCheck({
    where: "host",
    expected: `there is an executable file ${path} on the host`,
    find: ({ machinePid }) => {
      const [inside, outside] = [fileAt(machinePid, program, tree), fileAt(machinePid, path)];
      const isLink = inside === null && outside !== null;
      return {
        passed: inside?.kind === "file" && inside.executable,
        observed: isLink
          ? `${path} is a link that leads out of ${tree}`
          : inside === null
            ? `there is no ${path}`
            : `${path} is ${inside.kind === "file" && inside.executable ? "an" : "no"} executable file`,
        look: lookIn("host", `ls -l ${path}`),
        cause: isLink
          ? "A link is only a path, and inside the tree that path leads nowhere: the file itself must be there."
          : "It was not copied yet, or to another directory: paths in the tree begin in /root/docker, without a slash in front.",
        next: `Type ${lookIn("host", `mkdir -p ${tree}/usr/bin`, `cp --remove-destination /bin/bash ${tree}/usr/bin/`)}`,
      };
    },
  });
}

/** A program stands in a tree of the host, and the loader that it asks for does not: nothing can run there. */
export function lacksLoader(tree: string, program: string): Check {
  return placeCheck({
    where: "host",
    expected: `${tree} holds ${program}, and not the loader that it needs`,
    find: ({ machinePid }) => {
      const bytes = bytesAt(machinePid, `${tree}/${program}`);
      const loader = bytes === null ? null : interpreterOf(bytes);
      const isThere = loader !== null && fileAt(machinePid, tree + loader) !== null;
      return {
        passed: loader !== null && !isThere,
        observed:
          bytes === null
            ? `there is no ${tree}/${program}`
            : loader === null
              ? `${program} needs no loader`
              : `the loader is ${loader}; it is ${isThere ? "in the tree" : "not in the tree"}`,
        look: lookIn("host", `find ${tree}`),
        cause: bytes === null ? "The program was not copied yet, or to another place." : "The loader was copied already.",
        next:
          bytes === null
            ? `Type ${lookIn("host", `cp /${program} ${tree}/${program}`)}`
            : `Type ${lookIn("host", `rm -r ${tree}/lib*`)}`,
      };
    },
  });
}

/** The list of a program's libraries was seen, with the loader at its end. */
export function showsLibraries(terminal: Container | "host", program: string): Check {
  return shownFact({
    terminal,
    fact: `the libraries that ${program} needs, and its loader`,
    cause: "ldd was asked about another program, or something else was typed.",
    next: `Type in the terminal ${terminal}: ldd ${program}`,
    agrees: async (output, scene) => {
      const bytes = bytesAt((await scene.snapshot()).host.machinePid, program);
      const loader = bytes === null ? null : interpreterOf(bytes);
      return {
        passed: loader !== null && output.includes(loader) && /=>\s*\/\S+\.so/.test(output),
        observed: loader === null ? `${program} has no loader` : `the loader of ${program} is ${loader}`,
      };
    },
  });
}

/** chroot(1): it could not start the program. */
const NOT_STARTED = [126, 127];

/**
 * A command of bash runs in a tree of the host, with that tree for its root directory.
 *
 * @param what completes "in TREE, …": `bash runs`
 */
export function runsIn(tree: string, shell: string, command: string, what: string, next: string): Check {
  const expected = `in ${tree}, ${what}`;
  return placeCheck({
    where: "host",
    expected,
    kind: "active",
    find: async (_process, _snapshot, scene) => {
      const look = lookIn("host", `chroot ${tree} ${shell} -c '${command}'`);
      const ran = await runInLab(scene.lab, { namespaces: ["mnt", "pid"] }, ["chroot", tree, shell, "-c", command], {
        timeout: 5000,
      });
      if (ran.code === null) {
        return couldNotLook({
          expected,
          observed: ran.stderr.trim() || "it did not end",
          look,
          cause: "chroot is missing on this machine, or a program in the tree waits for something.",
          next: "See what this machine lacks: nslab doctor",
        });
      }
      return verdict(ran.code === 0, {
        expected,
        observed:
          ran.code === 0
            ? `it ended with the exit code 0`
            : `it ended with the exit code ${ran.code}: ${ran.stderr.trim().split("\n").at(-1) ?? ""}`,
        look,
        cause: NOT_STARTED.includes(ran.code)
          ? "A program, its loader or one of its libraries is not in the tree, or not under the path where it is looked for."
          : "The program runs, and failed.",
        next,
      });
    },
  });
}

/** All that is in the root directory of a chrooted process was seen. */
export function showsTree(terminal: Container): Check {
  return shownFact({
    terminal,
    fact: "all that its root directory holds",
    cause: "Another directory was listed, or the shell is not in the chroot.",
    next: `Type in the terminal ${terminal}: ls /`,
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      if (isVerdict(process)) return { passed: false, observed: process.observed };
      const names = namesIn(process.machinePid, "/") ?? [];
      // ls -F and find add to a name
      const words = output.split(/\s+/).map((word) => word.replace(/^\.?\/|[/@*]$/g, ""));
      return {
        passed: process.root !== "/" && names.length > 0 && names.every((name) => words.includes(name)),
        observed:
          process.root === "/"
            ? `the shell in ${placeName(terminal)} has the host's root directory`
            : `${process.root} holds ${names.join(", ")}`,
      };
    },
  });
}
