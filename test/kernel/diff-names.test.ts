import { describe, expect, test } from "vitest";
import { diffSnapshots } from "../../src/kernel/diff.ts";
import type { SystemVObjects } from "../../src/kernel/parse-sysvipc.ts";
import { aProcess, aSnapshot, HOST } from "./build-snapshot.ts";

const shell = aProcess(1010);
const contained = aProcess(1011, { parentMachinePid: 1010, namespaces: { ...HOST, uts: 24, ipc: 25 } });
const names = (host: string, inner?: string) =>
  new Map([[HOST.uts, host], ...(inner === undefined ? [] : [[24, inner] as const])]);

function objects(...ids: readonly number[]): SystemVObjects {
  return { segments: ids.map((id) => ({ id, key: "0x00000000", size: 4096 })), queues: [], semaphores: [] };
}
const ipc = (host: SystemVObjects, inner?: SystemVObjects) =>
  new Map([[HOST.ipc, host], ...(inner === undefined ? [] : [[25, inner] as const])]);

const relevant = (...given: Parameters<typeof diffSnapshots>) =>
  diffSnapshots(...given).filter(({ type }) => type === "hostname" || type.startsWith("ipc-object"));

describe("a hostname", () => {
  test("that is another now has changed", () => {
    const before = aSnapshot({ hostnames: names("host") });
    expect(relevant(before, aSnapshot({ hostnames: names("web") }))).toEqual([
      { type: "hostname", inode: HOST.uts, before: "host", hostname: "web" },
    ]);
    expect(relevant(before, before)).toEqual([]);
  });

  test("of a new namespace is told when it is not the one that was copied", () => {
    const before = aSnapshot({ processes: [shell], hostnames: names("host") });
    const after = (name: string) => aSnapshot({ processes: [shell, contained], hostnames: names("host", name) });
    expect(relevant(before, after("host"))).toEqual([]);
    expect(relevant(before, after("web"))).toEqual([{ type: "hostname", inode: 24, before: "host", hostname: "web" }]);
  });

  test("that could not be read is not compared", () => {
    expect(relevant(aSnapshot({ hostnames: names("host") }), aSnapshot({ hostnames: new Map() }))).toEqual([]);
    expect(relevant(aSnapshot({ hostnames: new Map() }), aSnapshot({ hostnames: names("host") }))).toEqual([]);
  });
});

describe("System V objects", () => {
  test("come and go", () => {
    const [before, after] = [aSnapshot({ ipcObjects: ipc(objects(0, 1)) }), aSnapshot({ ipcObjects: ipc(objects(1, 2)) })];
    expect(relevant(before, after)).toMatchObject([
      { type: "ipc-object-gone", inode: HOST.ipc, kind: "segments", object: { id: 0 } },
      { type: "ipc-object-made", inode: HOST.ipc, kind: "segments", object: { id: 2 } },
    ]);
  });

  test("of a new namespace are new, those of one that ended are not told", () => {
    const without = aSnapshot({ processes: [shell], ipcObjects: ipc(objects()) });
    const within = aSnapshot({ processes: [shell, contained], ipcObjects: ipc(objects(), objects(7)) });
    expect(relevant(without, within)).toMatchObject([{ type: "ipc-object-made", inode: 25, object: { id: 7 } }]);
    expect(relevant(within, without)).toEqual([]);
  });

  test("that could not be read are not compared", () => {
    const unread = aSnapshot({ ipcObjects: new Map() });
    expect(relevant(unread, aSnapshot({ ipcObjects: ipc(objects(1)) }))).toEqual([]);
    expect(relevant(aSnapshot({ ipcObjects: ipc(objects(1)) }), unread)).toEqual([]);
  });
});
