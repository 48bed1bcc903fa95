import type { TerminalSize } from "../../terminal/size.ts";
import { type Capabilities, type OutputStream, sizeOf } from "../streams.ts";

/** A window with fewer rows has none to spare. */
const FEWEST_ROWS = 10;

export function hasStatusRow({ rows }: TerminalSize): boolean {
  return rows >= FEWEST_ROWS;
}

/** The window without the status line: what the programs in a terminal have. */
export function screenSize(window: TerminalSize): TerminalSize {
  return { columns: window.columns, rows: window.rows - (hasStatusRow(window) ? 1 : 0) };
}

/** The size of a lab's terminals for a learner at that output. */
export function terminalSize(
  output: Pick<OutputStream, "rows" | "columns">,
  { cursor }: Pick<Capabilities, "cursor">,
): TerminalSize {
  const window = sizeOf(output);
  return cursor ? screenSize(window) : window;
}
