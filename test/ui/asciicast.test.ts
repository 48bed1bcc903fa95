import { describe, expect, test } from "vitest";
import { Cast, onResize, overheard } from "../../src/ui/asciicast.ts";
import { parseCast } from "../support/cast.ts";
import { FakeOutput } from "./fake-streams.ts";

interface Recording {
  readonly cast: Cast;
  readonly clock: { now: number };
  readonly lines: string[];
}

function record(keeps: (line: string) => boolean = () => true): Recording {
  const clock = { now: 5000.4 };
  const lines: string[] = [];
  const cast = new Cast({
    write: (line) => keeps(line) && lines.push(line) > 0,
    now: () => clock.now,
    timestamp: 1_700_000_000,
    title: "nslab",
    size: { columns: 80, rows: 24 },
    type: "xterm-256color",
  });
  return { cast, clock, lines };
}

describe("a recording", () => {
  test("begins with its header, and tells of output, resizes and the end, each after the time since the one before", () => {
    const { cast, clock, lines } = record();
    clock.now += 1250;
    cast.output("a\nb\u001b[1m");
    cast.resize({ columns: 120, rows: 40 });
    clock.now += 10;
    cast.exit(0);
    const { header, events } = parseCast(lines.join(""));
    expect(header).toEqual({
      version: 3,
      term: { cols: 80, rows: 24, type: "xterm-256color" },
      timestamp: 1_700_000_000,
      title: "nslab",
    });
    expect(events).toEqual([
      [1.25, "o", "a\r\nb\u001b[1m"],
      [0, "r", "120x40"],
      [0.01, "x", "0"],
    ]);
  });

  test("keeps time over many short intervals: what one is rounded off by, the next gets", () => {
    const { cast, clock, lines } = record();
    for (let written = 0; written < 1000; written += 1) {
      clock.now += 0.7;
      cast.output("x");
    }
    const seconds = parseCast(lines.join("")).events.reduce((sum, [interval]) => sum + interval, 0);
    expect(seconds).toBeCloseTo(0.7, 2);
  });

  test("puts a character together that came in two pieces, and stays a line whatever is written", () => {
    const { cast, lines } = record();
    const bytes = Buffer.from('✓\u2028"\\\n');
    cast.output(bytes.subarray(0, 1));
    cast.output(bytes.subarray(1));
    expect(parseCast(lines.join("")).events.map(([, , data]) => data)).toEqual(['✓\u2028"\\\r\n']);
  });

  test("says no more once something could not be kept, or after its end", () => {
    const full = record((line) => !line.includes("second"));
    for (const text of ["first", "second", "third"]) full.cast.output(text);
    expect(full.lines).toHaveLength(2);
    const { cast, lines } = record();
    cast.exit(1);
    cast.output("late");
    expect(parseCast(lines.join("")).events).toHaveLength(1);
  });
});

test("an overheard stream is the stream itself: its size, its listeners, what it answers", () => {
  const output = new FakeOutput();
  const heard: unknown[] = [];
  const sizes: unknown[] = [];
  const stream = overheard(output, (chunk) => heard.push(chunk));
  const stop = onResize(stream, (size) => sizes.push(size));
  expect(stream.write("hello")).toBe(true);
  output.resize(100, 30);
  stop();
  output.resize(50, 10);
  expect(output.text).toBe("hello");
  expect(heard).toEqual(["hello"]);
  expect(sizes).toEqual([{ columns: 100, rows: 30 }]);
  expect(stream.columns).toBe(50);
});
