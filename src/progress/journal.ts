import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Said, say } from "../say/message.ts";
import { withoutOldAttempts } from "./attempts.ts";
import { entryLine, type JournalEntry, parseJournal } from "./journal-entries.ts";
import { KeptFile, type NotSaved } from "./kept-file.ts";
import type { Owner } from "./owner.ts";
import { giveToOwner, isMissing, readOwnersFile, reasonOf, Refusal } from "./owner-files.ts";

export type JournalRead =
  | { readonly type: "read"; readonly entries: readonly JournalEntry[] }
  | { readonly type: "unreadable"; readonly file: string; readonly detail: Said };

/** Whenever a journal has grown by this much, in bytes, old attempts are left out of it. */
const LARGE = 8 * 1024 * 1024;

/** What a person did, kept beside his progress: lines are added, one by one, and never changed. */
export class Journal {
  readonly file: string;
  readonly #owner: Owner;
  readonly #kept: KeptFile;
  readonly #large: number;

  constructor(owner: Owner, large = LARGE) {
    this.#owner = owner;
    this.#large = large;
    this.file = join(owner.directory, "journal.jsonl");
    this.#kept = new KeptFile(this.file, owner);
  }

  read(): JournalRead {
    try {
      return { type: "read", entries: parseJournal(readOwnersFile(this.file)) };
    } catch (error) {
      if (isMissing(error)) return { type: "read", entries: [] };
      return { type: "unreadable", file: this.file, detail: reasonOf(error) };
    }
  }

  /** Adds an entry; another nslab that does so too waits. Returns what kept it from being saved. */
  append(entry: JournalEntry): NotSaved | null {
    return this.#kept.change((shrunk) => {
      const { before, after } = this.#write(entryLine(entry));
      if (Math.floor(after / this.#large) <= Math.floor(before / this.#large)) return "kept";
      const entries = withoutOldAttempts(parseJournal(readOwnersFile(this.file)));
      writeFileSync(shrunk, entries.map(entryLine).join(""));
      return "replaced";
    });
  }

  /** Forgets everything. Returns what kept it from being removed. */
  reset(): NotSaved | null {
    return this.#kept.remove();
  }

  /** @returns the journal's size in bytes */
  #write(line: string): { readonly before: number; readonly after: number } {
    const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
    // follows no link, and waits for no reader, that somebody has put there
    const descriptor = openSync(this.file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
    try {
      const before = fstatSync(descriptor);
      if (!before.isFile() || before.nlink > 1) throw new Refusal(say`it is no file of nslab's own`);
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
}

/** What was cut off by a crash stays a line of its own. */
function endsInLine(descriptor: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() === "\n";
}
