import { closeSync, fchownSync, openSync } from "node:fs";
import type { Owner } from "../progress/owner.ts";

export type OpenedFile =
  | { readonly type: "opened"; readonly descriptor: number }
  /** A message for the person, with what to do. */
  | { readonly type: "not-opened"; readonly message: string };

/**
 * Makes a file that a person asked for, and under sudo gives it to him. What is there already is kept,
 * unless he says otherwise.
 */
export function openOwnFile(file: string, ids: Owner["ids"], force: boolean): OpenedFile {
  try {
    const descriptor = openSync(file, "wx", 0o666);
    return give(descriptor, ids);
  } catch (error) {
    if (!isExisting(error)) return notOpened(file, error);
  }
  if (!force) {
    const message = `${file} is there already and was left as it is. Choose another name, or add --force to write over it.\n`;
    return { type: "not-opened", message };
  }
  try {
    return { type: "opened", descriptor: openSync(file, "w") };
  } catch (error) {
    return notOpened(file, error);
  }
}

function give(descriptor: number, ids: Owner["ids"]): OpenedFile {
  try {
    if (ids !== null) fchownSync(descriptor, ids.uid, ids.gid);
  } catch {
    closeSync(descriptor);
    return {
      type: "not-opened",
      message: "The file was made, but cannot be given to you. Choose one in a folder of your own.\n",
    };
  }
  return { type: "opened", descriptor };
}

function notOpened(file: string, error: unknown): OpenedFile {
  const detail = error instanceof Error ? error.message : String(error);
  return {
    type: "not-opened",
    message: `${file} cannot be written: ${detail}. Choose a file in a folder that you may write to.\n`,
  };
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
