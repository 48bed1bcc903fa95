import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allot, type Allotment } from "../../src/lab/allotment.ts";
import { identify, recordFile, removeRecord, writeRecord } from "../../src/lab/record.ts";
import { DEAD, recordOf } from "../support/sample-record.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-allotment-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const MACHINE = { memory: 2 ** 32, release: "6.1.0", tasks: () => 1, user: { max_inotify_instances: 128 } };

function begin(number: number, owner = identify(process.pid)): Allotment {
  return allot([directory], { privilege: "mapped-root", hasPids: true, machine: MACHINE }, ({ idBase, limits }) =>
    writeRecord(recordFile(directory, 1, number), recordOf(owner, { given: { idBase, user: limits.user } })),
  );
}

describe("what labs have of what there is once", () => {
  test("is never the same ids, for forty labs of one process", () => {
    const bases = Array.from({ length: 40 }, (_, number) => begin(number).idBase);
    expect(new Set(bases).size).toBe(40);
  });

  test("is never more than half of what the kernel counts, and comes back with a lab's record", () => {
    const given = Array.from({ length: 40 }, (_, number) => begin(number).limits.user.max_inotify_instances ?? 0);
    expect(given.reduce((sum, each) => sum + each, 0)).toBe(64);
    expect(given[39]).toBe(0);
    for (let number = 0; number < 39; number += 1) removeRecord(recordFile(directory, 1, number));
    expect(begin(41).limits.user.max_inotify_instances).toBe(given[0]);
  });

  test("is not what a dead lab had", () => {
    begin(1, DEAD);
    expect(begin(2).limits.user.max_inotify_instances).toBe(16);
  });

  test("is found without a place for records as well", () => {
    const found = allot([], { privilege: "rootless", hasPids: false, machine: MACHINE }, () => undefined);
    expect(found.limits.user.max_inotify_instances).toBe(16);
  });
});
