/** The keys that leave a program; of most, Ctrl-C does. */
export function leavingKeys(program: string): string {
  return KEYS[program] ?? "Ctrl-C";
}

const KEYS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["vi", "vim", "vim.basic", "vim.tiny", "nvim", "view"].map((name) => [name, "Esc, `:q!`, Enter"])),
  ...Object.fromEntries(["less", "more", "man", "pager", "most", "top", "htop"].map((name) => [name, "q"])),
  nano: "Ctrl-X",
  emacs: "Ctrl-X Ctrl-C",
};
