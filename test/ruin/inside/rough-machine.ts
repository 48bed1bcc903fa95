// A machine that is rough with a learner: its clock jumps, its memory runs out. Run by the root of a virtual machine;
// prints a line of JSON for each thing that has to hold (test/ruin/inside/result.ts).
//   clock|memory PACKAGE_ROOT
import { execFileSync, spawnSync } from "node:child_process";
import type { Totals } from "../../../src/progress/totals.ts";
import { Person } from "../../support/person.ts";
import { pageToStep } from "./opening.ts";
import type { HoldsResult } from "./result.ts";
import { say } from "./say.ts";

const [what = "clock", packageRoot = ""] = process.argv.slice(2);
const PATIENCE_MS = 180_000;
const SIZE = { columns: 80, rows: 24 };
/** No learner here spends longer on a step, whatever the clock says. */
const MOST_MS = 30 * 60_000;

const PEOPLE = [
  { name: "root", prefix: "env HOME=/root" },
  {
    name: "an ordinary user",
    prefix: "setpriv --reuid 1000 --regid 1000 --clear-groups env HOME=/home/learner XDG_RUNTIME_DIR=/run/user/1000",
  },
] as const;

type Someone = (typeof PEOPLE)[number];

function nslab({ prefix }: Someone, given: string): string {
  return `${prefix} ${process.execPath} ${packageRoot}/dist/main.js ${given}`;
}

function holds(who: Someone, text: string, isSo: boolean): void {
  const result: HoldsResult = { type: "holds", what: `${what}, as ${who.name}: ${text}`, isSo };
  say(`${isSo ? "" : "WRONG: "}${result.what}`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** Opens a lesson, or goes on where he is, until a step's keys are there. */
async function begin(who: Someone, given: string): Promise<Person> {
  const person = Person.start(nslab(who, given), { ...SIZE, environment: {} });
  await pageToStep(person, PATIENCE_MS);
  return person;
}

/** Has the step run by the key for it, and whether it passes. */
async function pass(person: Person): Promise<boolean> {
  await person.sees(/Enter run\b/, PATIENCE_MS);
  const from = person.printed.length;
  person.press("\r");
  return person.printsWithin(/Enter next/, from, PATIENCE_MS);
}

async function next(person: Person): Promise<void> {
  const from = person.printed.length;
  person.press("\r");
  await person.prints(/Enter run\b/, from, PATIENCE_MS);
}

async function leave(person: Person): Promise<void> {
  person.kill("SIGKILL"); // script(1) blocks SIGHUP; nslab gets one when its window is gone
  await person.exited;
}

function progressOf(who: Someone): { readonly passed: number; readonly milliseconds: number } {
  const [program = "env", ...given] = nslab(who, "list mounts --format json").split(" ");
  const document = JSON.parse(execFileSync(program, given, { encoding: "utf8" })) as { readonly totals: Totals };
  return { passed: document.totals.passed, milliseconds: document.totals.activeMs };
}

async function clockJumps(who: Someone): Promise<void> {
  const person = await begin(who, "lesson mounts");
  holds(who, "a step passes", await pass(person));
  for (const jump of ["+1 hour", "-2 hours"]) {
    execFileSync("date", ["-s", jump]);
    await next(person);
    holds(who, `a step passes after the clock went ${jump}`, await pass(person));
  }
  await leave(person);
  const { passed, milliseconds } = progressOf(who);
  holds(who, `all three steps are kept (${passed})`, passed === 3);
  holds(who, `the time spent is what was spent (${milliseconds} ms)`, milliseconds >= 0 && milliseconds < MOST_MS);
  execFileSync("date", ["-s", "+1 hour"]);
  const again = await begin(who, "start");
  holds(who, "the next start goes on at the next step", await again.printsWithin(/Step 4 of/, 0, PATIENCE_MS));
  holds(who, "and that passes", await pass(again));
  await leave(again);
}

/**
 * Takes all memory until the kernel ends it. mlockall(2) keeps the program itself in memory: reading it from
 * the disk again and again, the machine would only get slower.
 */
const HOG = "syscall(151, 3); my @all; push @all, 'x' x (4_000_000 + @all) while 1";

async function memoryRunsOut(who: Someone): Promise<void> {
  const person = await begin(who, "lesson mounts");
  holds(who, "a step passes", await pass(person));
  const hog = spawnSync("perl", ["-e", HOG], { timeout: PATIENCE_MS });
  holds(who, `whoever took all memory is ended (${hog.signal})`, hog.signal === "SIGKILL");
  const from = person.printed.length;
  person.press("\r");
  await person.printsWithin(/Enter run\b/, from, 30_000);
  person.press("\r");
  const goesOn = await person.printsWithin(/Enter next|Start again with/, from, PATIENCE_MS);
  holds(who, "nslab goes on, or says that the lab has ended and what to type", goesOn);
  await leave(person);
  const { passed } = progressOf(who);
  holds(who, `the progress is kept (${passed})`, passed >= 1);
  const again = await begin(who, "start");
  holds(who, "the next start works, and its step passes", await pass(again));
  await leave(again);
}

for (const who of PEOPLE) {
  await (what === "clock" ? clockJumps(who) : memoryRunsOut(who)).catch((error: unknown) => holds(who, String(error), false));
  await Person.closeAll();
}
