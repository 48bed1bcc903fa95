import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRefusal, tried } from "../../src/lab/door/handle.ts";
import { linkAt, namesAt, readAt, statAt } from "../../src/lab/door/read.ts";
import { pinned } from "../../src/lab/door/pinned.ts";
import { may, parseIdMap, type Rights } from "../../src/lab/door/rights.ts";
import { at, NO_FILE } from "../../src/lab/door/walk.ts";
import { identityOf } from "../../src/lab/record.ts";
import { printable, printableLine, printableName } from "../../src/lab/printable.ts";

const ME = identityOf(process.pid);
const isRoot = process.getuid?.() === 0;
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "nslab-door-"));
  mkdirSync(join(root, "tree/etc"), { recursive: true });
  writeFileSync(join(root, "outside"), "outside");
  writeFileSync(join(root, "tree/etc/name"), "inside");
  symlinkSync("/etc/name", join(root, "tree/absolute"));
  symlinkSync("../../../../outside", join(root, "tree/dots"));
  symlinkSync("/proc/self/root", join(root, "tree/magic"));
  linkSync(join(root, "tree/etc/name"), join(root, "tree/hard"));
  execFileSync("mkfifo", [join(root, "tree/fifo")]);
});

afterAll(() => rmSync(root, { recursive: true }));

const textAt = (path: string, below: string) => {
  const read = readAt(ME, path, 100, { below });
  return isRefusal(read) ? read.code : read.bytes.toString();
};

describe("the door", () => {
  test.each([
    ["/etc/name", "inside"],
    ["absolute", "inside"],
    ["etc/../../../etc/./name", "inside"],
    ["dots", "ENOENT"],
    ["hard", "inside"],
    ["fifo", NO_FILE],
    ["etc", "EISDIR"],
    ["etc/name/more", "ENOTDIR"],
    ["nothing", "ENOENT"],
    ["a\0b", "ENAMETOOLONG"],
  ])("finds by %s what stands below the root that is meant: %s", (path, found) => {
    expect(textAt(path, join(root, "tree"))).toBe(found);
  });

  test("leads through no /proc unless that is meant", () => {
    expect(statAt(ME, "/proc/self/status")).toMatchObject({ type: "refused", code: NO_FILE });
    expect(statAt(ME, "magic/etc", { below: join(root, "tree") })).toMatchObject({ type: "refused" });
    expect(linkAt(ME, "/proc/self/ns/net")).toMatchObject({ type: "refused", code: NO_FILE });
    expect(linkAt(ME, `/proc/${process.pid}/ns/net`, { throughProc: true })).toMatch(/^net:\[\d+\]$/);
    expect(readAt(ME, `/proc/${process.pid}/status`, 100, { throughProc: true })).toMatchObject({ code: NO_FILE });
    expect(namesAt(ME, "/proc", 10)).toMatchObject({ type: "refused", code: NO_FILE });
  });

  test("reads and lists no more than is wanted, and says whether that was all", () => {
    const below = join(root, "tree");
    expect(readAt(ME, "etc/name", 3, { below })).toMatchObject({ isWhole: false, bytes: Buffer.from("ins") });
    expect(readAt(ME, "etc/name", 6, { below })).toMatchObject({ isWhole: true, bytes: Buffer.from("inside") });
    expect(namesAt(ME, "/", 2, { below })).toMatchObject({ isWhole: false });
    expect(namesAt(ME, "etc", 2, { below })).toEqual({ names: ["name"], isWhole: true });
  });

  test("is shut for a process whose PID is another's by now, and for one that has ended", () => {
    expect(pinned({ ...ME, startTime: ME.startTime - 1 })).toMatchObject({ type: "refused", code: "ESRCH" });
    expect(pinned({ machinePid: 2 ** 22 + 1, startTime: 1 })).toMatchObject({ type: "refused", code: "ENOENT" });
    expect(statAt({ ...ME, startTime: ME.startTime + 1 }, "/etc")).toMatchObject({ type: "refused" });
  });

  test("gives back what it has taken, whatever becomes of a look", () => {
    // This process opens and closes other files meanwhile: its own modules.
    const open = () => {
      const listing = execFileSync("ls", ["-l", `/proc/${process.pid}/fd`], { encoding: "utf8" }).split("\n");
      return listing.filter((line) => line.includes(` -> ${root}`) || /-> \/(etc|proc\/.*)?$/.test(line)).length;
    };
    const before = open();
    for (const path of ["etc/name", "dots", "fifo", "etc/name/more", "magic/etc"]) textAt(path, join(root, "tree"));
    tried(() =>
      at(ME, "/etc", {}, () => {
        throw Object.assign(new Error("no"), { code: "ENO" });
      }),
    );
    expect(open()).toBe(before);
  });
});

