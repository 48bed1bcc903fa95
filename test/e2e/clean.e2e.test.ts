import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type Home, install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { cgroupsOf } from "../support/machine-state.ts";
import { Nslab, nslab } from "../support/nslab.ts";
import { ProcessFamily } from "../support/process-family.ts";

let installed: Installed;

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());

describe.each(PEOPLE)("nslab clean of $name", (who) => {
  let home: Home;
  const begun: { nslab: Nslab; family: ProcessFamily }[] = [];

  /** Plays a lesson, until its lab is up. */
  async function begin(): Promise<{ nslab: Nslab; family: ProcessFamily }> {
    const run = new Nslab(installed, ["verify", "--replay", "8"], { who, home });
    const each = { nslab: run, family: new ProcessFamily(run.pid) };
    begun.push(each);
    const record = join(home.path, "nslab", `lab-${run.pid}-1.json`);
    await eventually(
      "the lab is up",
      () => existsSync(record) && each.family.look().some((one) => one.command.startsWith("script ")),
      30_000,
    );
    return each;
  }

  beforeEach(() => {
    home = makeHome(who);
  });
  afterEach(async () => {
    for (const each of begun.splice(0)) {
      each.nslab.child.kill("SIGKILL");
      await each.nslab.ended;
      each.family.close();
    }
    home.remove();
  });

  test("says that there is nothing to remove where nothing is", async () => {
    const { code, stdout, stderr } = await nslab(installed, ["clean"], { who, home });
    expect(stdout).toMatch(/^Nothing to remove: no lab of yours has left anything\.\n/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("removes what a lab left that was killed with all that cleans up after it, says what, and leaves the lab beside it alone", async () => {
    const other = await begin();
    const killed = await begin();
    const outside = killed.family.look().find((each) => /^bash \S*up\.sh$/.test(each.command));
    process.kill(outside?.pid ?? 0, "SIGKILL");
    killed.nslab.child.kill("SIGKILL");
    await killed.nslab.ended;
    await eventually("its processes have ended", () => killed.family.look().length === 0, 8_000);
    const record = join(home.path, "nslab", `lab-${killed.nslab.pid}-1.json`);
    const left = [...cgroupsOf(killed.nslab.pid), record];
    expect(existsSync(record)).toBe(true);

    const { code, stdout, stderr } = await nslab(installed, ["clean"], { who, home });
    expect(stdout).toMatch(/^Removed, left by labs that were ended together with what cleans up after them:\n/);
    for (const path of left) expect(stdout).toContain(`  ${path}\n`);
    // This person may have other labs on this machine, which run now and count too.
    expect(stdout).toMatch(/^Not touched: (one lab of yours that is|\d+ labs of yours that are) running\.$/m);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(cgroupsOf(killed.nslab.pid)).toEqual([]);
    // The lab beside it runs, has its socket, and may be writing its record anew at this moment, in a file of its own (.new).
    const records = readdirSync(join(home.path, "nslab"));
    expect(records).toContain(`lab-${other.nslab.pid}-1.json`);
    expect(records.filter((name) => !name.startsWith(`lab-${other.nslab.pid}-1.`))).toEqual([]);

    expect((await nslab(installed, ["clean"], { who, home })).stdout).toContain("Nothing to remove");
    expect((await other.nslab.ended).code).toBe(0);
  });
});
