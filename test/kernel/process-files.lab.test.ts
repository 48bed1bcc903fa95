import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytesAt, fileAt, namesIn } from "../../src/kernel/process-files.ts";
import { CheckRig } from "../support/check-rig.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

/** PID on the machine of the process in front in a terminal. */
async function machinePid(terminal: "host" | "container"): Promise<number> {
  const pid = await rig.front(terminal);
  return (await rig.snapshot()).processes.find((process) => process.pids[0] === pid)?.machinePid ?? 0;
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
    const host = await machinePid("host");
    expect(fileAt(host, "/top/tree")).toMatchObject({ kind: "directory" });
    expect(fileAt(host, "/top/name")).toMatchObject({ kind: "file", executable: true });
    expect(fileAt(host, "/top/tree/name")).toMatchObject({ kind: "file", executable: false });
    expect(fileAt(host, "/dev/null")).toMatchObject({ kind: "other" });
    expect(fileAt(host, "/top/./tree/../name")).toEqual(fileAt(host, "/top/name"));
  });

  test("are those of its own mount namespace", async () => {
    expect(namesIn(await machinePid("container"), "/top/inner")).toEqual(["own"]);
    expect(namesIn(await machinePid("host"), "/top/inner")).toEqual([]);
  });

  test("are found by links that begin and end in its own root directory", async () => {
    const host = await machinePid("host");
    expect(bytesAt(host, "/top/tree/absolute")).toBeNull();
    await rig.type("host", "cp --parents /bin/bash $(ldd /bin/bash | grep -o '/[^ ]*\\.so[^ ]*') /top/tree");
    await rig.type("container", "chroot /top/tree /bin/bash");
    const inside = await machinePid("container");
    expect(bytesAt(inside, "/absolute")?.toString()).toBe("inside\n");
    expect(bytesAt(inside, "/sbin/relative")?.toString()).toBe("inside\n");
    expect(namesIn(inside, "/")).toContain("absolute");
    expect(namesIn(inside, "/")).not.toContain("top");
  });

  test("are none where nothing is, where a link leads nowhere, and for a process that has ended", async () => {
    const host = await machinePid("host");
    expect(["/nothing", "/top/loop", "/top/name/below"].map((path) => fileAt(host, path))).toEqual([null, null, null]);
    expect(bytesAt(host, "/top")).toBeNull();
    expect(namesIn(host, "/top/name")).toBeNull();
    expect(fileAt(0x3fffff, "/top")).toBeNull();
  });
});
