import { listed, type Message, type Said, say, verbatim } from "../src/say/message.ts";
import { interpreterOf } from "../src/kernel/parse-elf.ts";
import { bytesAt, type Content, contentAt, fileAt, type FileFacts, namesIn } from "../src/kernel/process-files.ts";
import { hasOwnRoot } from "../src/kernel/roots.ts";
import { printableLine, printableName } from "../src/lab/printable.ts";
import { type Check, checkId, couldNotLook, verdict } from "./check.ts";
import { describeFile } from "./files.ts";
import type { Container } from "./namespaces.ts";
import { inPlace, lookIn, typeIn, typeThere } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import { isVerdict, processAt } from "./places.ts";
import { shownFact } from "./shown-fact.ts";

/** A program stands in a tree of the host: the file itself, or a link that leads to it inside the tree. */
export function holdsProgram(tree: string, program: string): Check {
  const path = `${tree}/${program}`;
  return placeCheck({
    id: checkId("holds-program", tree, program),
    where: "host",
    expected: say`there is an executable file ${{ path }} ${{ where: inPlace("host") }}`,
    find: (host) => {
      const [inside, outside] = [fileAt(host, program, tree), fileAt(host, path)];
      const isLink = inside === null && outside !== null;
      return {
        passed: isProgram(inside),
        observed: isLink ? say`${{ path }} is a link that leads out of ${{ tree }}` : describeProgram(path, inside),
        look: lookIn("host", `ls -l ${path}`),
        cause: isLink
          ? say`A link is only a path, and inside the tree that path leads nowhere: the file itself must be there.`
          : say`It was not copied yet, or to another directory: paths in the tree begin in /root/docker, without a slash in front.`,
        next: typeThere("host", `mkdir -p ${tree}/usr/bin`, `cp --remove-destination /bin/bash ${tree}/usr/bin/`),
      };
    },
  });
}

function isProgram(found: FileFacts | null): boolean {
  return found?.kind === "file" && found.executable;
}

function describeProgram(path: string, found: FileFacts | null): Message {
  if (found?.kind !== "file") return describeFile(path, found);
  return isProgram(found) ? say`${{ path }} is an executable file` : say`${{ path }} is no executable file`;
}

/** A program stands in a tree of the host, and the loader that it asks for does not: nothing can run there. */
export function lacksLoader(tree: string, program: string): Check {
  return placeCheck({
    id: checkId("lacks-loader", tree, program),
    where: "host",
    expected: say`${{ tree }} holds ${{ program }}, and not the loader that it needs`,
    find: (host) => {
      const content = contentAt(host, `${tree}/${program}`);
      const loader = content.type === "content" ? interpreterOf(content.bytes) : null;
      const isThere = loader !== null && fileAt(host, tree + loader) !== null;
      return {
        passed: loader !== null && !isThere,
        observed: describeLoader(`${tree}/${program}`, content, loader, isThere),
        look: lookIn("host", `find ${tree}`),
        cause:
          content.type === "content"
            ? say`The loader was copied already.`
            : say`The program was not copied yet, or to another place.`,
        next: typeThere(
          "host",
          content.type === "content" ? `rm -r ${tree}/lib*` : `cp --remove-destination /${program} ${tree}/${program}`,
        ),
      };
    },
  });
}

function describeLoader(path: string, content: Content, loader: string | null, isThere: boolean): Message {
  if (content.type === "absent") return say`there is no ${{ path }}`;
  if (content.type === "unreadable") return say`${{ path }} could not be read: ${{ why: content.why }}`;
  if (loader === null) return say`${{ path }} needs no loader`;
  return isThere
    ? say`the loader is ${{ loader: printableLine(loader) }}; it is in the tree`
    : say`the loader is ${{ loader: printableLine(loader) }}; it is not in the tree`;
}

