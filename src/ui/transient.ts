import stringWidth from "fast-string-width";
import type { OutputStream } from "./streams.ts";

/** Up that many lines, to the first column, and everything from there on is gone (ECMA-48: CUU, CR, ED). */
function eraseFrom(linesAbove: number): string {
  return `${linesAbove > 0 ? `\u001b[${linesAbove}A` : ""}\r\u001b[J`;
}

/**
 * Shows text at the bottom, below an empty line, and takes it away again. When the window changes
 * meanwhile, it is drawn anew.
 *
 * @param text asked again after a change: its lines fit the window
 * @returns the way to take it away: the cursor is where it was before
 */
export function showTransient(output: OutputStream, text: () => string): () => void {
  let shown = text();
  output.write(`\n${shown}`);
  // What is there has been wrapped by the terminal at its width now.
  const linesAbove = () => shown.split("\n").reduce((rows, line) => rows + Math.max(1, Math.ceil(stringWidth(line) / (output.columns || 80))), 0) - 1;
  const redraw = () => {
    const erase = eraseFrom(linesAbove());
    shown = text();
    output.write(erase + shown);
  };
  output.on("resize", redraw);
  return () => {
    output.off("resize", redraw);
    output.write(eraseFrom(linesAbove() + 1));
  };
}
