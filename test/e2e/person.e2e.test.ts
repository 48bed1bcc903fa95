import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { findPackageRoot } from "../../src/cli/context.ts";
import { Person } from "../support/person.ts";

const packageRoot = findPackageRoot(import.meta.url);
const ANY_KEYS = /\? (?:help|more)\s*$/;

let home = "";

beforeAll(() => {
  execFileSync(process.execPath, [join(packageRoot, "src/setup/build.mjs")], { cwd: packageRoot });
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-person-"));
});

afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

function nslab(given: string, options: { columns?: number; rows?: number; environment?: Record<string, string> } = {}): Person {
  const { columns = 80, rows = 24, environment = {} } = options;
  return Person.start(`${process.execPath} ${packageRoot}/dist/main.js ${given}`, {
    columns,
    rows,
    environment: { HOME: home, XDG_RUNTIME_DIR: home, ...environment },
  });
}

function progress(): {
  current: { lesson: string; step: string } | null;
  lessons: Record<string, Record<string, { withSolution: boolean }>>;
} {
  return JSON.parse(readFileSync(join(home, ".local/state/nslab/progress.json"), "utf8"));
}

/** Reads the welcome, which a person without progress gets, and the lesson's opening. */
async function begin(person: Person): Promise<void> {
  await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
  await person.answers(/Enter begin/, "\r");
}

/** Answers what is asked until the lesson has ended, as somebody who only wants to see it. */
async function pressThrough(person: Person, until: RegExp): Promise<void> {
  for (let answered = 0; answered < 120; answered += 1) {
    await person.sees(ANY_KEYS);
    const keys = person.rows.join("\n").trimEnd().split("\n\n").at(-1) ?? "";
    if (until.test(keys)) return;
    if (/Enter try again/.test(keys)) throw new Error(`a step did not pass:\n${person.printed}`);
    // A challenge has nothing to run until its solution was shown; questions are left out.
    await person.answers(ANY_KEYS, /Enter answer/.test(keys) ? "s" : keys.includes("Enter ") ? "\r" : "h");
  }
  throw new Error(`the lesson does not end:\n${person.rows.join("\n")}`);
}

describe("a person at a terminal", () => {
  test("goes through a whole lesson with Enter, is shown the solution of its challenge, and stands at the next lesson", async () => {
    const person = nslab("lesson uts");
    await pressThrough(person, /Enter next lesson/);
    await person.answers(/q quit/, "q");
    expect(await person.exited).toBe(0);
    const { current, lessons } = progress();
    expect(current).toEqual({ lesson: "ipc", step: "" });
    expect(lessons["uts"]?.["challenge"]?.withSolution).toBe(true);
    expect(Object.values(lessons["uts"] ?? {}).filter((step) => step.withSolution)).toHaveLength(1);
  });

  test("who breaks what an earlier step made is told its name, and has it repaired by one key", async () => {
    const person = nslab("lesson bridge");
    await begin(person);
    await person.answers(/Enter run/, "\r");
    await person.answers(/Enter next[\s\S]*\? (?:help|more)\s*$/, "t");
    await person.sees(/Ctrl-\] /);
    person.press("ip link del docker0; echo it is go''ne\r");
    await person.sees(/it is gone\n\[root/);
    person.press("\u001d");
    await person.answers(/s go on/, "s");
    await person.sees(/No longer so/);
    await person.sees(/docker0 on the host is a bridge/);
    const from = person.printed.length;
    await person.answers(/f fix/, "f");
    await person.prints(/It is restored[\s\S]*Enter run/, from);
    await person.answers(/Enter run/, "\r");
    await person.answers(/Enter next/, "q");
    expect(await person.exited).toBe(0);
    expect(Object.keys(progress().lessons["bridge"] ?? {})).toEqual(["bridge", "port"]);
  });

  test("types the command himself, is told when the checks pass, and goes on by one key", async () => {
    const person = nslab("lesson mounts");
    await begin(person);
    await person.answers(/Enter run(?: it)? {2}/, "t");
    await person.sees(/Ctrl-\] goes back/);
    person.press("mkdir -p /data1 data\r");
    person.press("echo hello > /data1/note\r");
    await person.sees(/all checks of this step pass/);
    await person.answers(/./, "\u001d");
    await person.sees(/Step 2 of[\s\S]*Enter run/);
    person.press("q");
    expect(await person.exited).toBe(0);
    expect(Object.keys(progress().lessons["mounts"] ?? {})).toHaveLength(1);
  });

  test("quits in the middle and goes on at that step", async () => {
    const first = nslab("lesson mounts");
    await begin(first);
    for (const _ of [1, 2, 3]) {
      await first.answers(/Enter run(?: it)? {2}/, "\r");
      await first.answers(/Enter next/, "\r");
    }
    await first.answers(/Step 4 of[\s\S]*Enter run(?: it)? {2}/, "q");
    expect(await first.exited).toBe(0);
    const again = nslab("start");
    await again.answers(/Step 4 of[\s\S]*Enter run(?: it)? {2}/, "\r");
    await again.answers(/Enter next/, "q");
    expect(await again.exited).toBe(0);
    expect(Object.keys(progress().lessons["mounts"] ?? {})).toHaveLength(4);
  });

  test.each([
    ["at 40 columns", { columns: 40, rows: 12 }],
    ["at 200 columns", { columns: 200, rows: 50 }],
  ])("is never shown a line that is wider than the window %s", async (_, size) => {
    const person = nslab("lesson uts", size);
    await begin(person);
    await person.answers(/Enter run(?: it)? {2}/, "\r");
    await person.sees(/Enter next/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
    const lines = person.printed
      .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "")
      .split(/\r?\n/)
      .map((line) => line.split("\r").at(-1) ?? "");
    // A command stands as it is typed, however long it is; the keys may use all of the window.
    const widest = (line: string) => (line.startsWith("Enter ") ? size.columns - 1 : Math.min(size.columns, 88));
    expect(lines.filter((line) => line.length > widest(line) && !/^(?:\(\w+\) )?\[root@/.test(line))).toEqual([]);
    person.press("q");
    expect(await person.exited).toBe(0);
  });

  test("sees no colours with NO_COLOR, and no escape sequences at all with --plain", async () => {
    const quiet = nslab("lesson uts", { environment: { NO_COLOR: "1" } });
    await quiet.answers(/Enter begin/, "q");
    expect(await quiet.exited).toBe(0);
    expect(quiet.printed).not.toMatch(/\u001b\[[0-9;]*m/);
    const plain = nslab("lesson uts --plain");
    await plain.answers(/Enter begin/, "q");
    expect(await plain.exited).toBe(0);
    expect(plain.printed).not.toContain("\u001b");
  });

  test("presses Ctrl-C at a question, and leaves", async () => {
    const person = nslab("lesson uts");
    await person.answers(/Enter begin/, "\u0003");
    expect([0, 130]).toContain(await person.exited);
  });

  test("has a damaged progress file, which is kept and said", async () => {
    const first = nslab("lesson uts");
    await begin(first);
    await first.answers(/Enter run(?: it)? {2}/, "q");
    await first.exited;
    const file = join(home, ".local/state/nslab/progress.json");
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, whole.slice(0, whole.length / 2));
    const again = nslab("start");
    await again.answers(/Enter begin/, "q");
    await again.exited;
    expect(again.printed).toMatch(/could not be read[\s\S]*kept as/);
  });
});

test("every lesson of the course has a number of its own, from 1 on", () => {
  expect(COURSE.map((entry) => entry.number)).toEqual(COURSE.map((_, index) => index + 1));
});
