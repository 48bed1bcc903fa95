import {
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Owner } from "./owner.ts";
import { NOTHING_YET, parseProgress, type Progress } from "./progress.ts";

export interface Loaded {
  readonly progress: Progress;
  /** What a person must be told of the file, or null. */
  readonly notice: Notice | null;
}

export type Notice =
  | {
      readonly type: "set-aside";
      readonly file: string;
      readonly keptAs: string;
      readonly why: "damaged" | "newer";
      readonly detail: string;
    }
  | { readonly type: "unreadable"; readonly file: string; readonly detail: string };

export interface NotSaved {
  readonly type: "not-saved";
  readonly file: string;
  readonly detail: string;
}

/** A person's progress on disk: written whole or not at all. */
export class ProgressStore {
  readonly file: string;
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
    this.file = join(owner.directory, "progress.json");
  }

  /** What is known of this person. A file that cannot be used is kept beside, never overwritten. */
  load(): Loaded {
    let text: string;
    try {
      text = readFileSync(this.file, "utf8");
    } catch (error) {
      if (isMissing(error)) return { progress: NOTHING_YET, notice: null };
      return { progress: NOTHING_YET, notice: { type: "unreadable", file: this.file, detail: messageOf(error) } };
    }
    const parsed = parseProgress(text);
    switch (parsed.type) {
      case "progress":
        return { progress: parsed.progress, notice: null };
      case "damaged":
        return { progress: NOTHING_YET, notice: this.#setAside("damaged", parsed.why) };
      case "newer":
        return { progress: NOTHING_YET, notice: this.#setAside("newer", `it has format ${parsed.format}`) };
    }
  }

  /** Changes what is on disk now, which another nslab may have written since. Returns what kept it from being saved. */
  update(change: (progress: Progress) => Progress): NotSaved | null {
    const { progress, notice } = this.load();
    if (notice !== null && notice.type === "unreadable") return { type: "not-saved", file: this.file, detail: notice.detail };
    const changed = change(progress);
    return changed === progress ? null : this.#write(`${JSON.stringify(changed, null, 2)}\n`);
  }

  /** Forgets everything. Returns what kept it from being removed. */
  reset(): NotSaved | null {
    try {
      rmSync(this.file, { force: true });
      return null;
    } catch (error) {
      return { type: "not-saved", file: this.file, detail: messageOf(error) };
    }
  }

  #write(text: string): NotSaved | null {
    const temporary = `${this.file}.${process.pid}.new`;
    try {
      this.#makeDirectory();
      rmSync(temporary, { force: true }); // left by a writer with this PID that was killed
      const descriptor = openSync(temporary, "wx", 0o600);
      try {
        writeFileSync(descriptor, text); // all of it, also where write(2) takes only a part
        // by descriptor: under sudo the directory is the person's, who may put a link there meanwhile
        if (this.#owner.ids !== null) fchownSync(descriptor, this.#owner.ids.uid, this.#owner.ids.gid);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(temporary, this.file);
      return null;
    } catch (error) {
      removeIfThere(temporary);
      return { type: "not-saved", file: this.file, detail: messageOf(error) };
    }
  }

  /** Every directory that was missing is given to the person, not left to root. */
  #makeDirectory(): void {
    const first = mkdirSync(this.#owner.directory, { recursive: true, mode: 0o700 });
    const ids = this.#owner.ids;
    if (first === undefined || ids === null) return;
    for (let directory = this.#owner.directory; directory.length >= first.length; directory = dirname(directory)) {
      lchownSync(directory, ids.uid, ids.gid);
    }
  }

  #setAside(why: "damaged" | "newer", detail: string): Notice {
    const stamp = new Date().toISOString().replace(/[:.]/g, "-");
    let keptAs = `${this.file}.${why}-${stamp}`;
    for (let number = 2; existsSync(keptAs); number += 1) keptAs = `${this.file}.${why}-${stamp}-${number}`;
    try {
      renameSync(this.file, keptAs);
      return { type: "set-aside", file: this.file, keptAs, why, detail };
    } catch (error) {
      return { type: "unreadable", file: this.file, detail: messageOf(error) };
    }
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What kept it from being written keeps it from being removed: that is told.
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
