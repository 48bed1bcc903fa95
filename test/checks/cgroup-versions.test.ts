import { describe, expect, test } from "vitest";
import { cgroupFile } from "../../checks/cgroup-files.ts";
import { cgroupExists, childInCgroup, cpuLimit, inCgroup } from "../../checks/cgroups.ts";
import type { Check, Scene, SceneTerminal } from "../../checks/check.ts";
import { heldTo } from "../../checks/cpu-share.ts";
import { showsCpuShare, showsThrottling } from "../../checks/cpu-shown.ts";
import { holdsMemory, killedForMemory, memoryLimit, noSwap } from "../../checks/memory.ts";
import { showsKills, showsPeak } from "../../checks/memory-shown.ts";
import { noCgroups } from "../../checks/nothing-left.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import type { CgroupVersion } from "../../src/lab/identity.ts";
import { aCgroup, aProcess, aSnapshot } from "../kernel/build-snapshot.ts";
import { aReach, asNobody } from "../support/a-reach.ts";
import { verdictInChinese } from "../support/in-chinese.ts";
import { nameInEnglish, type VerdictInEnglish, verdictInEnglish } from "../support/in-english.ts";

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

async function looked(check: Check, scene: Scene): Promise<VerdictInEnglish> {
  return verdictInEnglish(await check.judge(scene));
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
  const checks = [
    cgroupExists("cpu", "/docker"),
    cpuLimit("/docker", 0.2),
    inCgroup("container", "cpu", "/docker"),
    childInCgroup("container", "memory", "/docker"),
    heldTo(["container"], "/docker", 0.2),
    memoryLimit("/docker", MIB),
    killedForMemory("/docker"),
    holdsMemory("/docker", 1, MIB),
    noSwap("host", "/docker"),
  ];

  test.each(checks.map((check) => [nameInEnglish(check), check] as const))("%s: it could not be looked at", async (_, check) => {
    expect(await looked(check, aScene("none", aSnapshot()))).toMatchObject({
      type: "error",
      observed: "this lab has no cgroups",
    });
  });
});

