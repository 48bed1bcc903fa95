import { describe, expect, test } from "vitest";
import { Cast, CAST_FORMATS, type CastFormat, onResize, overheard } from "../../src/ui/asciicast.ts";
import { parseCast } from "../support/cast.ts";
import { FakeOutput } from "./fake-streams.ts";

interface Recording {
  readonly cast: Cast;
  readonly clock: { now: number };
  readonly lines: string[];
}

function record(format: CastFormat, keeps: (line: string) => boolean = () => true): Recording {
  const clock = { now: 5000.4 };
  const lines: string[] = [];
  const cast = new Cast({
    write: (line) => keeps(line) && lines.push(line) > 0,
    now: () => clock.now,
    timestamp: 1_700_000_000,
    title: "nslab",
    size: { columns: 80, rows: 24 },
    type: "xterm-256color",
    format,
  });
  return { cast, clock, lines };
}

describe("a recording", () => {
  test("of version 3 tells of output, resizes and the end, each after the time since the one before", () => {
    const { cast, clock, lines } = record("v3");
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

  test("of version 2 tells of output and resizes by the time since the beginning, as every asciinema reads it", () => {
    const { cast, clock, lines } = record("v2");
    clock.now += 1250;
    cast.output("a\n");
    clock.now += 10;
    cast.resize({ columns: 120, rows: 40 });
    cast.exit(0);
    cast.output("late");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { version: 2, width: 80, height: 24, timestamp: 1_700_000_000, title: "nslab", env: { TERM: "xterm-256color" } },
      [1.25, "o", "a\r\n"],
      [1.26, "r", "120x40"],
    ]);
  });

  test.each(CAST_FORMATS)("of %s keeps time over many short intervals: what one is rounded off by, the next gets", (format) => {
    const { cast, clock, lines } = record(format);
    for (let written = 0; written < 1000; written += 1) {
      clock.now += 0.7;
      cast.output("x");
    }
    const seconds = parseCast(lines.join("")).events.reduce((sum, [interval]) => sum + interval, 0);
    expect(seconds).toBeCloseTo(0.7, 2);
  });

  test.each(CAST_FORMATS)(
    "of %s puts a character together that came in two pieces, and stays a line whatever is written",
    (format) => {
      const { cast, lines } = record(format);
      const bytes = Buffer.from('✓\u2028"\\\n');
      cast.output(bytes.subarray(0, 1));
      cast.output(bytes.subarray(1));
      expect(parseCast(lines.join("")).events.map(([, , data]) => data)).toEqual(['✓\u2028"\\\r\n']);
    },
  );

  test("says no more once something could not be kept, or after its end", () => {
    const full = record("v2", (line) => !line.includes("second"));
    for (const text of ["first", "second", "third"]) full.cast.output(text);
    expect(full.lines).toHaveLength(2);
    const { cast, lines } = record("v3");
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
