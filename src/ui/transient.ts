import { stringWidth } from "../map/text-width.ts";
import { type OutputStream, sizeOf } from "./streams.ts";

/**
 * Takes away what was shown for a while: the cursor is where it was before. Done once; calling it again does nothing.
 * @param erases false: something else stands there by now, and only nobody draws it any more
 */
export type Hide = (erases?: boolean) => void;

/** While a window is dragged to another size there are many sizes; only where it stays is drawn. In milliseconds. */
const SETTLED_MS = 80;

/** Up that many lines, to the first column, and everything from there on is gone (ECMA-48: CUU, CR, ED). */
function eraseFrom(linesAbove: number): string {
  return `${linesAbove > 0 ? `\u001b[${linesAbove}A` : ""}\r\u001b[J`;
}

/**
 * Shows text at the bottom, below an empty line, and takes it away again. When the window changes
 * meanwhile, it is drawn anew. Some terminals then wrap anew what stands there and some do not:
 * rather than erase a line too many, a piece of the old text may stay.
 *
 * @param text asked again after a change
 * @param refresh milliseconds after which it is asked again in any case, and drawn anew if it is another one
 * @returns the way to take it away
 */
export function showTransient(output: OutputStream, text: () => string, refresh?: number): Hide {
  let shown = text();
  let drawnAt = sizeOf(output).columns;
  let timer: NodeJS.Timeout | undefined;
  output.write(`\n${shown}`);
  const linesAbove = () => Math.min(rowsOf(shown, drawnAt), rowsOf(shown, sizeOf(output).columns)) - 1;
  const redraw = () => {
    const erase = eraseFrom(linesAbove());
    shown = text();
    drawnAt = sizeOf(output).columns;
    output.write(erase + shown);
  };
  const resized = () => {
    clearTimeout(timer);
    timer = setTimeout(redraw, SETTLED_MS);
  };
  output.on("resize", resized);
  const refreshing = refresh === undefined ? undefined : setInterval(() => void (text() !== shown && redraw()), refresh);
  let isShown = true;
  return (erases = true) => {
    clearTimeout(timer);
    clearInterval(refreshing);
    output.off("resize", resized);
    if (isShown && erases) output.write(eraseFrom(linesAbove() + 1));
    isShown = false;
  };
}

/** Rows that text takes in a window; a line that is too long goes on in the next row. */
export function rowsOf(text: string, columns: number): number {
  return text.split("\n").reduce((rows, line) => rows + Math.max(1, Math.ceil(stringWidth(line) / columns)), 0);
}
