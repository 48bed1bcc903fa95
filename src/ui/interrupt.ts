import type { Terminal } from "../terminal/terminal.ts";
import type { Keyboard } from "./keyboard.ts";

const CTRL_C = 0x03;

/** A command has this long to end after Ctrl-C, in milliseconds. */
const PATIENCE_MS = 2000;

/** Presses Ctrl-C in a terminal. Returns whether its command has come back. */
export async function interrupt(terminal: Pick<Terminal, "state" | "settled" | "write">): Promise<boolean> {
  if (terminal.state !== "running") return true;
  const settled = terminal.settled().then(() => true);
  terminal.write("\u0003");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const ended = await Promise.race([settled, late]);
  clearTimeout(timer);
  return ended;
}

/**
 * While a command runs, Ctrl-C is for that command; all other keys are dropped.
 *
 * @param runs whether it still does: once more pressed than was needed, Ctrl-C is for nobody
 * @returns the way to stop
 */
export function forwardInterrupts(
  keyboard: Pick<Keyboard, "divert">,
  terminal: Pick<Terminal, "write"> | undefined,
  runs: () => boolean,
): () => void {
  return keyboard.divert({
    receive: (bytes) => {
      if (runs() && bytes.includes(CTRL_C)) terminal?.write("\u0003");
    },
    ended: () => undefined,
  });
}
