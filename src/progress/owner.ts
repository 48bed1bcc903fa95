import { join } from "node:path";

/** Whose progress it is and where it is kept. */
export interface Owner {
  readonly directory: string;
  /** Files are given to this person: under sudo the process is root, the learner is not. */
  readonly ids: { readonly uid: number; readonly gid: number } | null;
}

/**
 * The person in front of the screen: under sudo the one who typed it, with his own home.
 * @param passwd text of /etc/passwd (passwd(5))
 */
export function findOwner(environment: NodeJS.ProcessEnv, uid: number, passwd: string): Owner {
  const entries = passwd.split("\n").map((line) => line.split(":"));
  const entryOf = (id: number) => entries.find((fields) => fields[2] === String(id) && (fields[5] ?? "") !== "");
  const person = uid === 0 ? Number(environment["SUDO_UID"] ?? "") : Number.NaN;
  const entry = person > 0 ? entryOf(person) : undefined;
  if (entry?.[5] !== undefined) {
    return { directory: join(entry[5], ".local/state/nslab"), ids: { uid: person, gid: Number(entry[3]) } };
  }
  const state = environment["XDG_STATE_HOME"];
  const home = [environment["HOME"], entryOf(uid)?.[5]].find((path) => path?.startsWith("/")) ?? "/";
  const base = state !== undefined && state.startsWith("/") ? state : join(home, ".local/state");
  return { directory: join(base, "nslab"), ids: null };
}
