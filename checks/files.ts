import { listed, type Message, type Said, say } from "../src/say/message.ts";
import { type Content, contentAt, type FileFacts, fileAt, isSameFile } from "../src/kernel/process-files.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId } from "./check.ts";
import { inPlace, lookIn, placeId, typeThere } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import type { Where } from "./network-places.ts";

/** There is a directory at this path, as whoever is in front there sees it. */
export function isDirectory(where: Where, path: string): Check {
  return placeCheck({
    id: checkId("directory", path, placeId(where)),
    where,
    expected: say`${{ path }} is a directory ${{ where: inPlace(where) }}`,
    find: (process) => {
      const found = fileAt(process, path);
      return {
        passed: found?.kind === "directory",
        observed: describeFile(path, found),
        look: lookIn(where, `ls -ld ${path}`),
        cause: found === null ? say`It was not made yet, or under another path.` : SOMETHING_ELSE,
        next: typeThere(where, ...(found === null || found.kind === "directory" ? [] : [`rm ${path}`]), `mkdir -p ${path}`),
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
export function hasFile(where: Where, path: string, wanted: FileWanted): Check {
  const { executable, holding, onlyThere, next } = wanted;
  return placeCheck({
    id: checkId("file", path, ...(holding === undefined ? [] : [holding]), placeId(where)),
    where,
    expected: wantedFile(where, path, wanted),
    find: (process, snapshot) => {
      const found = fileAt(process, path);
      const isThere = found?.kind === "file" && (executable !== true || found.executable);
      const content = isThere && holding !== undefined ? contentAt(process, path) : null;
      const isRight = isThere && (holding === undefined || holds(content, holding));
      const onHost = onlyThere === true ? leakOf(snapshot, process, path, holding) : null;
      const seen = isRight ? describeFile(path, found) : describeWrong(path, found, isThere, content);
      const looks = [where, ...(onlyThere === true ? (["host"] as const) : [])].map((place) => lookIn(place, `ls -l ${path}`));
      return {
        passed: isRight && onHost === null,
        observed: say`${{ facts: listed(onHost === null ? [seen] : [seen, LEAKS[onHost]], ";") }}`,
        look: say`${{ looks: listed(looks, ";") }}`,
        cause: found === null || found.kind === "file" ? causeOf(onHost, isThere && !isRight) : SOMETHING_ELSE,
        next:
          isRight && onHost === "too"
            ? say`Put the host right, on the host itself: ${{ lines: cureOfHost(path, holding) }}`
            : nextFor(where, path, { found, onHost, holding, next }),
      };
    },
  });
}

function wantedFile(where: Where, path: string, { executable, holding, onlyThere }: FileWanted): Message {
  const place = inPlace(where);
  const file =
    executable === true
      ? say`there is an executable file ${{ path }} ${{ where: place }}`
      : say`there is a file ${{ path }} ${{ where: place }}`;
  if (holding === undefined) return onlyThere === true ? say`${{ file }}, and not on the host` : file;
  return onlyThere === true
    ? say`${{ file }} that holds "${{ text: holding }}", and not on the host`
    : say`${{ file }} that holds "${{ text: holding }}"`;
}

/** What takes away from the host the file of that path, or the lines in it with that text. */
function cureOfHost(path: string, holding: string | undefined): string {
  return holding === undefined ? `rm ${path}` : `echo "$(grep -v ${holding} ${path})" > ${path}`;
}

interface Standing extends Pick<FileWanted, "next"> {
  readonly found: FileFacts | null;
  readonly onHost: Leak | null;
  readonly holding: string | undefined;
}

/** The command that makes the file, behind the one that removes what is in its place. */
function nextFor(where: Where, path: string, { found, onHost, holding, next }: Standing): Said {
  if (found === null)
    return onHost === "too"
      ? say`${{ next }}; then put the host right, on the host itself: ${{ lines: cureOfHost(path, holding) }}`
      : next;
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
const LEAKS = { same: say`the host sees the same file`, too: say`the host has it there as well` } as const;

type Leak = keyof typeof LEAKS;

/** What the host has under a path at which only that process should see a file, or a text in it; null where it has nothing of it. */
function leakOf(snapshot: Snapshot, process: Process, path: string, holding: string | undefined): Leak | null {
  if (isSeenByHost(snapshot, process, path)) return "same";
  const { host } = snapshot;
  const isThere = holding === undefined ? fileAt(host, path) !== null : holds(contentAt(host, path), holding);
  return isThere ? "too" : null;
}

function causeOf(onHost: Leak | null, holdsOther: boolean): Message {
  if (holdsOther) return say`Something else was written into it, or nothing yet.`;
  switch (onHost) {
    case "same":
      return say`It stands on a part of the file tree that both see.`;
    case "too":
      return say`It was made on the host as well, under the same path.`;
    case null:
      return say`It was not made yet, or under another path, or in another mount namespace.`;
  }
}

const SOMETHING_ELSE = say`Something else stands under that name.`;

/** Text beyond what is read of a file is not looked for: no file of the course is that long. */
function holds(content: Content | null, text: string): boolean {
  return content?.type === "content" && content.bytes.includes(text);
}

/** What stands at a path, in a sentence. */
export function describeFile(path: string, found: FileFacts | null): Message {
  if (found === null) return say`there is no ${{ path }}`;
  return found.kind === "unreadable"
    ? say`${{ path }} could not be looked at: ${{ why: found.what }}`
    : say`${{ path }} is ${{ what: found.what }}`;
}

/** What stands there, and what of a file is not as it should be. */
function describeWrong(path: string, found: FileFacts | null, isThere: boolean, content: Content | null): Message {
  const file = describeFile(path, found);
  if (found?.kind !== "file") return file;
  if (!isThere) return say`${{ file }}, not executable`;
  return content?.type === "unreadable"
    ? say`${{ file }}, and could not be read: ${{ why: content.why }}`
    : say`${{ file }}, and holds something else`;
}
