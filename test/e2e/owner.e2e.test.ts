import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { install, type Installed } from "../support/installed.ts";
import { canTest } from "../support/must-work.ts";
import { Person } from "../support/person.ts";

const isRoot = process.getuid?.() === 0;
const GRACE = 61_999;

/**
 * Runs a command where systemd's name service knows one person more, of whom /etc/passwd says nothing: as
 * systemd-homed and directory servers have them (nss-systemd(8)). All of it in a mount namespace of its own.
 */
function withGrace(home: string): string {
  const user = JSON.stringify({ userName: "grace", uid: GRACE, gid: GRACE, homeDirectory: home, shell: "/bin/sh" });
  const files = `mount -t tmpfs none /run && mkdir /run/userdb && cd /run/userdb && printf %s '${user}' >grace.user && ln -s grace.user ${GRACE}.user`;
  return `unshare -m sh -c "${files.replaceAll('"', '\\"')} && cd / && exec \\"\\$@\\"" sh`;
}

/** Whether such people are known here at all. */
function knowsGrace(): boolean {
  return spawnSync("sh", ["-c", `${withGrace("/home/grace")} getent passwd ${GRACE}`], { encoding: "utf8" }).stdout.includes(
    "/home/grace",
  );
}

let installed: Installed;
let home = "";

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-grace-"));
  if (isRoot) chownSync(home, GRACE, GRACE);
});

afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

function nslab(environment: Readonly<Record<string, string>>, ...given: readonly string[]) {
  return spawnSync(process.execPath, [installed.program, ...given], {
    env: { PATH: process.env["PATH"] ?? "", HOME: home, XDG_RUNTIME_DIR: home, ...environment },
    encoding: "utf8",
  });
}

// Who becomes root by sudo is nobody of interest where the tests are not root.
describe.runIf(canTest(isRoot, "these tests do not run as root"))("the progress of somebody who became root", () => {
  test.runIf(isRoot && canTest(knowsGrace(), "no name service knows people outside of /etc/passwd (libnss-systemd)"))(
    "by sudo is his own, and his files are, though /etc/passwd does not know him",
    async () => {
      const person = Person.start(`${withGrace(home)} ${process.execPath} ${installed.program} lesson mounts`, {
        columns: 80,
        rows: 24,
        environment: { HOME: "/nowhere", XDG_RUNTIME_DIR: home, SUDO_UID: String(GRACE) },
      });
      await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
      await person.answers(/Enter begin/, "\r");
      await person.answers(/Enter run/, "\r");
      await person.answers(/Enter next/, "q");
      expect(await person.exited).toBe(0);
      for (const file of [".local", ".local/state/nslab", ".local/state/nslab/progress.json", ".local/state/nslab/journal.jsonl"])
        expect(statSync(join(home, file)).uid, file).toBe(GRACE);
      expect(person.printed).not.toContain("whose home this system does not know");
    },
    180_000,
  );

  test("is root's where nobody knows his home, and that is said", () => {
    const { status, stderr } = nslab({ SUDO_UID: "61998" }, "list", "--plain");
    expect(status).toBe(0);
    expect(stderr).toContain(`with root's, in ${home}/.local/state/nslab. Without sudo, nslab keeps it in your own home.`);
    expect(existsSync(join(home, ".local"))).toBe(false);
    expect(nslab({}, "list").stderr).toBe("");
  });
});
