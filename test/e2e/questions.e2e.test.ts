import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findPackageRoot } from "../../src/cli/context.ts";
import { eventually } from "../support/eventually.ts";
import { Person } from "../support/person.ts";

const packageRoot = findPackageRoot(import.meta.url);
const DOWN = "\u001b[B";

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

/** Somebody who stands before a lesson's challenge, has its solution played, and comes to the questions. */
async function atQuestions(lesson: string, options = "", size = { columns: 80, rows: 24 }): Promise<Person> {
  const state = join(home, ".local/state/nslab");
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, "progress.json"), JSON.stringify({ format: 1, current: { lesson, step: "challenge" }, lessons: {} }));
  const person = Person.start(`${process.execPath} ${packageRoot}/dist/main.js start ${options}`, {
    ...size,
    environment: { HOME: home, XDG_RUNTIME_DIR: home },
  });
  await person.sees(/solve it[\s\S]*\? /);
  for (const hint of [1, 2, 3])
    await person
      .answers(/(solve it|run the solution|run it).*\? \w+\s*$/, "h")
      .then(() => person.sees(new RegExp(`Hint ${hint} of 3`)));
  await person.answers(/Enter run.*\? \w+\s*$/, "\r");
  await person.answers(/Enter go on.*\? \w+\s*$/, "\r");
  await person.sees(/Question 1 of 3:/);
  return person;
}

/** Moves down the list to the answer with these words, whose place differs from run to run. */
async function pointTo(person: Person, answer: RegExp): Promise<void> {
  for (let moves = 0; moves < 6; moves += 1) {
    // A list is taken away before it is drawn anew: at that moment nothing is pointed to.
    const pointed = await eventually("an answer is pointed to", () =>
      person.rows.findLast((row) => row.trimStart().startsWith("▸")),
    );
    if (answer.test(pointed)) return;
    person.press(DOWN);
    await person.sees(new RegExp(`^(?![\\s\\S]*${pointed.replace(/[^\w ▸]/g, ".")})`));
  }
  throw new Error(`there is no answer ${answer}:\n${person.rows.join("\n")}`);
}

describe("the questions at a lesson's end", () => {
  test("are answered by arrows, each wrong answer is explained, and the lesson ends with its closing", async () => {
    const person = await atQuestions("chroot");
    await person.answers(/Enter answer/, "\r");
    await person.sees(/Which one\?[\s\S]*Escape goes back/);
    await pointTo(person, /A kernel of the tree's own/);
    person.press("\r");
    await person.sees(/• A kernel of the tree's own[\s\S]*✗ Not yet\.[\s\S]*There is one kernel on a machine[\s\S]*Enter answer/);
    // Neither a tick before it was judged, nor a name that is none of his.
    expect(person.printed).not.toMatch(/✓\S* \S*Which one/);
    person.press("\r");
    await person.sees(/Escape goes back/);
    await pointTo(person, /The loader that is written into the program/);
    person.press("\r");
    await person.sees(/✓ Right\.[\s\S]*Enter go on/);
    await person.answers(/Enter go on/, "\r");
    await person.answers(/Question 2 of 3:[\s\S]*Enter answer/, "s");
    await person.answers(/Question 3 of 3:[\s\S]*Enter answer/, "s");
    await person.sees(/Enter next lesson/);
    expect(person.printed).toContain("What you have seen");
    person.press("q");
    expect(await person.exited).toBe(0);
    const told = (command: string) =>
      execFileSync(process.execPath, [join(packageRoot, "dist/main.js"), ...command.split(" ")], {
        encoding: "utf8",
        env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home },
      });
    expect(told("list chroot")).toMatch(/Questions at its end\n✓ .* right at try 2\n {3}\S.*\n {3}\S.*\n\n/);
    expect(told("notes")).toMatch(/### Questions\n\n- [^\n]* right at try 2\.\n/);
  });

  test("ask for a number that is read in the lab's own terminal", async () => {
    const person = await atQuestions("uts", "", { columns: 120, rows: 40 });
    await person.answers(/Enter answer {3}t use the terminal/, "\r");
    await person.sees(/The number:/);
    person.press("many\r");
    await person.sees(/It is a whole number/);
    person.press("\u001b");
    await person.sees(/Enter answer {3}t use the terminal/);
    const shell = /uts:\[(\d+)\]/;
    const number = await numberInLab(person, shell);
    await person.answers(/Enter answer {3}t use the terminal/, "\r");
    await person.sees(/The number:/);
    person.press(`${number}\r`);
    await person.sees(/✓ Right\.[\s\S]*Three shells, three numbers/);
    person.press("q");
    expect(await person.exited).toBe(0);
  });

  test("are a numbered list, answered by a line, where nothing may move", async () => {
    const person = await atQuestions("chroot", "--plain");
    await person.answers(/Enter answer/, "\r");
    await person.sees(/Number of your answer/);
    const right = person.rows.find((row) => /^\d\. The loader/.test(row))?.[0] ?? "";
    person.press("9\r");
    await person.sees(/"9" is not one of them/);
    person.press(`${right}\r`);
    await person.sees(/ok Right\./);
    expect(person.printed).not.toMatch(/\u001b\[[0-9;]*[A-HJK]/);
    person.press("q");
    expect(await person.exited).toBe(0);
  });
});

/** Looks in the terminal of the question, where the container's shells are seen from the host. */
async function numberInLab(person: Person, shown: RegExp): Promise<string> {
  person.press("t");
  await person.sees(/host docker\]#\s*$/m);
  person.press("for s in $(pgrep bash); do readlink /proc/$s/ns/uts; done | sort | uniq -c\r");
  await person.sees(shown);
  person.press("cd / ; hostname -I 2>/dev/null; nsenter -t $(pgrep -n bash) -u hostname\r");
  await person.sees(/^web$/m);
  person.press("readlink /proc/$(pgrep -n bash)/ns/uts | sed s/uts/web/\r");
  await person.sees(/web:\[\d+\]/);
  const number = /web:\[(\d+)\]/.exec(person.rows.join("\n"))?.[1] ?? "";
  person.press("\u001d");
  return number;
}
