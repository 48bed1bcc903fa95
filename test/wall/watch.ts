import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

/** A process that descends from nslab, or is in a user namespace of its labs. */
export interface Member {
  readonly pid: number;
  readonly parent: number;
  /** With the PID it names one process for ever: clock ticks since boot. */
  readonly startTime: string;
  /** PID of the process that leads its session. */
  readonly session: number;
  /** How many PID namespaces deep it is; 0: in that of whoever looks. */
  readonly depth: number;
  /** Its PID in its own PID namespace. */
  readonly innerPid: number;
  /** In a user namespace of a lab. */
  readonly isInLab: boolean;
}

type Looked = Pick<Member, "pid" | "parent" | "startTime" | "session">;
type Place = Pick<Member, "depth" | "innerPid" | "isInLab">;

const LOOK_EVERY_MS = 100;
const OWN_USERS = namespaceOf("self", "user");

/**
 * All that nslab starts, and what that starts: remembered also when parents have ended, so that nothing can hide
 * by becoming somebody else's child, or by being forked in a lab between two looks.
 */
export class Watch {
  readonly #roots = new Set<string>();
  readonly #seen = new Map<string, Place>();
  /**
   * User namespaces of the labs, by inode, each with a descriptor that keeps it: the kernel gives the inode of one that
   * has ended to the next, which may be of somebody else's lab.
   */
  readonly #userNamespaces = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  /** The most memory that processes outside of labs had at a look, nslab itself left out, in MiB. */
  helpersPeak = 0;

