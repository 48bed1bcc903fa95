import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLab } from "../../src/lab/machine.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { inEnglish } from "../../src/say/words.ts";
import { eventually } from "../support/eventually.ts";
import { install, type Installed, PEOPLE } from "../support/installed.ts";
import { labsOf } from "../support/lab-of.ts";
import { Person } from "../support/person.ts";
import { MACHINE, typed } from "../support/test-lab.ts";
import { lessonWindow } from "../support/windows.ts";

let installed: Installed;
let home: string;

beforeAll(async () => {
  installed = await install();
  return () => installed.remove();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-map-"));
});
afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

const environment = () => ({ PATH: process.env["PATH"] ?? "", HOME: home, XDG_RUNTIME_DIR: home, LANG: "C.UTF-8" });

/** nslab map without a terminal, as a process. */
function start(...given: readonly string[]) {
  const child = spawn(process.execPath, [installed.program, "map", ...given], {
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const told = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name].on("data", (chunk: Buffer) => (told[name] += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, told, ended };
}

async function run(...given: readonly string[]) {
  const { told, ended } = start(...given);
  return { code: await ended, ...told };
}

test("without a lab, nslab map says how to start one", async () => {
  const { code, stdout, stderr } = await run();
  expect(stderr).toContain("nslab start");
  expect(stdout).toBe("");
  expect(code).toBe(1);
});

describe("beside a running lab", () => {
  let lab: Lab;

  beforeEach(async () => {
    const made = await createLab({ ...MACHINE, environment: environment() });
    if ("type" in made) throw new Error(`no lab: ${made.part}: ${inEnglish(made.complaint)}`);
    lab = made;
  });
  afterEach(() => lab.down());

  test("nslab map draws it as it is", async () => {
    await typed(lab, "ip netns add ns1", "ip link add veth0 type veth peer name veth1 netns ns1");
    const { code, stdout, stderr } = await run();
    expect(stderr).toBe("");
    expect(stdout).toMatch(/─ host ─/);
    expect(stdout).toMatch(/│ veth0 {2}down[^]*─ ns1 ─[^]*│ veth1 {2}down/);
    expect(code).toBe(0);
    expect((await run("--plain")).stdout).toMatch(/^[ -~\n]*$/);
  });

  test("nslab map writes an SVG, and says where a file cannot be", async () => {
    const file = join(home, "lab.svg");
    expect(await run("--svg", file)).toMatchObject({ code: 0, stdout: "" });
    expect(readFileSync(file, "utf8")).toMatch(/^<svg [^]*<\/svg>\n$/);
    const failed = await run("--svg", join(home, "none/lab.svg"));
    expect(failed.stderr).toContain("cannot be written");
    expect(failed.code).toBe(2);
  });

  test("nslab map says why a picture could not be written, in the language that is spoken", async () => {
    const full = ["--svg", "/dev/full", "--force"];
    const english =
      "The map could not be written to /dev/full: ENOSPC: no space left on device, write. Make room, or choose another file.\n";
    expect(await run(...full)).toMatchObject({ code: 1, stderr: english });
    const chinese = "地图没能写入 /dev/full：磁盘已满（ENOSPC，write）。请腾出空间，或者换一个文件。\n";
    expect(await run(...full, "--language", "zh")).toMatchObject({ code: 1, stderr: chinese });
  });

  test("nslab map writes over a picture only where that is wanted", async () => {
    const file = join(home, "lab.svg");
    writeFileSync(file, "precious");
    expect(await run("--svg", file)).toMatchObject({ code: 2, stderr: expect.stringContaining("--force") as string });
    expect(readFileSync(file, "utf8")).toBe("precious");
    expect((await run("--svg", file, "--force")).code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/^<svg /);
  });

  test("nslab map --format json can be read by programs", async () => {
    const { stdout } = await run("--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({ format: 1, outside: { link: "enp0s3" }, places: [{ id: "host" }] });
  });

  test("nslab map --watch shows what changes, and q ends it", async () => {
    const watching = Person.start(`${process.execPath} ${installed.program} map --watch`, {
      columns: 80,
      rows: 24,
      environment: environment(),
    });
    await watching.sees(/─ host ─[^]*q quit/);
    await typed(lab, "ip netns add ns9");
    await watching.sees(/─ \+ ns9 ─/);
    expect(watching.rows.join("\n")).not.toContain("+ host");
    await typed(lab, "ip netns del ns9");
    await watching.sees(/^- ns9/m);
    watching.press("q");
    expect(await watching.exited).toBe(0);
  });

  test("in a pipe, --watch prints each map after another, and says that the lab has ended", async () => {
    const { child, told, ended } = start("--watch");
    await eventually("the first map is printed", () => told.stdout.includes("─ host ─"));
    await typed(lab, "ip netns add ns9");
    await eventually("the second map is printed", () => /─ \+ ns9 ─/.test(told.stdout));
    expect(told.stdout.match(/─ host ─/g)?.length).toBeGreaterThanOrEqual(2);
    await lab.down();
    await eventually("it is said", () => told.stderr.includes("This lab has ended. The next one is drawn"));
    child.kill("SIGTERM"); // its owner, this test, lives and may make another
    expect(await ended).toBe(130);
    expect(told.stdout).not.toContain("\u001b");
  });
});

describe("beside a lesson", () => {
  let lesson: Person;

  beforeEach(async () => {
    const [who] = PEOPLE;
    if (who === undefined) throw new Error("somebody runs the tests");
    lesson = await lessonWindow(
      { installed, who, home: { path: home, environment: environment(), remove: () => undefined } },
      "mounts",
    );
  });

  const restart = async () => {
    lesson.press("r");
    await lesson.answers(/restart the lesson/, "r");
  };
  const owner = () => labsOf(home)[0]?.owner.pid ?? 0;

  test("nslab map --watch goes on with the lesson's next lab, and ends with its nslab", async () => {
    const { told, ended } = start("--watch");
    await eventually("the first map is printed", () => told.stdout.includes("─ host ─"));
    lesson.press("t");
    await lesson.sees(/\[root@host docker\]# *\n/);
    lesson.press("ip netns add ns9\r");
    await eventually("the second map is printed", () => /─ \+ ns9 ─/.test(told.stdout));
    lesson.press("\u001d");
    await lesson.sees(/t type/);
    const before = told.stdout.length;
    await restart();
    await eventually("the next lab is drawn, in which there is no such namespace", () => {
      const maps = told.stdout.slice(before); // the first of them may still be one of the lab before
      const last = maps.lastIndexOf("─ host ─");
      return last >= 0 && !maps.slice(last).includes("ns9");
    });
    process.kill(owner(), "SIGKILL");
    expect(await ended).toBe(0);
    expect(told.stderr).toContain("The nslab that had the lab has ended, and with it this map");
  });

  test("on a screen, it says below the last map that the next is awaited", async () => {
    const watching = Person.start(`${process.execPath} ${installed.program} map --watch`, {
      columns: 80,
      rows: 24,
      environment: environment(),
    });
    await watching.sees(/─ host ─[^]*q quit/);
    process.kill(labsOf(home)[0]?.reach.identity.pid ?? 0, "SIGKILL");
    await watching.sees(/─ host ─[^]*This lab has ended\. The next one is drawn as soon as it is there\. {2}q quit/);
    lesson.press("m");
    await lesson.answers(/The lab has ended[\s\S]*Enter this step afresh/, "\r");
    await watching.sees(/─ host ─[^]*It is drawn anew when the lab changes/);
    watching.press("q");
    expect(await watching.exited).toBe(0);
  });

  test("a map is drawn while the lab is just being replaced, too", async () => {
    lesson.press("r");
    await lesson.answers(/restart the lesson/, "r");
    for (let count = 0; count < 5; count += 1) {
      const { code, stdout, stderr } = await run();
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("─ host ─");
    }
  });
});
