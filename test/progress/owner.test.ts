import { describe, expect, test } from "vitest";
import { findOwner, type Owner } from "../../src/progress/owner.ts";

const PASSWD = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin

ada:x:1000:1001:Ada,,,:/home/ada:/bin/bash
homeless:x:1002:1002:::/bin/sh
`;

describe("whose progress it is", () => {
  test.each<[string, NodeJS.ProcessEnv, number, Owner]>([
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
      "is root's own where who typed sudo is not in passwd",
      { HOME: "/root", SUDO_UID: "4242" },
      0,
      { directory: "/root/.local/state/nslab", ids: null },
    ],
    [
      "is root's own where who typed sudo has no home",
      { HOME: "/root", SUDO_UID: "1002" },
      0,
      { directory: "/root/.local/state/nslab", ids: null },
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
  ])("%s", (_, environment, uid, expected) => {
    expect(findOwner(environment, uid, PASSWD)).toEqual(expected);
  });
});
