import { describe, expect, test } from "vitest";
import { diffMounts } from "../../src/kernel/diff-mounts.ts";
import type { Mount } from "../../src/kernel/snapshot.ts";
import { aMount, aProcess, aSnapshot, HOST, ROOT_MOUNT } from "./build-snapshot.ts";

const shell = aProcess(1010);
const inner = aProcess(1011, { parentMachinePid: 1010, namespaces: { ...HOST, mnt: 21 } });
const data = aMount(30, "/root/docker/data", { root: "/data1" });

/** A host with these mounts, and a shell in a mount namespace of its own with those. */
function mountsOf(host: readonly Mount[], own?: readonly Mount[], facts = {}) {
  return aSnapshot({
    processes: own === undefined ? [shell] : [shell, { ...inner, ...facts }],
    mounts: { [HOST.mnt]: host, ...(own === undefined ? {} : { 21: own }) },
  });
}

/** The same mounts under other ids, as a new mount namespace has them. */
const copied = (mounts: readonly Mount[]) =>
  mounts.map((mount) => ({ ...mount, id: mount.id + 100, parent: mount.parent === 0 ? 0 : mount.parent + 100 }));

const hostMounts = [ROOT_MOUNT, aMount(11, "/proc", { device: "0:50", type: "proc", source: "proc" }), aMount(12, "/run")];
const ownMounts = copied(hostMounts);

describe("in a mount namespace that was there before", () => {
  test("a mount appears and goes", () => {
    const [without, having] = [mountsOf(hostMounts, ownMounts), mountsOf(hostMounts, [...ownMounts, data])];
    expect(diffMounts(without, having)).toEqual([{ type: "mount-added", mount: data, namespaces: [21] }]);
    expect(diffMounts(having, without)).toEqual([{ type: "mount-removed", mount: data, namespaces: [21] }]);
  });

  test("a mount that propagated is told once, with all who have it", () => {
    const there = { ...data, id: 130 };
    const changes = diffMounts(mountsOf(hostMounts, ownMounts), mountsOf([...hostMounts, there], [...ownMounts, data]));
    expect(changes).toEqual([{ type: "mount-added", mount: data, namespaces: [HOST.mnt, 21] }]);
    const undone = diffMounts(mountsOf([...hostMounts, there], [...ownMounts, data]), mountsOf(hostMounts, ownMounts));
    expect(undone).toEqual([expect.objectContaining({ type: "mount-removed", namespaces: [HOST.mnt, 21] })]);
  });

  test("another mount at the same place under a reused id is another mount", () => {
    const other = { ...data, root: "/data2" };
    expect(diffMounts(mountsOf([...hostMounts, data]), mountsOf([...hostMounts, other]))).toEqual([
      { type: "mount-added", mount: other, namespaces: [HOST.mnt] },
      { type: "mount-removed", mount: data, namespaces: [HOST.mnt] },
    ]);
  });

  test("a mount on top of an equal one is a mount", () => {
    const second = { ...data, id: 31, parent: 30 };
    expect(diffMounts(mountsOf([...hostMounts, data]), mountsOf([...hostMounts, data, second]))).toEqual([
      { type: "mount-added", mount: second, namespaces: [HOST.mnt] },
    ]);
  });

  test("what was mounted below a removed mount is not told again", () => {
    const below = aMount(31, "/root/docker/data/sub", { parent: 30 });
    expect(diffMounts(mountsOf([...hostMounts, data, below]), mountsOf(hostMounts))).toEqual([
      { type: "mount-removed", mount: data, namespaces: [HOST.mnt] },
    ]);
  });

  test("a moved mount takes along what is below", () => {
    const below = aMount(31, "/root/docker/data/sub", { parent: 30 });
    const moved = { ...data, mountPoint: "/mnt" };
    const after = [...hostMounts, moved, { ...below, mountPoint: "/mnt/sub" }];
    expect(diffMounts(mountsOf([...hostMounts, data, below]), mountsOf(after))).toEqual([
      { type: "mount-moved", before: data, mount: moved, namespaces: [HOST.mnt] },
    ]);
  });

  test.each([
    ["read-only", { options: ["ro"] }],
    ["shared", { propagation: ["shared:7"] }],
    ["smaller", { superOptions: ["rw", "size=4k"] }],
  ])("a mount made %s has changed", (_, facts) => {
    const mount = { ...data, ...facts };
    expect(diffMounts(mountsOf([...hostMounts, data]), mountsOf([...hostMounts, mount]))).toEqual([
      { type: "mount-changed", before: data, mount, namespaces: [HOST.mnt] },
    ]);
  });

  test("another peer group number is no change", () => {
    const shared = (group: number) => [ROOT_MOUNT, { ...data, propagation: [`shared:${group}`] }];
    expect(diffMounts(mountsOf(shared(3)), mountsOf(shared(9)))).toEqual([]);
  });

  test("what a chroot hides from the only process there has not gone", () => {
    const seen = [...ownMounts, aMount(140, "/root/docker/proc"), aMount(141, "/root/docker/tmp")];
    const chrooted = { root: "/root/docker" };
    const after = mountsOf(hostMounts, [seen.at(-1)!, data], chrooted); // the last of a list that has some
    expect(diffMounts(mountsOf(hostMounts, seen), after)).toEqual([
      { type: "mount-added", mount: data, namespaces: [21] },
      expect.objectContaining({ type: "mount-removed", mount: expect.objectContaining({ mountPoint: "/root/docker/proc" }) }),
    ]);
  });
});

