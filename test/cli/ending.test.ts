import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Deadlines } from "../../src/cli/ending.ts";
import { defectText } from "../../src/cli/failure-texts.ts";
import { inEnglish } from "../../src/say/words.ts";

let stop: AbortController;
let isPrinting: boolean;
let ends: string[];
let deadlines: Deadlines;

beforeEach(() => {
  vi.useFakeTimers();
  stop = new AbortController();
  isPrinting = false;
  ends = [];
  deadlines = new Deadlines({
    stop,
    isPrinting: () => isPrinting,
    end: (code, words) => void ends.push(`${code}${words}`),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("nslab, told to end", () => {
  test("is ended after a while where it does not end by itself: by a signal, by Ctrl-C, by q, when all is done", () => {
    for (const [begin, code] of [
      [() => stop.abort(), "130"],
      [() => deadlines.leave(() => " bye"), "0 bye"],
      [() => deadlines.done(3), "3"],
    ] as const) {
      stop = new AbortController();
      deadlines = new Deadlines({
        stop,
        isPrinting: () => isPrinting,
        end: (given, words) => void ends.push(`${given}${words}`),
      });
      begin();
      vi.advanceTimersByTime(1599);
      expect(ends).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(ends.splice(0)).toEqual([code]);
    }
    deadlines.interrupt();
    expect(stop.signal.aborted).toBe(true);
  });

  test("has the time from when it was told first, and the code of what it was told last", () => {
    deadlines.leave(() => " bye");
    vi.advanceTimersByTime(1000);
    stop.abort();
    vi.advanceTimersByTime(600);
    expect(ends).toEqual(["130"]);
  });

  test("has not ended well where it was interrupted, whatever its learner is said to have wanted then", () => {
    stop.abort();
    deadlines.leave(() => " bye");
    vi.advanceTimersByTime(1600);
    expect(ends.splice(0)).toEqual(["130"]);
    deadlines.done(1);
    vi.advanceTimersByTime(1600);
    expect(ends).toEqual(["1"]);
  });

  test("is not ended while somebody reads what it has printed, unless by a signal", () => {
    isPrinting = true;
    deadlines.done(0);
    vi.advanceTimersByTime(60_000);
    expect(ends).toEqual([]);
    stop.abort();
    vi.advanceTimersByTime(1600);
    expect(ends).toEqual(["130"]);
  });

  test("is not kept alive by its own deadline", () => {
    vi.useRealTimers();
    const before = process.getActiveResourcesInfo();
    deadlines.done(0);
    expect(process.getActiveResourcesInfo()).toEqual(before);
  });
});

describe("a defect", () => {
  test("is told with where it was, and fit to be shown", () => {
    const error = new Error("bad \u001b]2;title\u0007 name\nsecond line");
    const text = inEnglish(defectText(error));
    expect(text).toMatch(/^\nnslab has a defect, and had to end:\n {2}Error: bad ␛\]2;title␇ name\n {2}second line\n {2}at /);
    expect(text).toContain("Please report this");
    expect(text.split("\n").length).toBeLessThan(12);
    expect(text).not.toContain("\u001b");
  });

  test.each(["thrown", null, undefined, 7])("is told also where it is no error: %j", (thrown) => {
    expect(inEnglish(defectText(thrown))).toContain(`\n  ${String(thrown)}\n`);
  });
});
