import { describe, expect, test } from "vitest";
import type { CgroupFacts } from "../../src/lab/cgroup-facts.ts";
import { type CgroupPlan, NO_CGROUPS, planCgroups } from "../../src/lab/cgroup-plan.ts";

/** A kernel whose cgroups are mounted by hand, one controller a hierarchy, with an empty v2 beside them. */
const BY_HAND = {
  selfCgroup: `9:name=systemd:/
8:pids:/
7:blkio:/
6:freezer:/
5:devices:/
4:memory:/jobs/4
3:cpuset:/
2:cpuacct:/
1:cpu:/
0::/
`,
  mountinfo: `22 27 0:21 / /proc rw,relatime - proc proc rw
23 27 0:22 / /sys rw,relatime - sysfs sysfs rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct
34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
36 31 0:33 / /sys/fs/cgroup/devices rw,relatime - cgroup cgroup rw,devices
39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`,
};

/** CentOS 7, Ubuntu 18.04: systemd mounts cpu and cpuacct together, and a v2 without controllers. */
const SYSTEMD_V1 = {
  selfCgroup: `12:memory:/user.slice/user-1000.slice/session-3.scope
11:pids:/user.slice/user-1000.slice/session-3.scope
10:rdma:/
9:net_cls,net_prio:/
8:cpu,cpuacct:/user.slice
7:freezer:/
6:perf_event:/
5:cpuset:/
4:devices:/user.slice
3:blkio:/user.slice
2:hugetlb:/
1:name=systemd:/user.slice/user-1000.slice/session-3.scope
0::/user.slice/user-1000.slice/session-3.scope
`,
  mountinfo: `24 30 0:22 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
31 24 0:26 / /sys/fs/cgroup ro,nosuid,nodev,noexec shared:9 - tmpfs tmpfs ro,mode=755
32 31 0:27 / /sys/fs/cgroup/unified rw,nosuid,nodev,noexec,relatime shared:10 - cgroup2 cgroup rw
33 31 0:28 / /sys/fs/cgroup/systemd rw,nosuid,nodev,noexec,relatime shared:11 - cgroup cgroup rw,xattr,name=systemd
36 31 0:31 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid,nodev,noexec,relatime shared:15 - cgroup cgroup rw,cpu,cpuacct
37 31 0:32 / /sys/fs/cgroup/cpuset rw,nosuid,nodev,noexec,relatime shared:16 - cgroup cgroup rw,cpuset
38 31 0:33 / /sys/fs/cgroup/memory rw,nosuid,nodev,noexec,relatime shared:17 - cgroup cgroup rw,memory
39 31 0:34 / /sys/fs/cgroup/pids rw,nosuid,nodev,noexec,relatime shared:18 - cgroup cgroup rw,pids
`,
};

/** Debian 11 and later, Fedora, Ubuntu 22.04. */
const PURE_V2 = {
  selfCgroup: "0::/user.slice/user-1000.slice/session-1.scope\n",
  mountinfo: `24 30 0:22 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
30 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
33 24 0:28 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
`,
};

/** WSL2 before systemd: v1 hierarchies and a v2 that holds no controllers. */
const WSL2 = {
  selfCgroup: `14:misc:/
13:rdma:/
12:pids:/
11:hugetlb:/
10:net_prio:/
9:perf_event:/
8:net_cls:/
7:freezer:/
6:devices:/
5:memory:/
4:blkio:/
3:cpuacct:/
2:cpu:/
1:cpuset:/
0::/
`,
  mountinfo: `79 60 0:24 / /sys rw,nosuid,nodev,noexec,noatime shared:3 - sysfs sysfs rw
85 79 0:30 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - tmpfs tmpfs rw,mode=755
86 85 0:31 / /sys/fs/cgroup/unified rw,nosuid,nodev,noexec,relatime shared:10 - cgroup2 cgroup2 rw,nsdelegate
87 85 0:32 / /sys/fs/cgroup/cpuset rw,nosuid,nodev,noexec,relatime shared:11 - cgroup cgroup rw,cpuset
88 85 0:33 / /sys/fs/cgroup/cpu rw,nosuid,nodev,noexec,relatime shared:12 - cgroup cgroup rw,cpu
89 85 0:34 / /sys/fs/cgroup/cpuacct rw,nosuid,nodev,noexec,relatime shared:13 - cgroup cgroup rw,cpuacct
90 85 0:35 / /sys/fs/cgroup/blkio rw,nosuid,nodev,noexec,relatime shared:14 - cgroup cgroup rw,blkio
91 85 0:36 / /sys/fs/cgroup/memory rw,nosuid,nodev,noexec,relatime shared:15 - cgroup cgroup rw,memory
97 85 0:42 / /sys/fs/cgroup/pids rw,nosuid,nodev,noexec,relatime shared:21 - cgroup cgroup rw,pids
`,
};

