import type { Stats } from "node:fs";
import { type Message, say } from "../say/message.ts";
import { isRefusal, type Refusal } from "../lab/door/handle.ts";
import type { ProcessIdentity } from "../lab/door/pinned.ts";
import { linkAt, namesAt, readAt, statAt } from "../lab/door/read.ts";
import { NO_FILE } from "../lab/door/walk.ts";

/** What stands at a path, as a process sees it. */
export interface FileFacts {
  /** `other`: a FIFO, a socket or a device; `unreadable`: nobody could look. */
  readonly kind: "file" | "directory" | "other" | "unreadable";
  /** In words, as in `a FIFO`; for what is unreadable the reason, as in `its links lead in a circle`. */
  readonly what: Message;
  readonly executable: boolean;
  /** Device and inode: two paths with the same identity are the same file. Null where nobody could look. */
  readonly identity: string | null;
}

/**
 * The file at a path in the mount namespace and below the root directory of a process, or null where there is none.
 * Nothing of it is opened.
 *
 * @param root directory that is / for the path, as chroot(2) would have it
 */
export function fileAt(process: ProcessIdentity, path: string, root = ""): FileFacts | null {
  const stat = statAt(process, path, { below: root });
  if (!isRefusal(stat)) {
    const executable = (stat.mode & 0o111) !== 0;
    return { kind: kindOf(stat), what: nounOf(stat), executable, identity: `${stat.dev}:${stat.ino}` };
  }
  return isAbsent(stat) ? null : { kind: "unreadable", what: reasonOf(stat), executable: false, identity: null };
}

/** Whether two processes see one and the same file under these paths. */
export function isSameFile(one: FileFacts | null, other: FileFacts | null): boolean {
  return one !== null && one.identity !== null && one.identity === other?.identity;
}

/** What came of reading a file. */
export type Content =
  | { readonly type: "content"; readonly bytes: Buffer; readonly isWhole: boolean }
  | { readonly type: "absent" }
  /** `why` completes "could not be read: …". */
  | { readonly type: "unreadable"; readonly why: Message };

/** More than any file that the course looks into holds. */
export const MOST_CONTENT = 64 * 1024;

/**
 * The beginning of a file as that process would read it. Only a regular file that the lab's own root may read is
 * opened: no FIFO, no device, nothing of /proc.
 *
 * @param most bytes that are read at most
 */
export function contentAt(process: ProcessIdentity, path: string, most = MOST_CONTENT): Content {
  const read = readAt(process, path, most);
  if (!isRefusal(read)) return { type: "content", ...read };
  if (isAbsent(read)) return { type: "absent" };
  const stat = read.code === NO_FILE ? statAt(process, path) : read;
  return { type: "unreadable", why: isRefusal(stat) || stat.isFile() ? reasonOf(read) : say`it is ${{ what: nounOf(stat) }}` };
}

/** The first 64 KiB of a file as that process would read it, or null where there is none that can be read. */
export function bytesAt(process: ProcessIdentity, path: string): Buffer | null {
  const content = contentAt(process, path);
  return content.type === "content" ? content.bytes : null;
}

/** Names in a directory. */
export interface Listing {
  /** Sorted. */
  readonly names: readonly string[];
  /** There are no others. */
  readonly isWhole: boolean;
}

/** As many names are read of one directory. */
const MOST_NAMES = 1000;

/** Names in a directory as that process sees it, or null where there is none that can be read. */
export function namesIn(process: ProcessIdentity, path: string): Listing | null {
  const names = namesAt(process, path, MOST_NAMES);
  return isRefusal(names) ? null : names;
}

/**
 * The inode of the PID namespace whose processes a process's /proc lists: that of PID 1 in there (proc_pid_ns(5)). Null
 * where no proc file system is mounted on it.
 */
export function pidNamespaceOfProc(process: ProcessIdentity): number | null {
  const link = linkAt(process, "/proc/1/ns/pid", { throughProc: true });
  const inode = isRefusal(link) ? undefined : /^pid:\[(\d+)\]$/.exec(link)?.[1];
  return inode === undefined ? null : Number(inode);
}

function kindOf(stat: Stats): FileFacts["kind"] {
  if (stat.isFile()) return "file";
  return stat.isDirectory() ? "directory" : "other";
}

function nounOf(stat: Stats): Message {
  if (stat.isFile()) return say`a file`;
  if (stat.isDirectory()) return say`a directory`;
  if (stat.isFIFO()) return say`a FIFO`;
  return stat.isSocket() ? say`a socket` : say`a device`;
}

/** There is nothing of that name, or nobody any more who could see it. */
function isAbsent({ code }: Refusal): boolean {
  return code === "ENOENT" || code === "ENOTDIR" || code === "ESRCH";
}

function reasonOf({ code }: Refusal): Message {
  switch (code) {
    case NO_FILE:
      return say`it is the kernel's own, as what is in /proc`;
    case "EISDIR":
      return say`it is ${{ what: say`a directory` }}`;
    case "ELOOP":
      return say`its links lead in a circle`;
    case "ENAMETOOLONG":
      return say`its path is too long`;
    case "EACCES":
    case "EPERM":
      return say`not even root of the lab may do so`;
    default:
      return say`the kernel refuses it (${{ code }})`;
  }
}
