import { say, type Said } from "../src/say/message.ts";
import { type Content, contentAt, type FileFacts, fileAt, isSameFile } from "../src/kernel/process-files.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { Check } from "./check.ts";
import { inPlace, lookIn } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import type { Where } from "./network-places.ts";

/** There is a directory at this path, as whoever is in front there sees it. */
export function isDirectory(where: Where, path: string): Check {
  return placeCheck({
    where,
    expected: `${path} is a directory ${inPlace(where)}`,
    find: (process) => {
      const found = fileAt(process, path);
      return {
        passed: found?.kind === "directory",
        observed: describe(path, found),
        look: lookIn(where, `ls -ld ${path}`),
        cause: found === null ? "It was not made yet, or under another path." : SOMETHING_ELSE,
        next: `Type ${lookIn(where, ...(found === null || found.kind === "directory" ? [] : [`rm ${path}`]), `mkdir -p ${path}`)}`,
      };
    },
  });
}

export interface FileWanted {
  readonly executable?: true;
  /** Text that the file holds. */
  readonly holding?: string;
  /** Under this path the host has no file; of a text that is looked for, it has none that holds it. */
  readonly onlyThere?: true;
  /** The command that makes it, for whoever is stuck. */
  readonly next: Said;
}

/** There is a file at this path, as whoever is in front there sees it. */
export function hasFile(where: Where, path: string, { executable, holding, onlyThere, next }: FileWanted): Check {
  const adjective = executable === true ? "an executable file" : "a file";
  const held = holding === undefined ? "" : ` that holds "${holding}"`;
  return placeCheck({
    where,
    expected: `there is ${adjective} ${path} ${inPlace(where)}${held}${onlyThere === true ? ", and not on the host" : ""}`,
    find: (process, snapshot) => {
      const found = fileAt(process, path);
      const isThere = found?.kind === "file" && (executable !== true || found.executable);
      const content = isThere && holding !== undefined ? contentAt(process, path) : null;
      const isRight = isThere && (holding === undefined || holds(content, holding));
      const onHost = onlyThere === true ? leakOf(snapshot, process, path, holding) : null;
      const leaked = onHost !== null;
      return {
        passed: isRight && !leaked,
        observed: `${describe(path, found)}${qualityOf(isThere, isRight, found, content)}${leaked ? `; ${LEAKS[onHost]}` : ""}`,
        look: `${lookIn(where, `ls -l ${path}`)}${onlyThere === true ? `; ${lookIn("host", `ls -l ${path}`)}` : ""}`,
        cause: found === null || found.kind === "file" ? causeOf(onHost, isThere && !isRight) : SOMETHING_ELSE,
        next:
          isRight && onHost === "too"
            ? sentence(putHostRight(path, holding))
            : nextFor(where, path, { found, onHost, holding, next }),
      };
    },
  });
}

function putHostRight(path: string, holding: string | undefined): string {
  const command = holding === undefined ? `rm ${path}` : `echo "$(grep -v ${holding} ${path})" > ${path}`;
  return `put the host right, on the host itself: ${command}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

interface Standing extends Pick<FileWanted, "next"> {
  readonly found: FileFacts | null;
  readonly onHost: Leak | null;
  readonly holding: string | undefined;
}

/** The command that makes the file, behind the one that removes what is in its place. */
function nextFor(where: Where, path: string, { found, onHost, holding, next }: Standing): Said {
  if (found === null) return onHost === "too" ? say`${{ next }}; then ${{ putHostRight: putHostRight(path, holding) }}` : next;
  if (found.kind !== "file") return say`Remove it first: ${{ remove: lookIn(where, `rm -r ${path}`) }}. Then: ${{ next }}`;
  return onHost === "same" && holding === undefined
    ? say`Remove it first, since the host sees it: ${{ remove: lookIn(where, `rm ${path}`) }}. Then, where the host does not see it: ${{ next }}`
    : next;
}

/** Whether the host finds the same file, or directory, under a path as that process does. */
export function isSeenByHost(snapshot: Snapshot, process: Process, path: string): boolean {
  return isSameFile(fileAt(process, path), fileAt(snapshot.host, path));
}

/** How the host has it, too. */
const LEAKS = { same: "the host sees the same file", too: "the host has it there as well" } as const;

type Leak = keyof typeof LEAKS;

/** What the host has under a path at which only that process should see a file, or a text in it; null where it has nothing of it. */
function leakOf(snapshot: Snapshot, process: Process, path: string, holding: string | undefined): Leak | null {
  if (isSeenByHost(snapshot, process, path)) return "same";
  const { host } = snapshot;
  const isThere = holding === undefined ? fileAt(host, path) !== null : holds(contentAt(host, path), holding);
  return isThere ? "too" : null;
}

function causeOf(onHost: Leak | null, holdsOther: boolean): string {
  if (holdsOther) return "Something else was written into it, or nothing yet.";
  switch (onHost) {
    case "same":
      return "It stands on a part of the file tree that both see.";
    case "too":
      return "It was made on the host as well, under the same path.";
    case null:
      return "It was not made yet, or under another path, or in another mount namespace.";
  }
}

const SOMETHING_ELSE = "Something else stands under that name.";

/** Text beyond what is read of a file is not looked for: no file of the course is that long. */
function holds(content: Content | null, text: string): boolean {
  return content?.type === "content" && content.bytes.includes(text);
}

function describe(path: string, found: FileFacts | null): string {
  if (found === null) return `there is no ${path}`;
  return found.kind === "unreadable" ? `${path} could not be looked at: ${found.what}` : `${path} is ${found.what}`;
}

function qualityOf(isThere: boolean, isRight: boolean, found: FileFacts | null, content: Content | null): string {
  if (isRight || found?.kind !== "file") return "";
  if (!isThere) return ", not executable";
  return content?.type === "unreadable" ? `, and could not be read: ${content.why}` : ", and holds something else";
}
