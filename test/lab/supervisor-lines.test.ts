import { describe, expect, test } from "vitest";
import { openTerminalLine, parseSupervisorLine, type SupervisorLine } from "../../src/lab/supervisor-lines.ts";

describe("what the supervisor of a lab says", () => {
  test.each<[string, SupervisorLine]>([
    ["up 4711 4720", { type: "up", pid: 4711, hostPid: 4720, cgroupDirectories: [] }],
    [
      "up 4711 4720 /sys/fs/cgroup/a /sys/fs/cgroup/b",
      { type: "up", pid: 4711, hostPid: 4720, cgroupDirectories: ["/sys/fs/cgroup/a", "/sys/fs/cgroup/b"] },
    ],
    ["failed user-namespace", { type: "failed", part: "user-namespace" }],
    ["closed 3 137", { type: "terminal-closed", slot: 3, code: 137 }],
    ["world-ready", { type: "world-ready" }],
    ["closed 0 0\r", { type: "terminal-closed", slot: 0, code: 0 }],
  ])("%j is understood", (line, expected) => {
    expect(parseSupervisorLine(line)).toEqual(expected);
  });

  test.each(["", "upon a time", "UP 1 2", "world-ready-soon"])("%j is nothing it says, and is kept as it is", (line) => {
    expect(parseSupervisorLine(line)).toEqual({ type: "other", line });
  });
});

describe("the line that opens a terminal", () => {
  test("has slot, place, size and nonce in the order in which up.sh reads them", () => {
    expect(openTerminalLine({ slot: 2, place: "neighbor", rows: 24, columns: 80, nonce: "abc" })).toBe(
      "open 2 neighbor 24 80 abc\n",
    );
  });
});
