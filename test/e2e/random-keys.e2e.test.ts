import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findPackageRoot } from "../../src/cli/context.ts";
import { Person } from "../support/person.ts";
import { randomFrom } from "../support/random.ts";

const packageRoot = findPackageRoot(import.meta.url);
/** Another run: NSLAB_SEED=17 NSLAB_KEYS=3000 */
const SEED = Number(process.env["NSLAB_SEED"] ?? 1);
const COUNT = Number(process.env["NSLAB_KEYS"] ?? 150);

const LEAVE = "\u001d";
const SWITCH = "\u001e";
const ESCAPE = "\u001b";
/** What a finger may hit, and what may be typed in a terminal; Ctrl-C and q may quit, which is fine. */
const KEYS: readonly string[] = [
  ..."\r\rttthceedmobsl?x 7",
  "r",
  "hcet",
  LEAVE,
  LEAVE,
  SWITCH,
  ESCAPE,
  "\u001b[A",
  "\u001b[B",
  "\u0003",
  "ls\r",
  "nonsense --flag\r",
  "cat\r",
  "unshare -m bash\r",
  "exit\r",
  "vi\r",
  "\u0004",
  "\t",
  "\u007f",
  "q",
  "g",
];

let home = "";
beforeAll(() => {
  execFileSync(process.execPath, [join(packageRoot, "src/setup/build.mjs")], { cwd: packageRoot });
  home = mkdtempSync(join(tmpdir(), "nslab-keys-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function begin(): Person {
  return Person.start(`${process.execPath} ${packageRoot}/dist/main.js lesson uts`, {
    columns: 80,
    rows: 24,
    environment: { HOME: home, XDG_RUNTIME_DIR: home },
  });
}

/** Screens on which nslab waits for a key, in both languages as `g` changes it, and a key that leads back to the step, or is answered there. */
const WAYS_BACK: readonly (readonly [RegExp, string])[] = [
  [/(?:Ctrl-\]|\^\]) (?:back|go(?:es)? on|返回|继续)[^\n]*\s*$/, LEAVE],
  [/Up and Down move|上下键移动/, ESCAPE],
  [/q back to the lesson\s*$|q 回到课程\s*$|\(END\)\s*$|q when done\s*$/, "q"],
  // less waits for a word to search for, or for a command
  [/(?:\n[?/:&=-][^\n]*|\(press RETURN\)\s*)$/, "\r"],
  [/(?:any other key stay|其他键 取消)\s*$/, "x"],
  [/Enter (?:begin|next lesson|开始|下一课) [^\n]*$/, "\r"],
];
const ASKED = /\? (?:more|help|更多|帮助)\s*$/;

test(`whatever is pressed, the next key is answered (seed ${SEED}, ${COUNT} presses)`, {
  timeout: 400_000 + COUNT * 1000,
}, async () => {
  const random = randomFrom(SEED);
  const pressed: string[] = [];
  let quits = 0;
  let person = begin();
  let gone = exitOf(person);
  for (let count = 0; count < COUNT; ) {
    for (let burst = Math.ceil(random() * 5); burst > 0; burst -= 1, count += 1) {
      const key = KEYS[Math.floor(random() * KEYS.length)] ?? "";
      pressed.push(key);
      person.press(key);
      if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 60));
    }
    const story = () => `seed ${SEED}, after ${JSON.stringify(pressed.slice(-40))}, the screen shows:\n${person.rows.join("\n")}`;
    if (!(await answers(person, gone, story))) {
      quits += 1;
      person = begin();
      gone = exitOf(person);
    }
  }
  expect(pressed.length).toBeGreaterThanOrEqual(COUNT);
  expect(quits).toBeLessThan(COUNT);
  await person.end(); // it may just have been started: nobody asks for a key yet
});

function exitOf(person: Person): { exited: boolean } {
  const state = { exited: false };
  void person.exited.then(() => (state.exited = true));
  return state;
}

/** Leads back to where nslab asks, and has `?` answered there. False when it has quit. */
async function answers(person: Person, state: { exited: boolean }, story: () => string): Promise<boolean> {
  const deadline = Date.now() + 30_000;
  let last = "";
  let pressedAt = 0;
  while (Date.now() < deadline) {
    if (state.exited) return false;
    const screen = person.rows.join("\n").trimEnd();
    const back = WAYS_BACK.find(([shown]) => shown.test(screen));
    if (back === undefined && ASKED.test(screen)) {
      if (await answersNow(person, state)) return !state.exited;
      continue;
    }
    // A key may come at a moment in which nobody asks yet: it is pressed again when nothing has come of it.
    if (back !== undefined && (screen !== last || Date.now() - pressedAt > 1000)) {
      person.press(back[1]);
      last = screen;
      pressedAt = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nslab asks for nothing: ${story()}`);
}

/** Whether something comes of a key soon. It may not: a command can still run behind keys that are about to go. */
async function answersNow(person: Person, state: { exited: boolean }): Promise<boolean> {
  const before = person.printed.length;
  person.press("e");
  for (const until = Date.now() + 1500; Date.now() < until; ) {
    if (person.printed.length > before || state.exited) return true;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return false;
}