  constructor() {
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** From now on this process is watched, with all that come of it. */
  add(pid: number): void {
    const found = readStat(pid);
    if (found === null) return;
    this.#roots.add(keyOf(found));
    this.look();
  }

  /** Those alive now. */
  look(): readonly Member[] {
    const all = readProcesses();
    const members = new Set(all.filter((each) => this.#isKnown(each)).map((each) => each.pid));
    for (let before = -1; before < members.size; ) {
      before = members.size;
      for (const each of all) if (members.has(each.parent)) members.add(each.pid);
    }
    for (const each of all) {
      if (!members.has(each.pid) && this.#userNamespaces.has(namespaceOf(each.pid, "user"))) members.add(each.pid);
    }
    const alive = all.filter((each) => members.has(each.pid)).map((each) => ({ ...each, ...this.#placeOf(each) }));
    this.helpersPeak = Math.max(this.helpersPeak, this.helpersMemory(alive));
    return alive;
  }

  /** Memory of what runs outside of labs for nslab, in MiB: probes that joined no PID namespace, pagers. */
  helpersMemory(alive: readonly Member[] = this.look()): number {
    const helpers = alive.filter((each) => each.depth === 0 && !this.#roots.has(keyOf(each)));
    return helpers.reduce((sum, { pid }) => sum + memoryOf(pid, "VmRSS"), 0);
  }

  /** Mount namespaces of those who supervise labs: the first process of a PID namespace that is not below another one. */
  supervisorMounts(): readonly string[] {
    const supervisors = this.look().filter(({ depth, innerPid }) => depth === 1 && innerPid === 1);
    return supervisors.map(({ pid }) => namespaceOf(pid, "mnt"));
  }

  close(): void {
    clearInterval(this.#timer);
    for (const descriptor of this.#userNamespaces.values()) closeSync(descriptor);
    this.#userNamespaces.clear();
  }

  /** @returns whether it is one of a lab's */
  #keep(pid: number): boolean {
    const users = namespaceOf(pid, "user");
    if (users === "" || users === OWN_USERS) return false;
    if (this.#userNamespaces.has(users)) return true;
    let descriptor: number;
    try {
      descriptor = openSync(`/proc/${pid}/ns/user`, "r");
    } catch {
      return true; // it has ended
    }
    const inode = String(fstatSync(descriptor).ino);
    if (inode === OWN_USERS || this.#userNamespaces.has(inode)) closeSync(descriptor);
    else this.#userNamespaces.set(inode, descriptor);
    return true;
  }

  #isKnown(each: Looked): boolean {
    return this.#roots.has(keyOf(each)) || this.#seen.has(keyOf(each));
  }

  /** Looked at anew as long as it is in no lab: the same process goes into one step by step. */
  #placeOf(each: Looked): Place {
    const key = keyOf(each);
    const known = this.#seen.get(key);
    if (known !== undefined && known.depth > 1) return known;
    const isInLab = this.#keep(each.pid);
    const inner = (/^NSpid:\s+(.*)$/m.exec(readOr(`/proc/${each.pid}/status`))?.[1] ?? "").split("\t");
    const place = {
      isInLab: isInLab || known?.isInLab === true,
      depth: Math.max(inner.length - 1, 0),
      innerPid: Number(inner.at(-1)),
    };
    this.#seen.set(key, place);
    return place;
  }
}

/** A terminal of the machine's: its file, and the PID of who leads the one session that it controls. */
export interface HeldTerminal {
  readonly file: string;
  readonly leader: number;
}

/**
 * Of the processes of labs, those that hold this terminal, a line each; none may. The number of a controlling terminal
 * does not tell: two devpts of the kernel's number theirs from 0 on each.
 */
export function holdersOf({ file, leader }: HeldTerminal, alive: readonly Member[]): readonly string[] {
  const found = statOf(file);
  if (found === null) return [];
  return alive.flatMap(({ pid, session, isInLab }) => {
    if (!isInLab) return [];
    const descriptors = namesIn(`/proc/${pid}/fd`).filter((name) => {
      const each = statOf(`/proc/${pid}/fd/${name}`);
      return each?.dev === found.dev && each.ino === found.ino;
    });
    const holds = [
      ...(session === leader ? ["has it as its controlling terminal"] : []),
      ...(descriptors.length > 0 ? [`holds it as descriptor ${descriptors.join(", ")}`] : []),
    ];
    return holds.length === 0 ? [] : [`${commandOf(pid)} ${holds.join(" and ")}`];
  });
}

/** @param name of /proc/PID/status, as in VmRSS; in MiB, 0 of a process that has ended */
export function memoryOf(pid: number, name: "VmRSS" | "VmHWM"): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readOr(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

export function commandOf(pid: number): string {
  const command = readOr(`/proc/${pid}/cmdline`)
    .replaceAll(/[^!-~]+/g, " ")
    .trim()
    .slice(0, 60);
  return `process ${pid} (${command || readOr(`/proc/${pid}/comm`).trim()})`;
}

/** Inode of a namespace, as in 4026531837; empty of a process that has ended. */
export function namespaceOf(pid: number | "self", kind: "user" | "mnt" | "net"): string {
  try {
    return /\d+/.exec(readlinkSync(`/proc/${pid}/ns/${kind}`))?.[0] ?? "";
  } catch {
    return "";
  }
}

/** The same process, and no other that has its PID now. */
export function isAlive({ pid, startTime }: Pick<Member, "pid" | "startTime">): boolean {
  return readStat(pid)?.startTime === startTime;
}

const keyOf = (process: Pick<Looked, "pid" | "startTime">) => `${process.pid} ${process.startTime}`;

/** All processes of the machine that have not ended; zombies have. */
function readProcesses(): readonly Looked[] {
  return namesIn("/proc").flatMap((name) => {
    const found = /^\d+$/.test(name) ? readStat(Number(name)) : null;
    return found === null ? [] : [found];
  });
}

function readStat(pid: number): Looked | null {
  const stat = readOr(`/proc/${pid}/stat`);
  if (stat === "") return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return null;
  return { pid, parent: Number(fields[1]), startTime: fields[19] ?? "", session: Number(fields[3]) };
}

function readOr(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function statOf(path: string): { readonly dev: number; readonly ino: number } | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
