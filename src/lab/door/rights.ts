import { readFileSync, type Stats } from "node:fs";
import { type Handle, isRefusal, nameIn, tried } from "./handle.ts";

/** Ids that a process's user namespace maps, as the machine counts them. */
export type IdRanges = readonly { readonly first: number; readonly count: number }[];

/**
 * What root of a lab may do with a file: with those of the ids that are his, all (capabilities(7),
 * CAP_DAC_OVERRIDE); with all others what everybody may. nslab, which may be the machine's root, does no more for him.
 */
export interface Rights {
  readonly users: IdRanges;
  readonly groups: IdRanges;
}

const OTHERS = { read: 0o4, search: 0o1 } as const;
const GROUP_SHIFT = 3;

/** @param process handle on the process's directory of /proc */
export function rightsOf(process: Handle): Rights {
  const ranges = (name: string) => {
    const text = tried(() => readFileSync(nameIn(process, name), "latin1"));
    return isRefusal(text) ? [] : parseIdMap(text);
  };
  return { users: ranges("uid_map"), groups: ranges("gid_map") };
}

export function may(what: keyof typeof OTHERS, { uid, gid, mode }: Pick<Stats, "uid" | "gid" | "mode">, rights: Rights): boolean {
  if (isIn(rights.users, uid)) return true;
  const bit = OTHERS[what];
  return (mode & bit) !== 0 || (isIn(rights.groups, gid) && (mode & (bit << GROUP_SHIFT)) !== 0);
}

/** @param text of /proc/PID/uid_map: lines of first id there, first id as the reader counts, how many (user_namespaces(7)) */
export function parseIdMap(text: string): IdRanges {
  return text.split("\n").flatMap((line) => {
    const [, first, count] = line.trim().split(/\s+/).map(Number);
    return first === undefined || count === undefined ? [] : [{ first, count }];
  });
}

function isIn(ranges: IdRanges, id: number): boolean {
  return ranges.some(({ first, count }) => id >= first && id < first + count);
}
