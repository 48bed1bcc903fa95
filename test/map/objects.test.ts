import { describe, expect, test } from "vitest";
import type { SystemVObjects } from "../../src/kernel/parse-sysvipc.ts";
import { layoutOf } from "../../src/map/build-layout.ts";
import { mapDocument } from "../../src/map/json.ts";
import { aProcess, aSnapshot, HOST } from "../kernel/build-snapshot.ts";
import { mapFor } from "./maps.ts";

const NONE: SystemVObjects = { segments: [], queues: [], semaphores: [] };
const IPC = 15;
const contained = aProcess(1020, { pids: [20, 1], namespaces: { ...HOST, mnt: 11, ipc: IPC } });
const sharing = aProcess(1021, { pids: [21, 1], namespaces: { ...HOST, mnt: 12, ipc: IPC } });

const objects = (kind: keyof SystemVObjects, ...sizes: readonly number[]): SystemVObjects => ({
  ...NONE,
  [kind]: sizes.map((size, id) => ({ id, key: "0xdf0b0419", size })),
});

function lab(host: SystemVObjects, inside: SystemVObjects) {
  return aSnapshot({
    processes: [contained],
    ipcObjects: new Map([
      [HOST.ipc, host],
      [IPC, inside],
    ]),
  });
}

/** The rows of the box with that title, without its frame. */
function box(text: string, title: string): readonly string[] {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => line.includes(` ${title} `));
  const to = lines.findIndex((line, index) => index > from && line.startsWith("└"));
  return lines.slice(from + 1, to).map((line) => line.replace(/^│|│$/g, "").trim());
}

describe("System V objects on the map", () => {
  test("stand in the box whose IPC namespace they are in", () => {
    const text = mapFor(lab(objects("segments", 4096), objects("semaphores", 3)));
    expect(box(text, "host")).toEqual(expect.arrayContaining(["System V objects:", "segment 0, 4096 bytes"]));
    expect(box(text, "bash, PID 20")).toEqual(expect.arrayContaining(["System V objects:", "array 0, 3 semaphores"]));
    expect(box(text, "host").join()).not.toContain("array");
  });

  test("are not spoken of where there are none", () => {
    expect(mapFor(lab(NONE, NONE))).not.toContain("System V");
  });

  test("of a queue tell what is waiting in it", () => {
    expect(mapFor(lab(objects("queues", 0), NONE))).toMatch(/queue 0 *│/);
    expect(mapFor(lab(objects("queues", 12), NONE))).toContain("queue 0, 12 bytes waiting");
  });

  test("stand once where two groups share the namespace", () => {
    const text = mapFor(aSnapshot({ processes: [contained, sharing], ipcObjects: new Map([[IPC, objects("segments", 8192)]]) }));
    expect(text.match(/segment 0, 8192 bytes/g)).toHaveLength(1);
  });

  test("are marked where they are new, and told of where they are gone", () => {
    const [without, within] = [lab(NONE, objects("queues", 0)), lab(NONE, objects("queues", 0, 0))];
    expect(mapFor(within, { before: without })).toMatch(/\+ +queue 1/);
    expect(mapFor(without, { before: within })).toMatch(/- queue 1 +\(bash, PID 20\)/);
  });

  test("are counted where there are many", () => {
    const text = mapFor(lab(objects("segments", ...Array.from({ length: 500 }, () => 4096)), NONE));
    expect(text.match(/segment/g)).toHaveLength(3);
    expect(text).toContain("and 497 more");
  });

  test("are in the document for other programs", () => {
    const { places } = mapDocument(layoutOf(lab(objects("segments", 4096), objects("semaphores", 3))));
    expect(places.map(({ group }) => group?.objects)).toEqual([
      [{ kind: "segment", id: 0, size: 4096 }],
      [{ kind: "semaphores", id: 0, size: 3 }],
    ]);
  });
});
