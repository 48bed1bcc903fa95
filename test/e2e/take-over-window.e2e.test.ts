import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { ProcessFamily } from "../support/process-family.ts";
import { buildProgram, LEAVE, SWITCH, TakenOver } from "../support/taken-over.ts";

beforeAll(buildProgram);
afterEach(() => TakenOver.closeAll());

const SIZES: readonly (readonly [number, number])[] = [
  [40, 12],
  [200, 50],
  [120, 40],
  [80, 24],
];

/** The line of nslab's stands in the last row, in one row, and what belongs above it does. */
async function expectWhole(taken: TakenOver, columns: number): Promise<void> {
  await taken.person.sees(/\n(?:1\/13|host)[^\n]*(?:\^|Ctrl-)\] back[^\n]*$/);
  expect(taken.bottom.length).toBeLessThan(columns);
  expect(taken.person.rows.filter((row) => row.includes("] back"))).toHaveLength(1);
}

/** The programs in the lab are told of it a moment later. */
async function hasSize({ person }: TakenOver, columns: number, rows: number): Promise<void> {
  // bash looks at the size anew after a program that is not built in: `checkwinsize` of bash(1)
  person.press(
    `clear; until [ "$(stty size)" = "${rows} ${columns}" ]; do sleep 0.02; done; /bin/true; echo is $COLUMNS $LINES\r`,
  );
  await person.sees(new RegExp(`^is ${columns} ${rows}\n`, "m"));
}

/**
 * The same by way of sizes that have only rows or only columns changed: for both stty(1) sends two signals, and one
 * that comes while less(1) draws because of the other is noticed with the next key only, which is forgotten then.
 */
const STEPS: readonly (readonly [number, number])[] = SIZES.flatMap(([columns, rows], at) => {
  const [before] = SIZES[at - 1] ?? [80];
  return [[before, rows] as const, [columns, rows] as const];
});

/** Waits until less has taken notice of its last size and reads a key. */
async function waitsForKey({ nslabPid }: TakenOver, columns: number, rows: number): Promise<void> {
  await eventually(`less waits for a key in ${columns}x${rows}`, async () => {
    const less = new ProcessFamily(nslabPid, null).look().find(({ command }) => command.startsWith("less "));
    if (less === undefined) return false;
    const size = execFileSync("stty", ["-F", `/proc/${less.pid}/fd/1`, "size"], { encoding: "utf8" });
    return size === `${rows} ${columns}\n` && / S /.test(readFileSync(`/proc/${less.pid}/stat`, "utf8"));
  });
}

describe("a window of another size", () => {
  test("is what the programs in the lab have, but for the line at the bottom, at a prompt", async () => {
    const taken = await TakenOver.begin("mounts");
    for (const [columns, rows] of SIZES) {
      taken.resize(columns, rows);
      await expectWhole(taken, columns);
      await hasSize(taken, columns, rows - 1);
      await expectWhole(taken, columns);
    }
  });

  test("has a full-screen program draw itself anew, its last row above the line", async () => {
    const taken = await TakenOver.begin("mounts");
    const { person } = taken;
    person.press("seq 500 >/tmp/numbers; less /tmp/numbers\r");
    await person.sees(/^1\n2\n[\s\S]*\n\/tmp\/numbers\n[^\n]*$/);
    await waitsForKey(taken, 80, 23);
    for (const [columns, rows] of STEPS) {
      taken.resize(columns, rows);
      // all rows but less's own last one and nslab's
      await person.sees(new RegExp(`^1\n2\n[\\s\\S]*^${rows - 2}\n:\n[^\n]*$`, "m"));
      await expectWhole(taken, columns);
      await waitsForKey(taken, columns, rows - 1);
    }
    person.press("q");
    await person.sees(/docker\]# *\n1\/13/);
  });

  test("is what a command that runs, another terminal and the lesson have, too", async () => {
    const taken = await TakenOver.at({ lesson: "mounts", step: "inodes" });
    const { person } = taken;
    // A signal that comes while its trap runs is lost in bash: the trap itself is over at once. Without one for SIGINT, bash
    // goes on where sleep has just ended by itself.
    person.press(
      `bash -c "trap w=1 WINCH; trap exit INT; echo wai''ting; while :; do sleep 0.05; [ \\$w ] && { w=; stty size; }; done"\r`,
    );
    await person.sees(/^waiting\n/m);
    taken.resize(100, 30);
    await person.sees(/^29 100$/m);
    person.press("\u0003");
    await person.sees(/\^C\s*\[root@host docker\]#/);
    person.press(SWITCH);
    await person.sees(/This is the terminal "container"/);
    taken.resize(60, 15);
    await hasSize(taken, 60, 14);
    person.press(SWITCH);
    await person.sees(/6\/13[^\n]* host [^\n]*$/);
    await hasSize(taken, 60, 14);
    person.press(LEAVE);
    await person.sees(/t type[^\n]*\s*$/);
    expect(Math.max(...person.rows.map((row) => row.length))).toBeLessThanOrEqual(60);
  });

  test("that is too low for the line has the same said above the prompt, and the line again when it grows", async () => {
    const taken = await TakenOver.begin("mounts");
    taken.resize(80, 8);
    await hasSize(taken, 80, 8);
    expect(taken.bottom).not.toMatch(/back/);
    taken.resize(80, 24);
    await expectWhole(taken, 80);
  });
});
