// Ruin typed at nslab's own screen: a person in a virtual machine who takes over a lesson's terminal, types, and wants
// to go on learning. Prints lines of JSON (test/ruin/inside/result.ts).
//   PACKAGE_ROOT
import { Person } from "../../support/person.ts";
import type { ScreenResult } from "./result.ts";
import { say } from "./say.ts";

const [packageRoot = ""] = process.argv.slice(2);
const command = `${process.execPath} ${packageRoot}/dist/main.js`;
const SIZE = { columns: 80, rows: 24 };
const LEAVE = "\u001d";
const CTRL_C = "\u0003";
/** A machine in emulation takes its time. */
const PATIENCE_MS = 120_000;
const WORKING = /^all-42$/m;

interface Deed {
  readonly name: string;
  readonly keys: string;
  /** How long it is let run before the person has enough of it. */
  readonly seconds: number;
}

const DEEDS: readonly Deed[] = [
  { name: "exit", keys: "exit\r", seconds: 2 },
  { name: "kill -9 -1", keys: "kill -9 -1\r", seconds: 2 },
  { name: "the terminal's own program killed", keys: "kill -9 $PPID\r", seconds: 2 },
  { name: "the shell stopped", keys: "kill -STOP $$\r", seconds: 2 },
  { name: "the shell ended by a program that is not there", keys: "exec true\r", seconds: 2 },
  { name: "rm -rf --no-preserve-root /", keys: "rm -rf --no-preserve-root / 2>/dev/null\r", seconds: 20 },
  { name: "umount -l /", keys: "umount -l /\r", seconds: 3 },
  { name: "reboot -f", keys: "reboot -f\r", seconds: 5 },
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
  if (!isSaid) person.press(CTRL_C);
  if (!isSaid && (await works(person, 15_000))) {
    const isHarmful = /\u001b\]52;|\u001b\]0;ruined/.test(person.printed);
    await leave(person);
    return { type: "screen", name, how: "goes-on", words, isRight: !isHarmful };
  }
  // Back to the lesson; where that is still there, a fresh lab is a key away, else nslab has said what to type.
  if (!isSaid) person.press(LEAVE);
  const isBack = await person.printsWithin(/Enter run it for me|Enter run|Start again with/, before, PATIENCE_MS);
  await leave(person);
  person = await takenOver();
  const isFresh = await works(person, PATIENCE_MS);
  await leave(person);
  return { type: "screen", name, how: "fresh", words, isRight: isBack && isFresh };
}

/** At the first step of lesson 1 in a fresh lab, its terminal taken over. */
async function takenOver(): Promise<Person> {
  const person = Person.start(`${command} lesson mounts`, { ...SIZE, environment: { HOME: process.env["HOME"] ?? "/" } });
  const key = async (wanted: RegExp, keys: string) => {
    await person.sees(wanted, PATIENCE_MS);
    person.press(keys);
  };
  // What greets somebody new, and the lesson's opening, each wait for a key of their own.
  const begun = /Enter run/;
  for (let pages = 0; pages < 4 && !begun.test(person.rows.join("\n")); pages += 1) {
    await person.sees(/Enter begin|Enter run/, PATIENCE_MS);
    if (begun.test(person.rows.join("\n"))) break;
    const from = person.printed.length;
    person.press("\r");
    await person.prints(/\S/, from, PATIENCE_MS);
    await person.printsWithin(/Enter begin|Enter run/, from, PATIENCE_MS);
  }
  await key(begun, "t");
  await person.sees(/\[root@host docker\]# *(?:\n[^\n]*)?$/, PATIENCE_MS);
  return person;
}

async function works(person: Person, milliseconds: number): Promise<boolean> {
  const from = person.printed.length;
  person.press("echo all-$((6 * 7))\r");
  return person.printsWithin(WORKING, from, milliseconds);
}

async function leave(person: Person): Promise<void> {
  person.kill("SIGHUP");
  await person.exited;
}

for (const deed of DEEDS) {
  say(`at the screen: ${deed.name}`);
  const result = await ruin(deed).catch((error: unknown): ScreenResult => {
    return { type: "screen", name: deed.name, how: "fresh", words: String(error), isRight: false };
  });
  await Person.closeAll();
  say(`    ${JSON.stringify(result)}`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
