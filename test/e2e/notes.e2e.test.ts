import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Person } from "../support/person.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

const PROGRAM = join(PACKAGE_ROOT, "dist/main.js");

let home = "";

beforeAll(() => {
  execFileSync(process.execPath, [join(PACKAGE_ROOT, "src/setup/build.mjs")], { cwd: PACKAGE_ROOT });
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-notes-"));
});

afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

function nslab(...given: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const environment = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home };
  return spawnSync(process.execPath, [PROGRAM, ...given], { env: environment, encoding: "utf8" });
}

/** Somebody in lesson 1 who has read what comes before its first step. */
async function personInLesson1(): Promise<Person> {
  const person = Person.start(`${process.execPath} ${PROGRAM} lesson mounts`, {
    columns: 80,
    rows: 24,
    environment: { HOME: home, XDG_RUNTIME_DIR: home },
  });
  await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
  await person.answers(/Enter begin/, "\r");
  await person.sees(/Enter run/);
  return person;
}

describe("a person's notes", () => {
  test("have what Enter ran and what the person typed, with what it printed, changed and showed, and the map", async () => {
    const person = await personInLesson1();
    await person.answers(/Enter run/, "\r");
    await person.answers(/Enter next/, "\r");
    await person.answers(/Enter run/, "t");
    await person.sees(/goes back/);
    person.press("echo typed $((6 * 7)) wrogn\u007f\u007fng\r");
    await person.sees(/typed 42 wrong/);
    person.press("unshare -m bash\r");
    await person.sees(/all checks of this step pass/);
    person.press("\u001d");
    await person.answers(/Step 3 of[\s\S]*Enter run/, "q");
    expect(await person.exited).toBe(0);

    const { status, stdout } = nslab("notes");
    expect(status).toBe(0);
    expect(stdout).toContain("## Lesson 1: Mount namespaces");
    expect(stdout).toMatch(/### 1\. .*\n\nPassed on .*, run with Enter\.[\s\S]*# mkdir -p \/data1 data\n/);
    expect(stdout).toMatch(/### 2\. .*\n\nPassed on .*, typed by myself\./);
    expect(stdout).toContain("]# echo typed $((6 * 7)) wrong\ntyped 42 wrong\n");
    expect(stdout).toMatch(/\]# unshare -m bash\n```/);
    expect(stdout).toMatch(/```diff\n\+ mount namespace of bash \d+: mnt:\[\d+\]/);
    expect(stdout).toMatch(/What the kernel said:\n\n- the process in front/);
    expect(stdout).toMatch(/### The lab at the end of this lesson\n\n```text\n[\s\S]*host/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u009b]/);
    expect(statSync(join(home, ".local/state/nslab/journal.jsonl")).mode & 0o777).toBe(0o600);
  });

  test("go to a file that is not there yet, or is to be written over", async () => {
    const person = await personInLesson1();
    await person.answers(/Enter run/, "\r");
    await person.answers(/Enter next/, "q");
    await person.exited;
    const file = join(home, "notes.md");
    expect(nslab("notes", "--output", file)).toMatchObject({ status: 0, stdout: "", stderr: `Your notes are in ${file}.\n` });
    writeFileSync(file, "my own words");
    expect(nslab("notes", "--output", file)).toMatchObject({ status: 2, stderr: expect.stringContaining("--force") as string });
    expect(readFileSync(file, "utf8")).toBe("my own words");
    expect(nslab("notes", "--output", file, "--force").status).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("# A container, built by hand");
    expect(nslab("notes", "--output", join(home, "none/notes.md")).status).toBe(2);
  });

  test("that are not there yet are said, and so is how to come to some", () => {
    expect(nslab("notes")).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("nslab start") as string });
  });

  test("are forgotten with the progress, which is said", async () => {
    const person = await personInLesson1();
    await person.answers(/Enter run/, "\r");
    await person.answers(/Enter next/, "q");
    await person.exited;
    expect(nslab("notes").status).toBe(0);
    expect(nslab("reset", "--yes").stdout).toContain("your notes are forgotten");
    expect(nslab("notes").status).toBe(1);
  });

  test("that cannot be kept are said once, and the lesson goes on", async () => {
    // A directory where the journal should be, also for root.
    mkdirSync(join(home, ".local/state/nslab/journal.jsonl"), { recursive: true });
    chmodSync(join(home, ".local/state/nslab"), 0o700);
    const person = await personInLesson1();
    await person.answers(/Enter run/, "\r");
    await person.answers(/Enter next/, "\r");
    await person.answers(/Enter run/, "q");
    expect(await person.exited).toBe(0);
    expect(person.printed.match(/cannot be added to your notes/g)).toHaveLength(1);
    expect(nslab("notes")).toMatchObject({ status: 1, stderr: expect.stringContaining("cannot be read") as string });
  });
});
