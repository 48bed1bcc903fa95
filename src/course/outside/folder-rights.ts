import { lstatSync } from "node:fs";
import { dirname } from "node:path";

const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/**
 * The folder above a course in which others than its owner could put another course in its place; null when there is
 * none. In a sticky one (/tmp) everybody can only replace what is his own.
 *
 * @param folder absolute, without links
 */
export function replaceableIn(folder: string): string | null {
  for (let above = dirname(folder), below = folder; above !== below; [below, above] = [above, dirname(above)]) {
    const { mode } = lstatSync(above);
    if ((mode & WRITABLE_BY_OTHERS) !== 0 && (mode & STICKY) === 0) return above;
  }
  return null;
}