describe("a new mount namespace", () => {
  test("is a copy, which is not told", () => {
    expect(diffMounts(mountsOf(hostMounts), mountsOf(hostMounts, ownMounts))).toEqual([]);
  });

  test("is told where it differs from what it copied", () => {
    const proc = aMount(150, "/proc", { device: "0:57", type: "proc", source: "proc", parent: 111 });
    expect(diffMounts(mountsOf(hostMounts), mountsOf(hostMounts, [...ownMounts, proc, data]))).toEqual([
      { type: "mount-added", mount: proc, namespaces: [21] },
      { type: "mount-added", mount: data, namespaces: [21] },
    ]);
  });

  test("does not repeat what its origin got in the same step", () => {
    const changes = diffMounts(mountsOf(hostMounts), mountsOf([...hostMounts, data], copied([...hostMounts, data])));
    expect(changes).toEqual([{ type: "mount-added", mount: data, namespaces: [HOST.mnt, 21] }]);
  });

  test("has not lost what its origin got after it", () => {
    const changes = diffMounts(mountsOf(hostMounts), mountsOf([...hostMounts, data], ownMounts));
    expect(changes).toEqual([{ type: "mount-added", mount: data, namespaces: [HOST.mnt] }]);
  });

  test("has not gained what its origin lost after it", () => {
    const changes = diffMounts(mountsOf([...hostMounts, data]), mountsOf(hostMounts, copied([...hostMounts, data])));
    expect(changes).toEqual([{ type: "mount-removed", mount: data, namespaces: [HOST.mnt] }]);
  });

  test("is told by what it lost, as one with a root of its own", () => {
    const own = [
      aMount(200, "/", { device: "0:60", type: "overlay", source: "overlay" }),
      aMount(201, "/proc", { device: "0:57", type: "proc", source: "proc", parent: 200 }),
    ];
    expect(diffMounts(mountsOf(hostMounts), mountsOf(hostMounts, own))).toEqual([
      { type: "mount-added", mount: own[0], namespaces: [21] },
      { type: "mount-added", mount: own[1], namespaces: [21] },
      { type: "mount-removed", mount: ROOT_MOUNT, namespaces: [21] },
    ]);
  });

  test("is compared with that of the nearest ancestor in another one", () => {
    const nested = aProcess(1012, { parentMachinePid: 1011, namespaces: { ...HOST, mnt: 22 } });
    const own = [...ownMounts, data];
    const before = mountsOf(hostMounts, own);
    const child = { ...nested, machinePid: 1013, parentMachinePid: 1012 };
    const more = aMount(160, "/mnt");
    const after = aSnapshot({
      processes: [shell, inner, child, nested],
      mounts: { [HOST.mnt]: hostMounts, 21: own, 22: [...copied(own), more] },
    });
    expect(diffMounts(before, after)).toEqual([{ type: "mount-added", mount: more, namespaces: [22] }]);
  });
});

test("the mounts of a namespace that is gone are not told", () => {
  expect(diffMounts(mountsOf(hostMounts, [...ownMounts, data]), mountsOf(hostMounts))).toEqual([]);
});
