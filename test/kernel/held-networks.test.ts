import { describe, expect, test } from "vitest";
import { networkNamespaces } from "../../src/kernel/namespace-files.ts";
import type { MountTable } from "../../src/kernel/read-mounts.ts";
import { aMount, aProcess, HOST, INIT } from "./build-snapshot.ts";

const nsfs = (inode: number, mountPoint: string) =>
  aMount(30, mountPoint, { type: "nsfs", source: "nsfs", root: `net:[${inode}]` });
const table = (reader: number, root: string, mounts: MountTable["mounts"]): MountTable => ({ reader, root, mounts });

describe("networkNamespaces", () => {
  test("finds those of processes, each once", () => {
    const inside = aProcess(1010, { namespaces: { ...HOST, net: 12 } });
    const zombie = aProcess(1011, { namespaces: { ...HOST, net: 0 } });
    expect(networkNamespaces([INIT, aProcess(1009), inside, zombie], new Map(), HOST.mnt)).toEqual([
      { inode: HOST.net, names: [], file: "/proc/1009/ns/net" },
      { inode: 12, names: [], file: "/proc/1010/ns/net" },
    ]);
  });

  test("finds those with a name and no process; ip-netns(8) mounts a name twice", () => {
    const host = table(1001, "/", [nsfs(12, "/run/netns/ns1"), nsfs(12, "/run/netns/ns1"), nsfs(12, "/run/netns/alias")]);
    expect(networkNamespaces([], new Map([[HOST.mnt, host]]), HOST.mnt)).toEqual([
      { inode: 12, names: ["alias", "ns1"], file: "/proc/1001/root/run/netns/alias" },
    ]);
  });

  test("prefers a process to a name", () => {
    const inside = aProcess(1010, { namespaces: { ...HOST, net: 12 } });
    const host = table(1001, "/", [nsfs(12, "/run/netns/ns1")]);
    expect(networkNamespaces([inside], new Map([[HOST.mnt, host]]), HOST.mnt)).toEqual([
      { inode: 12, names: ["ns1"], file: "/proc/1010/ns/net" },
    ]);
  });

  test.each([
    ["takes no names from other mount namespaces", "/", "/run/netns/ns1"],
    ["reaches through the chroot of a reader", "/root/c", "/root/c/run/netns/ns1"],
  ])("%s", (_, root, mountPoint) => {
    const other = table(1010, root, [nsfs(12, mountPoint)]);
    expect(networkNamespaces([], new Map([[21, other]]), HOST.mnt)).toEqual([
      { inode: 12, names: [], file: "/proc/1010/root/run/netns/ns1" },
    ]);
  });

  test("leaves out pinned namespaces of other kinds", () => {
    const host = table(1001, "/", [aMount(30, "/run/uts", { type: "nsfs", root: "uts:[77]" })]);
    expect(networkNamespaces([], new Map([[HOST.mnt, host]]), HOST.mnt)).toEqual([]);
  });
});
