import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { release, totalmem } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NODE_SCRIPT_OF_MANY } from "./many-processes.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { limitsFor } from "../../src/lab/limits.ts";
import { install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { canTest } from "../support/must-work.ts";
import { startTestLab, typed } from "../support/test-lab.ts";

describe.each(PEOPLE)("a lab of $name", (who) => {
  let installed: Installed;

  beforeAll(async () => {
    installed = await install("test/support/lab-program.ts");
  }, 60_000);
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
  test("is given to a lab in part, and no more files than it needs", async () => {
    const lab = await startTestLab();
    const { user, openFiles } = limitsFor(lab.privilege, totalmem(), release());
    for (const [name, limit] of Object.entries(user))
      expect(await typed(lab, `echo $(cat /proc/sys/user/${name})`)).toContain(String(limit));
    expect(await typed(lab, "ulimit -Hn")).toContain(String(openFiles));
    expect(await typed(lab, "ulimit -c")).toContain("0");
    await lab.down();
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
