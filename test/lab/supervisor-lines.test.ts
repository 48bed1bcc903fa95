import { describe, expect, test } from "vitest";
import {
  hangUpTerminalLine,
  openTerminalLine,
  parseSupervisorLine,
  resizeTerminalLine,
  runLine,
  type SupervisorLine,
  terminalBeginsLine,
} from "../../src/lab/supervisor-lines.ts";

describe("what the supervisor of a lab says", () => {
  test.each<[string, SupervisorLine]>([
    ["up 4711 4720 1", { type: "up", pid: 4711, hostPid: 4720, forwardsAtFirst: true, cgroupDirectories: [] }],
    [
      "up 4711 4720 0 /sys/fs/cgroup/a /sys/fs/cgroup/b",
      {
        type: "up",
        pid: 4711,
        hostPid: 4720,
        forwardsAtFirst: false,
        cgroupDirectories: ["/sys/fs/cgroup/a", "/sys/fs/cgroup/b"],
      },
    ],
    ["failed user-namespace", { type: "failed", part: "user-namespace" }],
    ["closed 3 137", { type: "terminal-closed", slot: 3, code: 137 }],
    ["world-ready", { type: "world-ready" }],
    ["ran 7 137", { type: "ran", slot: 7, code: 137 }],
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

  test("names one that others look like", () => {
    const line = openTerminalLine({ slot: 1, place: "host", rows: 24, columns: 80, nonce: "abc", name: "container2" });
    expect(line).toBe("open 1 host 24 80 abc container2\n");
  });

  test("names the process to be joined by the number it has there", () => {
    expect(openTerminalLine({ slot: 0, place: { join: 4711 }, rows: 24, columns: 80, nonce: "abc" })).toBe(
      "open 0 join:4711 24 80 abc\n",
    );
  });
});

describe("lines that come to a shell", () => {
  const evil = "24;id>/tmp/x;:" as unknown as number;
  const words = /^[a-z]+( [a-z0-9:-]+)+\n$/;

  test.each([evil, Number.NaN, -1, 0, 1e9, Number.POSITIVE_INFINITY, 1.5, "\n" as unknown as number])(
    "have sizes, slots and PIDs in bounds, whatever is asked for: %j",
    (value) => {
      const lines = [
        openTerminalLine({ slot: value, place: { join: value }, rows: value, columns: value, nonce: "0f" }),
        resizeTerminalLine({ slot: value, rows: value, columns: value }),
        hangUpTerminalLine({ slot: value }),
      ];
      for (const line of lines) {
        expect(line).toMatch(words);
        for (const number of line.match(/\d+/g) ?? []) expect(Number(number)).toBeLessThanOrEqual(2 ** 22);
      }
      const [, , , rows, columns] = (lines[1] ?? "").trim().split(" ").map(Number);
      for (const size of [rows, columns]) expect(size !== undefined && size >= 1 && size <= 1000).toBe(true);
    },
  );

  test("have no place and no nonce that the shell could take for something else", () => {
    const place = "$(id)" as "host";
    const line = openTerminalLine({ slot: 1, place, rows: 24, columns: 80, nonce: "ab;`id`\n", name: "$(id) x" });
    expect(line).toBe("open 1 host 24 80 abd idx\n");
  });
});

describe("what the supervisor is told", () => {
  const open = { slot: 2, place: "host", rows: 24, columns: 80, nonce: "0aff" } as const;

  test("is where a terminal begins, and its size", () => {
    expect(openTerminalLine(open)).toBe("open 2 host 24 80 0aff\n");
    expect(openTerminalLine({ ...open, place: "neighbor" })).toBe("open 2 neighbor 24 80 0aff\n");
    expect(openTerminalLine({ ...open, place: { join: 4711 } })).toBe("open 2 join:4711 24 80 0aff\n");
    expect(resizeTerminalLine({ slot: 2, rows: 50, columns: 132 })).toBe("resize 2 - 50 132\n");
  });

  test("has nothing in it that a shell could take for its own", () => {
    expect(openTerminalLine({ ...open, nonce: "0a;reboot\n" })).toBe("open 2 host 24 80 0aeb\n");
    // the same, or it would wait for its first line for ever
    expect(terminalBeginsLine({ nonce: "0a;reboot\n" })).toBe("0aeb\n");
    expect(runLine({ slot: 1, seconds: 5, argv: ["chroot", "/a b", "-c", "echo $HOME; x='é'\n"] })).toBe(
      "run 1 5.0 chroot \\x2fa\\x20b \\x2dc echo\\x20\\x24HOME\\x3b\\x20x\\x3d\\x27\\xc3\\xa9\\x27\\x0a\n",
    );
  });
});
