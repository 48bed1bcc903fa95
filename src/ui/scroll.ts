import type { Key } from "./keys.ts";

/** A text, and the window that shows a part of it; in rows. */
export interface Window {
  /** The first row that is shown, counted from 0. */
  readonly first: number;
  readonly rows: number;
  readonly room: number;
}

/** Whether the end of the text is shown. */
export function isAtEnd({ first, rows, room }: Window): boolean {
  return first >= rows - room;
}

/** The row that is shown first after a key, as in less(1) and more(1); null for a key that does not scroll. */
export function scrolled(key: Key, { first, rows, room }: Window): number | null {
  const to = (row: number) => Math.max(Math.min(row, rows - room), 0);
  switch (key) {
    case "char: ":
    case "char:f":
    case "page-down":
      return to(first + room);
    case "char:b":
    case "page-up":
      return to(first - room);
    case "enter":
    case "char:j":
    case "down":
      return to(first + 1);
    case "char:k":
    case "up":
      return to(first - 1);
    case "char:g":
      return 0;
    default:
      return null;
  }
}
