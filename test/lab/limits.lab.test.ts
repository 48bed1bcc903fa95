import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NODE_SCRIPT_OF_MANY } from "./many-processes.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { limitsFor } from "../../src/lab/limits.ts";
import { readMachineLimits } from "../../src/lab/machine-limits.ts";
import { install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { canTest } from "../support/must-work.ts";
import { startTestLab, typed } from "../support/test-lab.ts";

describe.each(PEOPLE)("a lab of $name", (who) => {
  let installed: Installed;

  beforeAll(async () => {
    installed = await install("test/support/lab-program.ts");
  });
  afterAll(() => installed.remove());

  test("has a limit of processes, which whoever starts too many meets, and which does not outlast them", () => {
    const home = makeHome(who);
    const lines = ["ulimit -u", "ulimit -u 9999", NODE_SCRIPT_OF_MANY, "echo still here", "cat /proc/self/oom_score_adj"];
    const output = execFileSync(process.execPath, [installed.program, installed.root, ...lines], {
      ...who.ids,
      env: home.environment,
      cwd: "/",
      encoding: "utf8",
    });
    const { ran } = JSON.parse(output) as { ran: readonly { code: number; output: string }[] };
    const [limit, raise, many, after, score] = ran;
    expect(limit?.output).toContain("1024");
    expect(raise?.code).not.toBe(0);
    expect(many?.output).toMatch(/started (9\d\d|10[01]\d), then EAGAIN/);
    expect(after?.output).toContain("still here");
    expect(score?.output).toContain("1000");
    home.remove();
  });
});

describe("what the kernel counts for a person", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startTestLab();
  });
  afterAll(() => lab.down());

  test("is given to a lab in part, outside of what its root can change", async () => {
    const machine = readMachineLimits(process.getuid?.() ?? 0);
    const { user, openFiles } = limitsFor(lab.privilege, true, machine, []);
    const names = Object.keys(user).map((name) => `/proc/sys/user/${name}`);
    const around = execFileSync("nsenter", [`--user=/proc/${lab.identity.pid}/ns/user`, "cat", ...names], { encoding: "utf8" });
    // other labs run beside this test
    around
      .trim()
      .split("\n")
      .forEach((limit, index) => expect(Number(limit), names[index]).toBeLessThanOrEqual(Object.values(user)[index] ?? 0));
    expect(await typed(lab, "ulimit -Hn")).toContain(String(openFiles));
    expect(await typed(lab, "ulimit -c")).toContain("0");
  });

  test("cannot be used up by a lab, whatever its root writes: the person has inotify left", async () => {
    const number = process.arch === "arm64" ? 26 : 294; // inotify_init1(2)
    const use = `perl -e '$n++ while $n < 500 and syscall(${number}, 0) >= 0; print "$n\\n"'`;
    const raise = "for f in /proc/sys/user/*; do echo 1000000 >$f; done 2>/dev/null";
    const used = Number(await typed(lab, `${raise}; unshare -Ur ${use}; ${use}`).then((text) => text.split("\n").at(-2)));
    expect(used).toBeLessThanOrEqual(16);
    expect(Number(execFileSync("bash", ["-c", use], { encoding: "utf8" }))).toBeGreaterThanOrEqual(16);
  });

  test("as processes holds for all ids of a lab together", async () => {
    const fork = "perl -e 'while ($n < 600) { $p = fork // last; if (!$p) { sleep 60; exit } $n++ } print qq($n\n)'";
    const all = await typed(lab, `for id in 0 1 2 3; do setpriv --reuid $id --clear-groups ${fork}; done; pkill -KILL perl`);
    const started = all
      .split("\n")
      .filter((line) => /^\d+$/.test(line))
      .map(Number);
    expect(started[0]).toBeGreaterThan(500);
    expect(started.reduce((sum, each) => sum + each, 0)).toBeLessThan(1024);
  });

  test("may be less than a lab would get", async () => {
    const program = `ulimit -u 500 -n 512; exec "$@"`;
    const installed = await install("test/support/lab-program.ts");
    const home = makeHome(PEOPLE[0]!);
    const output = execFileSync(
      "bash",
      ["-c", program, "bash", process.execPath, installed.program, installed.root, "ulimit -Hu; ulimit -Hn"],
      { env: home.environment, cwd: "/", encoding: "utf8" },
    );
    expect((JSON.parse(output) as { ran: readonly { output: string }[] }).ran[0]?.output).toBe("500\n512\n");
    home.remove();
    installed.remove();
  });
});

describe("a lab with cgroups of its own", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startTestLab();
  });
  afterAll(() => lab.down());

  // an ordinary user's lab has no cgroups
  test.runIf(canTest(process.getuid?.() === 0, "this is not root"))("is held to half of the memory, at most 2 GiB", () => {
    const files = lab.cgroupDirectories.flatMap((directory) =>
      ["memory.limit_in_bytes", "memory.max", "pids.max"].flatMap((name) => {
        try {
          return [[name, Number(readFileSync(join(directory, name), "utf8"))] as const];
        } catch {
          return []; // a file of the other version, or of another controller
        }
      }),
    );
    const limits = new Map(files);
    expect(limits.get("memory.limit_in_bytes") ?? limits.get("memory.max")).toBe(
      Math.floor(Math.min(totalmem() / 2, 2 * 1024 ** 3) / 4096) * 4096,
    );
    expect(limits.get("pids.max")).toBe(1024);
  });
});
