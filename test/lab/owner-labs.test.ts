import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LabIdentity } from "../../src/lab/identity.ts";
import { awaitLab, isSame, labOfOwner } from "../../src/lab/owner-labs.ts";
import { identify, type LabRecord, recordFile, removeRecord, writeRecord } from "../../src/lab/record.ts";
import { recordOf as sampleRecordOf } from "../support/sample-record.ts";

/** Processes that live as long as the test, and one that is dead. */
const ME = identify(process.pid);
const INIT = identify(1);
const DEAD: LabIdentity = { pid: process.pid, startTime: 1, bootId: "of another boot" };

let directory: string;
let stop: AbortController;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-owner-"));
  stop = new AbortController();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function recordOf(identity: LabIdentity, more: Partial<LabRecord> = {}): LabRecord {
  return sampleRecordOf(identity, { owner: ME, position: { lesson: "mounts", passed: [], failed: null }, ...more });
}

function write(number: number, record: LabRecord): string {
  const file = recordFile(directory, record.owner.pid, number);
  writeRecord(file, record);
  return file;
}

describe("the labs of one owner", () => {
  test("are those of that very process, the newest of them counts", () => {
    write(1, recordOf(INIT));
    write(2, recordOf(ME));
    write(3, recordOf(ME, { owner: INIT }));
    const found = labOfOwner(directory, ME);
    expect(found.type === "running" && isSame(found.record.reach.identity, ME)).toBe(true);
    expect(labOfOwner(directory, DEAD).type).toBe("gone");
  });

  test("are none where one is only being made, has ended, or is ending: as long as the owner lives there may be more", () => {
    write(1, recordOf(ME, { up: false }));
    write(2, recordOf(DEAD));
    expect(labOfOwner(directory, ME)).toEqual({ type: "none" });
    write(3, recordOf(ME));
    expect(labOfOwner(directory, ME, ME)).toEqual({ type: "none" });
    expect(labOfOwner(null, ME)).toEqual({ type: "none" });
  });
});

describe("a lab that is wanted", () => {
  const newest = (labs: readonly LabRecord[]) => labs.at(-1) ?? null;

  test("is not waited for where another nslab than the one that is meant makes one", async () => {
    write(1, recordOf(ME, { up: false }));
    expect(await awaitLab(directory, newest, stop.signal, ME.pid + 1)).toBeNull();
  });

  test("is found in whichever of the places it is noted", async () => {
    write(1, recordOf(ME));
    expect(await awaitLab(["/nowhere", directory], newest, stop.signal)).toMatchObject({ reach: { identity: ME } });
    expect(await awaitLab(["/nowhere"], newest, stop.signal)).toBeNull();
    expect(labOfOwner(["/nowhere", directory], ME).type).toBe("running");
  });

  test("is found at once, or known not to be there at once", async () => {
    expect(await awaitLab(directory, newest, stop.signal)).toBeNull();
    expect(await awaitLab(null, newest, stop.signal)).toBeNull();
    write(1, recordOf(DEAD, { owner: DEAD }));
    expect(await awaitLab(directory, newest, stop.signal)).toBeNull();
    write(2, recordOf(ME));
    expect(await awaitLab(directory, newest, stop.signal)).toMatchObject({ socket: null });
  });

  test.each([
    ["is not up yet", { up: false }],
    ["is not at its step yet", { position: null }],
  ])("is waited for while it %s", async (_, state) => {
    write(1, recordOf(ME, state));
    const ready = (labs: readonly LabRecord[]) => labs.findLast(({ position }) => position !== null) ?? null;
    const waiting = awaitLab(directory, ready, stop.signal);
    let looked = 0;
    const counted = awaitLab(
      directory,
      (labs) => {
        looked += 1;
        if (looked === 3) write(1, recordOf(ME));
        return ready(labs);
      },
      stop.signal,
    );
    expect(await counted).toMatchObject({ up: true });
    expect(await waiting).toMatchObject({ up: true });
    expect(looked).toBeGreaterThanOrEqual(3);
  });

  test("is waited for while the one before it is just ending, and not when nobody makes another", async () => {
    const file = write(1, recordOf(DEAD));
    let looked = 0;
    const found = await awaitLab(
      directory,
      () => {
        looked += 1;
        if (looked === 3) removeRecord(file);
        return null;
      },
      stop.signal,
    );
    expect(found).toBeNull();
    expect(looked).toBe(4);
  });

  test("is not waited for for long, nor when nslab is to end", async () => {
    write(1, recordOf(ME, { up: false }));
    const began = performance.now();
    expect(await awaitLab(directory, newest, stop.signal)).toBe("being-made");
    expect(performance.now() - began).toBeLessThan(15_000);
    stop.abort();
    expect(await awaitLab(directory, newest, stop.signal)).toBe("being-made");
  });
});
