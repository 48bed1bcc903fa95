import { describe, expect, test } from "vitest";
import { parseMountinfo } from "../../src/kernel/parse-mountinfo.ts";
import { fixture } from "./fixture.ts";

describe("parseMountinfo", () => {
  const host = parseMountinfo(fixture("mountinfo-host.txt"));

  test("keeps every mount in order", () => {
    expect(host).toHaveLength(fixture("mountinfo-host.txt").trimEnd().split("\n").length);
    expect(host[0]).toEqual({
      id: 58,
      parent: 57,
      device: "0:42",
      root: "/",
      mountPoint: "/",
      options: ["rw", "relatime"],
      propagation: ["shared:1"],
      type: "tmpfs",
      source: "nslab",
      superOptions: ["rw", "size=1048576k", "nr_inodes=204800", "mode=755", "uid=2146369536", "gid=2146369536"],
    });
  });

  test("sees which namespace a name under /run/netns holds", () => {
    const names = host.filter((mount) => mount.type === "nsfs").map(({ mountPoint, root }) => [mountPoint, root]);
    expect(names).toContainEqual(["/run/netns/ns1", "net:[4026532471]"]);
  });

  test("reads private mounts, which have no propagation field", () => {
    const mounts = parseMountinfo(fixture("mountinfo-chrooted.txt"));
    expect(mounts.map(({ mountPoint, type, propagation }) => ({ mountPoint, type, propagation }))).toEqual([
      { mountPoint: "/usr", type: "overlay", propagation: [] },
      { mountPoint: "/proc", type: "proc", propagation: [] },
    ]);
  });

  test.each([
    [
      "36 35 98:0 /a\\040b /c\\011d rw shared:1 master:2 - ext4 /dev/e\\134f rw",
      { root: "/a b", mountPoint: "/c\td", source: "/dev/e\\f" },
    ],
    ["36 35 98:0 / /data rw unbindable - tmpfs  rw", { source: "", propagation: ["unbindable"], superOptions: ["rw"] }],
    ["36 35 98:0 / /中文 rw - tmpfs none rw", { mountPoint: "/中文" }],
    ["36 35 98:0 / /a\\303\\251b rw - tmpfs none rw", { mountPoint: "/aéb" }],
    ["36 35 98:0 / /u rw - overlay o\\040o rw,lowerdir=/a\\054b", { source: "o o", superOptions: ["rw", "lowerdir=/a", "b"] }],
  ])("reads %j", (line, expected) => {
    expect(parseMountinfo(Buffer.from(`${line}\n`).toString("latin1"))).toEqual([expect.objectContaining(expected)]);
  });

  test.each(["", "\n", "36 35 98:0 / /data rw shared:1"])("leaves out %j", (text) => {
    expect(parseMountinfo(text)).toEqual([]);
  });
});
