import { describe, expect, test } from "vitest";
import { accountsOf } from "../../src/progress/accounts.ts";
import { type Caller, findOwner, type Owner } from "../../src/progress/owner.ts";

const PASSWD = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin

ada:x:1000:1001:Ada,,,:/home/ada:/bin/bash
homeless:x:1002:1002:::/bin/sh
`;

/** Who is not in /etc/passwd, as LDAP and systemd-homed have them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "60001": "grace:x:60001:60002:Grace:/net/home/grace:/bin/zsh\n",
  grace: "grace:x:60001:60002:Grace:/net/home/grace:/bin/zsh\n",
};

const ROOTS: Owner = { directory: "/root/.local/state/nslab", ids: null };
const GRACES: Owner = { directory: "/net/home/grace/.local/state/nslab", ids: { uid: 60_001, gid: 60_002 } };
const ADAS: Owner = { directory: "/home/ada/.local/state/nslab", ids: { uid: 1000, gid: 1001 } };

describe("whose progress it is", () => {
  test.each<[string, NodeJS.ProcessEnv, number, Owner, Caller?]>([
    [
      "is that of the person in the home directory",
      { HOME: "/home/ada" },
      1000,
      { directory: "/home/ada/.local/state/nslab", ids: null },
    ],
    [
      "follows XDG_STATE_HOME",
      { HOME: "/home/ada", XDG_STATE_HOME: "/srv/state" },
      1000,
      { directory: "/srv/state/nslab", ids: null },
    ],
    [
      "ignores an XDG_STATE_HOME that is not absolute, as its specification says",
      { HOME: "/home/ada", XDG_STATE_HOME: "state" },
      1000,
      { directory: "/home/ada/.local/state/nslab", ids: null },
    ],
    [
      "ignores an empty XDG_STATE_HOME",
      { HOME: "/home/ada", XDG_STATE_HOME: "" },
      1000,
      { directory: "/home/ada/.local/state/nslab", ids: null },
    ],
    ["is root's own for root", { HOME: "/root" }, 0, { directory: "/root/.local/state/nslab", ids: null }],
    [
      "is that of who typed sudo, with that home and group",
      { HOME: "/root", SUDO_UID: "1000" },
      0,
      { directory: "/home/ada/.local/state/nslab", ids: { uid: 1000, gid: 1001 } },
    ],
    [
      "is that of who typed sudo -E, too",
      { HOME: "/home/ada", SUDO_UID: "1000", XDG_STATE_HOME: "/root/state" },
      0,
      { directory: "/home/ada/.local/state/nslab", ids: { uid: 1000, gid: 1001 } },
    ],
    [
      "is root's own where root typed sudo",
      { HOME: "/root", SUDO_UID: "0" },
      0,
      { directory: "/root/.local/state/nslab", ids: null },
    ],
    [
      "is root's own, and said, where nobody knows who typed sudo",
      { HOME: "/root", SUDO_UID: "4242" },
      0,
      ROOTS,
      { program: "sudo", key: "4242" },
    ],
    [
      "is root's own, and said, where who typed sudo has no home",
      { HOME: "/root", SUDO_UID: "1002" },
      0,
      ROOTS,
      { program: "sudo", key: "1002" },
    ],
    ["is that of who typed sudo and is known to a directory server alone", { HOME: "/root", SUDO_UID: "60001" }, 0, GRACES],
    [
      "is in the home that sudo says where nobody else knows it",
      { HOME: "/root", SUDO_UID: "4242", SUDO_GID: "4243", SUDO_HOME: "/srv/eve" },
      0,
      { directory: "/srv/eve/.local/state/nslab", ids: { uid: 4242, gid: 4243 } },
    ],
    [
      "is in the home that the system knows, whatever sudo says",
      { HOME: "/root", SUDO_UID: "1000", SUDO_GID: "7", SUDO_HOME: "/srv/eve" },
      0,
      ADAS,
    ],
    [
      "is not in a home that sudo says by half",
      { HOME: "/root", SUDO_UID: "4242", SUDO_GID: "4243", SUDO_HOME: "eve" },
      0,
      ROOTS,
      { program: "sudo", key: "4242" },
    ],
    ["is that of who typed pkexec", { HOME: "/root", PKEXEC_UID: "1000" }, 0, ADAS],
    ["is that of who typed doas, who is known by name", { HOME: "/root", DOAS_USER: "ada" }, 0, ADAS],
    ["is that of who typed doas and is known to a directory server alone", { HOME: "/root", DOAS_USER: "grace" }, 0, GRACES],
    ["is root's own where root typed doas", { HOME: "/root", DOAS_USER: "root" }, 0, ROOTS],
    [
      "is root's own, and said, where nobody knows who typed doas",
      { HOME: "/root", DOAS_USER: "eve" },
      0,
      ROOTS,
      { program: "doas", key: "eve" },
    ],
    [
      "is that of the first who became root, where root typed sudo once more",
      { HOME: "/root", SUDO_UID: "0", PKEXEC_UID: "1000" },
      0,
      ADAS,
    ],
    [
      "is not another's for an ordinary user who says DOAS_USER or PKEXEC_UID",
      { HOME: "/home/bob", DOAS_USER: "ada", PKEXEC_UID: "1000" },
      1003,
      { directory: "/home/bob/.local/state/nslab", ids: null },
    ],
    [
      "is in the home that a directory server knows where HOME is not set",
      {},
      60_001,
      { directory: "/net/home/grace/.local/state/nslab", ids: null },
    ],
    [
      "is root's own where SUDO_UID is no number",
      { HOME: "/root", SUDO_UID: "ada" },
      0,
      { directory: "/root/.local/state/nslab", ids: null },
    ],
    [
      "is root's own where SUDO_UID is empty",
      { HOME: "/root", SUDO_UID: "" },
      0,
      { directory: "/root/.local/state/nslab", ids: null },
    ],
    [
      "is not another's for an ordinary user who says SUDO_UID",
      { HOME: "/home/bob", SUDO_UID: "1000" },
      1003,
      { directory: "/home/bob/.local/state/nslab", ids: null },
    ],
    [
      "is in the home that passwd knows where HOME is not set",
      {},
      1000,
      { directory: "/home/ada/.local/state/nslab", ids: null },
    ],
    [
      "is in the home that passwd knows where HOME is empty",
      { HOME: "" },
      1000,
      { directory: "/home/ada/.local/state/nslab", ids: null },
    ],
    ["is at the root of the tree where nobody knows a home", {}, 4242, { directory: "/.local/state/nslab", ids: null }],
    ["is in root's home where HOME is not set", {}, 0, { directory: "/root/.local/state/nslab", ids: null }],
  ])("%s", (_, environment, uid, expected, homeless) => {
    const find = accountsOf(
      () => PASSWD,
      (key) => ELSEWHERE[key] ?? "",
    );
    expect(findOwner(environment, uid, find)).toEqual({ ...expected, homeless: homeless ?? null });
  });

  test("asks no directory server of those whom /etc/passwd knows", () => {
    const asked: string[] = [];
    const find = accountsOf(
      () => PASSWD,
      (key) => {
        asked.push(key);
        return "";
      },
    );
    findOwner({ HOME: "/root", SUDO_UID: "1000" }, 0, find);
    findOwner({ HOME: "/home/ada" }, 1000, find);
    expect(asked).toEqual([]);
    findOwner({ HOME: "/root", SUDO_UID: "4242" }, 0, find);
    expect(asked).toEqual(["4242"]);
  });
});
