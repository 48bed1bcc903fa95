import { plainText } from "../terminal/plain-text.ts";

/** Shorter ones, as `/` or `1`, stand anywhere. */
const SHORTEST_WORD = 3;
/** Lines kept for one output; a word that stands in more of them tells none apart. */
const MOST = 6;

/** What the words of a step tell to look for, as it stands in an output: all that is code in them. */
export function lookedFor(markdown: string): readonly string[] {
  const words = [...markdown.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.trim());
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD);
}

/**
 * Of the lines of an output that are too many to be shown, those that are looked for, by index.
 *
 * @param from index of the first one, `to` that behind the last
 */
export function keptLines(lines: readonly string[], from: number, to: number, words: readonly string[]): ReadonlySet<number> {
  const kept = new Set<number>();
  for (const word of words) {
    const found: number[] = [];
    for (let index = from; index < to && found.length <= MOST; index += 1) {
      if (plainText(lines[index] ?? "").includes(word)) found.push(index);
    }
    if (found.length <= MOST) for (const index of found) kept.add(index);
  }
  return new Set([...kept].toSorted((a, b) => a - b).slice(0, MOST));
}
