import { eventually } from "../support/eventually.ts";
import { CTRL_C, LEAVE, TakenOver } from "../support/taken-over.ts";

const TIMES = 7;

/** What pours out without an end, by a name for it. */
const FLOODS: readonly (readonly [string, string])[] = [
  ["yes", "yes"],
  ["base64", "base64 /dev/urandom"],
  ["one line", "cat /dev/zero | tr '\\0' x"],
  ["colours", "yes $'\\e[31mred\\e[0m'"],
];
const POURED = 20_000_000;

/** Milliseconds from Enter behind a quick command until the line at the bottom shows its checks. */
export async function checksAfterCommand(): Promise<{ readonly first: readonly number[]; readonly last: readonly number[] }> {
  const plain = await TakenOver.begin("mounts");
  const first = await toggled(plain, ["mkdir -p /data1 data", / 1\/2 /], ["rmdir data", / 0\/2 /]);
  await TakenOver.closeAll();
  const full = await TakenOver.at({ lesson: "container", step: "second-network" });
  full.person.press("ip netns add ns2; ip link add veth2 type veth peer name veth3 netns ns2\r");
  await full.person.sees(/ 1\/3 /);
  const last = await toggled(full, ["ip link set veth2 up", / 2\/3 /], ["ip link set veth2 down", / 1\/3 /]);
  await TakenOver.closeAll();
  return { first, last };
}

type Change = readonly [line: string, seen: RegExp];

async function toggled(taken: TakenOver, ...changes: readonly Change[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < TIMES; index += 1) {
    for (const [line, seen] of changes) {
      taken.person.press(line);
      await taken.person.sees(new RegExp(`${line}\\n`));
      times.push(await taken.measured(seen, "\r"));
    }
  }
  return times;
}

export interface InFlood {
  readonly name: string;
  /** Milliseconds until Ctrl-] has the lesson's screen there, and Ctrl-C a prompt. */
  readonly leave: readonly number[];
  readonly interrupt: readonly number[];
  /** What memory grew by, in MiB. */
  readonly memory: readonly number[];
}

/** How soon keys are answered while a command pours out more than anybody reads, and what that costs. */
export async function keysInFlood(): Promise<readonly InFlood[]> {
  const all: InFlood[] = [];
  for (const [name, command] of FLOODS) {
    const found = { name, leave: [] as number[], interrupt: [] as number[], memory: [] as number[] };
    const taken = await TakenOver.begin("mounts");
    const { person } = taken;
    const before = taken.rss;
    for (let index = 0; index < TIMES; index += 1) {
      const read = taken.bytesRead;
      person.press(`${command}\r`);
      await eventually("it pours", () => taken.bytesRead > read + POURED, 60_000);
      found.leave.push(await taken.measured(/Back in the lesson/, LEAVE));
      await person.answers(/t type/, "t");
      await person.sees(/Ctrl-\] back/);
      found.interrupt.push(await taken.measured(/docker\]# *\n[^\n]*$/, CTRL_C));
      found.memory.push(taken.rss - before);
      person.press("clear\r");
      await person.sees(/^\[root@host docker\]# *\n/);
    }
    await TakenOver.closeAll();
    all.push(found);
  }
  return all;
}

/** How long a gigabyte takes, and the most memory that nslab uses for it, in MiB. */
export async function gigabyte(): Promise<{ readonly seconds: number; readonly peak: number }> {
  const taken = await TakenOver.begin("mounts");
  try {
    const started = performance.now();
    // head ends in the middle of a line: what is waited for comes on a line of its own
    taken.person.press("yes 'a line of a flood that nobody can read' | head -c 1G; echo; echo do''ne\r");
    await eventually("the gigabyte is there", () => taken.person.rows.includes("done"), 600_000);
    return { seconds: (performance.now() - started) / 1000, peak: taken.peakRss };
  } finally {
    await TakenOver.closeAll();
  }
}
