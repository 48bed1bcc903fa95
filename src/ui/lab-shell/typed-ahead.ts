import type { Keyboard } from "../keyboard.ts";

/** Whoever has typed nothing for so long has seen that something has changed; in milliseconds. */
const QUIET_MS = 500;
/** A key that is held down does not hold nslab. */
const LONGEST_MS = 5000;

/**
 * Throws away what was typed for a place that is gone, until its hands have come to rest: the next line must not go
 * to another machine.
 */
export function throwTypedAhead(
  keyboard: Pick<Keyboard, "divert">,
  { quiet = QUIET_MS, longest = LONGEST_MS }: { readonly quiet?: number; readonly longest?: number } = {},
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      clearTimeout(last);
      stop();
      resolve();
    };
    let timer = setTimeout(end, quiet);
    const last = setTimeout(end, longest);
    const stop = keyboard.divert({
      receive: () => {
        clearTimeout(timer);
        timer = setTimeout(end, quiet);
      },
      ended: () => setImmediate(end), // it may be told before divert has returned
    });
  });
}
