import { type Said, say } from "../src/say/message.ts";
import { interpreterOf } from "../src/kernel/parse-elf.ts";
import { bytesAt, type Content, contentAt, fileAt, namesIn } from "../src/kernel/process-files.ts";
import { hasOwnRoot } from "../src/kernel/roots.ts";
import { printableLine, printableName } from "../src/lab/printable.ts";
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
    find: (host) => {
      const [inside, outside] = [fileAt(host, program, tree), fileAt(host, path)];
      const isLink = inside === null && outside !== null;
      const isProgram = inside?.kind === "file" && inside.executable;
      return {
        passed: isProgram,
        observed: isLink
          ? `${path} is a link that leads out of ${tree}`
          : inside === null
            ? `there is no ${path}`
            : inside.kind === "unreadable"
              ? `${path} could not be looked at: ${inside.what}`
              : `${path} is ${isProgram ? "an executable file" : inside.kind === "file" ? "no executable file" : inside.what}`,
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
    find: (host) => {
      const content = contentAt(host, `${tree}/${program}`);
      const loader = content.type === "content" ? interpreterOf(content.bytes) : null;
      const isThere = loader !== null && fileAt(host, tree + loader) !== null;
      return {
        passed: loader !== null && !isThere,
        observed: describeLoader(`${tree}/${program}`, content, loader, isThere),
        look: lookIn("host", `find ${tree}`),
        cause:
          content.type === "content" ? "The loader was copied already." : "The program was not copied yet, or to another place.",
        next:
          content.type !== "content"
            ? `Type ${lookIn("host", `cp --remove-destination /${program} ${tree}/${program}`)}`
            : `Type ${lookIn("host", `rm -r ${tree}/lib*`)}`,
      };
    },
  });
}

function describeLoader(program: string, content: Content, loader: string | null, isThere: boolean): string {
  if (content.type === "absent") return `there is no ${program}`;
  if (content.type === "unreadable") return `${program} could not be read: ${content.why}`;
  if (loader === null) return `${program} needs no loader`;
  return `the loader is ${printableLine(loader)}; it is ${isThere ? "in the tree" : "not in the tree"}`;
}

/** The list of a program's libraries was seen, with the loader at its end. */
export function showsLibraries(terminal: Container | "host", program: string): Check {
  return shownFact({
    terminal,
    fact: `the libraries that ${program} needs, and its loader`,
    cause: "ldd was asked about another program, or something else was typed.",
    next: `Type in the terminal ${terminal}: ldd ${program}`,
    agrees: async (output, scene) => {
      const bytes = bytesAt((await scene.snapshot()).host, program);
      const loader = bytes === null ? null : interpreterOf(bytes);
      return {
        passed: loader !== null && output.includes(loader) && namesLibrary(output),
        observed: loader === null ? `${program} has no loader` : `the loader of ${program} is ${printableLine(loader)}`,
      };
    },
  });
}

/** Milliseconds for a command in a tree. */
const RUN_MS = 5000;

/** chroot(1): it failed itself. */
const NOT_ENTERED = 125;
/** … it could not start the program. */
const NOT_STARTED = [126, 127];

/**
 * A command of bash runs in a tree of the host, with that tree for its root directory.
 *
 * @param what completes "in TREE, …": `bash runs`
 */
export function runsIn(tree: string, shell: string, command: string, what: Said, next: Said): Check {
  const expected = say`in ${{ tree }}, ${{ what }}`;
  return placeCheck({
    where: "host",
    expected,
    kind: "active",
    find: async (process, _snapshot, scene) => {
      const look = lookIn("host", `chroot ${tree} ${shell} -c '${command}'`);
      const ran = await scene.asLearner(["chroot", tree, shell, "-c", command], RUN_MS);
      if (ran.code === null) {
        return couldNotLook({
          expected,
          observed: ran.output.trim() || "it did not end",
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
            : `it ended with the exit code ${ran.code}: ${ran.output.trim().split("\n").at(-1) ?? ""}`,
        look,
        cause:
          ran.code === NOT_ENTERED
            ? `chroot itself failed: ${fileAt(process, tree) === null ? `there is no ${tree} any more` : `${tree} cannot be entered`}.`
            : NOT_STARTED.includes(ran.code)
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
      const isOwn = hasOwnRoot(await scene.snapshot(), process);
      const { names, isWhole } = namesIn(process, "/") ?? { names: [], isWhole: true };
      // ls -F and find add to a name
      const words = new Set(output.split(/\s+/).map((word) => word.replace(/^\.?\/|[/@*]$/g, "")));
      return {
        passed: isOwn && isWhole && names.length > 0 && names.every((name) => words.has(name)),
        observed: !isOwn
          ? `the shell in ${placeName(terminal)} has the host's root directory`
          : `${process.root} holds ${isWhole ? names.map(printableName).join(", ") : `more than ${names.length} names`}`,
      };
    },
  });
}

/** A line as ldd(1) prints it: `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`. */
function namesLibrary(output: string): boolean {
  const words = output.split(/\s+/);
  return words.some((word, at) => word === "=>" && words[at + 1]?.startsWith("/") === true && words[at + 1]?.includes(".so"));
}
