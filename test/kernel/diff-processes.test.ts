import { describe, expect, test } from "vitest";
import { diffSnapshots } from "../../src/kernel/diff.ts";
import { aNetwork, aProcess, aSnapshot, HOST, INIT } from "./build-snapshot.ts";

const shell = aProcess(1010);
const container = aProcess(1011, {
  pids: [11, 1],
  parentMachinePid: 1010,
  namespaces: { ...HOST, mnt: 21, pid: 23 },
});

describe("namespaces", () => {
  test("appear with the processes in them", () => {
    const changes = diffSnapshots(aSnapshot({ processes: [shell] }), aSnapshot({ processes: [shell, container] }));
    expect(changes).toEqual([
      { type: "namespace-appeared", kind: "mnt", inode: 21, names: [], processes: [container] },
      { type: "namespace-appeared", kind: "pid", inode: 23, names: [], processes: [container] },
      { type: "process-started", process: container },
    ]);
  });

  test("go with them", () => {
    const changes = diffSnapshots(aSnapshot({ processes: [shell, container] }), aSnapshot({ processes: [shell] }));
    expect(changes).toEqual([
      { type: "namespace-gone", kind: "mnt", inode: 21, names: [], processes: [container] },
      { type: "namespace-gone", kind: "pid", inode: 23, names: [], processes: [container] },
      { type: "process-ended", process: container, reaped: true },
    ]);
  });

  test("of PIDs end with their first process, also where another one has the number at once, below a parent that is new", () => {
    const own = (mnt: number) => ({ ...HOST, mnt });
    const forked = (unshare: number, mnt: number) => [
      aProcess(unshare, { pids: [unshare], parentMachinePid: 1010, namespaces: own(mnt) }),
      aProcess(unshare + 1, { pids: [unshare + 1, 1], parentMachinePid: unshare, namespaces: { ...own(mnt), pid: 23 } }),
    ];
    const [before, after] = [forked(1020, 21), forked(1030, 22)];
    const changes = diffSnapshots(aSnapshot({ processes: [shell, ...before] }), aSnapshot({ processes: [shell, ...after] }));
    expect(changes).toContainEqual({ type: "namespace-appeared", kind: "pid", inode: 23, names: [], processes: [after[1]] });
    expect(changes).toContainEqual({ type: "namespace-gone", kind: "pid", inode: 23, names: [], processes: [before[1]] });
  });

  test("of the network exist by name alone", () => {
    const [host, ns1] = [aNetwork(HOST.net), aNetwork(12, { names: ["ns1"] })];
    expect(diffSnapshots(aSnapshot(), aSnapshot({ networks: [host, ns1] }))).toEqual([
      { type: "namespace-appeared", kind: "net", inode: 12, names: ["ns1"], processes: [] },
    ]);
    expect(diffSnapshots(aSnapshot({ networks: [host, ns1] }), aSnapshot())).toEqual([
      { type: "namespace-gone", kind: "net", inode: 12, names: ["ns1"], processes: [] },
    ]);
  });
});

describe("processes", () => {
  test("that share a PID at different times are different ones", () => {
    const later = aProcess(1010, { startTime: 99 });
    expect(diffSnapshots(aSnapshot({ processes: [shell] }), aSnapshot({ processes: [later] }))).toEqual([
      { type: "process-started", process: later },
      { type: "process-ended", process: shell, reaped: true },
    ]);
  });

  test("that wait to be reaped have ended, and are told once", () => {
    const none = { mnt: 0, net: 0, pid: HOST.pid, uts: 0, ipc: 0, cgroup: 0, user: HOST.user };
    const zombie = aProcess(1010, { state: "Z", command: [], root: "", namespaces: none });
    const [alive, dead, gone] = [aSnapshot({ processes: [shell] }), aSnapshot({ processes: [zombie] }), aSnapshot()];
    expect(diffSnapshots(alive, dead)).toEqual([{ type: "process-ended", process: shell, reaped: false }]);
    expect(diffSnapshots(dead, dead)).toEqual([]);
    expect(diffSnapshots(dead, gone)).toEqual([]);
  });

  test.each([
    ["another command", { command: ["sleep", "9"] }],
    ["another root directory", { root: "/root/docker" }],
    ["another namespace", { namespaces: { ...HOST, uts: INIT.namespaces.net } }],
  ])("with %s have changed", (_, facts) => {
    const process = aProcess(1010, facts);
    const changes = diffSnapshots(aSnapshot({ processes: [shell] }), aSnapshot({ processes: [process] }));
    expect(changes).toContainEqual({ type: "process-changed", before: shell, process });
  });

  test("that only ran on have not", () => {
    const later = aProcess(1010, { state: "R", foreground: 1012, directory: "/tmp", name: "other" });
    expect(diffSnapshots(aSnapshot({ processes: [shell] }), aSnapshot({ processes: [later] }))).toEqual([]);
  });
});
