/** Where a prompt stands on a screen; rows and columns from 0. */
export interface PromptPlace {
  readonly rows: number;
  /** First row of the prompt, and the last row of what is being typed at it. */
  readonly first: number;
  readonly last: number;
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

/**
 * What inserts lines above a prompt and leaves the cursor where it is in the line being typed: the
 * shell, which moves it relative to where it is, notices nothing. What does not fit is left out at its beginning.
 *
 * @param lines none wider than the screen
 */
export function insertAbove(lines: readonly string[], place: PromptPlace): string {
  const room = place.rows - (place.last - place.first + 1);
  const shown = room > 0 ? lines.slice(-room) : [];
  if (shown.length === 0) return "";
  const up = Math.max(0, place.last + shown.length - (place.rows - 1));
  const first = place.first - up;
  return [
    "\u001b[0m",
    up > 0 ? `${moveTo(place.rows - 1, 0)}${"\n".repeat(up)}` : "",
    `${moveTo(first, 0)}\u001b[${shown.length}L`,
    shown.join("\r\n"),
    moveTo(place.cursorRow - up + shown.length, place.cursorColumn),
  ].join("");
}

export function moveTo(row: number, column: number): string {
  return `\u001b[${row + 1};${column + 1}H`;
}
