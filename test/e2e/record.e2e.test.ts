import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseCast, screenOf } from "../support/cast.ts";
import { eventually } from "../support/eventually.ts";
import { Person } from "../support/person.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

let home = "";
let file = "";

beforeAll(() => {
  execFileSync(process.execPath, [join(PACKAGE_ROOT, "src/setup/build.mjs")], { cwd: PACKAGE_ROOT });
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-record-"));
  file = join(home, "lesson.cast");
});

afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

function nslab(given: string): Person {
  return Person.start(`${process.execPath} ${PACKAGE_ROOT}/dist/main.js ${given}`, {
    columns: 80,
    rows: 24,
    environment: { HOME: home, XDG_RUNTIME_DIR: home },
  });
}

describe("a recorded lesson", () => {
  test("shows in the end, when it is played, what the person saw", async () => {
    const person = nslab(`lesson uts --record ${file}`);
    await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
    await person.answers(/Enter begin/, "\r");
    await person.answers(/Enter run(?: it)? {2}/, "\r");
    await person.answers(/Enter next/, "q");
    expect(await person.exited).toBe(0);
    await person.sees(/Your place is kept/);
    const cast = parseCast(readFileSync(file, "utf8"));
    expect(await screenOf(cast)).toEqual(person.rows);
    expect(cast.events.reduce((sum, [seconds]) => sum + seconds, 0)).toBeLessThan(120);
  });

  test("has the sizes that the window had", async () => {
    const person = nslab(`lesson uts --record ${file}`);
    await person.sees(/Enter begin/);
    const tty = readlinkSync(`/proc/${person.programPid}/fd/0`);
    execFileSync("stty", ["-F", tty, "rows", "30", "cols", "100"]);
    await eventually("the new size is in the recording", async () => readFileSync(file, "utf8").includes('"r", "100x30"'));
    person.press("q");
    await person.exited;
    const { columns, rows, events } = parseCast(readFileSync(file, "utf8"));
    expect([columns, rows]).toEqual([80, 24]);
    const sizes = events.filter(([, code]) => code === "r").map(([, , data]) => data);
    expect(sizes.at(-1)).toBe("100x30"); // stty sets rows and columns one after the other
  });

  test.each(["SIGTERM", "SIGHUP", "SIGKILL"] as const)("is whole up to the moment of %s", async (signal) => {
    const person = nslab(`lesson uts --record ${file} --record-format v3`);
    await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
    await person.sees(/Enter begin/);
    process.kill(person.programPid, signal);
    await person.exited;
    const { events } = parseCast(readFileSync(file, "utf8"));
    expect(events.map(([, , data]) => data).join("")).toContain("UTS namespaces");
    expect(events.at(-1)?.[1]).toBe(signal === "SIGKILL" ? "o" : "x");
  });

  test("does not begin where the file is there already, unless it is forced", async () => {
    writeFileSync(file, "precious");
    const refused = nslab(`lesson uts --record ${file}`);
    expect(await refused.exited).toBe(2);
    expect(refused.printed).toMatch(/is there already[\s\S]*--force/);
    expect(readFileSync(file, "utf8")).toBe("precious");
    const forced = nslab(`lesson uts --record ${file} --force`);
    await forced.answers(/Enter begin/, "q");
    expect(await forced.exited).toBe(0);
    parseCast(readFileSync(file, "utf8"));
  });

  test("does not begin where the file cannot be written", async () => {
    const person = nslab(`start --record ${home}/none/lesson.cast`);
    expect(await person.exited).toBe(2);
    expect(person.printed).toMatch(/cannot be written[\s\S]*Choose\s+a\s+file/);
    expect(person.printed).not.toContain("Lesson 1");
    expect(existsSync(join(home, ".local"))).toBe(false);
  });

  test("does not hinder the course when the disk is full, which is said, then and by the exit code", async () => {
    const person = nslab("lesson uts --record /dev/full --force");
    await person.answers(/Enter begin/, "q");
    expect(await person.exited).toBe(1);
    expect(person.printed.match(/recording \/dev\/full ends here: ENOSPC/g)).toHaveLength(1);
  });
});
