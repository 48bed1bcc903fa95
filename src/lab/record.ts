import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LabIdentity, LabReach } from "./identity.ts";

/** What other processes of the same person are told of a running lab. */
export interface LabRecord {
  readonly format: 1;
  /**
   * False while the lab is being made: there is nothing to enter yet, only what would be left if all
   * its processes were killed now. Its identity is that of nslab until then.
   */
  readonly up: boolean;
  readonly reach: LabReach;
  /** PID of the nslab process that owns the lab. */
  readonly owner: number;
  /** PID of the first shell of each open terminal, by name, as the host's `ps` shows it. */
  readonly terminals: Readonly<Record<string, number>>;
  /** Where the learner stands, for `nslab verify` and `nslab shell`. */
  readonly position: LabPosition | null;
}

export interface LabPosition {
  readonly lesson: string;
  /** Steps of that lesson passed in this lab, in order. */
  readonly passed: readonly string[];
}

/** @param number tells the labs of one process apart */
export function recordFile(directory: string, owner: number, number: number): string {
  return join(directory, `lab-${owner}-${number}.json`);
}

/** Writes the record whole or not at all. */
export function writeRecord(file: string, record: LabRecord): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}

/** Removes what writers of records have left that were killed in the middle. */
export function removeHalfWritten(directory: string): void {
  for (const name of namesIn(directory)) {
    const owner = /^lab-(\d+)-\d+\.json\.new$/.exec(name)?.[1];
    if (owner !== undefined && readStartTime(Number(owner)) === null) rmSync(join(directory, name), { force: true });
  }
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
  const names = namesIn(directory).filter((name) => /^lab-\d+-\d+\.json$/.test(name));
  return names.flatMap((name) => {
    const file = join(directory, name);
    try {
      const record: unknown = JSON.parse(readFileSync(file, "utf8"));
      return isRecord(record) ? [{ file, record }] : [];
    } catch {
      return []; // gone meanwhile, or being written: its owner knows
    }
  });
}

/** Looks at what it takes to tell whether the lab lives, and to clean up after it. */
function isRecord(value: unknown): value is LabRecord {
  const { format, reach } = (value ?? {}) as { format?: unknown; reach?: Partial<LabReach> };
  return format === 1 && typeof reach?.identity?.pid === "number" && Array.isArray(reach.cgroupDirectories);
}

/** Whether the very process of that identity is still there. */
export function isAlive(identity: LabIdentity): boolean {
  return identity.bootId === readBootId() && identity.startTime === readStartTime(identity.pid);
}

export function identify(pid: number): LabIdentity {
  return { pid, startTime: readStartTime(pid) ?? 0, bootId: readBootId() };
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
  const base = environment["XDG_RUNTIME_DIR"];
  const candidates = [
    base === undefined || base === "" ? null : join(base, "nslab"),
    uid === 0 ? "/run/nslab" : null,
    `/tmp/nslab-${uid}`,
  ];
  return candidates.find((directory): directory is string => directory !== null && isOurs(directory, uid)) ?? null;
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

export function removeRecord(file: string): void {
  rmSync(file, { force: true });
}
