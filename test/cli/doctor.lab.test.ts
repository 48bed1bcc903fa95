import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inEnglish } from "../../src/say/words.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { doctor, type DoctorOptions } from "../../src/cli/doctor.ts";
import { TOOL_PATH, TOOLS } from "../../src/lab/system-packages.mjs";
import { build } from "../../src/setup/build.mjs";

const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));
const UID = process.getuid?.() ?? 0;
const same = (text: string) => text;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nslab-doctor-"));
  chmodSync(folder, 0o755);
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
    style: { good: same, bad: same, quiet: same, pass: "ok", fail: "FAIL", skip: "--", fit: same, width: 80, told: inEnglish },
    ...change,
  });
  return { code, text };
}

/** A folder with the machine's tools, all but some. */
function toolsWithout(...missing: readonly string[]): string {
  const path = mkdtempSync(join(folder, "tools-"));
  chmodSync(path, 0o755); // for the lab's root too, who is somebody else
  const helpers = ["sh", "cat", "mkdir", "grep", "true", "apt-get"];
  for (const name of [...TOOLS.map((tool) => tool.name), ...helpers]) {
    const found = TOOL_PATH.split(":").find((each) => existsSync(join(each, name)));
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
    expect(text).toContain("ok user namespaces");
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

test("nslab doctor --fix has nothing to do where no tool is missing", async () => {
  expect((await run({ fix: true, toolPath: toolsWithout() })).text).toMatch(/Nothing to install: no tool is missing\.\n$/);
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

  function runAsUser(...options: readonly string[]) {
    const command = [process.execPath, join(folder, "program/main.js"), PACKAGE_ROOT, ...options];
    const argv = UID === 0 ? ["runuser", "-u", name, "--", ...command] : command;
    // what the lab writes for other processes of this user goes with the user
    const runtime = UID === 0 ? [`XDG_RUNTIME_DIR=/home/${name}`] : [];
    const ran = spawnSync("env", ["-i", `PATH=${TOOL_PATH}`, ...runtime, ...argv], { cwd: "/", encoding: "utf8" });
    expect(ran.stderr).toBe("");
    return { code: ran.status, text: ran.stdout };
  }

  test("finds that a rootless lab starts", () => {
    const { text } = runAsUser();
    expect(text).toContain("as an ordinary user. Labs here are rootless.");
    expect(text).toContain("a whole lab starts");
    expect(text).toMatch(/^\S+ {2}1 mounts/m);
    expect(text).not.toMatch(/(✗|FAIL) (a whole lab|user namespaces|bridges)/);
  });

  test("with --fix and no terminal tells what root has to run", () => {
    const { code, text } = runAsUser("--fix", "--tools", toolsWithout("brctl"));
    expect(code).toBe(3);
    expect(text).toMatch(/Only root can install them.*Run on one: sudo apt-get .*bridge-utils\n$/);
  });

  test("with --fix installs nothing when the answer is no", () => {
    const { code, text } = runAsUser("--fix", "--tools", toolsWithout("brctl"), "--answer-no");
    expect(code).toBe(3);
    expect(text).toMatch(/sudo apt-get .*bridge-utils\nRun this now\? no\nNothing was installed.*again when you want it\.\n$/);
  });
});
