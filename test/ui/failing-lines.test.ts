import { describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import { type Line, linesOf } from "../../src/course/command.ts";
import { failingLines } from "../../src/ui/failing-lines.ts";
import { aSnapshot } from "../kernel/build-snapshot.ts";

const IN_CONTAINER = { in: "container", line: "ping -c 1 203.0.113.80" } as const;

function step(fails: boolean | "first" | "last", ...lines: readonly Line[]) {
  return { lines, definition: { id: "drop", terminal: "host", command: lines, checks: [], fails } as const };
}

describe("of the lines under one heading", () => {
  test("none is meant to fail in a step that is not", () => {
    expect(failingLines(step(false, "true"), 0)).toBe("none");
  });

  test("all are where the step does not say which", () => {
    expect(failingLines(step(true, "false", "false"), 0)).toBe("all");
  });

  test("the last one is, or the first one", () => {
    expect(failingLines(step("last", "pwd", "ls"), 0)).toBe("last");
    expect(failingLines(step("last", "pwd", "ls"), 1)).toBe("last");
    expect(failingLines(step("first", "ps -ef", "ls -d /proc/1"), 0)).toBe("first");
  });

  test("those are not that are typed in another terminal than the one that fails", () => {
    const firewall = step("last", "iptables -P FORWARD DROP", IN_CONTAINER);
    expect(failingLines(firewall, 0)).toBe("none");
    expect(failingLines(firewall, 1)).toBe("all");
  });

  test("those are not that stand in the same terminal further up", () => {
    const back = step("last", "true", IN_CONTAINER, "date", "false");
    expect(failingLines(back, 0)).toBe("none");
    expect(failingLines(back, 2)).toBe("last");
  });
});

describe.each(COURSE)("in the lesson $id", ({ load }) => {
  test("a step of several lines that is meant to fail says which of them does", async () => {
    const machine = { cgroup: "v2", has: () => true } as const;
    const situation = { ...machine, snapshot: aSnapshot(), front: () => 4711 };
    const unclear: string[] = [];
    for (const { id, command, fails } of stepsWithChallenge((await load()).default)) {
      const lines = await linesOf(command, machine, async () => situation);
      if (fails === true && lines.length > 1) unclear.push(id);
    }
    expect(unclear).toEqual([]);
  });
});
