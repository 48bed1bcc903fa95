import { readdirSync, readFileSync } from "node:fs";

export interface Seen {
  readonly pid: number;
  readonly parent: number;
  /** With the PID it names one process for ever: clock ticks since boot. */
  readonly startTime: string;
  readonly command: string;
}

/** What every process costs to look at; its command is read only for members. */
type Looked = Omit<Seen, "command">;

/** A process and all that descend from it, remembered also when their parents have ended (and they became somebody else's). */
export class ProcessFamily {
  readonly #root: number;
  readonly #seen = new Map<string, Seen>();
  readonly #timer: NodeJS.Timeout | undefined;

  /**
   * Begins to watch; `close` ends it.
   * @param interval milliseconds between two looks; null where only the looks that are asked for are to be taken
   */
  constructor(root: number, interval: number | null = 5) {
    this.#root = root;
    this.look();
    this.#timer = interval === null ? undefined : setInterval(() => this.look(), interval);
  }

  /** Those alive now, the root among them. */
  look(): readonly Seen[] {
    const all = readProcesses();
    const members = new Set(all.filter((each) => each.pid === this.#root || this.#seen.has(keyOf(each))).map((each) => each.pid));
    for (let before = 0; before < members.size; ) {
      before = members.size;
      for (const each of all) if (members.has(each.parent)) members.add(each.pid);
    }
    const alive = all
      .filter((each) => members.has(each.pid))
      // A process that has just been forked becomes another program a moment later.
      .map((each) => ({ ...each, command: readCommand(each.pid) || (this.#seen.get(keyOf(each))?.command ?? "") }));
    for (const each of alive) this.#seen.set(keyOf(each), each);
    return alive;
  }

  /** How many it has seen so far. */
  get size(): number {
    return this.#seen.size;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

const keyOf = (process: Looked) => `${process.pid} ${process.startTime}`;

/** All processes of the machine that have not ended; zombies have. */
function readProcesses(): readonly Looked[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return [];
      return [{ pid: Number(name), parent: Number(fields[1]), startTime: fields[19] ?? "" }];
    } catch {
      return []; // ended between two looks
    }
  });
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return ""; // ended meanwhile
  }
}
