/** What of a person's account matters here (passwd(5)). */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  /** An absolute path. */
  readonly home: string;
}

/** Finds an account by its number or its name; null where there is none, or it has no home. */
export type FindAccount = (key: string) => Account | null;

/**
 * Accounts as the system knows them: those of /etc/passwd, and those that come from elsewhere, as LDAP or
 * systemd-homed, which getent(1) asks. That one may have to ask a server, so it is asked last.
 *
 * @param passwd text of /etc/passwd
 * @param getent the line of that account, empty where there is none
 */
export function accountsOf(passwd: () => string, getent: (key: string) => string): FindAccount {
  return (key) => findIn(passwd(), key) ?? findIn(getent(key), key);
}

function findIn(lines: string, key: string): Account | null {
  const isNumber = /^\d+$/.test(key);
  for (const line of lines.split("\n")) {
    const [name, , uid = "", gid = "", , home = ""] = line.split(":");
    if ((isNumber ? uid : name) !== key || !/^\d+$/.test(uid) || !/^\d+$/.test(gid)) continue;
    if (home.startsWith("/")) return { uid: Number(uid), gid: Number(gid), home };
  }
  return null;
}