describe("with cgroup v1", () => {
  test("a group in the hierarchy of another controller is not the one", async () => {
    const snapshot = aSnapshot({
      cgroups: [aCgroup("/", { controllers: ["cpu"] }), aCgroup("/docker", { controllers: ["memory"] })],
    });
    expect(await looked(cgroupExists("cpu", "/docker"), aScene("v1", snapshot))).toMatchObject({
      type: "fail",
      observed: "there are only: /docker (memory)",
      next: "On the host: mkdir /sys/fs/cgroup/cpu/docker",
    });
  });

  test("a process is in one group for its CPU time and in another for its memory", async () => {
    const cgroups = [aCgroup("/docker", { controllers: ["cpu"] }), aCgroup("/docker", { controllers: ["memory"] })];
    const scene = aScene("v1", aSnapshot({ processes: [{ ...SHELL, cgroups: { cpu: "/docker", memory: "/" } }], cgroups }));
    expect(await looked(inCgroup("container", "cpu", "/docker"), scene)).toMatchObject({ type: "pass" });
    expect(await looked(inCgroup("container", "memory", "/docker"), scene)).toMatchObject({
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
      expect(await looked(cgroupExists(controller, "/docker"), scene)).toMatchObject({ type: "pass" });
      expect(await looked(inCgroup("container", controller, "/docker"), scene)).toMatchObject({ type: "pass" });
    }
  });

  test("a group without the controller is no group for it", async () => {
    expect(await looked(cpuLimit("/docker", 0.2), aScene("v2", snapshot({ controllers: ["memory"] })))).toMatchObject({
      type: "fail",
      observed: "there are only: /docker (memory)",
    });
  });

  test("a process is in a group that limits nothing, too, where no controller is delegated", async () => {
    const isIn = inCgroup("container", "any", "/docker");
    expect(await looked(isIn, aScene("v2", snapshot({ controllers: [] })))).toMatchObject({ type: "pass" });
    expect(await looked(isIn, aScene("v2", snapshot({ controllers: [] }, "/init")))).toMatchObject({
      type: "fail",
      observed: "bash (PID 12) is in the cgroup /init",
    });
    expect(await looked(isIn, aScene("v2", aSnapshot({ processes: [SHELL], cgroups: lab })))).toMatchObject({
      type: "fail",
      next: "On the host: mkdir /sys/fs/cgroup/docker",
    });
  });

  test("the advice names the files of v2", async () => {
    expect(await looked(cpuLimit("/docker", 0.5), aScene("v2", snapshot()))).toMatchObject({
      type: "fail",
      next: 'On the host: echo "50000 100000" > /sys/fs/cgroup/docker/cpu.max',
    });
    expect(await looked(inCgroup("container", "cpu", "/docker"), aScene("v2", snapshot({}, "/init")))).toMatchObject({
      type: "fail",
      observed: "bash (PID 12) is in the cgroup /init",
      next: "Write its PID: echo 12 > /sys/fs/cgroup/docker/cgroup.procs",
    });
  });

  test("a first shell in the group is sent back to where the lab keeps its own", async () => {
    expect(await looked(childInCgroup("container", "memory", "/docker"), aScene("v2", snapshot()))).toMatchObject({
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
    expect(await looked(check, aScene("v2", snapshot(), output))).toMatchObject({ type });
  });

  test("only kills since the step began count, unless nobody knows when that was", async () => {
    const check = killedForMemory("/docker");
    expect(await looked(check, aScene("v2", snapshot(), "", snapshot()))).toMatchObject({ type: "fail" });
    expect(await looked(check, aScene("v2", snapshot(), "", snapshot({ oomKills: 0 })))).toMatchObject({ type: "pass" });
    expect(await looked(check, aScene("v2", snapshot()))).toMatchObject({ type: "pass" });
  });

  test("memory that files in a tmpfs hold, and no process, is not held by one", async () => {
    const held = { memoryUsage: 19 * MIB, oomKills: 0 };
    const check = holdsMemory("/docker", 18 * MIB, 20 * MIB);
    expect(await looked(check, aScene("v2", snapshot({ ...held, members: [1012] })))).toMatchObject({ type: "pass" });
    expect(await looked(check, aScene("v2", snapshot({ ...held, members: [] })))).toMatchObject({ type: "fail" });
  });

  test("where the kernel counts no swap, the attempt must have been seen", async () => {
    const check = noSwap("container", "/docker");
    expect(await looked(check, aScene("v2", snapshot()))).toMatchObject({ type: "fail" });
    const complaint = "bash: /sys/fs/cgroup/docker/memory.swap.max: Permission denied\n";
    expect(await looked(check, aScene("v2", snapshot(), complaint))).toMatchObject({ type: "pass" });
  });
});

describe("in Chinese", () => {
  const DOCKER = aCgroup("/docker", {
    controllers: ["cpu", "memory"],
    cpuQuota: 0.5,
    memoryLimit: 20 * MIB,
    memoryUsage: 2 * MIB,
  });
  const snapshot = (facts = {}) =>
    aSnapshot({ processes: [{ ...SHELL, cgroups: { "": "/init" } }], cgroups: [{ ...DOCKER, ...facts }] });

  test.each([
    [
      cgroupExists("cpu", "/slow"),
      {},
      "有 cgroup /slow（控制器 cpu）",
      "只有：/docker（cpu、memory）",
      "目录还没有建，或者建在了别处：cgroup 是控制器目录下面的一个目录。",
      "在宿主机上：mkdir /sys/fs/cgroup/slow",
    ],
    [
      cpuLimit("/docker", 0.2),
      {},
      "cgroup /docker 最多用一个 CPU 的 20%",
      "它最多用一个 CPU 的 50%",
      "限额还没有写，或者写进了别的 cgroup，或者配额与周期之比不对。",
      '在宿主机上：echo "20000 100000" > /sys/fs/cgroup/docker/cpu.max',
    ],
    [
      inCgroup("container", "cpu", "/docker"),
      {},
      "终端 container 的前台进程在 cgroup /docker（控制器 cpu）里",
      "bash（PID 12）在 cgroup /init 里",
      "写入的是别的 PID，或者这个进程启动的时候，它的父进程还不在 cgroup 里。",
      "写入它的 PID：echo 12 > /sys/fs/cgroup/docker/cgroup.procs",
    ],
    [
      childInCgroup("container", "memory", "/docker"),
      {},
      "终端 container 里的一个子 shell 在 cgroup /docker（控制器 memory）里，而终端的第一个 shell 不在",
      "bash（PID 12）不在里面",
      "还没有写入 PID，或者写入的是别的 PID。",
      "在终端 container 里输入 bash，再在新的 shell 里输入：echo $$ > /sys/fs/cgroup/docker/cgroup.procs",
    ],
    [
      heldTo(["container", "container2"], "/docker", 0.2),
      {},
      "终端 container 和 container2 的前台进程受 cgroup /docker 限制，合计最多用一个 CPU 的 20%",
      "这个 cgroup 最多用一个 CPU 的 50%",
      "限额还没有写，或者写的是别的值。",
      '在宿主机上：echo "20000 100000" > /sys/fs/cgroup/docker/cpu.max',
    ],
    [
      showsCpuShare("container", "container", "limited", 0.35),
      {},
      "终端 container 里显示了终端 container 的进程及其 CPU 用量（%CPU），不超过 35%",
      "列表里没有 bash（PID 12）",
      "列表里没有这个进程，或者列出来的时候限额还没有生效。",
      "在宿主机上输入这一步的命令；PID 是终端 container 里 ./deadloop.sh 的。",
    ],
    [
      killedForMemory("/docker"),
      {},
      "cgroup /docker 内存不足，内核杀死了一个进程",
      "内核为此杀死过 0 个进程；没有记录峰值、限额 20 MiB",
      "需要内存的进程不在这个 cgroup 里运行，或者用不到限额那么多。",
      "在终端 container 里，把子 shell 的 PID（$$）写进 /sys/fs/cgroup/docker/cgroup.procs，再在这个子 shell 里运行命令。",
    ],
    [
      noSwap("container", "/docker"),
      { countsSwap: true, swapLimit: 4 * MIB },
      "cgroup /docker 不能用交换空间",
      "在 20 MiB 内存之外，还能用 4 MiB 交换空间",
      "内存和交换空间的限额在两个文件里，只写了第一个。",
      "在宿主机上：echo 0 > /sys/fs/cgroup/docker/memory.swap.max",
    ],
    [
      showsKills("container", "/docker"),
      { oomKills: 1 },
      "终端 container 里显示了内核为 cgroup /docker 杀死的进程数",
      "没有出现 oom_kill；内核数到 1",
      "读的是别的文件，或者还没有进程被杀死。",
      "读 cgroup /docker 的目录里记着这个数的文件。",
    ],
    [
      noCgroups(),
      {},
      "除了实验环境自己的，没有别的 cgroup",
      "还在的有 /docker（cpu、memory）",
      "还没有全部拆除。",
      "在宿主机上：rmdir /sys/fs/cgroup/cpu/NAME，它在哪些层级里，就在哪些层级里删除；cgroup v2 上：rmdir /sys/fs/cgroup/NAME",
    ],
  ] as const)("it says $0.id", async (check, facts, ...words) => {
    const [expected, observed, cause, next] = words;
    const verdict = await check.judge(aScene("v2", snapshot(facts), "else\n"));
    expect(verdictInChinese(verdict)).toMatchObject({ type: "fail", expected, observed, cause, next });
  });
});
