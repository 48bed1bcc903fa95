import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findPackageRoot } from "../../src/cli/context.ts";
import { Person } from "../support/person.ts";

const packageRoot = findPackageRoot(import.meta.url);
let home = "";

beforeAll(() => {
  execFileSync(process.execPath, [join(packageRoot, "src/setup/build.mjs")], { cwd: packageRoot });
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-keys-"));
});
afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

function nslab(given: string, size: { columns: number; rows: number }): Person {
  return Person.start(`${process.execPath} ${packageRoot}/dist/main.js ${given}`, {
    ...size,
    environment: { HOME: home, XDG_RUNTIME_DIR: home },
  });
}

const ESCAPE = "\u001b";
/** The keys, as the last that stands on the screen. */
const KEYS_AT_STEP = /Enter run(?: it)? .*\? (?:more|help)\s*$/;
const KEYS_AFTER = /Enter next(?: step)? .*\? (?:more|help)\s*$/;

/** The last row that is not empty: where the keys stand. */
function bottom(person: Person): string {
  return person.rows.findLast((row) => row !== "") ?? "";
}

/** A person who presses a key, sees what it shows, and has the keys again below it. */
class Presser {
  readonly person: Person;
  keys = KEYS_AT_STEP;

  constructor(person: Person) {
    this.person = person;
  }

  /** Waits until the keys stand at the bottom of the screen. */
  async ready(): Promise<void> {
    await this.person.sees(this.keys);
  }

  async shows(key: string, wanted: RegExp): Promise<void> {
    await this.ready();
    const from = this.person.printed.length;
    this.person.press(key);
    await this.person.prints(wanted, from);
    await this.back();
  }

  /** Leaves what is shown page by page; the keys come again by themselves. */
  async back(): Promise<void> {
    await this.person.sees(/(?:back to the lesson|\(END\)|\? (?:more|help))\s*$/);
    if (/(?:back to the lesson|\(END\))$/.test(bottom(this.person))) this.person.press("q");
    await this.ready();
  }
}

async function atFirstStep(given: string, size: { columns: number; rows: number }): Promise<Presser> {
  const person = nslab(given, size);
  await person.answers(/Nothing[\s\S]*Enter begin/, "\r");
  await person.answers(/Lesson[\s\S]*Enter begin|begin without[\s\S]*Enter begin/, "\r");
  const presser = new Presser(person);
  await presser.ready();
  return presser;
}

