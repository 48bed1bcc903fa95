import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { canTest } from "../support/must-work.ts";
import { nslab } from "../support/nslab.ts";

let installed: Installed;
beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());

/** What container engines cover of /proc and /sys, in a mount namespace of its own. Binds alone: a remount of /sys itself would reach the machine. */
const COVERED = [
  "unshare",
  "-m",
  "--propagation",
  "private",
  "sh",
  "-c",
  `set -e
mount -t tmpfs -o ro covered /proc/fs
for each in /proc/sys /proc/irq /proc/bus /sys; do mount --bind $each $each; mount -o remount,bind,ro $each; done
exec "$@"`,
  "sh",
];

describe("where parts of /proc and /sys are covered, as in containers", () => {
  // only root can cover them
  const isRoot = canTest(process.getuid?.() === 0, "this is not root");

  test.runIf(isRoot)(
    "a lab of root works all the same",
    async () => {
      const [who] = PEOPLE;
      if (who === undefined) throw new Error("nobody can run a lab");
      const home = makeHome(who);
      const ended = await nslab(installed, ["verify", "--replay", "2", "3", "6", "--format", "json"], { who, home, by: COVERED });
      expect(ended.stderr).toBe("");
      expect(ended.code).toBe(0);
      home.remove();
    },
    180_000,
  );

  test.runIf(isRoot)("a lab of an ordinary user cannot be made, which is said with what helps", async () => {
    const who = PEOPLE.at(-1);
    if (who === undefined) throw new Error("nobody can run a lab");
    const home = makeHome(who);
    const byUser = [...COVERED, "setpriv", "--reuid=61234", "--regid=61234", "--clear-groups"];
    const options = { who: { name: "root", ids: {} }, home, by: byUser };
    const ended = await nslab(installed, ["verify", "--replay", "3"], options);
    expect(ended).toMatchObject({ code: 3, stdout: "" });
    expect(ended.stderr).toMatch(/Inside many containers .*\(sudo \S+.*\)/);
    const doctor = await nslab(installed, ["doctor", "--plain"], options);
    expect(doctor.stdout).toMatch(/FAIL a \/proc of their own/);
    home.remove();
  });
});
