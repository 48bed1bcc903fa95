import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import type { ProcessIdentity } from "./door/pinned.ts";
import type { LabIdentity, LabReach } from "./identity.ts";
import type { UserLimits } from "./limits.ts";

/** What other processes of the same person are told of a running lab. */
export interface LabRecord {
  readonly format: 2;
  /**
   * False while the lab is being made: there is nothing to enter yet, only what would be left if all
   * its processes were killed now. Its identity is that of nslab until then.
   */
  readonly up: boolean;
  readonly reach: LabReach;
  /** The nslab process that owns the lab. */
  readonly owner: LabIdentity;
  /** What it has of what is shared out among labs (src/lab/allotment.ts). */
  readonly given: { readonly idBase: number; readonly user: UserLimits };
  /** PID of the first shell of each open terminal, by name, as the host's `ps` shows it. */
  readonly terminals: Readonly<Record<string, number>>;
  /** Where the learner stands, for `nslab verify` and `nslab shell`. */
  readonly position: LabPosition | null;
  /** Path of the socket by which its owner lets others of this person in (src/lab/control); null where there is none. */
  readonly socket: string | null;
}

export interface LabPosition {
  /** Id of its course, where that is not nslab's own. */
  readonly course?: string;
  readonly lesson: string;
  /** Steps of that lesson passed in this lab, in order. */
  readonly passed: readonly string[];
  /** The step that is open, once it was seen not to be done; null before, and when it has passed. */
  readonly failed: string | null;
}

/** @param number tells the labs of one process apart */
export function recordFile(directory: string, owner: number, number: number): string {
  return join(directory, `lab-${owner}-${number}.json`);
}

/** The control socket beside a lab's record. */
export function socketFile(record: string): string {
  return record.replace(/\.json$/, ".sock");
}

/**
 * Writes the record whole or not at all.
 * @returns false where it cannot be written, as on a disk that is full: a lab does without
 */
export function writeRecord(file: string, record: LabRecord): boolean {
  const temporary = `${file}.new`;
  try {
    writeFileSync(temporary, `${JSON.stringify(record)}\n`, { mode: 0o600 });
    renameSync(temporary, file);
    return true;
  } catch {
    rmSync(temporary, { force: true });
    return false;
  }
}

const FORMAT = 2;
const RECORD_NAME = /^lab-(\d+)-\d+\.json$/;

/** Removes what writers of records have left that were killed in the middle; the paths removed. */
export function removeHalfWritten(directory: string): readonly string[] {
  return removeOfDead(directory, /^lab-(\d+)-\d+\.json\.new$/, () => true);
}

/** Removes sockets whose owner was killed; the paths removed. */
export function removeStaleSockets(directory: string): readonly string[] {
  return removeOfDead(directory, /^lab-(\d+)-\d+\.sock$/, () => true);
}

/** Removes records that nobody can make sense of and whose writer is dead; the paths removed. */
export function removeUnreadable(directory: string): readonly string[] {
  return removeOfDead(directory, RECORD_NAME, (file) => readRecord(file) === "unreadable");
}

/** @param name its first group is the PID of the writer */
function removeOfDead(directory: string, name: RegExp, isWanted: (file: string) => boolean): readonly string[] {
  return namesIn(directory).flatMap((each) => {
    const owner = name.exec(each)?.[1];
    const file = join(directory, each);
    if (owner === undefined || !isWriterGone(Number(owner), file) || !isWanted(file)) return [];
    rmSync(file, { force: true });
    return [file];
  });
}

/** Ticks of a process's start time in a second: the same on every architecture (time(7), USER_HZ). */
const TICKS = 100;

/** Whether whoever made a file or directory has ended: no process has its PID, or one has that is younger. */
export function isWriterGone(pid: number, file: string): boolean {
  const startTime = readStartTime(pid);
  const writtenAt = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (startTime === null || writtenAt === undefined) return startTime === null;
  const age = uptime() - startTime / TICKS;
  return (Date.now() - writtenAt) / 1000 > age + 1; // both are rounded
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return []; // no directory: no labs
  }
}

