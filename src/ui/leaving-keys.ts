import type { FrontProgram } from "../kernel/front-program.ts";

/** The keys that leave a program; of most, Ctrl-C does. */
export function leavingKeys(program: string): string {
  return KEYS[program] ?? "Ctrl-C";
}

/** Whether Ctrl-C ends what is in front; of what is not known, it is tried. A shell and an editor go on after it. */
export function endsByCtrlC(front: FrontProgram | null): boolean {
  return front === null || (!front.isShell && KEYS[front.name] === undefined);
}

const KEYS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["vi", "vim", "vim.basic", "vim.tiny", "nvim", "view"].map((name) => [name, "Esc, `:q!`, Enter"])),
  ...Object.fromEntries(["less", "more", "man", "pager", "most", "top", "htop"].map((name) => [name, "q"])),
  nano: "Ctrl-X",
  emacs: "Ctrl-X Ctrl-C",
};