describe("the rights with which a lab is read", () => {
  const LAB: Rights = { users: [{ first: 1000, count: 10 }], groups: [{ first: 2000, count: 10 }] };

  test.each([
    ["his own file, whatever its mode is", "read", { uid: 1003, gid: 0, mode: 0o000 }, true],
    ["somebody else's that nobody else may read", "read", { uid: 0, gid: 0, mode: 0o600 }, false],
    ["somebody else's that his group may not read either", "read", { uid: 0, gid: 0, mode: 0o640 }, false],
    ["somebody else's that everybody may read", "read", { uid: 0, gid: 0, mode: 0o644 }, true],
    ["one that a group of his may read", "read", { uid: 0, gid: 2003, mode: 0o640 }, true],
    ["a directory through which nobody else may go", "search", { uid: 0, gid: 0, mode: 0o744 }, false],
    ["a directory through which everybody may go", "search", { uid: 0, gid: 0, mode: 0o701 }, true],
    ["just beyond his ids", "read", { uid: 1010, gid: 2010, mode: 0o600 }, false],
  ] as const)("are those of its own root: %s", (_, what, stat, allowed) => {
    expect(may(what, stat, LAB)).toBe(allowed);
  });

  test("are told by the kernel's map of ids", () => {
    expect(parseIdMap("         0       1000          1\n         1     100000      65536\n")).toEqual([
      { first: 1000, count: 1 },
      { first: 100000, count: 65536 },
    ]);
    expect(parseIdMap("")).toEqual([]);
  });

  test.runIf(isRoot)("shut what only the machine's root may read, though nslab is he", async () => {
    const secret = join(root, "secret");
    writeFileSync(secret, "of the machine");
    chmodSync(root, 0o755);
    chmodSync(secret, 0o600);
    const nobody = execFileSync("unshare", ["-U", "--map-user=0", "sh", "-c", "echo"], {
      encoding: "utf8",
      uid: 65534,
      gid: 65534,
    });
    expect(nobody).toBe("\n");
    const { spawn } = await import("node:child_process");
    const child = spawn("unshare", ["-U", "-r", "sleep", "60"], { uid: 65534, gid: 65534, stdio: "ignore", cwd: "/" });
    try {
      const other = identityOf(child.pid ?? 0);
      const inOther = () => execFileSync("cat", [`/proc/${child.pid}/uid_map`], { encoding: "utf8" });
      while (!/\b65534\b/.test(inOther())) await new Promise((resolve) => setImmediate(resolve));
      expect(readAt(other, secret, 100)).toMatchObject({ type: "refused", code: "EACCES" });
      chmodSync(secret, 0o644);
      expect(readAt(other, secret, 100)).toMatchObject({ isWhole: true });
      chmodSync(secret, 0o600);
      chownSync(secret, 65534, 65534);
      expect(readAt(other, secret, 100)).toMatchObject({ isWhole: true });
    } finally {
      child.kill("SIGKILL");
    }
  });
});

describe("text of a lab", () => {
  test("is shown without what would do something instead of being seen", () => {
    expect(printable("a\u001b[2J\u0000\u007f\u009b\u202e\u2028\ud800\n\tb")).toBe("a␛[2J␀␡\ufffd\ufffd\ufffd\ufffd\n\tb");
    expect(printable("größe 中文 👩 é")).toBe("größe 中文 👩 é");
  });

  test("is on one line and no longer than a name, or a path, is", () => {
    expect(printableName("a\nb\tc")).toBe("a␊b␉c");
    expect(printableName("x".repeat(10_000))).toBe(`${"x".repeat(255)}…`);
    expect(printableLine("x".repeat(10_000))).toHaveLength(4097);
  });
});
