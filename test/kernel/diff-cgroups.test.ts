import { describe, expect, test } from "vitest";
import { diffCgroups } from "../../src/kernel/diff-cgroups.ts";
import type { Cgroup } from "../../src/kernel/snapshot.ts";
import { aCgroup, aProcess, aSnapshot } from "./build-snapshot.ts";

const ROOT = aCgroup("/");
const shell = aProcess(1010);
const child = aProcess(1011, { parentMachinePid: 1010 });

function changes(before: readonly Cgroup[], after: readonly Cgroup[], processes = { before: [shell], after: [shell] }) {
  return diffCgroups(
    aSnapshot({ cgroups: before, processes: processes.before }),
    aSnapshot({ cgroups: after, processes: processes.after }),
  );
}

describe("cgroups", () => {
  const docker = aCgroup("/docker");

  test("are made and removed", () => {
    expect(changes([ROOT], [ROOT, docker])).toEqual([{ type: "cgroup-made", cgroup: docker }]);
    expect(changes([ROOT, docker], [ROOT])).toEqual([{ type: "cgroup-removed", cgroup: docker }]);
  });

  test("of another v1 hierarchy are other cgroups", () => {
    const memory = (path: string) => aCgroup(path, { controllers: ["memory"] });
    expect(changes([ROOT, docker, memory("/")], [ROOT, docker, memory("/"), memory("/docker")])).toEqual([
      { type: "cgroup-made", cgroup: memory("/docker") },
    ]);
  });

  test("of v2 stay the same when controllers are enabled for them", () => {
    expect(changes([ROOT, docker], [ROOT, { ...docker, controllers: ["cpu", "memory"] }])).toEqual([]);
  });

  test.each([
    ["cpuQuota", null, 0.2],
    ["memoryLimit", 67108864, 65536],
    ["swapLimit", null, 0],
    ["processLimit", 20, null],
  ] as const)("get another %s", (limit, before, value) => {
    const after = { ...docker, [limit]: value };
    expect(changes([ROOT, { ...docker, [limit]: before }], [ROOT, after])).toEqual([
      { type: "cgroup-limit", cgroup: after, limit, before, value },
    ]);
  });

  test("are told with limits they were made with", () => {
    expect(changes([ROOT], [ROOT, { ...docker, cpuQuota: 0.5 }]).map(({ type }) => type)).toEqual([
      "cgroup-made",
      "cgroup-limit",
    ]);
  });

  test("that used more have not changed", () => {
    expect(changes([ROOT, docker], [ROOT, { ...docker, memoryUsage: 9, memoryPeak: 10, throttledPeriods: 3 }])).toEqual([]);
  });

  test("tell how many processes the kernel killed since", () => {
    const after = { ...docker, oomKills: 3 };
    expect(changes([ROOT, { ...docker, oomKills: 1 }], [ROOT, after])).toEqual([
      { type: "cgroup-oom-kill", cgroup: after, kills: 2 },
    ]);
  });
});

describe("members of cgroups", () => {
  const docker = (...members: number[]) => aCgroup("/docker", { members });

  test("join and leave", () => {
    expect(changes([ROOT, docker()], [ROOT, docker(1010)])).toEqual([
      { type: "cgroup-joined", cgroup: docker(1010), process: shell },
    ]);
    expect(changes([ROOT, docker(1010)], [ROOT, docker()])).toEqual([{ type: "cgroup-left", cgroup: docker(), process: shell }]);
  });

  test("are not told when they were born there", () => {
    expect(changes([ROOT, docker(1010)], [ROOT, docker(1010, 1011)], { before: [shell], after: [shell, child] })).toEqual([]);
  });

  test("are told when they started elsewhere and joined", () => {
    const both = { before: [shell], after: [shell, child] };
    expect(changes([ROOT, docker()], [ROOT, docker(1011)], both)).toEqual([
      { type: "cgroup-joined", cgroup: docker(1011), process: child },
    ]);
  });

  test("have not left when they ended", () => {
    expect(changes([ROOT, docker(1010)], [ROOT, docker()], { before: [shell], after: [] })).toEqual([]);
    const zombie = { ...shell, state: "Z" };
    expect(changes([ROOT, docker(1010)], [ROOT, docker()], { before: [shell], after: [zombie] })).toEqual([]);
  });

  test("are new when the PID was another process's", () => {
    const other = aProcess(1010, { startTime: 5000 });
    expect(changes([ROOT, docker(1010)], [ROOT, docker(1010)], { before: [shell], after: [other] })).toEqual([
      { type: "cgroup-joined", cgroup: docker(1010), process: other },
    ]);
  });

  test.each(["/", "/init"])("of %s, which is the lab's own, are not told", (path) => {
    expect(changes([aCgroup(path)], [aCgroup(path, { members: [1010] })])).toEqual([]);
    expect(changes([aCgroup(path, { members: [1010] })], [aCgroup(path)])).toEqual([]);
  });
});
