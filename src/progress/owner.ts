import { join } from "node:path";
import type { Account, FindAccount } from "./accounts.ts";

/** Whose progress it is and where it is kept. */
export interface Owner {
  readonly directory: string;
  /** Files are given to this person: under sudo the process is root, the learner is not. */
  readonly ids: { readonly uid: number; readonly gid: number } | null;
}

/** Somebody who became root by a program that says who it was. */
export interface Caller {
  readonly program: "sudo" | "pkexec" | "doas";
  /** Number or name, as the program has it. */
  readonly key: string;
}

export interface FoundOwner extends Owner {
  /** Who became root, but has no home that this system knows: root's progress is taken instead. */
  readonly homeless: Caller | null;
}

/** What tells who became root; sudo tells more (sudo(8), pkexec(1), doas(1)). run0 says it as sudo does. */
const CALLERS: readonly { readonly program: Caller["program"]; readonly variable: string }[] = [
  { program: "sudo", variable: "SUDO_UID" },
  { program: "pkexec", variable: "PKEXEC_UID" },
  { program: "doas", variable: "DOAS_USER" },
];

/** The person in front of the screen: as root by sudo and its like the one who typed that, with that person's own home. */
export function findOwner(environment: NodeJS.ProcessEnv, uid: number, find: FindAccount): FoundOwner {
  const caller = uid === 0 ? callerIn(environment) : null;
  const account = caller === null ? null : accountOf(caller, environment, find);
  if (account !== null) {
    const { home, uid: person, gid } = account;
    return { directory: join(home, ".local/state/nslab"), ids: { uid: person, gid }, homeless: null };
  }
  const state = environment["XDG_STATE_HOME"];
  const base = state !== undefined && state.startsWith("/") ? state : join(ownHome(environment, uid, find), ".local/state");
  return { directory: join(base, "nslab"), ids: null, homeless: caller };
}

function ownHome(environment: NodeJS.ProcessEnv, uid: number, find: FindAccount): string {
  const home = environment["HOME"];
  if (home !== undefined && home.startsWith("/")) return home;
  return find(String(uid))?.home ?? "/";
}

/** Who became root; null for root himself. */
function callerIn(environment: NodeJS.ProcessEnv): Caller | null {
  for (const { program, variable } of CALLERS) {
    const key = environment[variable] ?? "";
    const isSomebody = program === "doas" ? /^[^-]/.test(key) && key !== "root" : /^[1-9]\d*$/.test(key);
    if (isSomebody) return { program, key };
  }
  return null;
}

/** What the system knows of the caller; else what sudo itself says, where it is new enough. */
function accountOf({ program, key }: Caller, environment: NodeJS.ProcessEnv, find: FindAccount): Account | null {
  const known = find(key);
  if (known !== null || program !== "sudo") return known?.uid === 0 ? null : known;
  const { SUDO_GID: gid = "", SUDO_HOME: home = "" } = environment;
  return /^\d+$/.test(gid) && home.startsWith("/") ? { uid: Number(key), gid: Number(gid), home } : null;
}
