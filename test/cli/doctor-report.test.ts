import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";
import { describe, expect, test } from "vitest";
import type { LessonHere } from "../../src/cli/doctor-lessons.ts";
import { doctorReport, runsWhole, toolsToInstall } from "../../src/cli/doctor-report.ts";
import { say, verbatim } from "../../src/say/message.ts";
import { KERNEL_CAPABILITIES, type KernelCapabilityId } from "../../src/lab/preflight-capabilities.ts";
import { fixFor, reasonText } from "../../src/lab/preflight-fixes.ts";
import type { MachineFacts } from "../../src/lab/preflight-facts.ts";
import type { Capability, Preflight } from "../../src/lab/preflight.ts";
import type { ReportStyle } from "../../src/ui/report/pretty.ts";

const same = (text: string) => text;
const STYLE: ReportStyle = {
  good: same,
  bad: same,
  quiet: same,
  pass: "ok",
  fail: "FAIL",
  skip: "--",
  fit: same,
  width: 80,
  told: inEnglish,
};
const MOUNTS: LessonHere = { number: 1, id: "mounts", steps: 10, skipped: 0 };
const BRIDGE: LessonHere = { number: 7, id: "bridge", steps: 14, skipped: 0 };
const CPU: LessonHere = { number: 11, id: "cpu", steps: 12, skipped: 0 };
const WHOLE = [MOUNTS, BRIDGE, CPU];
const FACTS: MachineFacts = {
  uid: 1000,
  privilege: "rootless",
  system: "Debian GNU/Linux 12",
  kernel: "6.1.0",
  container: null,
  packageManager: "apt",
  settings: {
    "kernel.unprivileged_userns_clone": null,
    "user.max_user_namespaces": "96365",
    "kernel.apparmor_restrict_unprivileged_userns": null,
  },
  cgroup: { self: "", mountinfo: "", v2Controllers: "", systemd: false, delegated: null },
};
const EVERY = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
const works = (id: string, lessons: readonly number[]): Capability => ({
  id,
  title: verbatim(id.replace("tool:", "")),
  status: "works",
  detail: null,
  lessons,
});
const lacks = (tool: string, lessons: readonly number[], status: "missing" | "degraded"): Capability => ({
  ...works(`tool:${tool}`, lessons),
  status,
  detail: say`not installed`,
  fix: verbatim("see below"),
  reason: { type: "tool-missing", tool },
});
const NO_CGROUP: Capability = {
  ...works("cgroup-cpu", [11, 13]),
  status: "missing",
  detail: reasonText({ type: "cgroup-not-ours" }),
  fix: verbatim("sudo nslab lesson cpu"),
  reason: { type: "cgroup-not-ours" },
};
const GENERAL = [works("tool:bash", EVERY), works("user-namespace", EVERY)];

const report = (capabilities: readonly Capability[], facts: Partial<MachineFacts> = {}, lessons = WHOLE, style = STYLE) => {
  const found: Preflight = {
    facts: { ...FACTS, ...facts },
    lab: { started: { works: true, complaint: "" }, privilege: "rootless", reach: null, cgroups: new Map() },
    capabilities,
  };
  return doctorReport(found, lessons, style);
};

