import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findPackageRoot } from "../../src/cli/context.ts";
import { englishIn } from "../support/english-left.ts";
import { isPlayedHere } from "../support/lessons-here.ts";
import { Person } from "../support/person.ts";

const packageRoot = findPackageRoot(import.meta.url);
const ESCAPE = "\u001b";
const LEAVE = "\u001d";
/** The keys of a step, before its command and after it; a question's. */
const KEYS = /\? (?:更多|帮助)\s*$/;
const PAGE = /(?:返回|回到课程|\(END\))\s*$/;
const KEYS_OR_PAGE = new RegExp(`${KEYS.source}|${PAGE.source}`);
const PROMPT = /[#$] *\s*\n\d+\/\d+ [^\n]*$/;
let home = "";

beforeAll(() => {
  execFileSync(process.execPath, [join(packageRoot, "src/setup/build.mjs")], { cwd: packageRoot });
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-chinese-"));
});
afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

/** The last row that is not empty: where the keys stand. */
function bottom(person: Person): string {
  return person.rows.findLast((row) => row !== "") ?? "";
}

/** Presses a key at a step, leaves the page that it may open, and has the keys again. */
async function look(person: Person, key: string): Promise<void> {
  const from = person.printed.length;
  person.press(key);
  await person.prints(KEYS_OR_PAGE, from);
  await person.sees(KEYS_OR_PAGE);
  if (KEYS.test(bottom(person))) return;
  const again = person.printed.length;
  person.press(key === "l" ? ESCAPE : "q");
  await person.prints(KEYS, again);
  await person.sees(KEYS);
}

/** Types in the step's terminal what is not asked for, and comes back to what is said of it. */
async function mistake(person: Person): Promise<void> {
  const from = person.printed.length;
  person.press("t");
  await person.prints(/Ctrl-\] 回到课程/, from);
  await person.sees(PROMPT);
  person.press("echo ab''cd\r"); // a part of the shell, which also one that cannot fork has
  await person.prints(/abcd/, from);
  await person.sees(PROMPT);
  const left = person.printed.length;
  person.press(LEAVE);
  await person.prints(KEYS, left);
  await person.sees(KEYS);
}

/** What the screens said, line by line, without what the learner's own programs printed. */
function saidTo(person: Person): string {
  return stripVTControlCharacters(person.printed).replaceAll("\r", "\n");
}

/** Among them are all kinds of screens, and checks of all kinds; verdicts are read in Chinese wherever tests see one (learner-rig.ts). */
const LESSONS = ["mounts", "veth", "dnat", "memory", "container"];

describe.each(LESSONS.filter(isPlayedHere))("the lesson %s in Chinese", (id) => {
  test("says no English on any screen: hints, checks, changes, maps, mistakes, lists, help, its challenge", async () => {
    const person = Person.start(`${process.execPath} ${packageRoot}/dist/main.js lesson ${id}`, {
      columns: 120,
      rows: 40,
      environment: { HOME: home, XDG_RUNTIME_DIR: home, LANG: "zh_CN.UTF-8" },
    });
    await person.answers(/随时退出[\s\S]*Enter 开始/, "\r");
    await person.answers(/Enter 开始/, "\r");
    for (let isFirst = true; ; isFirst = false) {
      await person.sees(KEYS);
      if (/挑战：/.test(person.rows.join("\n")) || !/Enter 运行/.test(bottom(person))) break;
      for (const key of isFirst ? ["h", "h", "e", "c", "d", "m", "o", "?", "l", "b"] : ["h", "c"]) await look(person, key);
      await mistake(person);
      for (const key of isFirst ? ["c", "h", "m", "d", "o"] : ["c"]) await look(person, key);
      await look(person, "\r"); // runs it
      for (const key of ["c", "d"]) await look(person, key);
      const from = person.printed.length;
      person.press("\r");
      await person.prints(/第 \d+ 步，共|挑战：/, from);
    }
    for (const key of ["h", "h", "h", "c"]) await look(person, key);
    const left = person.printed.length;
    person.press("q");
    await person.prints(/再按一次 q 退出[\s\S]*取消\s*$|实验环境已经消失/, left);
    if (person.hasPrinted(/再按一次/, left)) person.press("q"); // below what "c" has shown, it asks first
    expect(await person.exited).toBe(0);
    const said = saidTo(person);
    expect(said).toMatch(/挑战：/);
    expect([...new Set(said.split("\n").flatMap(englishIn))]).toEqual([]);
  }, 900_000);
});