const ROOT = 0;
const LEARNER = 1000;
const facts = (self: string, mountinfo: string, v2Controllers: string): CgroupFacts => ({
  self,
  mountinfo,
  v2Controllers,
  systemd: false,
  delegated: null,
});
const plan = (selfCgroup: string, mountinfo: string, controllers: string, systemd = false) =>
  planCgroups("lab", { ...facts(selfCgroup, mountinfo, controllers), systemd }, ROOT);
/** What an ordinary user gets where systemd runs, and his own may hand out these. */
const planForLearner = (delegated: string | null) =>
  planCgroups(
    "lab",
    { ...facts(PURE_V2.selfCgroup, PURE_V2.mountinfo, "cpuset cpu io memory pids\n"), systemd: true, delegated },
    LEARNER,
  );
const without = (text: string, pattern: RegExp) =>
  text
    .split("\n")
    .filter((line) => !pattern.test(line))
    .join("\n");

describe("the plan of a lab's cgroups", () => {
  test("takes one directory a controller where each has a hierarchy of its own", () => {
    expect(plan(BY_HAND.selfCgroup, BY_HAND.mountinfo, "\n")).toEqual({
      version: "v1",
      by: "itself",
      v2Root: "",
      directories: ["pids", "memory", "cpuacct", "cpu"].map((name) => `/sys/fs/cgroup/${name}/lab`),
      hierarchies: ["pids", "memory", "cpuacct", "cpu"],
      controllers: ["pids", "memory", "cpuacct", "cpu"],
    });
  });

  test("keeps cpu and cpuacct together where systemd has mounted them together", () => {
    expect(plan(SYSTEMD_V1.selfCgroup, SYSTEMD_V1.mountinfo, "")).toEqual({
      version: "v1",
      by: "itself",
      v2Root: "",
      directories: ["/sys/fs/cgroup/memory/lab", "/sys/fs/cgroup/pids/lab", "/sys/fs/cgroup/cpu,cpuacct/lab"],
      hierarchies: ["memory", "pids", "cpu,cpuacct"],
      controllers: ["memory", "pids", "cpu", "cpuacct"],
    });
  });

  test("finds a co-mounted hierarchy whatever the order of its names", () => {
    const mountinfo = SYSTEMD_V1.mountinfo.replace("- cgroup cgroup rw,cpu,cpuacct", "- cgroup cgroup rw,cpuacct,cpu");
    expect(plan(SYSTEMD_V1.selfCgroup, mountinfo, "").hierarchies).toContain("cpu,cpuacct");
  });

  test("takes the one directory of v2, with those controllers the course uses", () => {
    expect(plan(PURE_V2.selfCgroup, PURE_V2.mountinfo, "cpuset cpu io memory hugetlb pids rdma misc\n")).toEqual({
      version: "v2",
      by: "itself",
      v2Root: "/sys/fs/cgroup",
      directories: ["/sys/fs/cgroup/lab"],
      hierarchies: [],
      controllers: ["cpu", "memory", "pids"],
    });
  });

  test("leaves it to systemd to make the directory of v2 where it owns them", () => {
    expect(plan(PURE_V2.selfCgroup, PURE_V2.mountinfo, "cpu memory pids", true)).toMatchObject({
      version: "v2",
      by: "systemd",
      v2Root: "/sys/fs/cgroup",
      directories: [],
      controllers: ["cpu", "memory", "pids"],
    });
  });

  test("makes v1 directories itself under systemd too", () => {
    expect(plan(SYSTEMD_V1.selfCgroup, SYSTEMD_V1.mountinfo, "", true)).toEqual(
      plan(SYSTEMD_V1.selfCgroup, SYSTEMD_V1.mountinfo, ""),
    );
  });

  test("does not believe a v2 mount that holds no controllers, as in WSL2", () => {
    expect(plan(WSL2.selfCgroup, WSL2.mountinfo, "\n")).toEqual({
      version: "v1",
      by: "itself",
      v2Root: "",
      directories: ["pids", "memory", "cpuacct", "cpu"].map((name) => `/sys/fs/cgroup/${name}/lab`),
      hierarchies: ["pids", "memory", "cpuacct", "cpu"],
      controllers: ["pids", "memory", "cpuacct", "cpu"],
    });
  });

  test("prefers v2 on a hybrid machine whose controllers are there", () => {
    const selfCgroup = "1:name=systemd:/\n0::/\n";
    expect(plan(selfCgroup, SYSTEMD_V1.mountinfo, "cpu memory")).toEqual({
      version: "v2",
      by: "itself",
      v2Root: "/sys/fs/cgroup/unified",
      directories: ["/sys/fs/cgroup/unified/lab"],
      hierarchies: [],
      controllers: ["cpu", "memory"],
    });
  });

  test.each([
    ["v2 lends neither cpu nor memory", PURE_V2.selfCgroup, PURE_V2.mountinfo, ""],
    ["v1 has neither", without(BY_HAND.selfCgroup, /cpu:|memory/), BY_HAND.mountinfo, ""],
    ["nothing is mounted", BY_HAND.selfCgroup, "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n", ""],
    ["the kernel has no cgroups", "", "", ""],
  ])("is none where %s", (_, selfCgroup, mountinfo, controllers) => {
    expect(plan(selfCgroup, mountinfo, controllers)).toEqual(NO_CGROUPS);
  });

  test.each<[string, CgroupFacts, CgroupPlan["version"], readonly string[]]>([
    [
      "v2 has no memory, as on a Raspberry Pi",
      facts(PURE_V2.selfCgroup, PURE_V2.mountinfo, "cpuset cpu io pids"),
      "v2",
      ["cpu", "pids"],
    ],
    [
      "v1 has no memory",
      facts(without(BY_HAND.selfCgroup, /memory/), without(BY_HAND.mountinfo, /memory/), ""),
      "v1",
      ["pids", "cpuacct", "cpu"],
    ],
    [
      "a v1 controller is known to the kernel but not mounted",
      facts(BY_HAND.selfCgroup, without(BY_HAND.mountinfo, /cgroup\/cpu /), ""),
      "v1",
      ["pids", "memory", "cpuacct"],
    ],
    [
      "cpu is on v1 and memory on v2",
      facts(without(BY_HAND.selfCgroup, /memory/), without(BY_HAND.mountinfo, /memory/), "memory"),
      "v2",
      ["memory"],
    ],
    ["v2 has less than v1", facts(BY_HAND.selfCgroup, BY_HAND.mountinfo, "cpu"), "v1", ["pids", "memory", "cpuacct", "cpu"]],
  ])("makes do with one controller where %s", (_, given, version, controllers) => {
    expect(planCgroups("lab", given, ROOT)).toMatchObject({ version, controllers });
  });

  test("is a scope of an ordinary user's own systemd, with what that may hand out", () => {
    expect(planForLearner("memory pids\n")).toMatchObject({
      version: "v2",
      by: "user-systemd",
      directories: [],
      controllers: ["memory", "pids"],
    });
    expect(planForLearner("cpu memory pids\n")).toMatchObject({ controllers: ["cpu", "memory", "pids"] });
  });

  test("is none for an ordinary user without a systemd of his own, or one that may hand out neither", () => {
    expect(planForLearner(null)).toEqual(NO_CGROUPS);
    expect(planForLearner("pids\n")).toEqual(NO_CGROUPS);
  });

  test("is not misled by a filesystem that is only called like one", () => {
    const mountinfo = "90 1 0:99 / /sys/fs/cgroup rw - tmpfs cgroup2 rw\n";
    expect(plan(PURE_V2.selfCgroup, mountinfo, "cpu memory")).toEqual(NO_CGROUPS);
  });
});
