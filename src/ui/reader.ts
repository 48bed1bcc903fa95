import type { Keyboard } from "./keyboard.ts";
import type { Key } from "./keys.ts";
import { isAtEnd, scrolled } from "./scroll.ts";
import { stringWidth } from "../map/text-width.ts";
import { type OutputStream, sizeOf } from "./streams.ts";
import type { TerminalState } from "./terminal-state.ts";
import { wrap } from "./wrap.ts";

export interface ReaderOptions {
  readonly output: OutputStream & {
    /** Writes what is not to be remembered. */
    draw(text: string): unknown;
  };
  readonly keyboard: Pick<Keyboard, "next" | "whenSuspended">;
  readonly terminal: TerminalState;
  /** Below the text; at its end no page is left to go on to. */
  readonly keys: (isEnd: boolean) => string;
}

/** Another screen, and back, with the cursor hidden there (xterm's control sequences). */
const OPEN = "\u001b[?1049h\u001b[?25l";
const CLOSE = "\u001b[?25h\u001b[?1049l";

const LEAVING: ReadonlySet<Key> = new Set(["char:q", "escape", "ctrl-c", "ctrl-d", "end"]);
/** At the end of the text there is nothing more to be had by these. */
const ONWARD: ReadonlySet<Key> = new Set(["char: ", "enter", "page-down"]);

/** Shows a text that is longer than the window on a screen of its own, until the learner has left it. */
export async function read(text: string, { output, keyboard, terminal, keys }: ReaderOptions): Promise<void> {
  let first = 0;
  const view = () => {
    const size = sizeOf(output);
    const rows = text
      .split("\n")
      .flatMap((line) => (stringWidth(line) <= size.columns ? [line] : wrap(line, size.columns).split("\n")));
    const room = Math.max(size.rows - 1, 1);
    return { lines: rows, first: Math.max(Math.min(first, rows.length - room), 0), rows: rows.length, room };
  };
  const draw = () => {
    const at = view();
    const shown = at.lines.slice(at.first, at.first + at.room);
    // A row is cleared before it is written: behind a full one stands its last character.
    const drawn = [...shown, keys(isAtEnd(at))].map((line) => `\u001b[K${line}\u001b[0m`).join("\r\n");
    output.draw(`\u001b[H${drawn}\u001b[J`);
  };
  const restored = terminal.change(() => CLOSE);
  output.draw(OPEN);
  const settled = keyboard.whenSuspended({
    suspend: () => output.draw(CLOSE),
    resume: () => {
      output.draw(OPEN);
      draw();
    },
  });
  output.on("resize", draw);
  for (;;) {
    draw();
    const key = await keyboard.next();
    const at = view();
    if (LEAVING.has(key) || (ONWARD.has(key) && isAtEnd(at))) break;
    first = scrolled(key, at) ?? at.first;
  }
  output.off("resize", draw);
  settled();
  output.draw(CLOSE);
  restored();
}
