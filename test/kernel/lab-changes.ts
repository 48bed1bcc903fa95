import { expect } from "vitest";
import type { Change } from "../../src/kernel/changes.ts";
import { diffSnapshots } from "../../src/kernel/diff.ts";
import { processByHostPid } from "../../src/kernel/queries.ts";
import { readSnapshot } from "../../src/kernel/read-snapshot.ts";
import type { Process, Snapshot } from "../../src/kernel/snapshot.ts";
import type { LabReach } from "../../src/lab/identity.ts";
import { runOnHost } from "../support/in-lab.ts";

/** Runs a script on the lab's host, expects it to succeed and returns what it printed. */
export async function onHost(lab: LabReach, script: string): Promise<string> {
  const ran = await runOnHost(lab, ["bash", "-ec", script]);
  expect({ script, ...ran }).toMatchObject({ script, code: 0, stderr: "" });
  return ran.stdout.trim();
}

export interface Changed {
  readonly changes: readonly Change[];
  /** The changes' types, in their order. */
  readonly types: readonly Change["type"][];
  readonly after: Snapshot;
  readonly stdout: string;
}

/** What a script changes on the lab's host. */
export async function changesBy(lab: LabReach, script: string): Promise<Changed> {
  const before = await readSnapshot(lab);
  const stdout = await onHost(lab, script);
  const after = await readSnapshot(lab);
  const changes = diffSnapshots(before, after);
  return { changes, types: changes.map(({ type }) => type), after, stdout };
}

/** The process behind a PID that a script on the host printed. */
export function printed(snapshot: Snapshot, pid: string): Process {
  const found = processByHostPid(snapshot, Number(pid));
  if (found === undefined) throw new Error(`no process has PID ${pid} on the host`);
  return found;
}
