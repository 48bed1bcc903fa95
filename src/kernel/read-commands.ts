import { closeSync, openSync, read } from "node:fs";
import { isRefusal, tried } from "../lab/door/handle.ts";
import type { ProcessIdentity } from "../lab/door/pinned.ts";

/** Bytes of a command line that are read. */
const MOST_BYTES = 4096;
/** Threads of Node's that may wait for a process's memory: it has four for all files and names (libuv's thread pool). */
const MOST_WAITING = 2;

/**
 * Reads what processes were started with. That is in their own memory, and whoever reads it may have to wait for as long
 * as they like: for a lock on it, or for a page that somebody is to bring (proc_pid_cmdline(5), userfaultfd(2)). So it is
 * read by another thread, and not waited for long; a process that keeps one waiting is not asked again, and when some
 * wait nobody is.
 */
export class CommandReader {
  readonly #read: (machinePid: number) => Promise<string | null>;
  readonly #reading = new Map<string, Promise<string | null>>();
  readonly #stuck = new Set<string>();

  constructor(readText = readCommandLine) {
    this.#read = readText;
  }

  /**
   * The text of /proc/PID/cmdline, at most 4 KiB of it; null when the process has ended; `unread` when it did not let itself be read.
   *
   * @param patience milliseconds
   */
  async read(process: ProcessIdentity, patience: number): Promise<string | null | Unread> {
    const key = `${process.machinePid} ${process.startTime}`;
    const known = this.#reading.get(key);
    if (this.#stuck.has(key) || (known === undefined && this.#stuck.size >= MOST_WAITING)) return UNREAD;
    const late = new Deadline(patience);
    try {
      while (this.#reading.size >= MOST_WAITING && !this.#reading.has(key)) {
        if ((await Promise.race([...this.#reading.values(), late.passed])) === LATE) return UNREAD;
      }
      const text = await Promise.race([this.#reading.get(key) ?? this.#start(process.machinePid, key), late.passed]);
      if (text !== LATE) return text;
      this.#stuck.add(key);
      return UNREAD;
    } finally {
      late.end();
    }
  }

  #start(machinePid: number, key: string): Promise<string | null> {
    const reading = this.#read(machinePid).finally(() => {
      this.#reading.delete(key);
      this.#stuck.delete(key);
    });
    this.#reading.set(key, reading);
    return reading;
  }
}

/** A command line that could not be read. */
export const UNREAD = Symbol("unread");
export type Unread = typeof UNREAD;

const LATE = Symbol("late");

class Deadline {
  readonly passed: Promise<typeof LATE>;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number) {
    this.passed = new Promise((resolve) => {
      this.#timer = setTimeout(() => resolve(LATE), milliseconds);
    });
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Opening the file waits for nothing. */
function readCommandLine(machinePid: number): Promise<string | null> {
  const descriptor = tried(() => openSync(`/proc/${machinePid}/cmdline`, "r"));
  if (isRefusal(descriptor)) return Promise.resolve(null);
  return new Promise((resolve) => {
    const buffer = Buffer.alloc(MOST_BYTES);
    read(descriptor, buffer, 0, buffer.length, 0, (error, length) => {
      closeSync(descriptor);
      resolve(error === null ? buffer.toString("utf8", 0, length) : null);
    });
  });
}
