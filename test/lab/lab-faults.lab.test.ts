import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Lab, LabFailed } from "../../src/lab/lab.ts";
import { createLab } from "../../src/lab/machine.ts";
import { isAlive } from "../../src/lab/record.ts";
import { inEnglish } from "../../src/say/words.ts";
import { eventually } from "../support/eventually.ts";
import { cgroupsOf } from "../support/machine-state.ts";
import { ProcessFamily, type Seen } from "../support/process-family.ts";
import { MACHINE, PACKAGE_ROOT, typed } from "../support/test-lab.ts";

let runtime: string;

beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), "nslab-faults-"));
});
afterEach(() => rmSync(runtime, { recursive: true, force: true }));

const begin = (packageRoot = PACKAGE_ROOT) =>
  createLab({ ...MACHINE, packageRoot, environment: { ...process.env, XDG_RUNTIME_DIR: runtime } });

function up(lab: Lab | LabFailed): Lab {
  if ("type" in lab) throw new Error(`no lab: ${lab.part}: ${inEnglish(lab.complaint)}`);
  return lab;
}

/** A process of this test's lab by the end of its command; others run labs at the same time. */
function mine(end: string, family = new ProcessFamily(process.pid, null)): Seen | null {
  const found = family.look().filter(({ command }) => command.endsWith(end));
  return found.find(({ pid }) => isOfThisTest(pid)) ?? null;
}

/** Whoever waits outside of this test's lab. */
function waiterOf(family?: ProcessFamily): number | null {
  const found = mine("up.sh", family);
  return found?.parent === process.pid ? found.pid : null;
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
    process.kill(waiterOf() ?? 0, "SIGKILL");
    await lab.ended;
    await lab.down();
    expect(isAlive(lab.identity)).toBe(false);
    for (const directory of lab.cgroupDirectories) expect(existsSync(directory), directory).toBe(false);
    expect(readdirSync(join(runtime, "nslab"))).toEqual([]);
  });

  test("while it was being made is none, and nothing of it is left", async () => {
    const before = cgroupsOf(process.pid);
    const making = begin();
    process.kill(await eventually("it is being made", () => waiterOf()), "SIGKILL");
    const made = await making;
    if (!("type" in made)) await made.down(); // it was up a moment before
    expect(cgroupsOf(process.pid)).toEqual(before);
    expect(readdirSync(join(runtime, "nslab"))).toEqual([]);
  });

  test("while somebody it started was about to make cgroups leaves none of these either", async () => {
    const before = cgroupsOf(process.pid);
    const making = begin(packageWithSlow("mkdir"));
    const family = new ProcessFamily(process.pid, null);
    const waiter = await eventually("it makes cgroups", () => mine("sleep 0.5", family) !== null && waiterOf(family));
    process.kill(waiter, "SIGKILL");
    expect(await making).toMatchObject({ type: "lab-failed", part: "start" });
    await eventually("nobody is still at work", () => mine("up.sh", family) === null);
    expect(cgroupsOf(process.pid)).toEqual(before);
  });
});

/** nslab's files for a lab, where this command begins to work half a second late. */
function packageWithSlow(command: string): string {
  const root = join(runtime, "package");
  cpSync(join(PACKAGE_ROOT, "src/lab"), join(root, "src/lab"), { recursive: true });
  const script = join(root, "src/lab/up.sh");
  writeFileSync(script, `${command}() { sleep 0.5; command ${command} "$@"; }\n${readFileSync(script, "utf8")}`);
  return root;
}

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
