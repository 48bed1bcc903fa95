export interface Difference<T> {
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** What differs between two collections whose order means nothing; entries may repeat. */
export function differenceOf<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): Difference<T> {
  return { removed: without(before, after, key), added: without(after, before, key) };
}

/** The items left when for each of `taken` one item with the same key is taken away. */
export function without<T>(items: readonly T[], taken: readonly T[], key: (item: T) => string): readonly T[] {
  const counts = new Map<string, number>();
  for (const item of taken) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return items.filter((item) => {
    const left = counts.get(key(item)) ?? 0;
    counts.set(key(item), left - 1);
    return left <= 0;
  });
}

/** What differs between two sequences whose order counts: all but a longest common subsequence. */
export function sequenceDifference<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): Difference<T> {
  const [left, right] = [before.map(key), after.map(key)];
  // What is the same at both ends is none of it, and most often all there is.
  let start = 0;
  while (start < Math.min(left.length, right.length) && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return middleDifference(before.slice(start, before.length - end), after.slice(start, after.length - end), key);
}

function middleDifference<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): Difference<T> {
  const [left, right] = [before.map(key), after.map(key)];
  // common[i][j]: length of the longest common subsequence of left from i and right from j
  const common = Array.from({ length: left.length + 1 }, () => Array.from({ length: right.length + 1 }, () => 0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    const row = common[i] ?? [];
    for (let j = right.length - 1; j >= 0; j -= 1) {
      row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const removed: T[] = [];
  const added: T[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      i += 1;
      j += 1;
    } else if (j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1))) {
      removed.push(...before.slice(i, i + 1));
      i += 1;
    } else {
      added.push(...after.slice(j, j + 1));
      j += 1;
    }
  }
  return { removed, added };
}
