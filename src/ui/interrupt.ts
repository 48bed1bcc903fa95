import type { Terminal } from "../terminal/terminal.ts";

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
