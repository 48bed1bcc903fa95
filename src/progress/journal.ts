import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { withoutOldAttempts } from "./attempts.ts";
import { openExclusively } from "./exclusive.ts";
import { entryLine, type JournalEntry, parseJournal } from "./journal-entries.ts";
import type { Owner } from "./owner.ts";
import { giveToOwner, isMissing, makeOwnersDirectory, messageOf } from "./owner-files.ts";
import type { NotSaved } from "./store.ts";

export type JournalRead =
  | { readonly type: "read"; readonly entries: readonly JournalEntry[] }
  | { readonly type: "unreadable"; readonly file: string; readonly detail: string };

interface Lock {
  readonly file: string;
  readonly descriptor: number;
}

/** Whenever a journal has grown by this much, in bytes, old attempts are left out of it. */
const LARGE = 8 * 1024 * 1024;

/** What a person did, kept beside his progress: lines are added, one by one, and never changed. */
export class Journal {
  readonly file: string;
  readonly #owner: Owner;
  readonly #large: number;

  constructor(owner: Owner, large = LARGE) {
    this.#owner = owner;
    this.#large = large;
    this.file = join(owner.directory, "journal.jsonl");
  }

  read(): JournalRead {
    try {
      return { type: "read", entries: parseJournal(readFileSync(this.file, "utf8")) };
    } catch (error) {
      if (isMissing(error)) return { type: "read", entries: [] };
      return { type: "unreadable", file: this.file, detail: messageOf(error) };
    }
  }

  /** Adds an entry; another nslab that does so too waits. Returns what kept it from being saved. */
  append(entry: JournalEntry): NotSaved | null {
    return this.#alone((lock) => {
      const { before, after } = this.#write(entryLine(entry));
      const isLarger = Math.floor(after / this.#large) > Math.floor(before / this.#large);
      return isLarger ? this.#shrink(lock) : "kept";
    });
  }

  /** Forgets everything. Returns what kept it from being removed. */
  reset(): NotSaved | null {
    try {
      rmSync(this.file, { force: true });
      return null;
    } catch (error) {
      return this.#notSaved(messageOf(error));
    }
  }

  /** Does something while no other nslab writes. The lock is a file that may become the journal: then it is `used`. */
  #alone(work: (lock: Lock) => "kept" | "used"): NotSaved | null {
    const file = `${this.file}.new`;
    let descriptor: number | null;
    try {
      makeOwnersDirectory(this.#owner);
      descriptor = openExclusively(file);
    } catch (error) {
      return this.#notSaved(messageOf(error));
    }
    if (descriptor === null) return this.#notSaved(`another nslab keeps ${file} open`);
    let isOurs = true;
    try {
      isOurs = work({ file, descriptor }) === "kept";
      return null;
    } catch (error) {
      return this.#notSaved(messageOf(error));
    } finally {
      closeSync(descriptor);
      if (isOurs) rmSync(file, { force: true }); // else one of that name is the next writer's now
    }
  }

  /** @returns the journal's size in bytes */
  #write(line: string): { readonly before: number; readonly after: number } {
    const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
    // follows no link, and waits for no reader, that somebody has put there
    const descriptor = openSync(this.file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
    try {
      const before = fstatSync(descriptor);
      if (!before.isFile() || before.nlink > 1) throw new Error("it is no file of nslab's own");
      if (before.size === 0) giveToOwner(descriptor, this.#owner);
      try {
        writeFileSync(descriptor, endsInLine(descriptor, before.size) ? line : `\n${line}`);
      } catch (error) {
        ftruncateSync(descriptor, before.size); // half a line, where the disk is full
        throw error;
      }
      return { before: before.size, after: fstatSync(descriptor).size };
    } finally {
      closeSync(descriptor);
    }
  }

  #shrink({ file, descriptor }: Lock): "used" {
    const entries = withoutOldAttempts(parseJournal(readFileSync(this.file, "utf8")));
    writeFileSync(descriptor, entries.map(entryLine).join(""));
    giveToOwner(descriptor, this.#owner);
    renameSync(file, this.file);
    return "used";
  }

  #notSaved(detail: string): NotSaved {
    return { type: "not-saved", file: this.file, detail };
  }
}

/** What was cut off by a crash stays a line of its own. */
function endsInLine(descriptor: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() === "\n";
}