/** Every record in the runtime directory whose lab may or may not still live; unreadable ones are left out. */
export function readRecords(directory: string): readonly { file: string; record: LabRecord }[] {
  return namesIn(directory)
    .filter((name) => RECORD_NAME.test(name))
    .flatMap((name) => {
      const file = join(directory, name);
      const record = readRecord(file);
      return typeof record === "object" ? [{ file, record }] : [];
    });
}

/** "foreign": nobody's to judge here, gone meanwhile or written by another version of nslab. */
function readRecord(file: string): LabRecord | "unreadable" | "foreign" {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "foreign" : "unreadable";
  }
  try {
    const record: unknown = JSON.parse(text);
    if (isRecord(record)) return record;
    const { format } = (record ?? {}) as { format?: unknown };
    return typeof format === "number" && format > FORMAT ? "foreign" : "unreadable";
  } catch {
    return "unreadable"; // written whole or not at all, so nslab did not write this
  }
}

/** Looks at what it takes to tell whether the lab lives, to clean up after it, and to give others what it has not. */
function isRecord(value: unknown): value is LabRecord {
  const { format, reach, owner, given } = (value ?? {}) as { format?: unknown } & Partial<LabRecord>;
  const directories: unknown = reach?.cgroupDirectories;
  return (
    format === FORMAT &&
    typeof reach?.identity?.pid === "number" &&
    typeof owner?.pid === "number" &&
    typeof given?.idBase === "number" &&
    typeof given.user === "object" &&
    Array.isArray(directories) &&
    directories.every(isOfALab)
  );
}

/** Whether a lab has a cgroup directory of that name (`cgroupName` in machine.ts, `scope_claim` in up.sh): no other is removed. */
function isOfALab(directory: unknown): boolean {
  return typeof directory === "string" && /^\/(?!.*\/\.\.?\/).*\/(nslab-[^/]+|[^/]+\.scope\/lab)$/.test(directory);
}

/** Whether the very process of that identity is still there. */
export function isAlive(identity: LabIdentity): boolean {
  return identity.bootId === readBootId() && identity.startTime === readStartTime(identity.pid);
}

export function identify(pid: number): LabIdentity {
  return { pid, startTime: readStartTime(pid) ?? 0, bootId: readBootId() };
}

/** The process that has this PID now. */
export function identityOf(machinePid: number): ProcessIdentity {
  return { machinePid, startTime: readStartTime(machinePid) ?? 0 };
}

function readBootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

function readStartTime(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in field 2 may hold spaces and parentheses; fields 3 and later follow its last ")".
    const state = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state[0] === "Z" ? null : Number(state[19]);
  } catch {
    return null;
  }
}

/**
 * The directory for records: the user's runtime directory, else one below /tmp.
 * @returns the path, or null where somebody else's file or link stands in its place
 */
export function runtimeDirectory(environment: NodeJS.ProcessEnv, uid: number): string | null {
  return candidates(environment, uid).find((directory) => isOurs(directory, uid)) ?? null;
}

/** All directories in which this person's records may be, whatever the environment was when his labs were made. */
export function runtimeDirectories(environment: NodeJS.ProcessEnv, uid: number): readonly string[] {
  return candidates(environment, uid).filter((directory) => existsSync(directory) && isOurs(directory, uid));
}

function candidates(environment: NodeJS.ProcessEnv, uid: number): readonly string[] {
  const base = environment["XDG_RUNTIME_DIR"];
  const own = uid === 0 ? "/run" : `/run/user/${uid}`;
  const bases = [base, own].filter((each): each is string => each !== undefined && each !== "");
  return [...new Set([...bases.map((each) => join(each, "nslab")), lastCandidate(uid)])];
}

/** Where everybody can have a directory, unless somebody else was there before. */
export function lastCandidate(uid: number): string {
  return `/tmp/nslab-${uid}`;
}

function isOurs(directory: string, uid: number): boolean {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch {
    // There already, or it cannot be made: the look below tells.
  }
  try {
    const stat = lstatSync(directory);
    if (!stat.isDirectory() || stat.uid !== uid) return false;
    chmodSync(directory, 0o700);
    return true;
  } catch {
    return false;
  }
}

/** Removes a lab's record, with its socket. */
export function removeRecord(file: string): void {
  rmSync(file, { force: true });
  rmSync(socketFile(file), { force: true });
}
