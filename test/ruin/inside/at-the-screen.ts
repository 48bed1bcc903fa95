// Ruin typed at nslab's own screen: a person in a virtual machine who takes over a lesson's terminal, types, and wants
// to go on learning. Prints lines of JSON (test/ruin/inside/result.ts).
//   PACKAGE_ROOT [NAME…]
import { Person } from "../../support/person.ts";
import { pageToStep } from "./opening.ts";
import type { ScreenResult } from "./result.ts";
import { say } from "./say.ts";

const [packageRoot = "", ...names] = process.argv.slice(2);
const command = `${process.execPath} ${packageRoot}/dist/main.js`;
const SIZE = { columns: 80, rows: 24 };
const LEAVE = "\u001d";
const CTRL_C = "\u0003";
/** A machine in emulation takes its time. */
const PATIENCE_MS = 120_000;
const PROMPT_WITHIN_MS = 15_000;
/** The prompt, with nothing but the status row below. */
const AT_PROMPT = /\[root@host docker\]# *\n[^\n]*$/;
/** Printed by a command that is typed; what is painted has no line ends. */
const WORKING = /all-42/;

interface Deed {
  readonly name: string;
  readonly keys: string;
  /** How long it is let run, unless nslab says that something has ended, before the person has enough of it. */
  readonly seconds: number;
}

const DEEDS: readonly Deed[] = [
  { name: "exit", keys: "exit\r", seconds: 30 },
  { name: "kill -9 -1", keys: "kill -9 -1\r", seconds: 30 },
  { name: "the terminal's own program killed", keys: "kill -9 $PPID\r", seconds: 30 },
  { name: "the shell stopped", keys: "kill -STOP $$\r", seconds: 2 },
  { name: "the shell ended by a program that is not there", keys: "exec true\r", seconds: 30 },
  { name: "rm -rf --no-preserve-root /", keys: "rm -rf --no-preserve-root / 2>/dev/null\r", seconds: 20 },
  { name: "umount -l /", keys: "umount -l /\r", seconds: 3 },
  { name: "reboot -f", keys: "reboot -f\r", seconds: 30 },
  { name: "a fork bomb", keys: "bomb() { bomb | bomb & }; bomb\r", seconds: 20 },
  { name: "memory: one process takes all", keys: `perl -e 'my @all; while (1) { push @all, "x" x 8_000_000 }'\r`, seconds: 30 },
  { name: "the disk filled", keys: "dd if=/dev/zero of=/root/big bs=1M\r", seconds: 30 },
  { name: "random bytes", keys: "head -c 300000 /dev/urandom\r", seconds: 10 },
  { name: "a raw terminal", keys: "stty raw -echo -isig\r", seconds: 2 },
  {
    name: "the title, the clipboard and questions",
    keys: "printf '\\033]0;ruined\\007\\033]52;c;cmVib290\\007\\033[6n\\033[c'\r",
    seconds: 2,
  },
];

async function ruin({ name, keys, seconds }: Deed): Promise<ScreenResult> {
  let person = await takenOver();
  const before = person.printed.length;
  person.press(keys);
  const said = /The lab has ended|The shell in the terminal "host" has ended/;
  const isSaid = await person.printsWithin(said, before, seconds * 1000);
  const words = isSaid ? (said.exec(person.rows.join("\n"))?.[0] ?? "said") : "";
  if (!isSaid) await interrupt(person);
  if (!isSaid && (await works(person, 15_000))) {
    const isHarmful = /\u001b\]52;|\u001b\]0;ruined/.test(person.printed);
    await leave(person);
    return { type: "screen", name, how: "goes-on", words, isRight: !isHarmful };
  }
  // Back to the lesson; where that is still there, a fresh lab is a key away, else nslab has said what to type.
  if (!isSaid) person.press(LEAVE);
  const isBack = await person.printsWithin(/Enter (?:run|try again|this step afresh)\b|Start again with/, before, PATIENCE_MS);
  await leave(person);
  person = await takenOver();
  const isFresh = await works(person, PATIENCE_MS);
  await leave(person);
  return { type: "screen", name, how: "fresh", words, isRight: isBack && isFresh };
}

/** At the first step of lesson 1 in a fresh lab, its terminal taken over. */
async function takenOver(): Promise<Person> {
  const person = Person.start(`${command} lesson mounts`, { ...SIZE, environment: { HOME: process.env["HOME"] ?? "/" } });
  await pageToStep(person, PATIENCE_MS);
  person.press("t");
  await person.sees(AT_PROMPT, PATIENCE_MS);
  return person;
}

/** Ctrl-C, and what is typed next is typed at the prompt: bash throws away what comes sooner. */
async function interrupt(person: Person): Promise<void> {
  const from = person.printed.length;
  person.press(CTRL_C);
  await person.printsWithin(/docker\]#/, from, PROMPT_WITHIN_MS);
}

async function works(person: Person, milliseconds: number): Promise<boolean> {
  const from = person.printed.length;
  person.press("echo all-$((6 * 7))\r");
  return person.printsWithin(WORKING, from, milliseconds);
}

async function leave(person: Person): Promise<void> {
  person.kill("SIGKILL"); // script(1) blocks SIGHUP; nslab gets one when its window is gone
  await person.exited;
}

for (const deed of DEEDS.filter(({ name }) => names.length === 0 || names.includes(name))) {
  say(`at the screen: ${deed.name}`);
  const result = await ruin(deed).catch((error: unknown): ScreenResult => {
    return { type: "screen", name: deed.name, how: "fresh", words: String(error), isRight: false };
  });
  await Person.closeAll();
  say(`    ${JSON.stringify(result)}`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
