import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Lab, LabFailed } from "../../src/lab/lab.ts";
import { createLab } from "../../src/lab/machine.ts";
import { isAlive } from "../../src/lab/record.ts";
import { eventually } from "../support/eventually.ts";
import { cgroupsOf } from "../support/machine-state.ts";
import { ProcessFamily } from "../support/process-family.ts";
import { MACHINE, typed } from "../support/test-lab.ts";

let runtime: string;

beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), "nslab-faults-"));
});
afterEach(() => rmSync(runtime, { recursive: true, force: true }));

const begin = () => createLab({ ...MACHINE, environment: { ...process.env, XDG_RUNTIME_DIR: runtime } });

function up(lab: Lab | LabFailed): Lab {
  if ("type" in lab) throw new Error(`no lab: ${lab.part}: ${lab.complaint}`);
  return lab;
}

/** Processes of this test's lab by the end of their command; others run labs at the same time. */
function mine(end: string): number | null {
  const family = new ProcessFamily(process.pid, null);
  const found = family.look().filter(({ command }) => command.endsWith(end));
  return found.find(({ pid }) => isOfThisTest(pid))?.pid ?? null;
}

function isOfThisTest(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").includes(runtime);
  } catch {
    return false;
  }
}

describe("a lab whose waiting process outside was killed", () => {
  test("is known to have ended, and nothing of it is left when it is taken down", async () => {
    const lab = up(await begin());
    process.kill(mine("up.sh") ?? 0, "SIGKILL");
    await lab.ended;
    await lab.down();
    expect(isAlive(lab.identity)).toBe(false);
    for (const directory of lab.cgroupDirectories) expect(existsSync(directory), directory).toBe(false);
    expect(readdirSync(join(runtime, "nslab"))).toEqual([]);
  });

  test("while it was being made is none, and nothing of it is left", async () => {
    const before = cgroupsOf(process.pid);
    const making = begin();
    process.kill(await eventually("it is being made", () => mine("up.sh")), "SIGKILL");
    const made = await making;
    if (!("type" in made)) await made.down(); // it was up a moment before
    expect(cgroupsOf(process.pid)).toEqual(before);
    expect(readdirSync(join(runtime, "nslab"))).toEqual([]);
  });
});

test("an internet that was killed serves again", async () => {
  const lab = up(await begin());
  try {
    await lab.worldReady();
    const asks = "curl -s -m 2 http://203.0.113.80/ip";
    expect(await typed(lab, asks)).toContain("192.168.102.253");
    const family = new ProcessFamily(lab.identity.pid, null);
    const world = family.look().find(({ command }) => command.endsWith("world.mjs"));
    process.kill(world?.pid ?? 0, "SIGKILL");
    await eventually("it answers again", async () => (await typed(lab, asks)).includes("192.168.102.253"));
  } finally {
    await lab.down();
  }
});
