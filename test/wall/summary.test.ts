import { describe, expect, test } from "vitest";
import { lineOf, parseTried, summaryOf } from "./summary.ts";
import type { Tried } from "./trial.ts";

const HELD: Tried = { attack: "a FIFO", kind: "files", user: "root", quit: "q", findings: [], untried: null, pace: 1, ms: 1234 };
const RED: Tried = { ...HELD, user: "user", findings: [{ what: "quit", text: "q took 3000 ms" }] };
const UNTRIED: Tried = { ...HELD, attack: "a socket", untried: "the lesson never opened" };

describe("what came of attacks", () => {
  test("is a line each, with what was found below", () => {
    expect(lineOf(HELD)).toBe("holds   root files: a FIFO (q, 1.2 s)");
    expect(lineOf(RED)).toBe("RED     user files: a FIFO (q, 1.2 s)\n          quit: q took 3000 ms");
    expect(lineOf(UNTRIED)).toMatch(/^UNTRIED .*\n +the lesson never opened$/);
  });

  test("is summed up", () => {
    expect(summaryOf([HELD, RED])).toBe("2 attacks tried (1 ways): 1 held off, 1 red");
    expect(summaryOf([HELD, RED, UNTRIED])).toBe("3 attacks tried (2 ways): 1 held off, 1 red, 1 could not be tried");
  });

  test("comes out of a machine by its name, or not at all", () => {
    expect(parseTried(JSON.stringify([RED]), "stock")).toEqual([{ ...RED, attack: "a FIFO, on stock" }]);
    expect(parseTried("[", "stock")).toEqual([]);
  });
});
