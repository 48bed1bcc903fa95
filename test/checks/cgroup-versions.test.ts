import { describe, expect, test } from "vitest";
import { cgroupFile } from "../../checks/cgroup-files.ts";
import { cgroupExists, childInCgroup, cpuLimit, inCgroup } from "../../checks/cgroups.ts";
import type { Scene, SceneTerminal } from "../../checks/check.ts";
import { heldTo } from "../../checks/cpu-share.ts";
import { showsThrottling } from "../../checks/cpu-shown.ts";
import { holdsMemory, killedForMemory, memoryLimit, noSwap } from "../../checks/memory.ts";
import { showsKills, showsPeak } from "../../checks/memory-shown.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import type { CgroupVersion } from "../../src/lab/identity.ts";
import { aCgroup, aProcess, aSnapshot } from "../kernel/build-snapshot.ts";
import { aReach, asNobody } from "../support/a-reach.ts";

const MIB = 1024 * 1024;
const SHELL = aProcess(1012, { terminal: 0, group: 1012, foreground: 1012 });

function aScene(cgroup: CgroupVersion, snapshot: Snapshot, output = "", before: Snapshot | null = null): Scene {
  const terminal: SceneTerminal = { rootPid: 12, output, codes: [0], running: false };
  return {
    lab: aReach({ privilege: "mapped-root", cgroup }),
    before,
    snapshot: async () => snapshot,
    asLearner: asNobody,
    terminal: () => terminal,
  };
}

describe("the file that holds a fact of a cgroup", () => {
  test.each([
    ["v1", "cpu", "members", "/sys/fs/cgroup/cpu/docker/tasks"],
    ["v1", "memory", "memory limit", "/sys/fs/cgroup/memory/docker/memory.limit_in_bytes"],
    ["v2", "cpu", "members", "/sys/fs/cgroup/docker/cgroup.procs"],
    ["v2", "cpu", "cpu limit", "/sys/fs/cgroup/docker/cpu.max"],
    ["v2", "memory", "memory kills", "/sys/fs/cgroup/docker/memory.events"],
  ] as const)("in %s for %s, the %s, is %s", (version, controller, fact, file) => {
    expect(cgroupFile(version, controller, "/docker", fact)).toBe(file);
  });
});

describe("without cgroups", () => {
  test.each([
    cgroupExists("cpu", "/docker"),
    cpuLimit("/docker", 0.2),
    inCgroup("container", "cpu", "/docker"),
    childInCgroup("container", "memory", "/docker"),
    heldTo(["container"], "/docker", 0.2),
    memoryLimit("/docker", MIB),
    killedForMemory("/docker"),
    holdsMemory("/docker", 1, MIB),
    noSwap("host", "/docker"),
  ])("$name: it could not be looked at", async (check) => {
    expect(await check.judge(aScene("none", aSnapshot()))).toMatchObject({ type: "error", observed: "this lab has no cgroups" });
  });
});

describe("with cgroup v1", () => {
  test("a group in the hierarchy of another controller is not the one", async () => {
    const snapshot = aSnapshot({
      cgroups: [aCgroup("/", { controllers: ["cpu"] }), aCgroup("/docker", { controllers: ["memory"] })],
    });
    expect(await cgroupExists("cpu", "/docker").judge(aScene("v1", snapshot))).toMatchObject({
      type: "fail",
      observed: "there are only: /docker (memory)",
      next: "On the host: mkdir /sys/fs/cgroup/cpu/docker",
    });
  });

  test("a process is in one group for its CPU time and in another for its memory", async () => {
    const cgroups = [aCgroup("/docker", { controllers: ["cpu"] }), aCgroup("/docker", { controllers: ["memory"] })];
    const scene = aScene("v1", aSnapshot({ processes: [{ ...SHELL, cgroups: { cpu: "/docker", memory: "/" } }], cgroups }));
    expect(await inCgroup("container", "cpu", "/docker").judge(scene)).toMatchObject({ type: "pass" });
    expect(await inCgroup("container", "memory", "/docker").judge(scene)).toMatchObject({
      type: "fail",
      next: "Write its PID: echo 12 > /sys/fs/cgroup/memory/docker/tasks",
    });
  });
});

