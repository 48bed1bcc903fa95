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

/** A command that goes on for so long after Ctrl-C does not mean to end, in milliseconds. */
const DEAF_MS = 1000;

export interface Forwarding {
  /** Whether the command still does: once more pressed than was needed, Ctrl-C is for nobody. */
  readonly runs: () => boolean;
  /** The command has gone on for a while after Ctrl-C: says that the next one has nslab end. */
  readonly goesOn: () => void;
  readonly quit: () => void;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
}

/**
 * While a command runs, Ctrl-C is for that command; all other keys are dropped. Of one that does not heed it nslab is no
 * prisoner: pressed again after a while, Ctrl-C is for nslab.
 *
 * @returns the way to stop
 */
export function forwardInterrupts(
  keyboard: Pick<Keyboard, "divert">,
  terminal: Pick<Terminal, "write"> | undefined,
  { runs, goesOn, quit, now }: Forwarding,
): () => void {
  let first: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const stop = keyboard.divert({
    receive: (bytes) => {
      if (!runs() || !bytes.includes(CTRL_C)) return;
      if (first !== null && now() - first >= DEAF_MS) return quit();
      terminal?.write("\u0003");
      if (first !== null) return;
      first = now();
      timer = setTimeout(() => void (runs() && goesOn()), DEAF_MS);
    },
    ended: () => undefined,
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
