import { describe, expect, test } from "vitest";
import { exitLines } from "../../src/course/exit-lines.ts";
import type { Process, Snapshot } from "../../src/kernel/snapshot.ts";

const OWN = { mnt: 1, uts: 1, ipc: 1, net: 1, pid: 1, user: 1, cgroup: 1, time: 1 };

/** A chain of processes, each the child of the one before, with PIDs from 1; the last one is in front. */
function exitsOf(chain: readonly { readonly name: string; readonly namespaces?: Partial<typeof OWN>; readonly root?: string }[]) {
  const processes = chain.map(({ name, namespaces, root = "/" }, index) => ({
    machinePid: 1001 + index,
    pids: [1 + index],
    parentMachinePid: 1000 + index,
    name,
    namespaces: { ...OWN, ...namespaces },
    root,
  })) as unknown as readonly Process[]; // what the function does not read is left out
  const snapshot = { host: processes[0], processes } as unknown as Snapshot;
  return exitLines({ snapshot, front: () => chain.length }, "container");
}

const HOST = [{ name: "init" }, { name: "script" }, { name: "bash" }];

describe("the lines that lead back to the host", () => {
  test.each([
    ["none on the host", HOST, 0],
    ["none for a second shell on the host", [...HOST, { name: "bash" }], 0],
    ["one for a shell in a namespace", [...HOST, { name: "bash", namespaces: { net: 2 } }], 1],
    ["one for a shell in a chroot", [...HOST, { name: "bash", root: "/root/docker" }], 1],
    [
      "one for each shell, and none for the unshare between them",
      [
        ...HOST,
        { name: "bash", namespaces: { net: 2 } },
        { name: "unshare", namespaces: { net: 2, mnt: 2 } },
        { name: "bash", namespaces: { net: 2, mnt: 2, pid: 2 } },
        { name: "bash", namespaces: { net: 2, mnt: 2, pid: 2 }, root: "/root/docker" },
      ],
      3,
    ],
  ])("are %s", (_, chain, count) => {
    expect(exitsOf(chain)).toEqual(Array.from({ length: count }, () => "exit"));
  });

  test("are none for a terminal that is not open", () => {
    const snapshot = { host: {}, processes: [] } as unknown as Snapshot;
    expect(exitLines({ snapshot, front: () => 0 }, "container")).toEqual([]);
  });
});
