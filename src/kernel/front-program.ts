import { frontProcess, processByHostPid } from "./queries.ts";
import type { Process, Snapshot } from "./snapshot.ts";

/** What has the keyboard of a terminal in which no prompt of nslab's own shells is to be seen. */
export interface FrontProgram {
  /** proc(5) `comm`, fit to be shown. */
  readonly name: string;
  /** A shell that waits for lines: one that sends no marks, so nobody is told when a command in it has ended. */
  readonly isShell: boolean;
}

/** Null where the terminal's first shell has ended. */
export function frontProgram(snapshot: Snapshot, rootPid: number): FrontProgram | null {
  const root = processByHostPid(snapshot, rootPid);
  const front = root === undefined ? undefined : frontProcess(snapshot, root.machinePid);
  return front === undefined ? null : { name: front.name, isShell: isInteractiveShell(front) };
}

const SHELLS = new Set(["sh", "ash", "bash", "rbash", "dash", "zsh", "ksh", "ksh93", "mksh", "fish", "csh", "tcsh", "busybox"]);

/** A shell that was given no script: neither a file nor `-c`. */
export function isInteractiveShell({ name, command }: Pick<Process, "name" | "command">): boolean {
  if (!SHELLS.has(name)) return false;
  const [first = "", second = "", ...rest] = command;
  const isMulti = baseOf(first) === "busybox";
  if (isMulti && !SHELLS.has(second)) return false;
  const given = isMulti ? rest : [second, ...rest].filter((each) => each !== "");
  return given.every((each) => /^[-+]/.test(each)) && !given.some((each) => /^-[a-zA-Z]*c/.test(each));
}

/** `-bash` is a login shell. */
function baseOf(path: string): string {
  return path.replace(/^-/, "").split("/").at(-1) ?? "";
}
