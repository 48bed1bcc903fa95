import { readdirSync, readFileSync } from "node:fs";

interface Seen {
  readonly pid: number;
  readonly parent: number;
  /** With the PID it names one process for ever: clock ticks since boot. */
  readonly startTime: string;
  readonly command: string;
}

/** A process and all that descend from it, remembered also when their parents have ended (and they became somebody else's). */
export class ProcessFamily {
  readonly #root: number;
  readonly #seen = new Map<string, Seen>();
  readonly #timer: NodeJS.Timeout;

  /** Begins to watch; `close` ends it. */
  constructor(root: number) {
    this.#root = root;
    this.look();
    this.#timer = setInterval(() => this.look(), 5);
  }

  /** Those alive now, the root among them. */
  look(): readonly Seen[] {
    const all = readProcesses();
    const members = new Set(all.filter((each) => each.pid === this.#root || this.#seen.has(keyOf(each))).map((each) => each.pid));
    for (let before = 0; before < members.size; ) {
      before = members.size;
      for (const each of all) if (members.has(each.parent)) members.add(each.pid);
    }
    const alive = all.filter((each) => members.has(each.pid));
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

const keyOf = (process: Seen) => `${process.pid} ${process.startTime}`;

/** All processes of the machine that have not ended; zombies have. */
function readProcesses(): readonly Seen[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return [];
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return [{ pid: Number(name), parent: Number(fields[1]), startTime: fields[19] ?? "", command }];
    } catch {
      return []; // ended between two looks
    }
  });
}
