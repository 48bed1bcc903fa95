import { closeSync, constants, fstatSync, ftruncateSync, openSync } from "node:fs";
import type { Owner } from "../progress/owner.ts";
import { type Message, say } from "../say/message.ts";
import { systemReason } from "../say/system-reason.ts";

export type OpenedFile =
  | { readonly type: "opened"; readonly descriptor: number }
  /** A message for the person, with what to do. */
  | { readonly type: "not-opened"; readonly message: Message };

const { O_WRONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;

/**
 * Makes a file that a person asked for, and under sudo does that as he may: it is his, and where he may not write
 * nslab does not. What is there already is kept, unless he says otherwise; a link is not followed even then.
 */
export function openOwnFile(file: string, ids: Owner["ids"], force: boolean): OpenedFile {
  return asPerson(ids, () => opened(file, force));
}

function opened(file: string, force: boolean): OpenedFile {
  try {
    return { type: "opened", descriptor: openSync(file, "wx", 0o666) };
  } catch (error) {
    if (codeOf(error) !== "EEXIST") return notOpened(file, error);
  }
  if (!force) {
    const message = say`${{ file }} is there already and was left as it is. Choose another name, or add --force to write over it.`;
    return { type: "not-opened", message };
  }
  try {
    return overwriting(file, openSync(file, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  } catch (error) {
    if (codeOf(error) !== "ELOOP") return notOpened(file, error);
    return { type: "not-opened", message: say`${{ file }} is a link, which is not followed. Name the file that you mean.` };
  }
}

function overwriting(file: string, descriptor: number): OpenedFile {
  const stat = fstatSync(descriptor);
  if (stat.isFile()) ftruncateSync(descriptor);
  if (stat.isFile() || stat.isCharacterDevice()) return { type: "opened", descriptor };
  closeSync(descriptor);
  return { type: "not-opened", message: say`${{ file }} is none that can be written over. Choose another name.` };
}

/** Does with files what that person may; for null, what whoever runs nslab may. Only root becomes somebody else. */
function asPerson<Result>(ids: Owner["ids"], work: () => Result): Result {
  if (ids === null || process.geteuid?.() !== 0) return work();
  const groups = process.getgroups?.() ?? [];
  const group = process.getegid?.() ?? 0;
  process.setgroups?.([ids.gid]);
  process.setegid?.(ids.gid);
  process.seteuid?.(ids.uid);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(group);
    process.setgroups?.(groups);
  }
}

function notOpened(file: string, error: unknown): OpenedFile {
  const detail = systemReason(error);
  return {
    type: "not-opened",
    message: say`${{ file }} cannot be written: ${{ detail }}. Choose a file in a folder that you may write to.`,
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
