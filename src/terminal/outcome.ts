import { isSameShell, type ShellMark, type StreamPart } from "./marks.ts";

/** How a command line ended, or that it has not. */
export type Outcome =
  /** The same shell is back at its prompt. */
  | { readonly type: "returned"; readonly code: number }
  /** Another shell is in front now: one the command opened, or the one it had left. */
  | { readonly type: "other-shell"; readonly code: number }
  /** The terminal's own shell has ended. */
  | { readonly type: "closed"; readonly code: number };

/**
 * @param settled the prompt that came, or the exit code of the terminal's own shell
 * @param before the shell the line was typed in
 */
export function outcomeOf(settled: StreamPart | number, before: ShellMark | null): Outcome {
  if (typeof settled === "number") return { type: "closed", code: settled };
  if (settled.type !== "prompt") throw new Error("a command settles with a prompt");
  return { type: isSameShell(settled.shell, before) ? "returned" : "other-shell", code: settled.code };
}
