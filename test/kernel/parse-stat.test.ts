import { describe, expect, test } from "vitest";
import { parseStat } from "../../src/kernel/parse-stat.ts";
import { parseNamespacePids } from "../../src/kernel/parse-status.ts";

/** A line of /proc/PID/stat with these first fields; the others are of a real shell. */
function line(name: string, group: number, session: number, device: number, foreground: number): string {
  return `6875 (${name}) S 6874 ${group} ${session} ${device} ${foreground} 4194560 445 225 1 1 0 0 0 0 20 0 1 0 210813 4464640 773 18446744073709551615 0\n`;
}

describe("parseStat", () => {
  test("reads a process without a terminal", () => {
    expect(parseStat(line("bash", 6874, 6874, 0, -1))).toEqual({
      pid: 6875,
      name: "bash",
      state: "S",
      parent: 6874,
      group: 6874,
      terminal: null,
      foreground: null,
      startTime: 210813,
    });
  });

  test.each([
    ["pts/0", 0x8800, 0],
    ["pts/17", 0x8811, 17],
    ["pts/255", 0x88ff, 255],
    ["pts/256, whose minor number does not fit one byte", 0x1088_00, 256],
    ["tty1, which is no pseudo-terminal", 0x0401, null],
  ])("knows %s", (_, device, terminal) => {
    expect(parseStat(line("bash", 6875, 6875, device, 7001))).toMatchObject({ terminal, foreground: 7001 });
  });

  test("has no foreground group when that group is outside the PID namespace of this /proc", () => {
    expect(parseStat(line("bash", 6875, 6875, 0x8800, 0))?.foreground).toBeNull();
  });

  test.each(["tmux: server", "a) S 1 (b", "", "()"])("takes the name %j whole", (name) => {
    expect(parseStat(line(name, 1, 1, 0, -1))).toMatchObject({ name, state: "S", parent: 6874 });
  });

  test.each(["", "no such thing"])("says that %j is no stat", (text) => {
    expect(parseStat(text)).toBeNull();
  });
});

describe("parseNamespacePids", () => {
  test("reads the PIDs from the outermost namespace inwards", () => {
    expect(parseNamespacePids("Name:\tbash\nNStgid:\t6875\t71\nNSpid:\t6875\t71\t41\t1\nNSpgid:\t6874\n")).toEqual([
      6875, 71, 41, 1,
    ]);
  });

  test("is not fooled by a process of that name", () => {
    expect(parseNamespacePids("Name:\tNSpid:\nNSpid:\t12\n")).toEqual([12]);
  });

  test("finds none in what is no status", () => {
    expect(parseNamespacePids("")).toEqual([]);
  });
});
