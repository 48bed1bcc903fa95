import { NAMESPACE_KINDS, type Snapshot } from "../kernel/snapshot.ts";

/** So many looks, one right after the other, show one change at most: it is a bound for what never rests. */
const MOST_LOOKS = 4;

/**
 * What the last change of a lab is held against. One command's doing may be seen half done: a network namespace in the
 * moment before it has its name, a container before its processes are there. While new namespaces (by what they are: a
 * name may come later) are there still at the very next look, that shows the same change, and all of it is new.
 */
export class LastChange {
  /** The lab before each look of the change that goes on, the earliest first; empty once a look showed nothing else. */
  #run: readonly Snapshot[] = [];
  #before: Snapshot | null = null;

  /** The lab before the last change; null until something has changed. */
  get before(): Snapshot | null {
    return this.#before;
  }

  /** A look that shows something else than the one before it, `last`. */
  changed(last: Snapshot, next: Snapshot): void {
    const [first] = this.#run;
    this.#run = first !== undefined && goesOn(first, last, next) ? [...this.#run, last].slice(-MOST_LOOKS) : [last];
    this.#before = this.#run[0] ?? last;
  }

  /** A look that shows the same as the one before it: what was new then stays so until something else is. */
  rested(): void {
    this.#run = [];
  }

  /** Another lab has nothing to do with the one before. */
  forget(): void {
    this.#run = [];
    this.#before = null;
  }
}

function goesOn(before: Snapshot, last: Snapshot, next: Snapshot): boolean {
  const [earlier, later] = [namespacesOf(before), namespacesOf(next)];
  const fresh = [...namespacesOf(last)].filter((inode) => !earlier.has(inode));
  return fresh.length > 0 && fresh.every((inode) => later.has(inode));
}

/** Their inodes; none is that of two namespaces, whatever their kind. */
function namespacesOf({ processes, networks }: Snapshot): ReadonlySet<number> {
  return new Set([...networks.keys(), ...processes.flatMap(({ namespaces }) => NAMESPACE_KINDS.map((kind) => namespaces[kind]))]);
}
