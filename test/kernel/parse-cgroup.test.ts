import { describe, expect, test } from "vitest";
import {
  parseCfsQuota,
  parseCpuMax,
  parseKeyed,
  parseLimit,
  parseProcessCgroups,
  parseV1Limit,
  toNumber,
} from "../../src/kernel/parse-cgroup.ts";

describe("parseProcessCgroups", () => {
  const V1 =
    "9:name=systemd:/\n8:pids:/nslab-4711-1\n4:memory:/nslab-4711-1/docker/sub\n2:cpu,cpuacct:/nslab-4711-1/docker\n3:cpuset:/\n0::/\n";

  test("keeps what is below the lab's own cgroups, by controller", () => {
    expect(parseProcessCgroups(V1, ["nslab-4711-1"])).toEqual({
      pids: "/",
      memory: "/docker/sub",
      cpu: "/docker",
      cpuacct: "/docker",
    });
  });

  test("reads v2, also where the lab's cgroup is deep in the user's slice", () => {
    const v2 = "0::/user.slice/user-1000.slice/user@1000.service/run-u7.scope/nslab-4711-1/init\n";
    expect(parseProcessCgroups(v2, ["nslab-4711-1"])).toEqual({ "": "/init" });
  });

  test.each([
    ["another lab's", "0::/nslab-4711-10/docker\n"],
    ["the machine's", "0::/system.slice\n"],
    ["no", ""],
  ])("leaves out %s cgroup", (_, text) => {
    expect(parseProcessCgroups(text, ["nslab-4711-1"])).toEqual({});
  });

  test("keeps colons in a cgroup's name", () => {
    expect(parseProcessCgroups("0::/nslab-4711-1/a:b\n", ["nslab-4711-1"])).toEqual({ "": "/a:b" });
  });
});

describe("limits", () => {
  test.each([
    ["20000 100000\n", 0.2],
    ["150000 50000\n", 3],
    ["max 100000\n", null],
    ["", null],
  ])("cpu.max %j is %j of a CPU", (text, share) => {
    expect(parseCpuMax(text)).toBe(share);
  });

  test.each([
    ["20000\n", "100000\n", 0.2],
    ["-1\n", "100000\n", null],
    ["", "", null],
  ])("cfs quota %j in %j is %j of a CPU", (quota, period, share) => {
    expect(parseCfsQuota(quota, period)).toBe(share);
  });

  test.each([
    ["65536\n", 65536],
    ["0\n", 0],
    ["9223372036854771712\n", null], // pages of 4 KiB
    ["9223372036854710272\n", null], // pages of 64 KiB
    ["", null],
  ])("a v1 limit of %j is %j bytes", (text, bytes) => {
    expect(parseV1Limit(text)).toBe(bytes);
  });

  test.each([
    ["67108864\n", 67108864],
    ["0\n", 0],
    ["max\n", null],
    ["", null],
  ])("a v2 limit of %j is %j", (text, bytes) => {
    expect(parseLimit(text)).toBe(bytes);
  });
});

describe("counters", () => {
  test.each([
    ["oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", "oom_kill", 3],
    ["low 0\nhigh 0\nmax 12\noom 2\noom_kill 1\noom_group_kill 0\n", "oom_kill", 1],
    ["nr_periods 30\nnr_throttled 28\nthrottled_time 2200\n", "nr_throttled", 28],
    ["usage_usec 5\n", "nr_throttled", null],
    ["", "oom_kill", null],
  ])("in %j, %s is %j", (text, key, value) => {
    expect(parseKeyed(text, key)).toBe(value);
  });

  test.each(["", "max", "12 34", "-1"])("%j is no number", (text) => {
    expect(toNumber(text)).toBeNull();
  });
});
