import type { TerminalState } from "./terminal-state.ts";

const SHOW_CURSOR = "\u001b[?25h";

/** Asks a yes-or-no question on the terminal; Ctrl-C and the end of input mean no. */
export async function confirm(question: string, terminal: TerminalState): Promise<boolean> {
  const { default: enquirer } = await import("enquirer");
  const restored = terminal.change(() => {
    process.stdin.setRawMode(false);
    return SHOW_CURSOR;
  });
  try {
    const answers = await enquirer.prompt<{ sure: boolean }>({
      type: "confirm",
      name: "sure",
      message: question,
      initial: false,
      format: (value: unknown) => (value === true ? "y" : "n"), // its own word is an English one
    });
    return answers.sure;
  } catch {
    return false; // enquirer rejects with an empty string on Ctrl-C
  } finally {
    restored();
    // enquirer leaves the terminal raw after Ctrl-C
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
  }
}
