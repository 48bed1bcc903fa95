/** One way to ruin a machine, typed by a learner as root of a lab. */
export interface Way {
  /** What it is, for whoever reads the results; no two are the same. */
  readonly name: string;
  /** Lines for the lab's shell, one after the other; a line that does not come back is interrupted. */
  readonly lines: readonly string[];
  /** Seconds that a line may take before it is interrupted. */
  readonly seconds: number;
  /** What it may leave in the lab (a hog, a flood) is not for the next way to bear: a fresh lab follows. */
  readonly leavesTrouble: boolean;
}

/**
 * What a way is told of the machine, by these words in its lines: the learner is assumed to know it all.
 * OUTSIDE_PID is a process of the machine, OUTSIDE_PORT a server on its loopback, OUTSIDE_SOCKET an abstract
 * socket there, OTHER_PID a process in somebody else's lab, OUTSIDE_KEY a key in the keyring of whoever started nslab.
 */
export interface Outside {
  readonly OUTSIDE_PID: string;
  readonly OUTSIDE_PORT: string;
  readonly OUTSIDE_SOCKET: string;
  readonly OUTSIDE_KEY: string;
  readonly OTHER_PID: string;
}

const SECONDS = 20;

export function way(name: string, ...lines: readonly string[]): Way {
  return { name, lines, seconds: SECONDS, leavesTrouble: false };
}

/** One that takes its time, or all it can get. */
export function hog(seconds: number, name: string, ...lines: readonly string[]): Way {
  return { name, lines, seconds, leavesTrouble: true };
}

/** The lines as they are typed. */
export function linesOn(outside: Outside, { lines }: Way): readonly string[] {
  return lines.map((line) =>
    line.replaceAll(/OUTSIDE_(?:PID|PORT|SOCKET|KEY)|OTHER_PID/g, (word) => outside[word as keyof Outside]),
  );
}

/** System calls by number (x86_64), for those that no program of a stock machine makes; prints what came of it. */
export function call(number: number, ...given: readonly (string | number)[]): string {
  // A copy of each: syscall() takes no constant text.
  return `perl -e '@given = (${given.join(", ")}); $r = syscall(${number}, @given); print "syscall: $r $!\\n"; exit($r < 0)'`;
}
