import { say } from "../../src/say/message.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytesAt, fileAt, isSameFile, namesIn } from "../../src/kernel/process-files.ts";
import type { ProcessIdentity } from "../../src/lab/door/pinned.ts";
import { CheckRig } from "../support/check-rig.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

/** The process in front in a terminal. */
async function front(terminal: "host" | "container"): Promise<ProcessIdentity> {
  const pid = await rig.front(terminal);
  const found = (await rig.snapshot()).processes.find((process) => process.pids[0] === pid);
  if (found === undefined) throw new Error(`nobody is in front in ${terminal}`);
  return found;
}

describe("files as a process sees them", () => {
  beforeAll(async () => {
    await rig.type(
      "host",
      "mkdir -p /top/tree/bin /top/inner",
      "echo outside > /top/name",
      "echo inside > /top/tree/name",
      "chmod +x /top/name",
      "ln -s /name /top/tree/absolute",
      "ln -s ../../../name /top/tree/bin/relative",
      "ln -s loop /top/loop",
      "ln -s bin /top/tree/sbin",
    );
    await rig.type("container", "unshare -m bash", "mount -t tmpfs tmpfs /top/inner", "touch /top/inner/own");
  });

  test("have a kind, a mark when they are executable, and an identity", async () => {
    const host = await front("host");
    expect(fileAt(host, "/top/tree")).toMatchObject({ kind: "directory" });
    expect(fileAt(host, "/top/name")).toMatchObject({ kind: "file", executable: true });
    expect(fileAt(host, "/top/tree/name")).toMatchObject({ kind: "file", executable: false });
    expect(fileAt(host, "/dev/null")).toMatchObject({ kind: "other" });
    expect(fileAt(host, "/top/./tree/../name")).toEqual(fileAt(host, "/top/name"));
  });

  test("are those of its own mount namespace", async () => {
    expect(namesIn(await front("container"), "/top/inner")).toEqual({ names: ["own"], isWhole: true });
    expect(namesIn(await front("host"), "/top/inner")).toEqual({ names: [], isWhole: true });
  });

  test("are found by links that begin and end in its own root directory", async () => {
    const host = await front("host");
    expect(bytesAt(host, "/top/tree/absolute")).toBeNull();
    await rig.type("host", "cp --parents /bin/bash $(ldd /bin/bash | grep -o '/[^ ]*\\.so[^ ]*') /top/tree");
    await rig.type("container", "chroot /top/tree /bin/bash");
    const inside = await front("container");
    expect(bytesAt(inside, "/absolute")?.toString()).toBe("inside\n");
    expect(bytesAt(inside, "/sbin/relative")?.toString()).toBe("inside\n");
    expect(namesIn(inside, "/")?.names).toContain("absolute");
    expect(namesIn(inside, "/")?.names).not.toContain("top");
  });

  test("are none where nothing is, and for a process that has ended, or whose PID is another's", async () => {
    const host = await front("host");
    expect(["/nothing", "/top/name/below"].map((path) => fileAt(host, path))).toEqual([null, null]);
    expect(bytesAt(host, "/top")).toBeNull();
    expect(namesIn(host, "/top/name")).toBeNull();
    expect(fileAt({ ...host, startTime: host.startTime - 1 }, "/top")).toBeNull();
  });

  test("cannot be looked at where a link leads to itself, and are no file's equal", async () => {
    const host = await front("host");
    const loop = fileAt(host, "/top/loop");
    expect(loop).toMatchObject({ kind: "unreadable", what: say`its links lead in a circle`, identity: null });
    expect(isSameFile(loop, loop)).toBe(false);
    expect(isSameFile(fileAt(host, "/top/name"), fileAt(host, "/top/./name"))).toBe(true);
  });
});
