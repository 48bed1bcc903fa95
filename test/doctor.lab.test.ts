import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { doctor, type DoctorOptions } from "../src/cli/doctor.ts";
import { PROBE_PATH } from "../src/lab/run-in-lab.ts";
import { TOOLS } from "../src/lab/system-packages.mjs";
import { build } from "../src/setup/build.mjs";

const PACKAGE_ROOT = fileURLToPath(new URL("..", import.meta.url));
const UID = process.getuid?.() ?? 0;
const same = (text: string) => text;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nslab-doctor-"));
  execFileSync("chmod", ["755", folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(change: Partial<DoctorOptions> = {}): Promise<{ code: number; text: string }> {
  let text = "";
  const code = await doctor({
    fix: false,
    machine: { packageRoot: PACKAGE_ROOT, uid: UID, environment: process.env },
    write: (more) => {
      text += more;
    },
    style: { good: same, bad: same, quiet: same, pass: "ok", fail: "FAIL", skip: "--" },
    ...change,
  });
  return { code, text };
}

/** A folder with the machine's tools, all but some. */
function toolsWithout(...missing: readonly string[]): string {
  const path = mkdtempSync(join(folder, "tools-"));
  const helpers = ["sh", "cat", "mkdir", "grep", "true", "apt-get"];
  for (const name of [...TOOLS.map((tool) => tool.name), ...helpers]) {
    const found = PROBE_PATH.split(":").find((each) => existsSync(join(each, name)));
    if (found !== undefined && !missing.includes(name)) symlinkSync(join(found, name), join(path, name));
  }
  return path;
}

describe("nslab doctor", () => {
  test("finds that all lessons can run here, and says so lesson by lesson", async () => {
    const { code, text } = await run();
    expect(text).toMatch(/^ok {2}1 mounts/m);
    if (UID === 0) {
      expect(text).toMatch(/All \d+ lessons can run here\.\n$/);
      expect(code).toBe(0);
    }
  });

  test("finds tools missing that the course can do without", async () => {
    const { text } = await run({ toolPath: toolsWithout("brctl", "traceroute") });
    expect(text).toMatch(/1\. brctl, traceroute: not installed\n.*install.* bridge-utils traceroute\n/);
  });

  test("finds a tool missing that every lesson needs, and what fails for want of it is no second problem", async () => {
    const { code, text } = await run({ toolPath: toolsWithout("ip") });
    expect(code).toBe(3);
    expect(text).toContain("FAIL ip: ip is not installed\n");
    expect(text).toContain("FAIL bridges: ip is not installed\n");
    expect(text).toMatch(/^ {2}1\. ip: not installed$/m);
    expect(text).not.toMatch(/^ {2}2\. /m);
    expect(text).toMatch(/0 of \d+ lessons can run here/);
  });
});

describe("nslab doctor --fix", () => {
  const user = { packageRoot: PACKAGE_ROOT, uid: 1000, environment: process.env };

  test("has nothing to do where no tool is missing", async () => {
    expect((await run({ fix: true, toolPath: toolsWithout() })).text).toMatch(/Nothing to install: no tool is missing\.\n$/);
  });

  test("tells an ordinary user without a terminal what root has to run", async () => {
    const { code, text } = await run({ fix: true, machine: user, toolPath: toolsWithout("brctl") });
    expect(code).toBe(3);
    expect(text).toMatch(/Only root can install them.*As root, run: sudo apt-get .*bridge-utils\n$/);
  });

  test("installs nothing when the answer is no", async () => {
    const asked: string[] = [];
    const ask = (question: string) => {
      asked.push(question);
      return Promise.resolve(false);
    };
    const { code, text } = await run({ fix: true, machine: user, toolPath: toolsWithout("brctl"), ask });
    expect(asked).toEqual(["Run this now?"]);
    expect(code).toBe(3);
    expect(text).toMatch(/Nothing was installed/);
  });
});

describe("nslab doctor of an ordinary user", () => {
  const name = `nslab-test-${process.pid}`;

  beforeAll(async () => {
    await build({ entry: "test/support/doctor-program.ts", out: join(folder, "program") });
    execFileSync("chmod", ["-R", "a+rX", folder]);
    if (UID === 0) execFileSync("useradd", ["--create-home", name]);
  });
  afterAll(() => {
    if (UID === 0) execFileSync("userdel", ["--remove", name], { stdio: "ignore" });
  });

  test("finds that a rootless lab starts, and tells of cgroups what they take", () => {
    const command = [process.execPath, join(folder, "program/main.js"), PACKAGE_ROOT];
    const argv = UID === 0 ? ["runuser", "-u", name, "--", ...command] : command;
    const ran = spawnSync("env", ["-i", `PATH=${PROBE_PATH}`, ...argv], { cwd: "/", encoding: "utf8" });
    expect(ran.stderr).toBe("");
    expect(ran.stdout).toContain("as an ordinary user. Labs here are rootless.");
    expect(ran.stdout).toContain("a whole lab starts");
    expect(ran.stdout).toMatch(/^\S+ {2}1 mounts/m);
    expect(ran.stdout).not.toMatch(/(✗|FAIL) (a whole lab|user namespaces|bridges)/);
  });
});