describe("the doctor's report", () => {
  test("of a machine where all is well ends there", () => {
    expect(
      report([...GENERAL, works("tool:brctl", [7, 13]), works("cgroup-cpu", [11, 13])]),
    ).toBe(`Debian GNU/Linux 12, kernel 6.1.0, as an ordinary user. Labs here are
rootless.

Every lesson needs:
  ok bash
  ok user-namespace

ok  1 mounts
ok  7 bridge      brctl
ok 11 cpu         cgroup-cpu

All 3 lessons can run here.
`);
  });

  test("tells what a lesson lacks, and one fix a cause", () => {
    const text = report(
      [
        ...GENERAL,
        lacks("brctl", [7, 13], "degraded"),
        lacks("ifconfig", [7, 13], "degraded"),
        NO_CGROUP,
        { ...NO_CGROUP, id: "cgroup-memory", title: verbatim("cgroup-memory"), lessons: [12, 13] },
      ],
      {},
      [MOUNTS, BRIDGE, { ...CPU, skipped: CPU.steps }],
    );
    expect(text).toContain("ok  7 bridge      -- brctl, -- ifconfig\n");
    expect(text).toContain("FAIL 11 cpu         FAIL cgroup-cpu\n");
    expect(text).toContain(`What to do:
  1. brctl, ifconfig: not installed
     sudo apt-get update -q && sudo apt-get install -q -y --no-install-recommends bridge-utils net-tools
  2. cgroup-cpu, cgroup-memory: only root may make cgroups here
     sudo nslab lesson cpu

  nslab doctor --fix installs what is missing.

2 of 3 lessons can run here.
`);
  });

  test("has a fix for every lesson when a tool that all need is missing", () => {
    const none = WHOLE.map((lesson) => ({ ...lesson, skipped: lesson.steps }));
    const text = report([lacks("ip", EVERY, "missing"), works("user-namespace", EVERY)], { uid: 0 }, none);
    expect(text).toContain("  FAIL ip: not installed\n");
    expect(text).toContain("     apt-get update -q && apt-get install -q -y --no-install-recommends iproute2\n");
    expect(text).toContain("0 of 3 lessons can run here.\n");
  });

  test("offers no --fix where no package manager is known, and names the container it runs in", () => {
    const text = report([...GENERAL, lacks("brctl", [7], "degraded")], { packageManager: null, container: "docker" });
    expect(text).not.toContain("--fix");
    expect(text).toContain("install brctl by this system's own means");
    expect(text).toContain("in a container (docker)");
  });
});

test("the doctor speaks Chinese, his commands and the ids of lessons stay", () => {
  const kernel = (id: KernelCapabilityId, change: Partial<Capability> = {}): Capability => ({
    ...works(id, EVERY),
    title: KERNEL_CAPABILITIES.find((each) => each.id === id)?.title ?? verbatim(id),
    ...change,
  });
  const reason = { type: "cgroup-not-ours" } as const;
  const refused = { status: "missing", reason, detail: reasonText(reason), lessons: [11] } as const;
  const text = report(
    [
      works("tool:bash", EVERY),
      works("tool:ip", EVERY),
      kernel("user-namespace"),
      kernel("lab"),
      lacks("brctl", [7], "degraded"),
      lacks("ping", [7], "missing"),
      kernel("cgroup-cpu", { ...refused, fix: fixFor(reason, FACTS) ?? verbatim("") }),
    ],
    { container: "docker" },
    [MOUNTS, { ...BRIDGE, skipped: 3 }, { ...CPU, skipped: 12 }],
    { ...STYLE, told: (said) => inWords(said, CHINESE_WORDS) },
  );
  expect(text).toBe(`Debian GNU/Linux 12，内核 6.1.0，运行在容器（docker）里，身份是普通用户。实验
环境不需要 root。

每一课都需要：
  ok bash、ip
  ok 用户命名空间、启动完整的实验环境

ok  1 mounts
--  7 bridge      -- brctl、FAIL ping；14 步中要跳过 3 步
FAIL 11 cpu         FAIL 用 cgroup 限制 CPU

解决办法：
  1. 没有安装：ping、brctl
     sudo apt-get update -q && sudo apt-get install -q -y --no-install-recommends iputils-ping && sudo apt-get install -q -y --no-install-recommends bridge-utils
  2. 用 cgroup 限制 CPU：这里只有 root 能创建 cgroup
     以 root 身份运行这几课：sudo nslab lesson cpu

  nslab doctor --fix 会安装缺少的程序。

共 3 课，能在这里运行的有 1 课，另有 1 课要跳过一些步骤。
`);
});

test("a lesson of which steps are skipped is not counted as one that can run, nor as one that cannot", () => {
  const inPart = { ...BRIDGE, skipped: 3 };
  const text = report([...GENERAL, lacks("ping", [7], "missing")], {}, [MOUNTS, inPart, { ...CPU, skipped: 12 }]);
  expect(text).toContain("--  7 bridge      FAIL ping, 3 of 14 steps skipped\n");
  expect(text).toContain("FAIL 11 cpu\n");
  expect(text).toMatch(/\n1 of 3 lessons can run here, 1 more without some of its steps\.\n$/);
  expect([MOUNTS, inPart].map(runsWhole)).toEqual([true, false]);
});

test("what a missing program refused needs no other cure than the program", () => {
  const rule: Capability = { ...works("dnat", [9]), status: "missing", reason: { type: "tool-missing", tool: "iptables" } };
  expect(toolsToInstall([rule, lacks("iptables", [8, 9, 13], "missing")]).map((tool) => tool.name)).toEqual(["iptables"]);
});
