import { describe, expect, test } from "vitest";
import { insidePidNamespaceOf, nearestFirst, processesBelow } from "../../src/kernel/process-tree.ts";
import type { Stat } from "../../src/kernel/parse-stat.ts";
import { aProcess, HOST } from "./build-snapshot.ts";

describe("processesBelow", () => {
  const all = new Map(
    [
      [1, 0],
      [10, 1],
      [30, 20],
      [20, 10],
      [21, 10],
      [99, 1],
      [500, 400], // its parent has ended unseen
    ].map(([pid = 0, parent = 0]) => [pid, { pid, parent }]),
  );

  test("finds all descendants, parents first", () => {
    expect(processesBelow(all, 10).map(({ pid }) => pid)).toEqual([10, 20, 21, 30]);
  });

  test("finds nothing below a process that has ended", () => {
    expect(processesBelow(all, 400)).toEqual([]);
  });
});

describe("insidePidNamespaceOf", () => {
  const at = (pid: number, parent: number, namespace: number) =>
    aProcess(pid, { parentMachinePid: parent, namespaces: { ...HOST, pid: namespace } });
  const lab = at(900, 1, 100);
  const host = at(1001, 900, 200);
  const pidsOf = (...processes: ReturnType<typeof at>[]) =>
    insidePidNamespaceOf(processes, 1001).map(({ machinePid }) => machinePid);

  test("takes the host's processes and what is nested, not the world's", () => {
    const neighbor = at(950, 900, 300);
    const container = at(1010, 1001, 400);
    const nested = at(1020, 1010, 500);
    expect(pidsOf(lab, neighbor, nested, container, host)).toEqual([1020, 1010, 1001]);
  });

  test("takes a shell that was opened in the host from outside, and what it starts", () => {
    expect(pidsOf(lab, host, at(1030, 900, 200), at(1031, 1030, 600))).toEqual([1001, 1030, 1031]);
  });

  test("takes a shell that was opened in a container from outside", () => {
    expect(pidsOf(lab, at(1040, 900, 400), host, at(1010, 1001, 400))).toEqual([1040, 1001, 1010]);
  });

  test("takes nothing when the host has ended", () => {
    expect(pidsOf(lab, at(950, 900, 300))).toEqual([]);
  });
});

describe("nearestFirst", () => {
  const stat = (pid: number, parent: number, foreground: number | null = null): Stat => ({
    pid,
    parent,
    foreground,
    name: "bash",
    state: "S",
    group: pid,
    terminal: null,
    startTime: pid,
  });

  test("puts the host's init, who is in front, and those above it before all others, parents first", () => {
    const all = [
      stat(1, 0),
      stat(10, 1),
      stat(11, 1),
      stat(12, 1),
      stat(20, 11),
      stat(30, 20, 30),
      stat(31, 20, 30),
      stat(40, 12),
    ];
    expect(nearestFirst(all, 10).map(({ pid }) => pid)).toEqual([1, 10, 11, 20, 30, 12, 31, 40]);
  });
});
