import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Said, say } from "../say/message.ts";
import { KeptFile, type NotSaved } from "./kept-file.ts";
import type { Owner } from "./owner.ts";
import { isMissing, reasonOf, readOwnersFile } from "./owner-files.ts";
import { parseProgress } from "./parse-progress.ts";
import { NOTHING_YET, type Progress } from "./progress.ts";

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
      readonly detail: Said;
    }
  | { readonly type: "unreadable"; readonly file: string; readonly detail: Said };

/** A person's progress on disk: written whole or not at all. */
export class ProgressStore {
  readonly file: string;
  readonly #kept: KeptFile;
  /** What was on disk when it was last read or written: it takes the place of a file that is damaged meanwhile. */
  #known = NOTHING_YET;
  /** Changes that could not be saved yet. */
  #unsaved: readonly ((progress: Progress) => Progress)[] = [];

  constructor(owner: Owner) {
    this.file = join(owner.directory, "progress.json");
    this.#kept = new KeptFile(this.file, owner);
  }

  /** What is known of this person. A file that cannot be used is kept beside, never overwritten. */
  load(): Loaded {
    let text: string;
    try {
      text = readOwnersFile(this.file);
    } catch (error) {
      if (isMissing(error)) return { progress: NOTHING_YET, notice: null };
      return { progress: NOTHING_YET, notice: { type: "unreadable", file: this.file, detail: reasonOf(error) } };
    }
    const parsed = parseProgress(text);
    switch (parsed.type) {
      case "progress":
        this.#known = parsed.progress;
        return { progress: parsed.progress, notice: null };
      case "damaged":
        return { progress: this.#known, notice: this.#setAside("damaged", parsed.why) };
      case "newer":
        return { progress: NOTHING_YET, notice: this.#setAside("newer", say`it has format ${{ format: parsed.format }}`) };
    }
  }

  /**
   * Changes what is on disk now; another nslab that does so too waits. Returns what kept it from being saved:
   * then it is made again together with the next change, so that a disk that is full for a while loses nothing.
   */
  update(change: (progress: Progress) => Progress): NotSaved | null {
    this.#unsaved = [...this.#unsaved, change];
    let changed = this.#known;
    const problem = this.#kept.change((descriptor) => {
      const { progress, notice } = this.load();
      if (notice?.type === "unreadable") return this.#kept.notSaved(notice.detail);
      changed = this.#unsaved.reduce((made, each) => each(made), progress);
      if (changed === progress && notice === null) return "kept";
      writeFileSync(descriptor, `${JSON.stringify(changed, null, 2)}\n`); // all of it, also where write(2) takes only a part
      return "replaced";
    });
    if (problem !== null) return problem;
    this.#unsaved = [];
    this.#known = changed;
    return null;
  }

  /** Forgets everything. Returns what kept it from being removed. */
  reset(): NotSaved | null {
    return this.#kept.remove();
  }

  #setAside(why: "damaged" | "newer", detail: Said): Notice {
    const stamp = new Date().toISOString().replace(/[:.]/g, "-");
    let keptAs = `${this.file}.${why}-${stamp}`;
    for (let number = 2; existsSync(keptAs); number += 1) keptAs = `${this.file}.${why}-${stamp}-${number}`;
    try {
      renameSync(this.file, keptAs);
      return { type: "set-aside", file: this.file, keptAs, why, detail };
    } catch (error) {
      return { type: "unreadable", file: this.file, detail: reasonOf(error) };
    }
  }
}
