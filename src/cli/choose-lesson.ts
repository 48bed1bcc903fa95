import type { LessonEntry } from "../course/entry.ts";
import { type Message, say } from "../say/message.ts";

export type Chosen =
  | { readonly type: "lessons"; readonly entries: readonly LessonEntry[] }
  | { readonly type: "unknown-lesson"; readonly message: Message };

/** Lessons by number or id, each once and in the order of the course; all of them when none is named. */
export function chooseLessons(names: readonly string[], course: readonly LessonEntry[]): Chosen {
  if (names.length === 0) return { type: "lessons", entries: course };
  const found = new Set<LessonEntry>();
  for (const name of names) {
    const entry = course.find((each) => each.id === name || String(each.number) === name);
    if (entry === undefined) return { type: "unknown-lesson", message: unknownLesson(name, course) };
    found.add(entry);
  }
  return { type: "lessons", entries: course.filter((entry) => found.has(entry)) };
}

function unknownLesson(name: string, course: readonly LessonEntry[]): Message {
  const last = course.at(-1)?.number ?? 0;
  const near = nearest(
    name,
    course.map((entry) => entry.id),
  );
  const there = say`Lessons are numbered 1 to ${{ last }}; nslab list shows them all.`;
  return near === null
    ? say`There is no lesson "${{ name }}". ${{ there }}`
    : say`There is no lesson "${{ name }}". Did you mean "${{ near }}"? ${{ there }}`;
}

/** The candidate that is at most two typing mistakes away, and shares at least half of its letters; the closest first. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const typed = word.toLowerCase();
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(typed, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.min(2, candidate.length / 2))
    .sort((left, right) => left.distance - right.distance);
  return best?.candidate ?? candidates.find((candidate) => typed.length > 2 && candidate.startsWith(typed)) ?? null;
}

/** Levenshtein's distance: insertions, deletions and replacements of one character. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous.at(-1) ?? 0;
}
