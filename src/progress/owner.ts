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
  const person = uid === 0 ? Number(environment["SUDO_UID"] ?? "") : Number.NaN;
  const entry = passwd.split("\n").map((line) => line.split(":")).find((fields) => Number(fields[2]) === person && fields[2] !== "");
  if (person > 0 && entry?.[5] !== undefined) {
    return { directory: join(entry[5], ".local/state/nslab"), ids: { uid: person, gid: Number(entry[3]) } };
  }
  const state = environment["XDG_STATE_HOME"];
  const base = state !== undefined && state.startsWith("/") ? state : join(environment["HOME"] ?? "/", ".local/state");
  return { directory: join(base, "nslab"), ids: null };
}
