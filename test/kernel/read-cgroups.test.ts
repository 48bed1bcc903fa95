import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DEEPEST_CGROUP, MOST_CGROUPS } from "../../src/kernel/bounds.ts";
import { readCgroup, readCgroups } from "../../src/kernel/read-cgroups.ts";
import type { CgroupVersion, LabReach } from "../../src/lab/identity.ts";
import { aReach } from "../support/a-reach.ts";
import { inEnglish } from "../../src/say/words.ts";
import { allInEnglish } from "../support/in-english.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "nslab-cgroups-"));
});

// rm(1) goes down by relative names: some paths are longer than a path may be.
afterEach(() => execFileSync("rm", ["-rf", root]));

function tree(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function labWith(cgroup: CgroupVersion, directories: readonly string[]): LabReach {
  return aReach({ cgroup, cgroupDirectories: directories.map((name) => join(root, name)) });
}

describe("cgroup v2", () => {
  /** Files of a Debian 12 machine (Linux 6.1), for a lab whose container is limited. */
  const LAB = {
    "lab/cgroup.controllers": "cpu memory pids\n",
    "lab/cgroup.procs": "",
    "lab/cpu.max": "max 100000\n",
    "lab/cpu.stat":
      "usage_usec 87211\nuser_usec 40000\nsystem_usec 47211\nnr_periods 0\nnr_throttled 0\nthrottled_usec 0\nnr_bursts 0\nburst_usec 0\n",
    "lab/memory.current": "9437184\n",
    "lab/memory.max": "max\n",
    "lab/memory.swap.max": "max\n",
    "lab/memory.peak": "17039360\n",
    "lab/memory.events": "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\noom_group_kill 0\n",
    "lab/pids.max": "1000\n",
    "lab/init/cgroup.controllers": "cpu memory pids\n",
    "lab/init/cgroup.procs": "900\n901\n",
    "lab/docker/cgroup.controllers": "cpu memory pids\n",
    "lab/docker/cgroup.procs": "905\n",
    "lab/docker/cpu.max": "20000 100000\n",
    "lab/docker/cpu.stat": "usage_usec 1200000\nnr_periods 60\nnr_throttled 58\nthrottled_usec 4700000\n",
    "lab/docker/memory.current": "57344\n",
    "lab/docker/memory.max": "67108864\n",
    "lab/docker/memory.swap.max": "0\n",
    "lab/docker/memory.events": "low 0\nhigh 0\nmax 31\noom 2\noom_kill 2\noom_group_kill 0\n",
    "lab/docker/pids.max": "max\n",
  };

  test("tells limits, use and members, parents first", async () => {
    tree(LAB);
    const { cgroups } = await readCgroups(labWith("v2", ["lab"]), new Set([901, 905]));
    expect(cgroups[0]?.path).toBe("/");
    expect(cgroups.map(({ path }) => path).toSorted()).toEqual(["/", "/docker", "/init"]);
    expect(cgroups.find(({ path }) => path === "/")).toEqual({
      path: "/",
      controllers: ["cpu", "memory", "pids"],
      cpuQuota: null,
      throttledPeriods: 0,
      memoryLimit: null,
      memoryUsage: 9437184,
      memoryPeak: 17039360,
      oomKills: 0,
      countsSwap: true,
      swapLimit: null,
      processLimit: 1000,
      members: [],
    });
    expect(cgroups.find(({ path }) => path === "/docker")).toEqual({
      path: "/docker",
      controllers: ["cpu", "memory", "pids"],
      cpuQuota: 0.2,
      throttledPeriods: 58,
      memoryLimit: 67108864,
      memoryUsage: 57344,
      memoryPeak: null, // memory.peak came with Linux 5.19
      oomKills: 2,
      countsSwap: true,
      swapLimit: 0,
      processLimit: null,
      members: [905],
    });
  });

  test("keeps the lab's own leaf, without what is no process of the host", async () => {
    tree(LAB);
    const { cgroups } = await readCgroups(labWith("v2", ["lab"]), new Set([901, 905]));
    const init = cgroups.find(({ path }) => path === "/init");
    expect(init?.members).toEqual([901]);
  });
});

describe("cgroup v1", () => {
  test("tells each hierarchy with its controllers", async () => {
    tree({
      "cpu/cpu.cfs_quota_us": "20000\n",
      "cpu/cpu.cfs_period_us": "100000\n",
      "cpu/cpu.stat": "nr_periods 3\nnr_throttled 1\nthrottled_time 0\n",
      "cpu/cpuacct.usage": "1\n",
      "cpu/cgroup.procs": "7\n8\n",
      "cpu/tasks": "7\n8\n",
      "memory/memory.limit_in_bytes": "9223372036854771712\n",
      "memory/cgroup.procs": "",
      "memory/docker/memory.limit_in_bytes": "9223372036854771712\n",
      "memory/docker/sub/memory.limit_in_bytes": "67108864\n",
      "memory/docker/sub/memory.memsw.limit_in_bytes": "100663296\n",
      "memory/docker/sub/memory.usage_in_bytes": "4096\n",
      "memory/docker/sub/memory.max_usage_in_bytes": "8192\n",
      "memory/docker/sub/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 4\n",
    });
    const { cgroups } = await readCgroups(labWith("v1", ["cpu", "memory"]), new Set([8]));
    expect(cgroups.map(({ path, controllers }) => [path, controllers])).toEqual([
      ["/", ["cpu", "cpuacct"]],
      ["/", ["memory"]],
      ["/docker", ["memory"]],
      ["/docker/sub", ["memory"]],
    ]);
    expect(cgroups[0]).toMatchObject({ cpuQuota: 0.2, throttledPeriods: 1, memoryLimit: null, members: [8] });
    expect(cgroups[1]).toMatchObject({ memoryLimit: null, swapLimit: null });
    expect(cgroups[3]).toMatchObject({
      memoryLimit: 67108864,
      swapLimit: 33554432,
      memoryUsage: 4096,
      memoryPeak: 8192,
      oomKills: 4,
    });
  });
});

test("a lab without cgroups has none, nor has one whose directory is gone", async () => {
  expect(await readCgroups(labWith("none", []), new Set())).toEqual({ cgroups: [], unread: [] });
  expect(await readCgroups(labWith("v2", ["gone"]), new Set())).toEqual({ cgroups: [], unread: [] });
});

describe("cgroups beyond what a look takes in", () => {
  const LETTERS = "x".repeat(250);

  test("are read where their path is longer than a path may be", async () => {
    const names = Array.from({ length: 20 }, (_, at) => `${at % 10}${LETTERS}`);
    makeBelow("cpu", names);
    const { cgroups, unread } = await readCgroups(labWith("v1", ["cpu"]), new Set());
    expect(unread).toEqual([]);
    expect(cgroups).toHaveLength(names.length + 1);
    expect(cgroups.at(-1)?.path).toBe(`/${names.join("/")}`);
  });

  test("are left out and told when they are too deep", async () => {
    makeBelow(
      "cpu",
      Array.from({ length: DEEPEST_CGROUP + 3 }, () => "d"),
    );
    const { cgroups, unread } = await readCgroups(labWith("v1", ["cpu"]), new Set());
    expect(cgroups).toHaveLength(DEEPEST_CGROUP + 1);
    expect(allInEnglish(unread)).toEqual([
      { part: "cgroups", namespace: null, why: `some are more than ${DEEPEST_CGROUP} levels deep` },
    ]);
  });

  test("are left out and told when they are too many, of each hierarchy", async () => {
    for (let at = 0; at <= MOST_CGROUPS; at += 1) mkdirSync(join(root, "cpu", `c${at}`), { recursive: true });
    tree({ "memory/docker/memory.limit_in_bytes": "65536\n" });
    const { cgroups, unread } = await readCgroups(labWith("v1", ["cpu", "memory"]), new Set());
    expect(cgroups).toHaveLength(MOST_CGROUPS + 2);
    expect(cgroups.at(-1)).toMatchObject({ path: "/docker", memoryLimit: 65536 });
    expect(allInEnglish(unread)).toEqual([{ part: "cgroups", namespace: null, why: `there are more than ${MOST_CGROUPS}` }]);
  });

  test("have names that are fit to be shown, and no text is none", async () => {
    mkdirSync(join(root, "cpu", "e\u001b]2;x\u0007\u202e"), { recursive: true });
    mkdirSync(Buffer.concat([Buffer.from(join(root, "cpu/")), Buffer.from([0xff])]));
    const { cgroups, unread } = await readCgroups(labWith("v1", ["cpu"]), new Set());
    expect(cgroups.map(({ path }) => path)).toEqual(["/", "/e␛]2;x␇\ufffd"]);
    expect(unread.map(({ why }) => inEnglish(why))).toEqual(["the name of one is no text"]);
  });

  test("of one path are read alone", () => {
    tree({ "cpu/docker/cpu.stat": "nr_throttled 7\n", "memory/docker/memory.limit_in_bytes": "65536\n" });
    const found = readCgroup(labWith("v1", ["cpu", "memory"]), "/docker");
    expect(found.map(({ path, throttledPeriods, memoryLimit }) => [path, throttledPeriods, memoryLimit])).toEqual([
      ["/docker", 7, null],
      ["/docker", null, 65536],
    ]);
    expect(readCgroup(labWith("v1", ["cpu", "memory"]), "/other")).toEqual([]);
  });

  /** Directories below each other: together their path is too long for one call. */
  function makeBelow(hierarchy: string, names: readonly string[]): void {
    mkdirSync(join(root, hierarchy), { recursive: true });
    const script = 'cd "$1"; shift; for name; do mkdir "$name" && cd "$name" || exit 1; done';
    execFileSync("bash", ["-c", script, "bash", join(root, hierarchy), ...names]);
  }
});
