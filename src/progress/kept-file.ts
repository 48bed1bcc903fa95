import { closeSync, fsyncSync, renameSync, rmSync } from "node:fs";
import { openExclusively } from "../lab/exclusive.ts";
import { type Said, say } from "../say/message.ts";
import type { Owner } from "./owner.ts";
import { giveToOwner, makeOwnersDirectory, reasonOf } from "./owner-files.ts";

export interface NotSaved {
  readonly type: "not-saved";
  readonly file: string;
  readonly detail: Said;
}

/** A file of a person's that several nslab may change at a time: one waits for the other, and half a file is never seen. */
export class KeptFile {
  readonly path: string;
  readonly #owner: Owner;

  constructor(path: string, owner: Owner) {
    this.path = path;
    this.#owner = owner;
  }

  /**
   * Does something while no other nslab changes the file.
   *
   * @param work is given the descriptor of an empty file beside it, which takes its place when that was `replaced`
   * @returns what kept it from being saved
   */
  change(work: (descriptor: number) => "kept" | "replaced" | NotSaved): NotSaved | null {
    const beside = `${this.path}.new`;
    let descriptor: number | null;
    try {
      makeOwnersDirectory(this.#owner);
      descriptor = openExclusively(beside);
    } catch (error) {
      return this.notSaved(reasonOf(error));
    }
    if (descriptor === null) return this.notSaved(say`another nslab keeps ${{ path: beside }} open`);
    let isOurs = true;
    try {
      const done = work(descriptor);
      if (typeof done === "object") return done;
      if (done === "kept") return null;
      giveToOwner(descriptor, this.#owner);
      fsyncSync(descriptor);
      renameSync(beside, this.path);
      isOurs = false; // one of that name is the next writer's now
      return null;
    } catch (error) {
      return this.notSaved(reasonOf(error));
    } finally {
      closeSync(descriptor);
      if (isOurs) rmSync(beside, { force: true });
    }
  }

  /** Returns what kept it from being removed. */
  remove(): NotSaved | null {
    try {
      rmSync(this.path, { force: true });
      return null;
    } catch (error) {
      return this.notSaved(reasonOf(error));
    }
  }

  notSaved(detail: Said): NotSaved {
    return { type: "not-saved", file: this.path, detail };
  }
}
