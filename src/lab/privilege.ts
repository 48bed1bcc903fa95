import { readFileSync } from "node:fs";
import type { Privilege } from "./identity.ts";
import { FIRST_ID, LAST_ID } from "./id-ranges.ts";

/** How labs are made here: by mapping ids where root may, else as an ordinary user does. */
export function privilegeOf(uid: number): Privilege {
  return choosePrivilege(uid, readFileSync("/proc/self/uid_map", "utf8"));
}

/**
 * Root of a user namespace, as in a container of an ordinary user, has no ids to map to but those it was given itself.
 *
 * @param uidMap text of /proc/self/uid_map: lines of first id here, first id outside, how many (user_namespaces(7))
 */
export function choosePrivilege(uid: number, uidMap: string): Privilege {
  if (uid !== 0) return "rootless";
  const ranges = uidMap.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const isMapped = ranges.some(([first = 0, , count = 0]) => first <= FIRST_ID && LAST_ID < first + count);
  return isMapped ? "mapped-root" : "rootless";
}