describe.each([
  ["80x24", "lesson uts", { columns: 80, rows: 24 }],
  ["120x40", "lesson uts", { columns: 120, rows: 40 }],
  ["40x12", "lesson uts", { columns: 40, rows: 12 }],
  ["80x24, plain", "lesson uts --plain", { columns: 80, rows: 24 }],
])("at %s", (_, given, size) => {
  const plain = given.includes("--plain");

  test("each key shows what it is for, and the keys stand below it again", async () => {
    const presser = await atFirstStep(given, size);
    const { person } = presser;
    expect(person.rows.join("\n")).toMatch(/\[root@host docker\]# hostname/);
    await presser.shows("h", /Hint 1 of/);
    await presser.shows("h", /Hint 2 of/);
    await presser.shows("e", /Piece by piece:/);
    await presser.shows("c", /The checks of this step, as the lab/);
    await presser.shows("d", /Nothing has changed/);
    await presser.shows("m", /enp0s3/);
    await presser.shows("o", /No command of this step has printed/);
    await presser.shows("?", /wherever they make sense/);
    await presser.shows("b", /This is the first step/);
    await presser.ready();
    person.press("s");
    await person.answers(/s skip it[^\n]*\s*$/, "x");
    await presser.ready();
    person.press("r");
    await person.answers(/r restart[^\n]*\s*$/, "x");
    await presser.ready();
    person.press("l");
    await person.sees(plain ? /Number of a lesson, or nothing to go back:/ : /Up and Down/);
    expect(person.rows.join("\n")).toMatch(/4 +UTS namespaces/);
    person.press(plain ? "\r" : ESCAPE);
    await presser.ready();

    const beforeRun = person.printed.length;
    person.press("\r");
    presser.keys = KEYS_AFTER;
    await presser.ready();
    await person.prints(/^ +seen(?: |$)/m, beforeRun);
    await presser.shows("d", /What this step changed:/);
    await presser.shows("m", /container/);
    await presser.shows("c", /The checks of this step, as the lab/);
    await presser.shows("e", /Piece by piece:/);

    presser.keys = KEYS_AT_STEP;
    const beforeAgain = person.printed.length;
    person.press("b");
    await person.prints(/Step 1 afresh[\s\S]*Step 1 of 11/, beforeAgain);
    await presser.ready();
    person.press("\r");
    presser.keys = KEYS_AFTER;
    await presser.ready();
    person.press("\r");
    presser.keys = KEYS_AT_STEP;
    await presser.ready();
    const from = person.printed.length;
    person.press("b");
    await person.prints(/Back to step 1/, from);
    await person.prints(/Step 1 of 11/, from);
    await presser.ready();
    person.press("q");
    expect(await person.exited).toBe(0);
    if (plain) expect(person.printed).toMatch(/^[\r\n\t -~]*$/);
  });
});

test("another lesson is chosen from the list by arrows", async () => {
  const presser = await atFirstStep("lesson uts", { columns: 80, rows: 24 });
  const { person } = presser;
  person.press("l");
  await person.answers(/▸ +4[\s\S]*Up and Down/, "\u001b[B");
  await person.answers(/▸ +5[\s\S]*Up and Down/, "\r");
  await person.sees(/Lesson 5: [\s\S]*Enter begin/);
  expect(person.rows.join("\n")).not.toContain("Up and Down");
  person.press("q");
  expect(await person.exited).toBe(0);
});

test.each([
  ["Ctrl-C", "\u0003"],
  ["Ctrl-D", "\u0004"],
])("%s in the list of lessons leaves the list, and pressed again leaves the lesson", async (_, key) => {
  const presser = await atFirstStep("lesson uts", { columns: 80, rows: 24 });
  const { person } = presser;
  person.press("l");
  await person.answers(/Up and Down/, key);
  await presser.ready();
  await presser.shows("e", /Piece by piece:/);
  person.press(key);
  expect(await person.exited).toBe(0);
});

/** How somebody leaves in the middle. The terminal's closing is not nslab's to answer, only to survive. */
const LEAVES: readonly (readonly [string, (person: Person) => void])[] = [
  ["q", (person) => person.press("q")],
  ["Ctrl-C", (person) => person.press("\u0003")],
  ["Ctrl-D", (person) => person.press("\u0004")],
  ["a closed terminal", (person) => person.kill("SIGKILL")],
];

test("who leaves at any step, in any way, comes back to that very step", async () => {
  const steps = 10;
  let presser = await atFirstStep("lesson uts", { columns: 80, rows: 24 });
  for (let step = 1; step <= steps; step += 1) {
    const [way, leave] = LEAVES[step % LEAVES.length] as (typeof LEAVES)[number]; // the index is within the array
    await presser.ready();
    leave(presser.person);
    const code = await presser.person.exited;
    if (way !== "a closed terminal") expect(code, `${way} at step ${step}`).toBe(0);
    presser = new Presser(nslab("start", { columns: 80, rows: 24 }));
    if (step === 1) await presser.person.answers(/Lesson[\s\S]*Enter begin|begin without[\s\S]*Enter begin/, "\r");
    await presser.person.prints(new RegExp(`Step ${step} of 11`), 0);
    await presser.ready();
    presser.person.press("\r");
    presser.keys = KEYS_AFTER;
    await presser.ready();
    presser.person.press("\r");
    presser.keys = step === steps ? /t solve it .*\? more\s*$/ : KEYS_AT_STEP;
  }
  await presser.ready();
  presser.person.press("q");
  expect(await presser.person.exited).toBe(0);
});