describe("with cgroup v2", () => {
  const docker = {
    controllers: ["cpu", "memory"],
    cpuQuota: 0.2,
    memoryLimit: 20 * MIB,
    memoryUsage: 2 * MIB,
    oomKills: 1,
    throttledPeriods: 7,
  };
  const lab = [aCgroup("/", { controllers: ["cpu", "memory"] }), aCgroup("/init", { controllers: ["cpu", "memory"] })];
  const snapshot = (facts = {}, group = "/docker") =>
    aSnapshot({
      processes: [{ ...SHELL, cgroups: { "": group } }],
      cgroups: [...lab, aCgroup("/docker", { ...docker, ...facts })],
    });

  test("one group is there for both controllers, with one list of members", async () => {
    const scene = aScene("v2", snapshot());
    for (const controller of ["cpu", "memory"] as const) {
      expect(await cgroupExists(controller, "/docker").judge(scene)).toMatchObject({ type: "pass" });
      expect(await inCgroup("container", controller, "/docker").judge(scene)).toMatchObject({ type: "pass" });
    }
  });

  test("a group without the controller is no group for it", async () => {
    expect(await cpuLimit("/docker", 0.2).judge(aScene("v2", snapshot({ controllers: ["memory"] })))).toMatchObject({
      type: "fail",
      observed: "there are only: /docker (memory)",
    });
  });

  test("a process is in a group that limits nothing, too, where no controller is delegated", async () => {
    const isIn = inCgroup("container", "any", "/docker");
    expect(await isIn.judge(aScene("v2", snapshot({ controllers: [] })))).toMatchObject({ type: "pass" });
    expect(await isIn.judge(aScene("v2", snapshot({ controllers: [] }, "/init")))).toMatchObject({
      type: "fail",
      observed: "bash (PID 12) is in the cgroup /init",
    });
    expect(await isIn.judge(aScene("v2", aSnapshot({ processes: [SHELL], cgroups: lab })))).toMatchObject({
      type: "fail",
      next: "On the host: mkdir /sys/fs/cgroup/docker",
    });
  });

  test("the advice names the files of v2", async () => {
    expect(await cpuLimit("/docker", 0.5).judge(aScene("v2", snapshot()))).toMatchObject({
      type: "fail",
      next: 'On the host: echo "50000 100000" > /sys/fs/cgroup/docker/cpu.max',
    });
    expect(await inCgroup("container", "cpu", "/docker").judge(aScene("v2", snapshot({}, "/init")))).toMatchObject({
      type: "fail",
      observed: "bash (PID 12) is in the cgroup /init",
      next: "Write its PID: echo 12 > /sys/fs/cgroup/docker/cgroup.procs",
    });
  });

  test("a first shell in the group is sent back to where the lab keeps its own", async () => {
    expect(await childInCgroup("container", "memory", "/docker").judge(aScene("v2", snapshot()))).toMatchObject({
      type: "fail",
      next: expect.stringContaining("echo 12 > /sys/fs/cgroup/init/cgroup.procs"),
    });
  });

  test.each([
    ["kills", showsKills("container", "/docker"), "low 0\nhigh 0\nmax 41\noom 1\noom_kill 1\noom_group_kill 0\n", "pass"],
    ["the kills after another group's", showsKills("container", "/docker"), "oom_kill 0\noom_kill 1\n", "pass"],
    ["another count of kills", showsKills("container", "/docker"), "oom_kill 2\n", "fail"],
    ["the throttled periods", showsThrottling("container", "/docker"), "nr_periods 9\nnr_throttled 7\n", "pass"],
    ["more than there were", showsThrottling("container", "/docker"), "nr_throttled 8\n", "fail"],
    [
      "the present use, where the kernel keeps no peak",
      showsPeak("container", "/docker"),
      "cat: memory.peak: No such file\n1990000\n",
      "pass",
    ],
    ["more than the limit", showsPeak("container", "/docker"), "99000000\n", "fail"],
  ] as const)("what was seen is compared with the kernel: %s", async (_, check, output, type) => {
    expect(await check.judge(aScene("v2", snapshot(), output))).toMatchObject({ type });
  });

  test("only kills since the step began count, unless nobody knows when that was", async () => {
    const check = killedForMemory("/docker");
    expect(await check.judge(aScene("v2", snapshot(), "", snapshot()))).toMatchObject({ type: "fail" });
    expect(await check.judge(aScene("v2", snapshot(), "", snapshot({ oomKills: 0 })))).toMatchObject({ type: "pass" });
    expect(await check.judge(aScene("v2", snapshot()))).toMatchObject({ type: "pass" });
  });

  test("memory that files in a tmpfs hold, and no process, is not held by one", async () => {
    const held = { memoryUsage: 19 * MIB, oomKills: 0 };
    const check = holdsMemory("/docker", 18 * MIB, 20 * MIB);
    expect(await check.judge(aScene("v2", snapshot({ ...held, members: [1012] })))).toMatchObject({ type: "pass" });
    expect(await check.judge(aScene("v2", snapshot({ ...held, members: [] })))).toMatchObject({ type: "fail" });
  });

  test("where the kernel counts no swap, the attempt must have been seen", async () => {
    const check = noSwap("container", "/docker");
    expect(await check.judge(aScene("v2", snapshot()))).toMatchObject({ type: "fail" });
    const complaint = "bash: /sys/fs/cgroup/docker/memory.swap.max: Permission denied\n";
    expect(await check.judge(aScene("v2", snapshot(), complaint))).toMatchObject({ type: "pass" });
  });
});
