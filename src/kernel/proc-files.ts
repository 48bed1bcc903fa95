import { closeSync, openSync, readlinkSync, readSync } from "node:fs";
import { isRefusal, nameIn, tried, using } from "../lab/door/handle.ts";
import { pinned, type ProcessIdentity } from "../lab/door/pinned.ts";

/*
 * Reading the machine's own /proc: files of processes whose paths are numbers and names that nslab knows. Nothing that a
 * learner names stands in such a path. Whatever the kernel answers is a value: processes end while they are read, and
 * what is in their files a learner chooses.
 */

/** The beginning of a file. */
export interface Beginning {
  readonly text: string;
  /** Nothing comes after it. */
  readonly isWhole: boolean;
}

const SCRATCH = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * What one read of a file of /proc gives, at most 64 KiB: all of it where the kernel prints it at once, as it does what
 * it tells of a process. Null where it is gone, or refused.
 */
export function readOrNull(path: string): string | null {
  return withDescriptor(path, (descriptor) => SCRATCH.toString("utf8", 0, readSync(descriptor, SCRATCH)));
}

/**
 * The beginning of a file of /proc that the kernel prints piece by piece, or null where it is gone, or refused.
 *
 * @param most bytes that are read at most
 * @param encoding of the text; `latin1` keeps each byte
 */
export function beginningOrNull(path: string, most: number, encoding: "utf8" | "latin1" = "utf8"): Beginning | null {
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

/**
 * The beginning of a file in the directory of /proc of that very process, whoever has its PID by now, or null where it
 * has ended.
 */
export function beginningOf(process: ProcessIdentity, name: string, most: number): Beginning | null {
  const read = using(pinned(process), (directory) => beginningOrNull(nameIn(directory, name), most));
  return isRefusal(read) ? null : read;
}

/** Where a symbolic link of /proc points, or null where it is gone, or refused. */
export function readlinkOrNull(path: string): string | null {
  return orNull(() => readlinkSync(path));
}

function withDescriptor<Read>(path: string, read: (descriptor: number) => Read): Read | null {
  return orNull(() => {
    const descriptor = openSync(path, "r");
    try {
      return read(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

function orNull<Read>(read: () => Read): Read | null {
  const result = tried(read);
  return isRefusal(result) ? null : result;
}