/** The list of a program's libraries was seen, with the loader at its end. */
export function showsLibraries(terminal: Container | "host", program: string): Check {
  return shownFact({
    id: checkId("shows-libraries", program, terminal),
    terminal,
    fact: say`the libraries that ${{ program }} needs, and its loader`,
    cause: say`ldd was asked about another program, or something else was typed.`,
    next: typeIn(terminal, `ldd ${program}`),
    agrees: async (output, scene) => {
      const bytes = bytesAt((await scene.snapshot()).host, program);
      const loader = bytes === null ? null : interpreterOf(bytes);
      return {
        passed: loader !== null && output.includes(loader) && namesLibrary(output),
        observed:
          loader === null
            ? say`${{ program }} has no loader`
            : say`the loader of ${{ program }} is ${{ loader: printableLine(loader) }}`,
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
    id: checkId("runs-in", tree),
    where: "host",
    expected,
    kind: "active",
    find: async (process, _snapshot, scene) => {
      const look = lookIn("host", `chroot ${tree} ${shell} -c '${command}'`);
      const ran = await scene.asLearner(["chroot", tree, shell, "-c", command], RUN_MS);
      if (ran.code === null) {
        return couldNotLook({
          expected,
          observed: ran.problem ?? (ran.output.trim() === "" ? say`it did not end` : verbatim(ran.output.trim())),
          look,
          cause: say`chroot is missing on this machine, or a program in the tree waits for something.`,
          next: say`See what this machine lacks: ${{ command: "nslab doctor" }}`,
        });
      }
      return verdict(ran.code === 0, {
        expected,
        observed: describeEnd(ran.code, ran.output.trim().split("\n").at(-1) ?? ""),
        look,
        cause: whyEnded(ran.code, tree, fileAt(process, tree) !== null),
        next,
      });
    },
  });
}

function describeEnd(code: number, line: string): Message {
  return code === 0 ? say`it ended with the exit code ${{ code }}` : say`it ended with the exit code ${{ code }}: ${{ line }}`;
}

function whyEnded(code: number, tree: string, isTreeThere: boolean): Message {
  if (code === NOT_ENTERED)
    return isTreeThere
      ? say`chroot itself failed: ${{ tree }} cannot be entered.`
      : say`chroot itself failed: there is no ${{ tree }} any more.`;
  return NOT_STARTED.includes(code)
    ? say`A program, its loader or one of its libraries is not in the tree, or not under the path where it is looked for.`
    : say`The program runs, and failed.`;
}

/** All that is in the root directory of a chrooted process was seen. */
export function showsTree(terminal: Container): Check {
  return shownFact({
    id: checkId("shows-tree", terminal),
    terminal,
    fact: say`all that its root directory holds`,
    cause: say`Another directory was listed, or the shell is not in the chroot.`,
    next: typeIn(terminal, "ls /"),
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      if (isVerdict(process)) return { passed: false, observed: process.observed };
      const isOwn = hasOwnRoot(await scene.snapshot(), process);
      const { names, isWhole } = namesIn(process, "/") ?? { names: [], isWhole: true };
      // ls -F and find add to a name
      const words = new Set(output.split(/\s+/).map((word) => word.replace(/^\.?\/|[/@*]$/g, "")));
      return {
        passed: isOwn && isWhole && names.length > 0 && names.every((name) => words.has(name)),
        observed: isOwn
          ? describeNames(process.root, names, isWhole)
          : say`the shell in the terminal ${{ terminal }} has the host's root directory`,
      };
    },
  });
}

function describeNames(root: string, names: readonly string[], isWhole: boolean): Message {
  return isWhole
    ? say`${{ root }} holds ${{ names: listed(names.map(printableName)) }}`
    : say`${{ root }} holds more than ${{ count: names.length }} names`;
}

/** A line as ldd(1) prints it: `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`. */
function namesLibrary(output: string): boolean {
  const words = output.split(/\s+/);
  return words.some((word, at) => word === "=>" && words[at + 1]?.startsWith("/") === true && words[at + 1]?.includes(".so"));
}
