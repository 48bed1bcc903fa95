import { closeSync, openSync, readlinkSync, readSync } from "node:fs";
import { type Handle, isRefusal, nameIn, tried, using } from "../lab/door/handle.ts";
import type { NamespaceFileName } from "../lab/door/namespace.ts";
import { pinned, type ProcessIdentity } from "../lab/door/pinned.ts";

/*
 * Reading the machine's own /proc: files of processes, by numbers and by names that stand here. No name that a learner
 * chose is in such a path. Whatever the kernel answers is a value: processes end while they are read, and what is in
 * their files a learner chooses.
 */

/** Files of /proc/PID that wait for nobody (proc(5)). */
export type ProcessFile = "stat" | "status" | "cgroup" | "mountinfo" | "schedstat" | "net/tcp" | "net/tcp6";
/** Links of /proc/PID whose text tells something. */
export type ProcessLink = "root" | "cwd" | `ns/${NamespaceFileName}`;

/** The beginning of a file. */
export interface Beginning {
  readonly text: string;
  /** Nothing comes after it. */
  readonly isWhole: boolean;
}

type Encoding = "utf8" | "latin1";

const SCRATCH = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * What one read of a process's file gives, at most 64 KiB: all of it where the kernel prints it at once, as it does what
 * it tells of the process itself. Null where it is gone, or refused.
 */
export function readOrNull(pid: number, file: ProcessFile): string | null {
  return withDescriptor(pathOf(pid, file), (descriptor) => SCRATCH.toString("utf8", 0, readSync(descriptor, SCRATCH)));
}

/**
 * The beginning of a process's file that the kernel prints piece by piece, or null where it is gone, or refused.
 *
 * @param most bytes that are read at most
 * @param encoding of the text; `latin1` keeps each byte
 */
export function beginningOrNull(pid: number, file: ProcessFile, most: number, encoding?: Encoding): Beginning | null {
  return beginning(pathOf(pid, file), most, encoding);
}

/** The same for that very process, whoever has its PID by now. */
export function beginningOf(process: ProcessIdentity, file: ProcessFile, most: number): Beginning | null {
  const read = using(pinned(process), (directory) => beginning(nameIn(directory, file), most));
  return isRefusal(read) ? null : read;
}

/** The same for a file of the kernel's in a directory that is held, as a cgroup's. */
export function beginningIn(directory: Handle, file: string, most: number): Beginning | null {
  return beginning(nameIn(directory, file), most);
}

/** What a link of a process says, or null where it is gone, or refused. */
export function readlinkOrNull(pid: number, link: ProcessLink): string | null {
  const text = tried(() => readlinkSync(pathOf(pid, link)));
  return isRefusal(text) ? null : text;
}

function pathOf(pid: number, file: ProcessFile | ProcessLink): string {
  return `/proc/${pid}/${file}`;
}

function beginning(path: string, most: number, encoding: Encoding = "utf8"): Beginning | null {
  return withDescriptor(path, (descriptor) => {
    const pieces: Buffer[] = [];
    let length = 0;
    while (length < most) {
      const read = readSync(descriptor, SCRATCH, 0, Math.min(SCRATCH.length, most - length), null);
      if (read === 0) break;
      pieces.push(Buffer.from(SCRATCH.subarray(0, read)));
      length += read;
    }
    return { text: Buffer.concat(pieces).toString(encoding), isWhole: length < most };
  });
}

function withDescriptor<Read>(path: string, read: (descriptor: number) => Read): Read | null {
  const result = tried(() => {
    const descriptor = openSync(path, "r");
    try {
      return read(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
  return isRefusal(result) ? null : result;
}
